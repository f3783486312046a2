"""Which operators have instructions of their own, and which comparisons are one instruction with the next jump."""

from __future__ import absolute_import

from som.bytecode import opcodes as op

# For operands in slots, and for a literal on the right.
OPERATORS = {
    "+": (op.ADD, op.ADD_LITERAL),
    "-": (op.SUBTRACT, op.SUBTRACT_LITERAL),
    "*": (op.MULTIPLY, op.MULTIPLY_LITERAL),
    "%": (op.MODULO, op.MODULO_LITERAL),
    "&": (op.BIT_AND, op.BIT_AND_LITERAL),
    "<": (op.LESS, op.LESS_LITERAL),
    "<=": (op.LESS_EQUAL, op.LESS_EQUAL_LITERAL),
    ">": (op.GREATER, op.GREATER_LITERAL),
    ">=": (op.GREATER_EQUAL, op.GREATER_EQUAL_LITERAL),
    "=": (op.EQUAL, op.EQUAL_LITERAL),
    "~=": (op.UNEQUAL, op.UNEQUAL_LITERAL),
    "<>": (op.UNEQUAL, op.UNEQUAL_LITERAL),
}
NO_OPERATOR = (-1, -1)

# Comparison -> the instruction that compares and jumps like UNLESS_TRUE, UNLESS_FALSE, BACK_IF_TRUE.
UNLESS = {
    op.LESS: op.UNLESS_LESS,
    op.LESS_LITERAL: op.UNLESS_LESS_LITERAL,
    op.LESS_EQUAL: op.UNLESS_LESS_EQUAL,
    op.LESS_EQUAL_LITERAL: op.UNLESS_LESS_EQUAL_LITERAL,
    op.GREATER: op.UNLESS_GREATER,
    op.GREATER_LITERAL: op.UNLESS_GREATER_LITERAL,
    op.GREATER_EQUAL: op.UNLESS_GREATER_EQUAL,
    op.GREATER_EQUAL_LITERAL: op.UNLESS_GREATER_EQUAL_LITERAL,
    op.EQUAL: op.UNLESS_EQUAL,
    op.EQUAL_LITERAL: op.UNLESS_EQUAL_LITERAL,
    op.UNEQUAL: op.UNLESS_UNEQUAL,
    op.UNEQUAL_LITERAL: op.UNLESS_UNEQUAL_LITERAL,
}
WHEN = {
    op.LESS: op.WHEN_LESS,
    op.LESS_LITERAL: op.WHEN_LESS_LITERAL,
    op.LESS_EQUAL: op.WHEN_LESS_EQUAL,
    op.LESS_EQUAL_LITERAL: op.WHEN_LESS_EQUAL_LITERAL,
    op.GREATER: op.WHEN_GREATER,
    op.GREATER_LITERAL: op.WHEN_GREATER_LITERAL,
    op.GREATER_EQUAL: op.WHEN_GREATER_EQUAL,
    op.GREATER_EQUAL_LITERAL: op.WHEN_GREATER_EQUAL_LITERAL,
    op.EQUAL: op.WHEN_EQUAL,
    op.EQUAL_LITERAL: op.WHEN_EQUAL_LITERAL,
    op.UNEQUAL: op.WHEN_UNEQUAL,
    op.UNEQUAL_LITERAL: op.WHEN_UNEQUAL_LITERAL,
}
BACK = {
    op.LESS: op.BACK_IF_LESS,
    op.LESS_LITERAL: op.BACK_IF_LESS_LITERAL,
    op.LESS_EQUAL: op.BACK_IF_LESS_EQUAL,
    op.LESS_EQUAL_LITERAL: op.BACK_IF_LESS_EQUAL_LITERAL,
    op.GREATER: op.BACK_IF_GREATER,
    op.GREATER_LITERAL: op.BACK_IF_GREATER_LITERAL,
    op.GREATER_EQUAL: op.BACK_IF_GREATER_EQUAL,
    op.GREATER_EQUAL_LITERAL: op.BACK_IF_GREATER_EQUAL_LITERAL,
    op.EQUAL: op.BACK_IF_EQUAL,
    op.EQUAL_LITERAL: op.BACK_IF_EQUAL_LITERAL,
    op.UNEQUAL: op.BACK_IF_UNEQUAL,
    op.UNEQUAL_LITERAL: op.BACK_IF_UNEQUAL_LITERAL,
}


def fused(test, comparison):
    """The instruction that does both, or -1. `test`: a conditional jump; `comparison`: the instruction before it."""
    if test == op.UNLESS_TRUE:
        return UNLESS.get(comparison, -1)
    if test == op.UNLESS_FALSE:
        return WHEN.get(comparison, -1)
    if test == op.BACK_IF_TRUE:
        return BACK.get(comparison, -1)
    return -1


def is_operator(selector):
    """True if messages with this selector have an instruction."""
    return selector in OPERATORS
