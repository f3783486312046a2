"""Integers of any size, and the arithmetic of numbers: the table of language.md 12.2.

An Integer in the signed 64-bit range is always a W_Integer, any other a W_BigInteger; programs cannot
tell them apart. The functions on `w_` numbers take an Integer or Double as `w_a`; `w_b` may be any
object. They raise VMError with the texts of primitives.md 2. Relations answer a host bool.
"""

from __future__ import absolute_import

import math

from som.errors import VMError
from som.objects import bigint
from som.objects.base import DOUBLE, INTEGER, W_Object
from som.objects.doubleobject import W_Double, hash_of_fraction, ieee_divide, ieee_remainder, ieee_sqrt
from som.rpy import int_c_div, int_c_mod, isinf, isnan, ovfcheck, random_below, rbigint


class W_Integer(W_Object):
    """An Integer in the signed 64-bit range."""

    _attrs_ = ["value"]
    _immutable_fields_ = ["value"]
    kind = INTEGER
    type_name = "Int"

    def __init__(self, value):
        self.value = value


class W_BigInteger(W_Object):
    """An Integer outside the signed 64-bit range. `big` is an rbigint."""

    _attrs_ = ["big"]
    _immutable_fields_ = ["big"]
    kind = INTEGER
    type_name = "ArbInt"

    def __init__(self, big):
        self.big = big


DIVISION_BY_ZERO = "Division by zero"
_TWO_63 = 9223372036854775808.0
_TWO_53 = 9007199254740992  # integers up to here are exact as floats


# Conversions.


def normalised(big):
    """The Integer with the value of an rbigint."""
    try:
        return W_Integer(big.toint())
    except OverflowError:
        return W_BigInteger(big)


def is_integer(w_object):
    return w_object.kind == INTEGER


def is_number(w_object):
    return w_object.kind == INTEGER or w_object.kind == DOUBLE


def big_of(w_integer):
    """The rbigint with the value of an Integer."""
    if isinstance(w_integer, W_Integer):
        return rbigint.fromint(w_integer.value)
    assert isinstance(w_integer, W_BigInteger)
    return w_integer.big


def double_of(w_number):
    """The float nearest to a number."""
    if isinstance(w_number, W_Double):
        return w_number.value
    if isinstance(w_number, W_Integer):
        return float(w_number.value)
    assert isinstance(w_number, W_BigInteger)
    try:
        return w_number.big.tofloat()
    except OverflowError:
        raise VMError("Can't represent as double")


def truncated(x):
    """The Integer that a float becomes without its fraction."""
    if -_TWO_63 <= x < _TWO_63:
        return W_Integer(int(x))
    if isnan(x) or isinf(x):
        raise VMError("Can't represent as integer")
    return normalised(rbigint.fromfloat(x))


def integer_from_literal(text):
    """The Integer for decimal digits, with or without minus."""
    if len(text) <= 18:
        return W_Integer(int(text))
    return normalised(rbigint.fromdecimalstr(text))


def integer_from_string(text):
    """The Integer that a string spells: decimal digits with or without minus, nothing else."""
    start = 0
    if len(text) > 1 and text[0] == "-":
        start = 1
    valid = len(text) > 0
    for index in range(start, len(text)):
        valid = valid and "0" <= text[index] <= "9"
    if not valid:
        raise VMError("'" + text + "' cannot be converted to an Integer")
    return integer_from_literal(text)


def integer_text(w_integer):
    """Decimal digits, with a minus for negative Integers."""
    if isinstance(w_integer, W_Integer):
        return str(w_integer.value)
    assert isinstance(w_integer, W_BigInteger)
    return w_integer.big.str()


def number_hash(w_number):
    """The hash code, an Integer: equal numbers, Integer or Double, have equal ones."""
    if not isinstance(w_number, W_Double):
        return w_number
    x = w_number.value
    if isnan(x) or isinf(x) or x != math.floor(x):
        return W_Integer(hash_of_fraction(x))
    return truncated(x)


def require_number(w_object):
    if not is_number(w_object):
        raise VMError("Expected a numeric type but got type '" + w_object.type_name + "'")


def require_integer(w_a, w_b):
    """The argument of an operation on bits must have the kind of the receiver."""
    if not is_integer(w_b):
        raise VMError("Expected object of type '" + w_a.type_name + "' but got type '" + w_b.type_name + "'")


def _both_integers(w_a, w_b):
    """Whether exact arithmetic applies. Raises VMError if `w_b` is no number."""
    require_number(w_b)
    return is_integer(w_a) and is_integer(w_b)


def _is_zero(w_number):
    if isinstance(w_number, W_Integer):
        return w_number.value == 0
    return isinstance(w_number, W_Double) and w_number.value == 0.0


# Arithmetic. Words and Doubles come first: they are the cases that matter.


def add(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value + w_b.value))
        except OverflowError:
            return W_BigInteger(big_of(w_a).add(big_of(w_b)))
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return W_Double(w_a.value + w_b.value)
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Integer):
        return W_Double(w_a.value + float(w_b.value))
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Double):
        return W_Double(float(w_a.value) + w_b.value)
    if _both_integers(w_a, w_b):
        return normalised(big_of(w_a).add(big_of(w_b)))
    return W_Double(double_of(w_a) + double_of(w_b))


def subtract(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value - w_b.value))
        except OverflowError:
            return W_BigInteger(big_of(w_a).sub(big_of(w_b)))
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return W_Double(w_a.value - w_b.value)
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Integer):
        return W_Double(w_a.value - float(w_b.value))
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Double):
        return W_Double(float(w_a.value) - w_b.value)
    if _both_integers(w_a, w_b):
        return normalised(big_of(w_a).sub(big_of(w_b)))
    return W_Double(double_of(w_a) - double_of(w_b))


