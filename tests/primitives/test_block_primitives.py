"""Primitives of Block and its numbered subclasses."""

import pytest

from som.errors import VMError
from tests.interpreter.loops import loop
from tests.machines import define, ending, evaluate, failure, new, send, shared
from tests.primitives.calling import failure as failure_of

__all__ = ["loop"]


def test_values(loop):
    assert evaluate("[ 3 ] value") == 3
    assert evaluate("[ ] value") is None
    assert evaluate("[:x | x + 1 ] value: 3") == 4
    assert evaluate("[:x :y | x - y ] value: 3 with: 1") == 2
    assert evaluate("[:x | x ] perform: #value: withArguments: #(5)") == 5
    assert ending("[:x | x ] value: 1 with: 2") == (1, "\nERROR: Method value:with: not found in class Block2\n")


BLOCK = "Expected object of type 'Block' but got type '%s'"


@pytest.mark.parametrize("receiver, type_name", [(3, "Int"), ("a", "String_"), (None, "Inst")])
def test_other_receivers(receiver, type_name):
    assert failure_of("Block", "value", receiver) == BLOCK % type_name
    assert failure_of("Block1", "value", receiver) == BLOCK % type_name
    assert failure_of("Block2", "value:", receiver, 1) == BLOCK % type_name
    assert failure_of("Block3", "value:with:", receiver, 1, 2) == BLOCK % type_name


@pytest.mark.parametrize("name", ["Block", "Block1", "Block2", "Block3"])
def test_objects_that_the_classes_make_are_no_blocks(name):
    message = {"Block2": "value: 1", "Block3": "value: 1 with: 2"}.get(name, "value")
    assert failure("%s new %s" % (name, message)) == BLOCK % "Inst"


def test_blocks_of_another_number_of_parameters():
    """The primitive of one class does not take the blocks of another."""
    universe = shared()
    w_primitive = universe.classes["Block1"].lookup(universe.symbol_for("value"))
    with pytest.raises(VMError) as caught:
        universe.interp.invoke(w_primitive, universe.evaluate("[:x | x ]", universe.w_nil), [])
    assert caught.value.message == BLOCK % "Block"


def test_restart_repeats_the_method_that_sends_it(loop):
    """The library's loops are written with it; here they run without being inlined."""
    text = (
        "| n c | n := 0. c := [ n < 5 ]. c whileTrue: [ n := n + 1 ]. c := [ n = 9 ]. c whileFalse: [ n := n + 2 ]. n"
    )
    assert evaluate(text) == 9
    assert evaluate("| n | n := 0. [ n < 5 ] perform: #whileTrue: withArguments: (Array with: [ n := n + 1 ])") is None


def test_restart_keeps_variables_and_forgets_operands(loop):
    define(
        "Looper = Block ( | n | run: x = ( | k | k isNil ifTrue: [ k := 0 ]. k := k + 1. x < k ifTrue: [ ^ k ]. "
        "#(1) do: [:e | e ]. self restart ) )"
    )
    assert evaluate("Looper new run: 4") == 5


@pytest.mark.parametrize(
    "expression",
    [
        "[ 1 ] perform: #restart",
        "[ 1 ] perform: #restart withArguments: #() inSuperclass: Block",
        "(Block methods at: (Block selectors indexOf: #restart)) invokeOn: [ 1 ] with: nil",
    ],
)
def test_restart_is_for_code_only(expression):
    """What a primitive executes is no activation that could start again."""
    assert failure(expression) == "restart restarts the activation that sends it and cannot be performed"


def test_restart_answers_its_own_selector_only():
    """The instruction that restarts stands behind sends of `restart`, nowhere else."""
    expression = "| m | m := Block methods. m at: 1 put: (m at: (Block selectors indexOf: #restart))"
    expected = "restart restarts the activation that sends it and cannot answer another message"
    assert failure(expression) == expected


def test_blocks_keep_their_receiver():
    w_object = new("Test = ( make = ( ^ [ self ] ) name = ( ^ #mine ) run = ( ^ self make value name ) )")
    assert send(w_object, "run") == "#mine"
