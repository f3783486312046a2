"""Bit operations against the host's, which are two's complement without a limit too."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.errors import VMError
from som.objects import integerbits
from som.objects.base import W_Object
from som.objects.doubleobject import W_Double
from som.objects.stringobject import W_String
from tests.objects.numeric import integers, number, value_of, words


def failure(function, *arguments):
    with pytest.raises(VMError) as caught:
        function(*arguments)
    return caught.value.message


@pytest.mark.parametrize("operation, host", [(integerbits.bit_and, operator.and_), (integerbits.bit_xor, operator.xor)])
@given(a=integers, b=integers)
def test_and_xor(operation, host, a, b):
    assert value_of(operation(number(a), number(b))) == host(a, b)


@given(n=integers, count=st.integers(0, 300))
def test_shift_left_is_exact(n, count):
    assert value_of(integerbits.shift_left(number(n), number(count))) == n << count


def test_shift_left_at_the_border_of_words():
    """Every count up to a word's length, for receivers that just fit and just do not."""
    for count in range(66):
        for base in (1, -1, 3, -3, 2**31, -(2**31), 2**62 - 1, -(2**62), 2**63 - 1, -(2**63)):
            assert value_of(integerbits.shift_left(number(base), number(count))) == base << count


def logical(word, count):
    """The 64-bit word shifted with zeros, read back as a signed one."""
    result = (word & (2**64 - 1)) >> count
    return result - 2**64 if result >= 2**63 else result


@given(word=words, count=st.integers(0, 70))
def test_shift_right_of_words_is_logical(word, count):
    assert value_of(integerbits.shift_right(number(word), number(count))) == logical(word, count)


@given(n=st.integers(2**63, 2**300), count=st.integers(0, 320))
def test_shift_right_of_large_integers(n, count):
    assert value_of(integerbits.shift_right(number(n), number(count))) == n >> count


SHIFTS = [integerbits.shift_left, integerbits.shift_right]


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("receiver", [0, 1, -1, 2**200])
def test_shift_counts(shift, receiver):
    w_receiver = number(receiver)
    assert failure(shift, w_receiver, number(-1)) == "Negative shift"
    assert failure(shift, w_receiver, number(-(2**70))) == "Negative shift"
    assert failure(shift, w_receiver, number(2**32)) == "Shift too big"
    assert failure(shift, w_receiver, number(2**150)) == "Shift too big"
    assert failure(shift, w_receiver, W_String("a")) == "Expected a numeric type but got type 'String_'"
    assert failure(shift, number(1), W_Double(1.0)) == "Expected object of type 'Int' but got type 'Double'"


def test_long_shifts():
    """Hundreds of thousands of bits to the left and back."""
    w_long = integerbits.shift_left(number(-5), number(700000))
    assert value_of(integerbits.shift_right(w_long, number(700000))) == -5
    assert value_of(integerbits.shift_left(number(0), number(integerbits.MAX_SHIFT))) == 0


@pytest.mark.parametrize("operation", [integerbits.bit_and, integerbits.bit_xor])
def test_operands_must_be_integers(operation):
    """The text names the representation of the receiver."""
    text = "Expected object of type '%s' but got type '%s'"
    assert failure(operation, number(1), W_String("a")) == text % ("Int", "String_")
    assert failure(operation, number(1), W_Double(1.1)) == text % ("Int", "Double")
    assert failure(operation, number(2**64), W_Object()) == text % ("ArbInt", "Inst")


@given(n=integers)
def test_32_bits(n):
    unsigned = n % 2**32
    assert integerbits.low_32_bits(number(n)) == unsigned
    assert integerbits.low_32_bits_signed(number(n)) == (unsigned if unsigned < 2**31 else unsigned - 2**32)
