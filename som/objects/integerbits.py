"""Bit operations on Integers, which act as two's complement words with infinite sign extension.

`w_a` is an Integer, the other operand any object. They raise VMError with the texts of primitives.md 2.
"""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.integerobject import W_Integer, big_of, normalised, require_integer, require_number
from som.rpy import intmask

MAX_SHIFT = 2**32 - 1


def bit_and(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return W_Integer(w_a.value & w_b.value)
    require_integer(w_a, w_b)
    return normalised(big_of(w_a).and_(big_of(w_b)))


def bit_xor(w_a, w_b):
    if isinstance(w_a, W_Integer) and isinstance(w_b, W_Integer):
        return W_Integer(w_a.value ^ w_b.value)
    require_integer(w_a, w_b)
    return normalised(big_of(w_a).xor(big_of(w_b)))


def _shift_count(w_a, w_count):
    require_number(w_count)
    if isinstance(w_count, W_Integer):
        if w_count.value < 0:
            raise VMError("Negative shift")
        if w_count.value <= MAX_SHIFT:
            return w_count.value
    else:
        require_integer(w_a, w_count)
        if big_of(w_count).sign < 0:
            raise VMError("Negative shift")
    raise VMError("Shift too big")


def shift_left(w_a, w_count):
    count = _shift_count(w_a, w_count)
    if isinstance(w_a, W_Integer):
        if w_a.value == 0:
            return w_a
        if count <= 62:
            lost = w_a.value >> (62 - count)
            if lost == 0 or lost == -1:
                return W_Integer(w_a.value << count)
    return normalised(big_of(w_a).lshift(count))


def shift_right(w_a, w_count):
    """`>>>`: logical for 64-bit words, of which 64 and more places leave nothing; arithmetic for larger ones."""
    count = _shift_count(w_a, w_count)
    if isinstance(w_a, W_Integer):
        if count == 0:
            return w_a
        if count >= 64:
            return W_Integer(0)
        return W_Integer(((w_a.value >> 1) & 0x7FFFFFFFFFFFFFFF) >> (count - 1))
    return normalised(big_of(w_a).rshift(count))


def low_32_bits(w_a):
    """The low 32 bits of the two's complement representation as an unsigned number."""
    if isinstance(w_a, W_Integer):
        return w_a.value & 0xFFFFFFFF
    return intmask(big_of(w_a).uintmask()) & 0xFFFFFFFF


def low_32_bits_signed(w_a):
    """The same bits read as a signed number."""
    return ((low_32_bits(w_a) + 0x80000000) & 0xFFFFFFFF) - 0x80000000
