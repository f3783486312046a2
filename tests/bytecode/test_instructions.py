"""What each instruction does, in its narrow and its wide form."""

import pytest

from som.bytecode.spec import INSTRUCTIONS
from som.errors import Exit, VMError
from som.interpreter.unwinding import NonLocalReturn
from som.objects.blockobject import HomeContext, W_Block1, W_Block2
from som.objects.methodobject import Code
from tests.bytecode import test_operators
from tests.bytecode.executing import context_of, execute, helper, helper_class, host_value, object_of
from tests.compiler.compiling import outcome, printed, run, shared_universe

BIG = 2**70

# name, operands, values of the slots before, where execution goes on, {slot: value afterwards}
CASES = [
    ("move", [1, 2], [None, 5, "a"], "next", {1: "a", 2: "a"}),
    ("literal", [1, 7], [None], "next", {1: 7}),
    ("nil", [1], [None, 5], "next", {1: None}),
    ("true", [1], [None, 5], "next", {1: True}),
    ("false", [1], [None, 5], "next", {1: False}),
    ("send_0", [2, 1, "negated"], [None, 5], "next", {2: -5}),
    ("send_1", [3, 1, 2, "max:"], [None, 5, 6], "next", {3: 6}),
    ("jump", ["there"], [None], "there", {}),
    ("jump_back", ["there", 3], [None], "there", {}),
    ("unless_true", [1, "other", "fallback"], [None, True], "next", {1: True}),
    ("unless_true", [1, "other", "fallback"], [None, False], "other", {}),
    ("unless_true", [1, "other", "fallback"], [None, 3], "fallback", {1: 3}),
    ("unless_true", [1, "other", "fallback"], [None, None], "fallback", {}),
    ("unless_false", [1, "other", "fallback"], [None, False], "next", {}),
    ("unless_false", [1, "other", "fallback"], [None, True], "other", {}),
    ("unless_false", [1, "other", "fallback"], [None, 3], "fallback", {}),
    ("back_if_true", [1, "header", 2, "fallback"], [None, True], "header", {}),
    ("back_if_true", [1, "header", 2, "fallback"], [None, False], "next", {}),
    ("back_if_true", [1, "header", 2, "fallback"], [None, "a"], "fallback", {}),
    ("back_if_false", [1, "header", 2, "fallback"], [None, False], "header", {}),
    ("back_if_false", [1, "header", 2, "fallback"], [None, True], "next", {}),
    ("back_if_false", [1, "header", 2, "fallback"], [None, None], "fallback", {}),
    ("unless_nil", [1, "other", "fallback"], [None, None], "next", {}),
    ("unless_nil", [1, "other", "fallback"], [None, False], "other", {}),
    ("unless_not_nil", [1, "other", "fallback"], [None, 3], "next", {}),
    ("unless_not_nil", [1, "other", "fallback"], [None, None], "other", {}),
    ("unless_numbers", [1, 2, "fallback"], [None, 3, 4.5], "next", {}),
    ("unless_numbers", [1, 2, "fallback"], [None, BIG, 4], "next", {}),
    ("unless_numbers", [1, 2, "fallback"], [None, "3", 4], "fallback", {}),
    ("unless_numbers", [1, 2, "fallback"], [None, 3, None], "fallback", {}),
    ("unless_integer", [1, "fallback"], [None, 3], "next", {}),
    ("unless_integer", [1, "fallback"], [None, -BIG], "next", {}),
    ("unless_integer", [1, "fallback"], [None, 3.0], "fallback", {}),
    ("unless_integer", [1, "fallback"], [None, None], "fallback", {}),
    ("unless_upto", [1, 2, "exit"], [None, 3, 3], "next", {1: 3}),
    ("unless_upto", [1, 2, "exit"], [None, 4, 3], "exit", {}),
    ("unless_upto", [1, 2, "exit"], [None, 3, 2.5], "exit", {}),
    ("unless_upto", [1, 2, "exit"], [None, 3, BIG], "next", {}),
    ("unless_upto", [1, 2, "exit"], [None, 3, float("nan")], "exit", {}),
    ("unless_downto", [1, 2, "exit"], [None, 3, 3], "next", {}),
    ("unless_downto", [1, 2, "exit"], [None, 2, 3], "exit", {}),
    ("unless_downto", [1, 2, "exit"], [None, 2.5, 3], "exit", {}),
    ("unless_downto", [1, 2, "exit"], [None, BIG, 3], "next", {}),
    ("next_upto", [1, 2, "header", 3], [None, 2, 3], "header", {1: 3, 2: 3}),
    ("next_upto", [1, 2, "header", 3], [None, 3, 3], "next", {2: 3}),
    ("next_upto", [1, 2, "header", 3], [None, 2**63 - 1, 2**63], "header", {1: 2**63}),
    ("next_upto", [1, 2, "header", 3], [None, 2**63 - 1, 2**63 - 1], "next", {}),
    ("next_upto", [1, 2, "header", 3], [None, 1, 2.5], "header", {1: 2}),
    ("next_upto", [1, 2, "header", 3], [None, 2, 2.5], "next", {}),
    ("next_upto", [1, 2, "header", 3], [None, 1.5, 3], "header", {1: 2.5}),
    ("next_upto", [1, 2, "header", 3], [None, 2.5, 3], "next", {}),
    ("next_downto", [1, 2, "header", 3], [None, 4, 3], "header", {1: 3}),
    ("next_downto", [1, 2, "header", 3], [None, 3, 3], "next", {}),
    ("next_downto", [1, 2, "header", 3], [None, -(2**63), -BIG], "header", {1: -(2**63) - 1}),
    ("next_downto", [1, 2, "header", 3], [None, 4.5, 3], "header", {1: 3.5}),
    ("next_upto_by", [1, 2, 3, "header", 4], [None, 2, 5, 3], "header", {1: 5, 3: 3}),
    ("next_upto_by", [1, 2, 3, "header", 4], [None, 2, 4, 3], "next", {}),
    ("next_upto_by", [1, 2, 3, "header", 4], [None, 2, 4, 0.5], "header", {1: 2.5}),
    ("next_upto_by", [1, 2, 3, "header", 4], [None, 2**63 - 1, BIG, 2**63], "header", {1: 2**64 - 1}),
    ("next_downto_by", [1, 2, 3, "header", 4], [None, 5, 2, 3], "header", {1: 2}),
    ("next_downto_by", [1, 2, 3, "header", 4], [None, 5, 3, 3], "next", {}),
    ("return", [1], [None, "value"], "value", {}),
    ("return_self", [], ["me"], "me", {}),
]