def multiply(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        try:
            return W_Integer(ovfcheck(w_a.value * w_b.value))
        except OverflowError:
            return W_BigInteger(big_of(w_a).mul(big_of(w_b)))
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return W_Double(w_a.value * w_b.value)
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Integer):
        return W_Double(w_a.value * float(w_b.value))
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Double):
        return W_Double(float(w_a.value) * w_b.value)
    if _both_integers(w_a, w_b):
        return normalised(big_of(w_a).mul(big_of(w_b)))
    return W_Double(double_of(w_a) * double_of(w_b))


def divide(w_a, w_b):
    """`/` of Integers: the quotient rounded toward zero, an Integer also for a Double argument."""
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        if w_b.value > 0 or w_b.value < -1:  # -1 may overflow
            return W_Integer(int_c_div(w_a.value, w_b.value))
    exact = _both_integers(w_a, w_b)
    if _is_zero(w_b):
        raise VMError(DIVISION_BY_ZERO)
    if exact:
        return normalised(bigint.truncating_div(big_of(w_a), big_of(w_b)))
    return truncated(double_of(w_a) / double_of(w_b))


def double_divide(w_a, w_b):
    """`//`: the quotient as a Double. Zero fails with an Integer on either side, else IEEE 754 applies."""
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return W_Double(ieee_divide(w_a.value, w_b.value))
    require_number(w_b)
    if _is_zero(w_b):
        raise VMError(DIVISION_BY_ZERO)
    return W_Double(double_of(w_a) / double_of(w_b))


def modulo(w_a, w_b):
    """`%`: of Integers with the sign of the divisor; with a Double, the Double remainder of C's fmod."""
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        if w_b.value > 0 or w_b.value < -1:  # -1 may trap
            return W_Integer(w_a.value % w_b.value)
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return W_Double(ieee_remainder(w_a.value, w_b.value))
    exact = _both_integers(w_a, w_b)
    if exact:
        if _is_zero(w_b):
            raise VMError(DIVISION_BY_ZERO)
        return normalised(big_of(w_a).mod(big_of(w_b)))
    return W_Double(ieee_remainder(double_of(w_a), double_of(w_b)))


def remainder(w_a, w_b):
    """`rem:` of Integers: the remainder with the sign of the dividend."""
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        if w_b.value > 0 or w_b.value < -1:
            return W_Integer(int_c_mod(w_a.value, w_b.value))
    require_number(w_b)
    require_integer(w_a, w_b)
    if _is_zero(w_b):
        raise VMError("Division by zero or overflow")
    return normalised(bigint.truncating_mod(big_of(w_a), big_of(w_b)))


def square_root(w_a):
    """`sqrt` of an Integer: see language.md 12.3 for what is an Integer and what a Double."""
    if isinstance(w_a, W_Integer):
        if w_a.value < 0:
            raise VMError("Domain error")
        root = ieee_sqrt(float(w_a.value))
        if root == math.floor(root):
            return truncated(root)
        return W_Double(root)
    big = big_of(w_a)
    if big.sign < 0:
        raise VMError("Domain error")
    return normalised(bigint.integer_sqrt(big))


def random_integer(w_limit):
    """A random Integer in 0 .. limit - 1."""
    if isinstance(w_limit, W_Integer):
        if w_limit.value <= 0:
            raise VMError("Domain error")
        return W_Integer(random_below(w_limit.value))
    big = big_of(w_limit)
    if big.sign < 0:
        raise VMError("Domain error")
    return normalised(bigint.random_big_below(big))


# Relations. An Integer and a Double compare by their exact values.


def _compare_with_float(w_integer, x):
    if isinstance(w_integer, W_Integer) and -_TWO_53 <= w_integer.value <= _TWO_53:
        return bigint.compare_floats(float(w_integer.value), x)
    return bigint.compare_with_float(big_of(w_integer), x)


def compare(w_a, w_b):
    """The order of two numbers: LESS, EQUAL, GREATER or UNORDERED of `bigint`."""
    if isinstance(w_a, W_Double):
        if isinstance(w_b, W_Double):
            return bigint.compare_floats(w_a.value, w_b.value)
        order = _compare_with_float(w_b, w_a.value)
        if order == bigint.UNORDERED:
            return order
        return -order
    if isinstance(w_b, W_Double):
        return _compare_with_float(w_a, w_b.value)
    return bigint.compare(big_of(w_a), big_of(w_b))


def less(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value < w_b.value
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return w_a.value < w_b.value
    require_number(w_b)
    return compare(w_a, w_b) == bigint.LESS


def less_equal(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value <= w_b.value
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return w_a.value <= w_b.value
    require_number(w_b)
    return compare(w_a, w_b) <= bigint.EQUAL


def greater(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value > w_b.value
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return w_a.value > w_b.value
    require_number(w_b)
    return compare(w_a, w_b) == bigint.GREATER


def greater_equal(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value >= w_b.value
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return w_a.value >= w_b.value
    require_number(w_b)
    order = compare(w_a, w_b)
    return order == bigint.EQUAL or order == bigint.GREATER


def equal(w_a, w_b):
    """`=`; false, never an error, for other objects than numbers."""
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return w_a.value == w_b.value
    if isinstance(w_a, W_Double) and isinstance(w_b, W_Double):
        return w_a.value == w_b.value
    return is_number(w_b) and compare(w_a, w_b) == bigint.EQUAL
