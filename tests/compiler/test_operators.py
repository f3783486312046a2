"""Which instructions belong to an operator, and which comparison and jump become one."""

import pytest

from som.bytecode import opcodes as op
from som.bytecode.spec import INSTRUCTIONS, LITERAL, SITE, SLOT_IN
from som.compiler.operators import OPERATORS, fused, is_operator


def name_of(number):
    return INSTRUCTIONS[number].name


@pytest.mark.parametrize("selector", sorted(OPERATORS))
def test_operators(selector):
    """Two forms of the same instruction, whose text names the selector."""
    slots, literal = [INSTRUCTIONS[number] for number in OPERATORS[selector]]
    assert literal.name == slots.name + "_literal"
    assert (slots.kinds[1:], literal.kinds[1:]) == ([SLOT_IN, SLOT_IN, SITE], [SLOT_IN, LITERAL, SITE])
    assert " %s" % selector in slots.text


TESTS = {op.UNLESS_TRUE: "unless_", op.UNLESS_FALSE: "when_", op.BACK_IF_TRUE: "back_if_"}


@pytest.mark.parametrize("test", sorted(TESTS))
@pytest.mark.parametrize("selector", ["<", "<=", ">", ">=", "=", "~=", "<>"])
def test_fused(selector, test):
    """A comparison and the jump that tests it: the same name with what the jump does in front."""
    for number in OPERATORS[selector]:
        assert name_of(fused(test, number)) == TESTS[test] + name_of(number)


@pytest.mark.parametrize("test", [op.BACK_IF_FALSE, op.UNLESS_NIL, op.UNLESS_NOT_NIL])
def test_other_jumps(test):
    """Only the frequent tests of Booleans have such forms."""
    assert fused(test, op.LESS) < 0


@pytest.mark.parametrize("number", [op.ADD, op.SEND_1, op.MOVE, op.BIT_AND_LITERAL])
def test_other_values(number):
    """Only comparisons have them."""
    assert [fused(test, number) for test in sorted(TESTS)] == [-1, -1, -1]


def test_is_operator():
    """What the universe asks when a method is replaced."""
    assert all(is_operator(selector) for selector in OPERATORS)
    assert [is_operator(selector) for selector in ("/", "max:", "add", "==")] == [False] * 4