@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
@pytest.mark.parametrize("name, operands, slots, way, after", CASES)
def test_effects(name, operands, slots, way, after, wide):
    """Where execution goes on, and what is in the slots then; slots that are not mentioned keep their values."""
    result = execute(name, operands, slots, wide)
    assert result.way == way
    for slot, value in enumerate(slots):
        if slot in after:
            assert (result.slots[slot], type(result.slots[slot])) == (after[slot], type(after[slot]))
        elif not name.startswith("next"):
            assert repr(result.slots[slot]) == repr(value)
    for slot, value in after.items():
        assert result.slots[slot] == value


BOTH_FORMS = pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])

TESTED_BELOW = [
    "array",
    "global",
    "field",
    "set_field",
    "class_field",
    "set_class_field",
    "captured",
    "set_captured",
    "captured_outer",
    "set_captured_outer",
    "push_context",
    "pop_context",
    "block",
    "send_2",
    "send_n",
    "send_super",
    "return_home",
    "return_home_from_inlined",
    "send_uninlined",
    "loop_on_other",
    "restart_if_asked",
    "fail",
]


def test_all_instructions_are_tested():
    """Each instruction has a case here, one in test_operators.py, or a test of its own below."""
    tested = {case[0] for case in CASES} | set(TESTED_BELOW) | test_operators.covered_instructions()
    assert {instruction.name for instruction in INSTRUCTIONS} - tested == set()
    own_tests = " ".join(name for name in globals() if name.startswith("test_"))
    assert [name for name in TESTED_BELOW if name not in own_tests.replace("test_", "")] == []


@BOTH_FORMS
def test_array(wide):
    """The copy is fresh, and so are the arrays in it."""
    w_literal = shared_universe().evaluate("#(1 #(2))", object_of(None))
    w_copies = [execute("array", [1, w_literal], [None], wide).slots[1] for _ in range(2)]
    assert w_copies[0] is not w_copies[1] and w_copies[0] is not w_literal
    w_inner = [w_array.at(2, object_of(None)) for w_array in w_copies + [w_literal]]
    assert len(set(w_inner)) == 3
    assert [host_value(w_array.at(1, object_of(None))) for w_array in w_inner] == [2, 2, 2]


