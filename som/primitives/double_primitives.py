"""Primitives of Double, and accelerators of what the library writes in SOM for it.

An accelerator handles numbers only; with anything else the library's method runs and fails as written.
Comparisons follow IEEE 754: with not-a-number all but `<>` and `~=` are false.
"""

from __future__ import absolute_import

from som.objects import integerobject
from som.objects.doubleobject import INFINITY, W_Double, double_from_string, double_text
from som.objects.doubleobject import ieee_cos, ieee_sin, ieee_sqrt, rounded
from som.objects.integerobject import is_number, truncated
from som.objects.stringobject import string_of
from som.primitives.guards import double_value, string
from som.primitives.registry import accelerator, primitive
from som.rpy import isinf, isnan


@primitive("Double", "+")
def double_add(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return integerobject.add(w_receiver, w_argument)


@primitive("Double", "-")
def double_subtract(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return integerobject.subtract(w_receiver, w_argument)


@primitive("Double", "*")
def double_multiply(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return integerobject.multiply(w_receiver, w_argument)


@primitive("Double", "//")
def double_divide(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return integerobject.double_divide(w_receiver, w_argument)


@primitive("Double", "%")
def double_modulo(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return integerobject.modulo(w_receiver, w_argument)


@primitive("Double", "=")
def double_equal(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return interp.boolean(integerobject.equal(w_receiver, w_argument))


@primitive("Double", "<")
def double_less(interp, w_receiver, w_argument):
    double_value(w_receiver)
    return interp.boolean(integerobject.less(w_receiver, w_argument))


@primitive("Double", "sqrt")
def double_sqrt(interp, w_receiver):
    return W_Double(ieee_sqrt(double_value(w_receiver)))


@primitive("Double", "sin")
def double_sin(interp, w_receiver):
    return W_Double(ieee_sin(double_value(w_receiver)))


@primitive("Double", "cos")
def double_cos(interp, w_receiver):
    return W_Double(ieee_cos(double_value(w_receiver)))


@primitive("Double", "round")
def double_round(interp, w_receiver):
    value = double_value(w_receiver)
    if isinf(value) or isnan(value):
        return truncated(value)  # which fails
    return truncated(rounded(value))


@primitive("Double", "asInteger")
def double_as_integer(interp, w_receiver):
    return truncated(double_value(w_receiver))


@primitive("Double", "asString")
def double_as_string(interp, w_receiver):
    return string_of(double_text(double_value(w_receiver)))


@primitive("Double class", "PositiveInfinity")
def double_positive_infinity(interp, w_class):
    return W_Double(INFINITY)


@primitive("Double class", "fromString:")
def double_class_from_string(interp, w_class, w_string):
    return double_from_string(string(w_string).text)


# Accelerators.


@accelerator("Double", ">")
def double_greater(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.greater(w_receiver, w_argument))


@accelerator("Double", ">=")
def double_greater_equal(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.greater_equal(w_receiver, w_argument))


@accelerator("Double", "<=")
def double_less_equal(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.less_equal(w_receiver, w_argument))


@accelerator("Double", "==")
def double_identical(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double):
        return None
    return interp.boolean(integerobject.equal(w_receiver, w_argument))


@accelerator("Double", "~=")
def double_not_identical(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double):
        return None
    return interp.boolean(not integerobject.equal(w_receiver, w_argument))


@accelerator("Double", "<>")
def double_unequal(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_Double):
        return None
    return interp.boolean(not integerobject.equal(w_receiver, w_argument))


# The sign of a zero and the choice between equal or unordered numbers are the library's.


@accelerator("Double", "negated")
def double_negated(interp, w_receiver):
    if not isinstance(w_receiver, W_Double) or w_receiver.value == 0.0:
        return None
    return W_Double(-w_receiver.value)


@accelerator("Double", "abs")
def double_abs(interp, w_receiver):
    if not isinstance(w_receiver, W_Double) or w_receiver.value == 0.0:
        return None
    if w_receiver.value < 0.0:
        return W_Double(-w_receiver.value)
    return w_receiver


@accelerator("Double", "max:")
def double_max(interp, w_receiver, w_argument):
    if isinstance(w_receiver, W_Double) and isinstance(w_argument, W_Double):
        if w_receiver.value < w_argument.value:
            return w_argument
        if w_receiver.value > w_argument.value:
            return w_receiver
    return None


@accelerator("Double", "min:")
def double_min(interp, w_receiver, w_argument):
    if isinstance(w_receiver, W_Double) and isinstance(w_argument, W_Double):
        if w_receiver.value < w_argument.value:
            return w_receiver
        if w_receiver.value > w_argument.value:
            return w_argument
    return None
