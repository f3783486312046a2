"""Doubles: IEEE 754 binary64 values, their arithmetic where the host's differs from IEEE, their texts."""

from __future__ import absolute_import

import math

from som.errors import VMError
from som.objects.base import DOUBLE, W_Object
from som.rpy import DTSF_ADD_DOT_0, float2longlong, formatd, intmask, isinf, isnan, string_to_float

INFINITY = 1e308 * 10.0
NAN = INFINITY - INFINITY


class W_Double(W_Object):
    """A binary64 value."""

    _attrs_ = ["value"]
    _immutable_fields_ = ["value"]
    kind = DOUBLE
    type_name = "Double"

    def __init__(self, value):
        self.value = value


def ieee_divide(x, y):
    """x / y; the host's division refuses a zero divisor."""
    if y != 0.0:
        return x / y
    if x == 0.0 or isnan(x):
        return NAN
    if (x < 0.0) == (math.copysign(1.0, y) < 0.0):
        return INFINITY
    return -INFINITY


def ieee_remainder(x, y):
    """C's fmod: the remainder with the sign of x; the host's refuses infinite x and zero y."""
    if isnan(x) or isnan(y) or isinf(x) or y == 0.0:
        return NAN
    if isinf(y):
        return x
    return math.fmod(x, y)


def ieee_sqrt(x):
    """The square root; NaN for negative x."""
    if x < 0.0:
        return NAN
    return math.sqrt(x)


def ieee_sin(x):
    """x in radians; NaN for infinities."""
    if isinf(x):
        return NAN
    return math.sin(x)


def ieee_cos(x):
    """x in radians; NaN for infinities."""
    if isinf(x):
        return NAN
    return math.cos(x)


def rounded(x):
    """The nearest integral Double, halves away from zero. x is finite."""
    magnitude = math.fabs(x)
    whole = math.floor(magnitude)
    if magnitude - whole >= 0.5:  # exact, whereas floor(x + 0.5) errs just below one half
        whole += 1.0
    return math.copysign(whole, x)


def hash_of_fraction(x):
    """A hash code for a Double that equals no Integer."""
    bits = float2longlong(x)
    if isnan(x):
        bits = 0
    return intmask(bits ^ (bits >> 32)) & 0x3FFFFFFF


def double_text(x):
    """The shortest decimal digits that read back to x, in SOM's layout (language.md 12.5)."""
    if isnan(x):
        return "NaN"
    text = formatd(x, "r", 0, DTSF_ADD_DOT_0)
    mark = text.find("e")
    if mark < 0:
        return text
    assert mark >= 0
    mantissa = text[:mark]
    exponent = int(text[mark + 1 :])
    if exponent != -5:
        return mantissa + "e" + str(exponent)
    digits = "".join(mantissa.split("."))  # one digit later than the host SOM changes to exponents
    if x < 0.0:
        return "-0.0000" + digits[1:]
    return "0.0000" + digits


def double_from_string(text):
    """The Double that is written as digits or digits, point, digits, with or without sign. Raises VMError."""
    position = 0
    if len(text) > 0 and (text[0] == "-" or text[0] == "+"):
        position = 1
    end = _skip_digits(text, position)
    valid = end > position
    if valid and end < len(text) and text[end] == ".":
        position = end + 1
        end = _skip_digits(text, position)
        valid = end > position
    if not valid or end < len(text):
        raise VMError("'" + text + "' cannot be converted to a Double")
    return W_Double(string_to_float(text))


def double_from_literal(text):
    """The Double for the text of a literal: digits, point, digits, with or without minus."""
    return W_Double(string_to_float(text))


def _skip_digits(text, position):
    """The first position at or after `position` that holds no decimal digit."""
    while position < len(text) and "0" <= text[position] <= "9":
        position += 1
    return position