@BOTH_FORMS
def test_global(wide):
    """A bound global has its value; the receiver is asked for an unbound one, each time."""
    shared_universe().bind_global("Bound", object_of(3))
    assert execute("global", [1, "Bound"], [helper()], wide).slots[1] == 3
    assert execute("global", [1, "Unbound"], [helper()], wide).slots[1] == "no Unbound"


@BOTH_FORMS
def test_field_and_set_field(wide):
    """Fields are nil, then what was stored."""
    w_self = helper()
    assert execute("field", [1, 1], [w_self, 5], wide).slots[1] is None
    execute("set_field", [1, 2], [w_self, None, "value"], wide)
    assert execute("field", [1, 1], [w_self], wide).slots[1] == "value"
    assert execute("field", [1, 0], [w_self], wide).slots[1] is None


@BOTH_FORMS
def test_class_field_and_set_class_field(wide):
    """The same on the class side."""
    w_class = helper_class()
    execute("set_class_field", [0, 2], [w_class, None, None], wide)
    execute("set_class_field", [1, 2], [w_class, None, "value"], wide)
    assert execute("class_field", [1, 1], [w_class], wide).slots[1] == "value"
    assert execute("class_field", [1, 0], [w_class, 5], wide).slots[1] is None


@BOTH_FORMS
def test_captured_and_set_captured(wide):
    """Variables of the innermost context, whatever is around it."""
    context = context_of([1, 2], [3])
    assert execute("captured", [1, 1], [None], wide, context).slots[1] == 2
    execute("set_captured", [1, 1], [None, "new"], wide, context)
    assert [host_value(w_value) for w_value in context.values_w] == [1, "new"]


@BOTH_FORMS
@pytest.mark.parametrize("depth, value", [(1, 3), (2, 5)])
def test_captured_outer_and_set_captured_outer(depth, value, wide):
    """Variables of contexts further out."""
    context = context_of([1], [2, 3], [4, 5])
    assert execute("captured_outer", [1, 1, depth], [None], wide, context).slots[1] == value
    execute("set_captured_outer", [1, depth, 1], [None, "new"], wide, context)
    assert execute("captured_outer", [1, 1, depth], [None], wide, context).slots[1] == "new"
    assert execute("captured_outer", [1, 1, 3 - depth], [None], wide, context).slots[1] == 8 - value


@BOTH_FORMS
def test_push_context_and_pop_context(wide):
    """A new context has nils and leads to the one before."""
    outer = context_of([1])
    inner = execute("push_context", [2], [None], wide, outer).frame.context
    assert inner.outer is outer
    assert [host_value(w_value) for w_value in inner.values_w] == [None, None]
    assert execute("pop_context", [], [None], wide, inner).frame.context is outer
    assert execute("pop_context", [], [None], wide, outer).frame.context is None


@BOTH_FORMS
@pytest.mark.parametrize("count, host_class", [(0, W_Block1), (1, W_Block2)])
def test_block(count, host_class, wide):
    """A block knows its code, the context, and the receiver."""
    code = Code("test", count, True)
    code.finish("", "", [], [], [], [])
    context = context_of([1])
    w_self = helper()
    w_block = execute("block", [1, code], [w_self], wide, context).slots[1]
    assert isinstance(w_block, host_class)
    assert (w_block.code, w_block.context, w_block.w_self) == (code, context, w_self)


@BOTH_FORMS
def test_send_2(wide):
    result = execute("send_2", [4, 1, 2, 3, "one:two:"], [None, helper(), 5, 6], wide)
    assert result.slots[2:5] == [5, 6, "two 56"]


@BOTH_FORMS
def test_send_n(wide):
    """Receiver and arguments stand in a row; any number of them."""
    assert execute("send_n", [1, 2, "one:two:three:"], [None, None, helper(), 5, 6, 7], wide).slots[1] == "three 567"
    assert execute("send_n", [1, 2, "zero"], [None, None, helper()], wide).slots[1] == "zero"


