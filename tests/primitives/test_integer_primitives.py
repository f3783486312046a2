"""Primitives of Integer. Their arithmetic has its own tests, in tests/objects."""

import pytest
from hypothesis import given

from tests.objects.numeric import integers, numbers
from tests.primitives.calling import agrees, call, check_receivers, declared, failure

ACCELERATED = {">", ">=", "<=", "==", "~=", "<>", "negated", "abs", "max:", "min:"}
BINARY = sorted(ACCELERATED - {"negated", "abs"})


@pytest.mark.parametrize(
    "receiver, selector, argument, result",
    [
        (7, "+", 2, 9),
        (7, "-", 2, 5),
        (7, "*", 2, 14),
        (-7, "/", 2, -3),
        (7, "//", 2, 3.5),
        (-7, "%", 2, 1),
        (-7, "rem:", 2, -1),
        (6, "&", 3, 2),
        (6, "bitXor:", 3, 5),
        (-1, "<<", 70, -(2**70)),
        (-1, ">>>", 1, 2**63 - 1),
        (7, "=", 7.0, True),
        (7, "=", "7", False),
        (7, "<", 7.5, True),
    ],
)
def test_binary(receiver, selector, argument, result):
    """Each selector reaches its operation, operands in order."""
    assert call("Integer", selector, receiver, argument) == result


@pytest.mark.parametrize(
    "receiver, selector, result",
    [
        (25, "sqrt", 5),
        (3, "sqrt", 1.7320508075688772),
        (1, "atRandom", 0),
        (2**100, "asString", "1267650600228229401496703205376"),
        (-5, "asString", "-5"),
        (2**64, "asDouble", 18446744073709551616.0),
        (2**31, "as32BitSignedValue", -(2**31)),
        (2**31, "as32BitUnsignedValue", 2**31),
        (2**63 - 512, "as32BitSignedValue", -512),
        (512 - 2**63, "as32BitUnsignedValue", 512),
    ],
)
def test_unary(receiver, selector, result):
    assert call("Integer", selector, receiver) == result


def test_random_numbers_vary():
    assert len({call("Integer", "atRandom", 2**62) for _ in range(20)}) == 20


def test_from_string():
    """The receiver is the class; the argument a String or Symbol."""
    assert call("Integer class", "fromString:", None, "-120") == -120
    assert failure("Integer class", "fromString:", None, "12x") == "'12x' cannot be converted to an Integer"
    text = "Expected object of type 'String_' but got type 'Int'"
    assert failure("Integer class", "fromString:", None, 12) == text


@pytest.mark.parametrize("selector", BINARY)
@given(a=integers, b=numbers)
def test_accelerators_answer_what_the_library_answers(selector, a, b):
    assert agrees("Integer", selector, a, b)


@pytest.mark.parametrize("selector", BINARY)
def test_accelerators_and_special_values(selector):
    """Equal numbers of two classes, not-a-number, infinity, and what is no number."""
    for argument in (1, 1.0, float("nan"), float("inf"), 2**63, 2.0**63):
        assert agrees("Integer", selector, 1, argument)
        assert agrees("Integer", selector, 2**63, argument)
    equality = selector in ("==", "~=", "<>")
    assert (call("Integer", selector, 1, "1") is None) is not equality
    assert not equality or agrees("Integer", selector, 1, "1")


@pytest.mark.parametrize("selector", ["negated", "abs"])
@given(a=integers)
def test_unary_accelerators_answer_what_the_library_answers(selector, a):
    assert agrees("Integer", selector, a)
    assert call("Integer", selector, a) is not None


def test_accelerators_accelerate():
    """They handle the common cases themselves."""
    for selector in BINARY:
        assert call("Integer", selector, 1, 2) is not None
        assert call("Integer", selector, 2**100, 2) is not None


def test_receivers():
    """A subclass of Integer, or a send with inSuperclass:, brings receivers that are no Integers."""
    assert ACCELERATED < declared("Integer")
    check_receivers("Integer", "Int", ACCELERATED, [(None, "Inst"), ("a", "String_"), (1.5, "Double")])
