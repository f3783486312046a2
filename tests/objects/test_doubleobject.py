"""Doubles: their texts by the table of language.md 12.5, and the functions that follow IEEE 754."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.errors import VMError
from som.objects import doubleobject
from som.objects.doubleobject import INFINITY, NAN, double_from_literal, double_from_string, double_text
from tests.objects.numeric import floats


def layout(x):
    """The table of language.md 12.5, from the shortest digits."""
    sign, digits, exponent = Decimal(repr(x)).as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    e = len(text) + exponent  # value = 0.text * 10^e
    text = text.rstrip("0")
    minus = "-" if sign else ""
    if e > 16 or e <= -5:
        return minus + text[0] + ("." + text[1:] if len(text) > 1 else "") + "e" + str(e - 1)
    if e <= 0:
        return minus + "0." + "0" * -e + text
    if len(text) <= e:
        return minus + text + "0" * (e - len(text)) + ".0"
    return minus + text[:e] + "." + text[e:]


@given(x=floats.filter(lambda x: x != 0.0 and not math.isinf(x)))
def test_layout(x):
    assert double_text(x) == layout(x)


@given(digits=st.integers(1, 10**17), exponent=st.integers(-25, 20), sign=st.sampled_from([1, -1]))
def test_layout_around_its_borders(digits, exponent, sign):
    x = float("%de%d" % (sign * digits, exponent))
    assert double_text(x) == layout(x)


@given(x=floats)
def test_texts_read_back(x):
    text = double_text(x)
    assert float(text) == x
    assert math.copysign(1.0, float(text)) == math.copysign(1.0, x)


@pytest.mark.parametrize(
    "x, text",
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1e6, "1000000.0"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e16"),
        (1073741825.1, "1073741825.1"),
        (100000.19879879123153, "100000.19879879123"),
        (0.10000000000000009, "0.10000000000000009"),
        (0.0001, "0.0001"),
        (0.00001, "0.00001"),
        (0.0000123, "0.0000123"),
        (0.000001, "1e-6"),
        (1.152921504606847e18, "1.152921504606847e18"),
        (6.223015277861142e-61, "6.223015277861142e-61"),
        (INFINITY, "inf"),
        (-INFINITY, "-inf"),
        (NAN, "NaN"),
    ],
)
def test_texts_of_the_specification(x, text):
    assert double_text(x) == text


@pytest.mark.parametrize(
    "text, value",
    [("0", 0.0), ("1", 1.0), ("-1", -1.0), ("+1", 1.0), ("9999999", 9999999.0), ("-0.1", -0.1), ("-12.34", -12.34)],
)
def test_from_string(text, value):
    assert double_from_string(text).value == value


def test_from_string_rounds_correctly():
    assert double_from_string("0.1000000000000000055511151231257827021181583404541015625").value == 0.1
    assert double_from_string("9007199254740993").value == 9007199254740992.0
    assert double_from_string("1" + "0" * 400).value == INFINITY


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1.", ".5", "123.b", "1.5.", "1e5", "inf", "NaN", " 1", "1 ", "--1", "1_0", "\xd9\xa1"]
)
def test_texts_that_are_no_doubles(text):
    with pytest.raises(VMError) as caught:
        double_from_string(text)
    assert caught.value.message == "'%s' cannot be converted to a Double" % text


def test_literals():
    assert double_from_literal("3.14").value == 3.14
    assert math.copysign(1.0, double_from_literal("-0.0").value) == -1.0


@pytest.mark.parametrize(
    "x, y, quotient",
    [(1.0, 0.0, INFINITY), (-1.0, 0.0, -INFINITY), (1.0, -0.0, -INFINITY), (-1.0, -0.0, INFINITY), (6.0, 4.0, 1.5)],
)
def test_divide(x, y, quotient):
    assert doubleobject.ieee_divide(x, y) == quotient


@pytest.mark.parametrize("x, y", [(0.0, 0.0), (-0.0, 0.0), (NAN, 0.0), (NAN, 1.0), (INFINITY, INFINITY)])
def test_divide_without_result(x, y):
    assert math.isnan(doubleobject.ieee_divide(x, y))


@pytest.mark.parametrize(
    "x, y, remainder",
    [(-3.0, 2.0, -1.0), (3.0, -2.0, 1.0), (1.1, 6.0, 1.1), (1.2, 1.1, 0.09999999999999987), (5.0, INFINITY, 5.0)],
)
def test_remainder(x, y, remainder):
    assert doubleobject.ieee_remainder(x, y) == remainder


@pytest.mark.parametrize("x, y", [(1.0, 0.0), (INFINITY, 2.0), (NAN, 1.0), (1.0, NAN), (INFINITY, INFINITY)])
def test_remainder_without_result(x, y):
    assert math.isnan(doubleobject.ieee_remainder(x, y))


@pytest.mark.parametrize("function", [doubleobject.ieee_sqrt, doubleobject.ieee_sin, doubleobject.ieee_cos])
def test_functions_of_special_values(function):
    """The host raises errors where IEEE 754 has NaN."""
    assert math.isnan(function(-INFINITY))
    assert math.isnan(function(NAN))


def test_functions():
    assert doubleobject.ieee_sqrt(1.21) == 1.1
    assert doubleobject.ieee_sqrt(INFINITY) == INFINITY
    assert doubleobject.ieee_sin(2.0) == 0.9092974268256817
    assert doubleobject.ieee_cos(1.0) == 0.5403023058681398


@given(x=floats.filter(lambda x: not math.isinf(x)))
def test_rounding(x):
    """The nearest whole number, halves away from zero, in exact arithmetic."""
    assert abs(doubleobject.rounded(x)) == math.floor(abs(Fraction(x)) + Fraction(1, 2))
    assert doubleobject.rounded(x) * x >= 0


@pytest.mark.parametrize(
    "x, whole",
    [
        (1.5, 2.0),
        (2.5, 3.0),
        (-2.5, -3.0),
        (0.5, 1.0),
        (0.49999999999999994, 0.0),
        (4503599627370497.5, 4503599627370498.0),
    ],
)
def test_rounding_of_halves(x, whole):
    assert doubleobject.rounded(x) == whole


def test_hash_of_fraction_is_small_and_positive():
    """So that a hash table can use it at once."""
    for x in (0.5, -0.5, 1e-300, NAN, INFINITY):
        assert 0 <= doubleobject.hash_of_fraction(x) < 2**30
