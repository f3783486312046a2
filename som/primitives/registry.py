"""`@primitive`: one decorated host function implements one SOM selector of one class.

The function gets `(interp, w_receiver, w_argument ...)`; as many arguments as the selector takes, at
most three. It answers a SOM object or raises `VMError`. An `@accelerator` stands in for a method that the
library writes in SOM, and may also answer None: "not for me, run the library's method".
"""

from __future__ import absolute_import

from som.objects.methodobject import W_Primitive0, W_Primitive1, W_Primitive2, W_Primitive3
from som.rpy import not_rpython


class PrimitiveSpec(object):
    """One registered primitive. `class_name` is `Foo` or `Foo class`; one of the functions is set."""

    def __init__(self, class_name, selector, arity):
        self.class_name = class_name
        self.selector = selector
        self.arity = arity
        self.may_decline = False
        self.function0 = None
        self.function1 = None
        self.function2 = None
        self.function3 = None


PRIMITIVES = {}  # "class>>selector" -> PrimitiveSpec; filled while the package is imported, constant afterwards


@not_rpython
def arity_of(selector):
    """The number of arguments that a message with this selector carries."""
    last = selector[len(selector) - 1]
    if last == ":":
        return selector.count(":")
    if last.isalnum() or last == "_" or ord(last) >= 128:
        return 0
    return 1


@not_rpython
def primitive(class_name, selector):
    """Decorator: the function implements `class_name>>selector`. TypeError if it takes another number of arguments."""

    def register(function):
        arity = arity_of(selector)
        if function.__code__.co_argcount != arity + 2:
            raise TypeError("%s>>%s takes (interp, w_receiver) and %d arguments" % (class_name, selector, arity))
        spec = PrimitiveSpec(class_name, selector, arity)
        setattr(spec, "function%d" % arity, function)
        PRIMITIVES[class_name + ">>" + selector] = spec
        return function

    return register


@not_rpython
def accelerator(class_name, selector):
    """Decorator like `@primitive`, for a function that may answer None."""

    def register(function):
        primitive(class_name, selector)(function)
        PRIMITIVES[class_name + ">>" + selector].may_decline = True
        return function

    return register


def find_primitive(class_name, selector):
    """The PrimitiveSpec of that class (or metaclass, `Foo class`) and selector, or None."""
    return PRIMITIVES.get(class_name + ">>" + selector, None)


def new_primitive(spec, w_signature, w_fallback):
    """The W_Primitive that executes the spec's function. `w_fallback`: the library's method, or None."""
    w_primitive = _of_arity(spec, w_signature, w_fallback)
    w_primitive.may_decline = spec.may_decline
    return w_primitive


def _of_arity(spec, w_signature, w_fallback):
    if spec.arity == 0:
        w_nullary = W_Primitive0(w_signature, w_fallback)
        w_nullary.function = spec.function0
        return w_nullary
    if spec.arity == 1:
        w_unary = W_Primitive1(w_signature, w_fallback)
        w_unary.function = spec.function1
        return w_unary
    if spec.arity == 2:
        w_binary = W_Primitive2(w_signature, w_fallback)
        w_binary.function = spec.function2
        return w_binary
    w_ternary = W_Primitive3(w_signature, w_fallback)
    w_ternary.function = spec.function3
    return w_ternary
