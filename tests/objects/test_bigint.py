"""The functions on rbigints, where no test of Integers reaches."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.objects import bigint
from som.rpy import rbigint
from tests.objects.numeric import integers


def big(n):
    return rbigint.fromlong(n)


@given(n=st.integers(1, 2**2000))
def test_integer_sqrt(n):
    assert bigint.integer_sqrt(big(n)).str() == str(math.isqrt(n))


@pytest.mark.parametrize("root", [1, 2, 3, 2**31, 2**32 - 1, 2**64, 2**200 + 1, 10**400])
def test_integer_sqrt_around_squares(root):
    """Just below a square, at it and above it."""
    for n, expected in ((root * root - 1, root - 1), (root * root, root), (root * root + 1, root)):
        if n > 0:
            assert bigint.integer_sqrt(big(n)).str() == str(expected)


@given(a=integers, b=integers)
def test_compare(a, b):
    order = {True: bigint.LESS, False: bigint.GREATER}[a < b] if a != b else bigint.EQUAL
    assert bigint.compare(big(a), big(b)) == order


def test_compare_floats_knows_nan():
    nan = float("nan")
    assert bigint.compare_floats(nan, nan) == bigint.UNORDERED
    assert bigint.compare_floats(1.0, nan) == bigint.UNORDERED
    assert bigint.compare_with_float(big(2**64), nan) == bigint.UNORDERED


@pytest.mark.parametrize("fraction, order", [(0.5, bigint.LESS), (0.0, bigint.EQUAL), (-0.5, bigint.GREATER)])
def test_fractions_decide_last(fraction, order):
    assert bigint.compare_with_float(big(3), 3.0 + fraction) == order
    assert bigint.compare_with_float(big(-3), -3.0 + fraction) == order


def test_random_numbers_use_all_digits():
    """A limit of 200 bits gives numbers of about that length, different ones."""
    numbers = [bigint.random_big_below(big(2**200)) for _ in range(50)]
    assert len({number.str() for number in numbers}) == 50
    assert max(number.bit_length() for number in numbers) > 190
