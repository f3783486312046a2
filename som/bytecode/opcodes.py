"""The numbers of the instructions under their mnemonics, for the compiler. Derived; a missing name fails at import."""

from __future__ import absolute_import

from som.bytecode import instructions, operators  # noqa: F401  (their import fills INSTRUCTIONS)
from som.bytecode.spec import INSTRUCTIONS, decode

_NUMBERS = dict([(instruction.name, instruction.number) for instruction in INSTRUCTIONS])
COUNT = len(INSTRUCTIONS)
RETURNED = instructions.RETURNED

MOVE = _NUMBERS["move"]
LITERAL = _NUMBERS["literal"]
ARRAY = _NUMBERS["array"]
NIL = _NUMBERS["nil"]
GLOBAL = _NUMBERS["global"]
FIELD = _NUMBERS["field"]
SET_FIELD = _NUMBERS["set_field"]
CLASS_FIELD = _NUMBERS["class_field"]
SET_CLASS_FIELD = _NUMBERS["set_class_field"]
CAPTURED = _NUMBERS["captured"]
SET_CAPTURED = _NUMBERS["set_captured"]
CAPTURED_OUTER = _NUMBERS["captured_outer"]
SET_CAPTURED_OUTER = _NUMBERS["set_captured_outer"]
PUSH_CONTEXT = _NUMBERS["push_context"]
POP_CONTEXT = _NUMBERS["pop_context"]
BLOCK = _NUMBERS["block"]
SEND_0 = _NUMBERS["send_0"]
SEND_1 = _NUMBERS["send_1"]
SEND_2 = _NUMBERS["send_2"]
SEND_N = _NUMBERS["send_n"]
SEND_SUPER = _NUMBERS["send_super"]
ADD = _NUMBERS["add"]
ADD_LITERAL = _NUMBERS["add_literal"]
SUBTRACT = _NUMBERS["subtract"]
SUBTRACT_LITERAL = _NUMBERS["subtract_literal"]
MULTIPLY = _NUMBERS["multiply"]
MULTIPLY_LITERAL = _NUMBERS["multiply_literal"]
MODULO = _NUMBERS["modulo"]
MODULO_LITERAL = _NUMBERS["modulo_literal"]
BIT_AND = _NUMBERS["bit_and"]
BIT_AND_LITERAL = _NUMBERS["bit_and_literal"]
LESS = _NUMBERS["less"]
LESS_LITERAL = _NUMBERS["less_literal"]
LESS_EQUAL = _NUMBERS["less_equal"]
LESS_EQUAL_LITERAL = _NUMBERS["less_equal_literal"]
GREATER = _NUMBERS["greater"]
GREATER_LITERAL = _NUMBERS["greater_literal"]
GREATER_EQUAL = _NUMBERS["greater_equal"]
GREATER_EQUAL_LITERAL = _NUMBERS["greater_equal_literal"]
EQUAL = _NUMBERS["equal"]
EQUAL_LITERAL = _NUMBERS["equal_literal"]
UNEQUAL = _NUMBERS["unequal"]
UNEQUAL_LITERAL = _NUMBERS["unequal_literal"]
JUMP = _NUMBERS["jump"]
JUMP_BACK = _NUMBERS["jump_back"]
UNLESS_TRUE = _NUMBERS["unless_true"]
UNLESS_FALSE = _NUMBERS["unless_false"]
BACK_IF_TRUE = _NUMBERS["back_if_true"]
BACK_IF_FALSE = _NUMBERS["back_if_false"]
UNLESS_NIL = _NUMBERS["unless_nil"]
UNLESS_NOT_NIL = _NUMBERS["unless_not_nil"]
UNLESS_NUMBERS = _NUMBERS["unless_numbers"]
UNLESS_INTEGER = _NUMBERS["unless_integer"]
UNLESS_UPTO = _NUMBERS["unless_upto"]
UNLESS_DOWNTO = _NUMBERS["unless_downto"]
NEXT_UPTO = _NUMBERS["next_upto"]
NEXT_DOWNTO = _NUMBERS["next_downto"]
NEXT_UPTO_BY = _NUMBERS["next_upto_by"]
NEXT_DOWNTO_BY = _NUMBERS["next_downto_by"]
RETURN = _NUMBERS["return"]
RETURN_SELF = _NUMBERS["return_self"]
RETURN_HOME = _NUMBERS["return_home"]
SEND_UNINLINED = _NUMBERS["send_uninlined"]
LOOP_ON_OTHER = _NUMBERS["loop_on_other"]
FAIL = _NUMBERS["fail"]
UNLESS_LESS = _NUMBERS["unless_less"]
UNLESS_LESS_LITERAL = _NUMBERS["unless_less_literal"]
UNLESS_LESS_EQUAL = _NUMBERS["unless_less_equal"]
UNLESS_LESS_EQUAL_LITERAL = _NUMBERS["unless_less_equal_literal"]
UNLESS_GREATER = _NUMBERS["unless_greater"]
UNLESS_GREATER_LITERAL = _NUMBERS["unless_greater_literal"]
UNLESS_GREATER_EQUAL = _NUMBERS["unless_greater_equal"]
UNLESS_GREATER_EQUAL_LITERAL = _NUMBERS["unless_greater_equal_literal"]
UNLESS_EQUAL = _NUMBERS["unless_equal"]
UNLESS_EQUAL_LITERAL = _NUMBERS["unless_equal_literal"]
UNLESS_UNEQUAL = _NUMBERS["unless_unequal"]
UNLESS_UNEQUAL_LITERAL = _NUMBERS["unless_unequal_literal"]
WHEN_LESS = _NUMBERS["when_less"]
WHEN_LESS_LITERAL = _NUMBERS["when_less_literal"]
WHEN_LESS_EQUAL = _NUMBERS["when_less_equal"]
WHEN_LESS_EQUAL_LITERAL = _NUMBERS["when_less_equal_literal"]
WHEN_GREATER = _NUMBERS["when_greater"]
WHEN_GREATER_LITERAL = _NUMBERS["when_greater_literal"]
WHEN_GREATER_EQUAL = _NUMBERS["when_greater_equal"]
WHEN_GREATER_EQUAL_LITERAL = _NUMBERS["when_greater_equal_literal"]
WHEN_EQUAL = _NUMBERS["when_equal"]
WHEN_EQUAL_LITERAL = _NUMBERS["when_equal_literal"]
WHEN_UNEQUAL = _NUMBERS["when_unequal"]
WHEN_UNEQUAL_LITERAL = _NUMBERS["when_unequal_literal"]
BACK_IF_LESS = _NUMBERS["back_if_less"]
BACK_IF_LESS_LITERAL = _NUMBERS["back_if_less_literal"]
BACK_IF_LESS_EQUAL = _NUMBERS["back_if_less_equal"]
BACK_IF_LESS_EQUAL_LITERAL = _NUMBERS["back_if_less_equal_literal"]
BACK_IF_GREATER = _NUMBERS["back_if_greater"]
BACK_IF_GREATER_LITERAL = _NUMBERS["back_if_greater_literal"]
BACK_IF_GREATER_EQUAL = _NUMBERS["back_if_greater_equal"]
BACK_IF_GREATER_EQUAL_LITERAL = _NUMBERS["back_if_greater_equal_literal"]
BACK_IF_EQUAL = _NUMBERS["back_if_equal"]
BACK_IF_EQUAL_LITERAL = _NUMBERS["back_if_equal_literal"]
BACK_IF_UNEQUAL = _NUMBERS["back_if_unequal"]
BACK_IF_UNEQUAL_LITERAL = _NUMBERS["back_if_unequal_literal"]
RESTART_IF_ASKED = _NUMBERS["restart_if_asked"]
TRUE = _NUMBERS["true"]
FALSE = _NUMBERS["false"]
RETURN_HOME_FROM_INLINED = _NUMBERS["return_home_from_inlined"]


def depends_on_holder(code):
    """True if the code, or a block in it, uses fields or sends to super: it fits the class that it was compiled for."""
    pc = 0
    while pc < len(code.bytes):
        decoded = decode(code.bytes, pc)
        number = decoded.instruction.number
        if number in (FIELD, SET_FIELD, CLASS_FIELD, SET_CLASS_FIELD, SEND_SUPER):
            return True
        pc = decoded.next_pc
    for block_code in code.blocks:
        if depends_on_holder(block_code):
            return True
    return False
