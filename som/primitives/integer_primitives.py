"""Primitives of Integer, and accelerators of what the library writes in SOM for it.

An accelerator handles numbers only; with anything else the library's method runs and fails as written.
"""

from __future__ import absolute_import

from som.objects import integerbits, integerobject
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer, is_integer, is_number
from som.objects.stringobject import string_of
from som.primitives.guards import require_integer, string
from som.primitives.registry import accelerator, primitive


@primitive("Integer", "+")
def integer_add(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.add(w_receiver, w_argument)


@primitive("Integer", "-")
def integer_subtract(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.subtract(w_receiver, w_argument)


@primitive("Integer", "*")
def integer_multiply(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.multiply(w_receiver, w_argument)


@primitive("Integer", "/")
def integer_divide(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.divide(w_receiver, w_argument)


@primitive("Integer", "//")
def integer_double_divide(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.double_divide(w_receiver, w_argument)


@primitive("Integer", "%")
def integer_modulo(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.modulo(w_receiver, w_argument)


@primitive("Integer", "rem:")
def integer_remainder(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerobject.remainder(w_receiver, w_argument)


@primitive("Integer", "&")
def integer_bit_and(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerbits.bit_and(w_receiver, w_argument)


@primitive("Integer", "bitXor:")
def integer_bit_xor(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return integerbits.bit_xor(w_receiver, w_argument)


@primitive("Integer", "<<")
def integer_shift_left(interp, w_receiver, w_count):
    require_integer(w_receiver)
    return integerbits.shift_left(w_receiver, w_count)


@primitive("Integer", ">>>")
def integer_shift_right(interp, w_receiver, w_count):
    require_integer(w_receiver)
    return integerbits.shift_right(w_receiver, w_count)


@primitive("Integer", "sqrt")
def integer_sqrt(interp, w_receiver):
    require_integer(w_receiver)
    return integerobject.square_root(w_receiver)


@primitive("Integer", "atRandom")
def integer_at_random(interp, w_receiver):
    require_integer(w_receiver)
    return integerobject.random_integer(w_receiver)


@primitive("Integer", "=")
def integer_equal(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return interp.boolean(integerobject.equal(w_receiver, w_argument))


@primitive("Integer", "<")
def integer_less(interp, w_receiver, w_argument):
    require_integer(w_receiver)
    return interp.boolean(integerobject.less(w_receiver, w_argument))


@primitive("Integer", "asString")
def integer_as_string(interp, w_receiver):
    require_integer(w_receiver)
    return string_of(integerobject.integer_text(w_receiver))


@primitive("Integer", "asDouble")
def integer_as_double(interp, w_receiver):
    require_integer(w_receiver)
    return W_Double(integerobject.double_of(w_receiver))


@primitive("Integer", "as32BitSignedValue")
def integer_as_32_bit_signed_value(interp, w_receiver):
    require_integer(w_receiver)
    return W_Integer(integerbits.low_32_bits_signed(w_receiver))


@primitive("Integer", "as32BitUnsignedValue")
def integer_as_32_bit_unsigned_value(interp, w_receiver):
    require_integer(w_receiver)
    return W_Integer(integerbits.low_32_bits(w_receiver))


@primitive("Integer class", "fromString:")
def integer_from_string(interp, w_class, w_string):
    return integerobject.integer_from_string(string(w_string).text)


# Accelerators.


@accelerator("Integer", ">")
def integer_greater(interp, w_receiver, w_argument):
    if not is_integer(w_receiver) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.greater(w_receiver, w_argument))


@accelerator("Integer", ">=")
def integer_greater_equal(interp, w_receiver, w_argument):
    if not is_integer(w_receiver) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.greater_equal(w_receiver, w_argument))


@accelerator("Integer", "<=")
def integer_less_equal(interp, w_receiver, w_argument):
    if not is_integer(w_receiver) or not is_number(w_argument):
        return None
    return interp.boolean(integerobject.less_equal(w_receiver, w_argument))


@accelerator("Integer", "==")
def integer_identical(interp, w_receiver, w_argument):
    if not is_integer(w_receiver):
        return None
    return interp.boolean(integerobject.equal(w_receiver, w_argument))


@accelerator("Integer", "~=")
def integer_not_identical(interp, w_receiver, w_argument):
    if not is_integer(w_receiver):
        return None
    return interp.boolean(not integerobject.equal(w_receiver, w_argument))


@accelerator("Integer", "<>")
def integer_unequal(interp, w_receiver, w_argument):
    if not is_integer(w_receiver):
        return None
    return interp.boolean(not integerobject.equal(w_receiver, w_argument))


@accelerator("Integer", "negated")
def integer_negated(interp, w_receiver):
    if not is_integer(w_receiver):
        return None
    return integerobject.subtract(W_Integer(0), w_receiver)


@accelerator("Integer", "abs")
def integer_abs(interp, w_receiver):
    if not is_integer(w_receiver):
        return None
    if integerobject.less(w_receiver, W_Integer(0)):
        return integerobject.subtract(W_Integer(0), w_receiver)
    return w_receiver


@accelerator("Integer", "max:")
def integer_max(interp, w_receiver, w_argument):
    if not is_integer(w_receiver) or not is_integer(w_argument):
        return None
    if integerobject.less(w_receiver, w_argument):
        return w_argument
    return w_receiver


@accelerator("Integer", "min:")
def integer_min(interp, w_receiver, w_argument):
    if not is_integer(w_receiver) or not is_integer(w_argument):
        return None
    if integerobject.less(w_argument, w_receiver):
        return w_argument
    return w_receiver
