"""Primitives of Double. Their arithmetic has its own tests, in tests/objects."""

import math

import pytest
from hypothesis import given

from tests.objects.numeric import floats, numbers
from tests.primitives.calling import agrees, call, check_receivers, declared, failure

UNARY = {"negated", "abs"}
ACCELERATED = {">", ">=", "<=", "==", "~=", "<>", "max:", "min:"} | UNARY
INFINITY = float("inf")
NAN = float("nan")


@pytest.mark.parametrize(
    "receiver, selector, argument, result",
    [
        (1.5, "+", 2, 3.5),
        (1.5, "-", 2, -0.5),
        (1.5, "*", 2, 3.0),
        (1.5, "//", 2, 0.75),
        (1.0, "//", 0.0, INFINITY),
        (-3.5, "%", 2, -1.5),
        (1.5, "=", 1.5, True),
        (2.0, "=", 2, True),
        (2.0, "=", "2.0", False),
        (1.5, "<", 2, True),
    ],
)
def test_binary(receiver, selector, argument, result):
    """Each selector reaches its operation, operands in order."""
    assert call("Double", selector, receiver, argument) == result


@pytest.mark.parametrize(
    "receiver, selector, result",
    [
        (1.21, "sqrt", 1.1),
        (1.0, "sin", 0.8414709848078965),
        (1.0, "cos", 0.5403023058681398),
        (2.5, "round", 3),
        (-2.5, "round", -3),
        (2.0**200, "round", 2**200),
        (-1.9, "asInteger", -1),
        (2.0**64, "asInteger", 2**64),
        (1e-6, "asString", "1e-6"),
    ],
)
def test_unary(receiver, selector, result):
    assert call("Double", selector, receiver) == result


@pytest.mark.parametrize("selector", ["round", "asInteger"])
@pytest.mark.parametrize("receiver", [INFINITY, -INFINITY, NAN])
def test_what_is_no_integer(selector, receiver):
    assert failure("Double", selector, receiver) == "Can't represent as integer"


def test_failures():
    assert failure("Double", "//", 1.1, 0) == "Division by zero"
    assert failure("Double", "%", 1.1, "a") == "Expected a numeric type but got type 'String_'"
    assert failure("Double", "<", 1.1, None) == "Expected a numeric type but got type 'Inst'"


def test_class_side():
    assert call("Double class", "PositiveInfinity", None) == INFINITY
    assert call("Double class", "fromString:", None, "-12.34") == -12.34
    assert failure("Double class", "fromString:", None, "123.b") == "'123.b' cannot be converted to a Double"
    text = "Expected object of type 'String_' but got type 'Double'"
    assert failure("Double class", "fromString:", None, 1.5) == text


@given(a=floats, b=numbers)
def test_accelerators_answer_what_the_library_answers(a, b):
    for selector in sorted(ACCELERATED):
        values = (a, b) if selector not in UNARY else (a,)
        assert agrees("Double", selector, *values), selector


def test_accelerators_and_special_values():
    """Zeros of both signs, not-a-number, infinities, Integers of equal value."""
    special = [0.0, -0.0, NAN, INFINITY, -INFINITY, 1.0, 1, 0, 2**63]
    for selector in sorted(ACCELERATED):
        for receiver in special[:6]:
            for argument in special:
                values = (receiver,) if selector in UNARY else (receiver, argument)
                assert agrees("Double", selector, *values), (selector, values)


def test_comparisons_with_nan():
    """All false, but the negations of equality."""
    for other in (1.0, 1, NAN, INFINITY):
        for selector in (">", ">=", "<=", "<", "=", "=="):
            assert call("Double", selector, NAN, other) is False
        for selector in ("~=", "<>"):
            assert call("Double", selector, NAN, other) is True


def test_accelerators_accelerate():
    """They handle the common cases themselves; what is no number is the library's case."""
    for selector in sorted(ACCELERATED - UNARY):
        assert call("Double", selector, 1.5, 2.5) is not None
    for selector in (">", ">=", "<=", "max:", "min:"):
        assert call("Double", selector, 1.5, "a") is None
    assert call("Double", "negated", 1.5) == -1.5
    assert call("Double", "abs", -1.5) == 1.5
    assert math.isnan(call("Double", "negated", NAN))


def test_receivers():
    """A subclass of Double, or a send with inSuperclass:, brings receivers that are no Doubles."""
    assert ACCELERATED < declared("Double")
    check_receivers("Double", "Double", ACCELERATED, [(None, "Inst"), (1, "Int"), (2**70, "ArbInt")])
