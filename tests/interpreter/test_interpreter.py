"""The loop: programs run the same, and fail the same, hosted and the way they do when translated."""

import pytest

from som.errors import VMError
from som.interpreter import interpreter as module
from som.interpreter.interpreter import runners
from som.objects.integerobject import W_Integer
from som.objects.methodobject import W_Primitive0
from tests.interpreter.loops import loop, use_translated_loop
from tests.machines import define, evaluate, machine, new, send, shared

__all__ = ["loop"]

PROGRAMS = [
    ("3 + 4 * 2", 14),
    ("| n | n := 0. 1 to: 20 do: [:i | n := n + i ]. n", 210),
    ("| n | n := 5. [ n > 0 ] whileTrue: [ n := n - 1 ]. n", 0),
    ("#(1 2 3) inject: 0 into: [:a :b | a + b ]", 6),
    ("[:a :b | a // b ] value: 1 with: 2", 0.5),
    ("| b | b := [:n | n < 2 ifTrue: [ n ] ifFalse: [ (b value: n - 1) + (b value: n - 2) ] ]. b value: 10", 55),
    ("#(#a 'b' 2.5 #(1 -1))", ["#a", "b", 2.5, [1, -1]]),
    ("(1 << 100) asString", str(1 << 100)),
    ("| v | v := Vector new. 3 timesRepeat: [ v append: v size ]. v asArray", [0, 1, 2]),
]


@pytest.mark.parametrize("text, expected", PROGRAMS)
def test_programs(loop, text, expected):
    assert evaluate(text) == expected


def test_many_slots(loop):
    """Operands beyond a byte take the wide form of instructions."""
    names = ["v%d" % number for number in range(300)]
    assignments = ". ".join("%s := %d" % (name, number) for number, name in enumerate(names))
    assert evaluate("| %s | %s. [ %s ] value" % (" ".join(names), assignments, " + ".join(names))) == sum(range(300))
    assert evaluate("| %s | %s. %s" % (" ".join(names), assignments, " + ".join(names))) == sum(range(300))


def test_every_instruction_has_a_number_in_each_form():
    narrow = [number for number, _ in runners(False)]
    wide = [number for number, _ in runners(True)]
    assert len(set(narrow + wide)) == len(narrow) + len(wide)


def test_unknown_instructions_are_noticed(monkeypatch):
    use_translated_loop(monkeypatch)
    with pytest.raises(AssertionError):
        module.step_wide(shared().interp, None, None, 0, 255)


def with_primitive(function, text="Test = ( boom = primitive run = ( ^ self boom ) )"):
    """A machine, a new object of the class in `text`, and the code of `run`; the first method is the host function."""
    universe = machine()
    w_class = define(text, universe)
    w_primitive = W_Primitive0(w_class.selectors_w[0], None)
    w_primitive.function = function
    w_class.replace_method(0, w_primitive)
    code = w_class.lookup(universe.symbol_for("run")).code
    return universe, universe.interp.send(w_class, "new", []), code


def raising(error):
    def function(interp, w_self):
        raise error

    return function


def failure_of(function):
    universe, w_object, code = with_primitive(function)
    with pytest.raises(VMError) as caught:
        universe.interp.send(w_object, "run", [])
    [activation] = caught.value.activations
    assert activation.code is code
    assert code.bytes[activation.pc :] != ""
    return caught.value.message


def test_errors_tell_where_they_were(loop):
    assert failure_of(raising(VMError("oops"))) == "oops"


def test_the_host_runs_out_of_stack(loop):
    """The host says so by an exception, which becomes an error of the program."""
    assert failure_of(raising(RuntimeError("maximum recursion depth exceeded"))) == "Stack overflow"
    assert failure_of(raising(RecursionError("maximum recursion depth exceeded"))) == "Stack overflow"


def test_the_host_runs_out_of_memory(loop):
    assert failure_of(raising(MemoryError())) == "Out of memory"


def test_other_exceptions_of_the_host_pass(loop):
    """They are bugs of the machine."""
    universe, w_object, _ = with_primitive(raising(RuntimeError("a bug")))
    with pytest.raises(RuntimeError, match="a bug"):
        universe.interp.send(w_object, "run", [])


def test_restart_runs_the_sender_again_with_its_variables(loop):
    """The activation that sent the message starts again; variables keep their values."""
    answers = []

    def restart_twice(interp, w_self):
        answers.append(w_self)
        return interp.w_nil if len(answers) == 3 else interp.universe.w_restart

    text = "Test = ( restart = primitive run = ( | n | n isNil ifTrue: [ n := 0 ]. n := n + 1. self restart. ^ n ) )"
    universe, w_object, _ = with_primitive(restart_twice, text)
    assert universe.interp.send(w_object, "run", []).value == 3
    assert len(answers) == 3


def test_endless_recursion_is_an_error(loop):
    """All activations that were left are known."""
    w_object = new("Test = ( down: n = ( ^ 1 + (self down: n + 1) ) )")
    with pytest.raises(VMError) as caught:
        send(w_object, "down:", W_Integer(0))
    assert caught.value.message == "Stack overflow"
    activations = caught.value.activations
    assert len(activations) > 50
    assert {each.code.selector for each in activations} == {"down:"}


def test_methods_are_told_apart_by_the_block_they_evaluate():
    """The code of the first argument that gets `value` messages, if it is a block."""
    universe = shared()
    w_class = define("Test = ( each: n do: block = ( ^ block value: n ) run = ( ^ self ) )")
    interp = universe.interp
    code = w_class.methods_w[0].code
    w_block = universe.evaluate("[:x | x ]", universe.w_nil)
    frame = interp.frame_0(code, interp.w_nil)
    frame.slots[1] = interp.w_nil
    frame.slots[2] = w_block
    assert interp.block_code_of(code, frame) is w_block.code
    frame.slots[2] = interp.w_true
    assert interp.block_code_of(code, frame) is None
    assert interp.block_code_of(w_class.methods_w[1].code, frame) is None


def test_booleans():
    interp = shared().interp
    assert interp.boolean(True) is interp.w_true
    assert interp.boolean(False) is interp.w_false