@BOTH_FORMS
def test_send_super(wide):
    """The lookup starts above the class that holds the code: the helper's own asString is not found."""
    assert execute("send_super", [1, 2, "asString"], [None, None, helper()], wide).slots[1] == "instance of Helper"
    assert execute("send_super", [1, 2, "="], [None, None, helper(), 3], wide).slots[1] is False


def test_failed_sends():
    """Nobody understands the message: its receiver is told."""
    for name, operands in [
        ("send_0", [1, 2, "foo"]),
        ("send_1", [1, 2, 3, "foo:"]),
        ("send_2", [1, 2, 3, 4, "foo:bar:"]),
        ("send_n", [1, 2, "foo:bar:baz:"]),
        ("send_super", [1, 2, "foo:"]),
    ]:
        with pytest.raises(Exit):
            execute(name, operands, [None, None, helper(), 5, 6, 7])
        text = shared_universe().stdout.taken()
        assert text == "\nERROR: Method %s not found in class Helper\n" % operands[-1]


@BOTH_FORMS
def test_return_home(wide):
    """The home method is left; if it has ended, its receiver is told and decides about the value."""
    home = HomeContext([], None)
    context = context_of([1])
    context.outer = home
    with pytest.raises(NonLocalReturn) as caught:
        execute("return_home", [1, 1, 2], [helper(), "value"], wide, context)
    assert (caught.value.home, host_value(caught.value.w_result)) == (home, "value")
    home.alive = False
    assert execute("return_home", [1, 1, 2], [helper(), "value", "block"], wide, context).way == "escaped block"


def test_return_home_from_inlined():
    """In an inlined block of a block: an escaped block goes on behind the inlined one."""
    members = "make = ( ^ [:x | (x ifTrue: [ ^ 1 ]) println. 5 ] ) escapedBlock: block = ( ^ 'gone' )"
    assert printed("(self make value: true) println", "", members) == ["gone", "5"]
    members = "try = ( [:x | x ifTrue: [ ^ 1 ]. 5 ] value: true. ^ 2 )"
    assert printed("self try println", "", members) == ["1"]


def test_send_uninlined():
    """The message with real blocks, see tests/compiler/test_detour.py; a block may return from the method."""
    members = "ifTrue: block = ( ^ block value + 1 ) try = ( self ifTrue: [ ^ 7 ]. ^ 8 )"
    assert printed("(self ifTrue: [ 3 ]) println. self try println", "", members) == ["4", "7"]


@BOTH_FORMS
@pytest.mark.parametrize("negated", [0, 1])
def test_loop_on_other(negated, wide):
    """The condition's value is sent what the library's loop sends: the helper's ifFalse: evaluates the block."""
    assert execute("loop_on_other", [1, negated, "exit"], [None, helper()], wide).way == "exit"
    with pytest.raises(Exit):
        execute("loop_on_other", [1, negated, "exit"], [None, 3], wide)
    selector = ["ifFalse:", "not"][negated]
    assert shared_universe().stdout.taken() == "\nERROR: Method %s not found in class Integer\n" % selector


def test_loop_on_other_continues():
    """An object that does not evaluate the block of ifFalse: counts as true."""
    members = """| n |
        ifFalse: block = ( ^ n > 2 ifTrue: [ block value ] )
        not = ( ^ n < 6 )"""
    text = "n := 0. [ n := n + 1. self ] whileTrue: [ n println ]. [ n := n + 1. self ] whileFalse: [ n println ]"
    assert printed(text, "", members) == ["1", "2", "4", "5"]


@BOTH_FORMS
def test_restart_if_asked(wide):
    """Only what the primitive answers makes the activation start again, in the context that it had then."""
    context = context_of([1], [2])
    result = execute("restart_if_asked", [1, 1, 2], [None, shared_universe().w_restart], wide, context)
    assert (result.way, result.frame.context) == ("restart", context.outer)
    result = execute("restart_if_asked", [1, 1, 2], [None, None], wide, context)
    assert (result.way, result.frame.context) == ("next", context)


@BOTH_FORMS
def test_fail(wide):
    with pytest.raises(VMError) as caught:
        execute("fail", ["broken"], [None], wide)
    assert caught.value.message == "broken"


def test_nil_tests_of_other_classes():
    """A class without nil tests of its own is not asked."""
    assert outcome(run("(self ifNil: [ 1 ]) == self ifTrue: [ 'self' println ]")) == "self\n"
