"""Functions on integers of any size that the host's class lacks. They know no SOM objects."""

from __future__ import absolute_import

from som.rpy import isinf, isnan, random_below, rbigint

LESS = -1
EQUAL = 0
GREATER = 1
UNORDERED = 2  # one of two Doubles is not a number

_ONE = rbigint.fromint(1)


def compare(a, b):
    """LESS, EQUAL or GREATER."""
    if a.lt(b):
        return LESS
    if a.eq(b):
        return EQUAL
    return GREATER


def compare_floats(x, y):
    """LESS, EQUAL, GREATER or UNORDERED."""
    if x < y:
        return LESS
    if x == y:
        return EQUAL
    if x > y:
        return GREATER
    return UNORDERED


def compare_with_float(a, x):
    """Exact comparison of an integer with a float: LESS, EQUAL, GREATER or UNORDERED."""
    if isnan(x):
        return UNORDERED
    if isinf(x):
        if x > 0.0:
            return LESS
        return GREATER
    whole = rbigint.fromfloat(x)  # truncated, exactly
    order = compare(a, whole)
    if order != EQUAL:
        return order
    fraction = x - whole.tofloat()
    if fraction > 0.0:
        return LESS
    if fraction < 0.0:
        return GREATER
    return EQUAL


def truncating_div(a, b):
    """The quotient rounded toward zero. b is not zero."""
    quotient = a.abs().floordiv(b.abs())
    if a.sign * b.sign < 0:
        return quotient.neg()
    return quotient


def truncating_mod(a, b):
    """The remainder with the sign of a. b is not zero."""
    remainder = a.abs().mod(b.abs())
    if a.sign < 0:
        return remainder.neg()
    return remainder


def integer_sqrt(n):
    """The largest integer whose square is at most n > 0.

    Newton's iteration on a growing prefix of n: each step doubles the number of correct bits, so the
    whole costs about as much as its last division.
    """
    half = (n.bit_length() - 1) // 2
    steps = 0
    while half >> steps:
        steps += 1
    root = _ONE
    known = 0
    while steps > 0:
        steps -= 1
        before = known
        known = half >> steps
        prefix = n.rshift(2 * half - before - known + 1)
        root = root.lshift(known - before - 1).add(prefix.floordiv(root))
    if root.mul(root).gt(n):
        return root.sub(_ONE)
    return root


def random_big_below(limit):
    """A random integer in 0 .. limit - 1; limit > 0."""
    number = rbigint.fromint(0)
    bits = limit.bit_length() + 64  # the surplus makes the bias of the final `mod` immeasurable
    while bits > 0:
        number = number.lshift(32).add(rbigint.fromint(random_below(1 << 32)))
        bits -= 32
    return number.mod(limit)
