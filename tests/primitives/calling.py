"""Calling single primitives, and the library's methods that they replace, in a booted universe."""

import functools
import os

import pytest
from hypothesis import settings
from sources import ROOT

from som.errors import VMError
from som.objects.base import W_Object
from som.objects.doubleobject import W_Double
from som.objects.integerobject import is_integer
from som.objects.methodobject import W_Primitive
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.primitives.registry import PRIMITIVES
from som.universe.universe import Universe
from tests.objects.numeric import number, value_of
from tests.objects.texts import carried, shown

settings.register_profile("som", deadline=None)  # a busy machine is no failure
settings.load_profile("som")


class Symbol(str):
    """A host string that stands for a SOM Symbol."""


@functools.lru_cache(maxsize=None)
def universe():
    """The universe of all these tests; none of them changes it."""
    result = Universe(os.path.join(ROOT, "core-lib", "Smalltalk"))
    result.boot()
    return result


def object_of(value):
    """The SOM object for a host number, string, Symbol, or None for an object of no special kind."""
    if isinstance(value, Symbol):
        return universe().symbol_for(carried(value))
    if isinstance(value, str):
        return W_String(carried(value))
    if isinstance(value, (int, float)):
        return number(value)
    assert value is None
    return W_Object()


def host_value(w_object):
    """The host value for a SOM object; None for the answer None of an accelerator."""
    if w_object is None:
        return None
    if w_object is universe().w_true or w_object is universe().w_false:
        return w_object is universe().w_true
    if isinstance(w_object, W_Symbol):
        assert w_object is universe().symbol_for(w_object.text), "not interned"
        return Symbol(shown(w_object.text))
    if isinstance(w_object, W_String):
        return shown(w_object.text)
    assert is_integer(w_object) or isinstance(w_object, W_Double)
    return value_of(w_object)


def call_objects(class_name, selector, objects_w):
    """Calls the function of a primitive."""
    spec = PRIMITIVES[class_name + ">>" + selector]
    function = [spec.function0, spec.function1, spec.function2, spec.function3][spec.arity]
    return function(universe().interp, *objects_w)


def call(class_name, selector, *values):
    """Calls the function of a primitive with host values, receiver first; answers a host value."""
    return host_value(call_objects(class_name, selector, [object_of(value) for value in values]))


def failure(class_name, selector, *values):
    """The message of the VM error with which a primitive fails."""
    with pytest.raises(VMError) as caught:
        call(class_name, selector, *values)
    return caught.value.message


def library(class_name, selector, *values):
    """What the library answers without the accelerator: by the method it replaces, or by an inherited one."""
    w_invokable = universe().load_class(class_name).lookup(universe().symbol_for(selector))
    if isinstance(w_invokable, W_Primitive) and w_invokable.w_fallback is not None:
        w_invokable = w_invokable.w_fallback
    objects_w = [object_of(value) for value in values]
    return host_value(universe().interp.invoke(w_invokable, objects_w[0], objects_w[1:]))


def agrees(class_name, selector, *values):
    """Whether an accelerator answers exactly what the library answers, or leaves it to the library."""
    fast = call(class_name, selector, *values)
    if fast is None:
        return True
    slow = library(class_name, selector, *values)
    same_nan = fast != fast and slow != slow
    return type(fast) is type(slow) and (same_nan or repr(fast) == repr(slow))


def declared(class_name):
    """The selectors of the primitives that the VM knows for a class."""
    return {key.split(">>", 1)[1] for key in PRIMITIVES if key.split(">>", 1)[0] == class_name}


def check_receivers(class_name, kind, accelerated, others):
    """Receivers of another representation: an accelerator leaves them to the library, the rest fails."""
    for selector in declared(class_name):
        for receiver, type_name in others:
            values = [receiver] + [1] * PRIMITIVES[class_name + ">>" + selector].arity
            if selector in accelerated:
                assert call(class_name, selector, *values) is None, selector
            else:
                text = "Expected object of type '%s' but got type '%s'" % (kind, type_name)
                assert failure(class_name, selector, *values) == text, selector
