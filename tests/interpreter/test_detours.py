"""What code does in rare cases: inlined messages that are sent after all, returns from blocks, literal arrays."""

import pytest

from som.errors import VMError
from som.objects.stringobject import W_String
from tests.interpreter.loops import loop
from tests.machines import define, ending, evaluate, failure, machine, new, send, shared

__all__ = ["loop"]


@pytest.fixture(scope="module", autouse=True)
def own_control():
    """`OwnControl` answers the inlined messages in a way of its own: it evaluates every block twice."""
    text = """
    DetourReceiver = (
        ifTrue: a = ( a value. ^ a value )
        ifTrue: a ifFalse: b = ( a value. ^ b value )
        and: a = ( a value. ^ a value )
        to: limit do: block = ( block value: limit. ^ block value: #again )
        ifNil: a = ( a value. ^ a value )
        timesRepeat: a = ( a value. ^ a value )
        keep: block = ( ^ block )
        ifFalse: block = ( ^ block )
    )"""
    define(text)


@pytest.mark.parametrize(
    "send, expected",
    [
        ("x ifTrue: [ n := n + 1 ]", 2),
        ("x ifTrue: [ n := n + 1 ] ifFalse: [ n := n + 10 ]", 11),
        ("x and: [ n := n + 1 ]", 2),
        ("x timesRepeat: [ n := n + 1 ]", 2),
        ("x ifNil: [ n := n + 1 ]", 2),
    ],
)
def test_blocks_share_the_variables_of_the_method(loop, send, expected):
    """What they assign is seen by the method afterwards, and they see what it had assigned before."""
    text = "| x n | x := DetourReceiver new. n := 0. %s. n" % send
    assert evaluate(text) == expected
    assert evaluate("| x n | x := DetourReceiver new. n := 0. (%s)" % send) == expected


def test_arguments_that_are_values_are_passed_along(loop):
    text = "| log | log := Vector new. DetourReceiver new to: 7 do: [:i | log append: i ]. log asArray"
    assert evaluate(text) == [7, "#again"]


def test_a_block_returns_from_the_method_that_sent(loop):
    w_object = new("Test = ( run: x = ( x ifTrue: [ ^ #returned ]. ^ #reached ) )")
    assert send(w_object, "run:", evaluate("DetourReceiver new")) == "#returned"


def test_a_return_through_the_send_goes_on(loop):
    """The block that returns belongs to a method further out."""
    text = """Test = (
        run: x = ( self each: [:y | x ifTrue: [ y value ] ] with: [ ^ #outer ]. ^ #reached )
        each: block with: y = ( block value: y. ^ #inner )
    )"""
    assert send(new(text), "run:", evaluate("DetourReceiver new")) == "#outer"


def test_a_block_kept_beyond_the_send_has_escaped(loop):
    """Its `^` finds no method to return from."""
    text = """Test = (
        escapedBlock: block = ( ^ #escaped )
        run: x = ( | kept | kept := x ifFalse: [ ^ #returned ]. ^ kept value )
    )"""
    assert send(new(text), "run:", evaluate("DetourReceiver new")) == "#escaped"


def test_nested_inlined_blocks(loop):
    """An inlined message within the block of another, neither of whose receivers is what is expected."""
    text = "| x n | x := DetourReceiver new. n := 0. x ifTrue: [ x and: [ n := n + 1 ]. n := n + 10 ]. n"
    assert evaluate(text) == 24


@pytest.mark.parametrize(
    "text, selector, name",
    [
        ("3 ifTrue: [ 1 ]", "ifTrue:", "Integer"),
        ("3 ifTrue: [ 1 ] ifFalse: [ 2 ]", "ifTrue:ifFalse:", "Integer"),
        ("'a' or: [ 1 ]", "or:", "String"),
        ("nil && [ 1 ]", "&&", "Nil"),
        ("'a' to: 3 do: [:i | i ]", "to:do:", "String"),
        ("nil timesRepeat: [ 1 ]", "timesRepeat:", "Nil"),
        ("[ 3 ] whileTrue: [ 1 ]", "ifFalse:", "Integer"),
        ("[ 3 ] whileFalse: [ 1 ]", "not", "Integer"),
    ],
)
def test_receivers_that_do_not_understand(loop, text, selector, name):
    assert ending(text) == (1, "\nERROR: Method %s not found in class %s\n" % (selector, name))


@pytest.mark.parametrize(
    "answer, loop_selector, expected",
    [
        ("ifFalse: block = ( ^ nil )", "whileTrue:", 3),  # the block that ends the loop is not evaluated
        ("ifFalse: block = ( ^ block value )", "whileTrue:", 0),
        ("not = ( ^ true )", "whileFalse:", 3),
        ("not = ( ^ false )", "whileFalse:", 0),
        ("not = ( ^ self ) ifFalse: block = ( ^ nil )", "whileFalse:", 3),
        ("not = ( ^ self ) ifFalse: block = ( ^ block value )", "whileFalse:", 0),
    ],
)
def test_conditions_that_are_no_booleans(loop, answer, loop_selector, expected):
    """They get the messages of the library's loop, and decide by what they do with the block."""
    w_condition = new("Condition = ( %s )" % answer)
    text = """Test = (
        run: x = (
            | n |
            n := 0.
            [ n = 3 ifTrue: [ %s ] ifFalse: [ x ] ] %s [ n := n + 1 ].
            ^ n
        )
    )"""
    end = "false" if loop_selector == "whileTrue:" else "true"
    assert send(new(text % (end, loop_selector)), "run:", w_condition) == expected


def test_conditions_may_return_from_elsewhere(loop):
    """A non-local return out of `ifFalse:` that is not the loop's own passes through."""
    text = """Test = (
        | exit |
        ifFalse: block = ( exit value )
        run = ( exit := [ ^ #left ]. [ self ] whileTrue: [ 1 ]. ^ #ended )
    )"""
    assert send(new(text), "run") == "#left"


def test_returns_from_living_and_dead_methods(loop):
    text = """Test = (
        escapedBlock: block = ( ^ block class name )
        make = ( ^ [:x | ^ x ] )
        living = ( #(1 2) do: [:x | ^ x ]. ^ 0 )
        dead = ( ^ Array with: (self make value: 5) with: 6 )
    )"""
    w_object = new(text)
    assert send(w_object, "living") == 1
    assert send(w_object, "dead") == ["#Block2", 6]


def test_returns_from_inlined_blocks(loop):
    """The block that has escaped is the one with the `^`, though it was compiled inline; it can be evaluated."""
    text = """Test = (
        | outer reported |
        escapedBlock: block = ( reported := block. ^ #escaped )
        make: x = ( | n | n := 3. ^ outer := [ x ifTrue: [ n := n + 1. ^ n ] ifFalse: [ 0 ] ] )
        living: x = ( [ x ifTrue: [ ^ #returned ] ] value. ^ #reached )
        run = (
            | first |
            first := (self make: true) value.
            ^ (((Array with: first with: reported == outer with: reported class)
                extendedWith: (self make: false) value)
                extendedWith: (self living: true))
                extendedWith: (self living: false)
        )
    )"""
    assert send(new(text), "run") == ["#escaped", False, "<Block1>", 0, "#returned", "#reached"]


def test_returns_leave_many_activations(loop):
    """Through a recursive method, library loops, and blocks in blocks: only the outermost activation returns."""
    text = """Test = (
        | depth |
        down: n with: block = (
            n = 0 ifTrue: [ #(1) do: [:each | Array new: 1 withAll: [ block value: n ] ] ].
            depth := depth + 1.
            self down: n - 1 with: block.
            depth := depth + 1000
        )
        run = ( depth := 0. self down: 9 with: [:x | ^ Array with: #left with: depth ]. ^ #reached )
    )"""
    assert send(new(text), "run") == ["#left", 9]


def test_a_return_leaves_its_own_activation_of_a_recursive_method(loop):
    text = """Test = (
        run: n with: block = (
            n = 3 ifTrue: [ ^ block value ].
            ^ Array with: n with: (self run: n + 1 with: (n = 1 ifTrue: [ [ ^ #inner ] ] ifFalse: [ block ]))
        )
        run = ( ^ self run: 0 with: nil )
    )"""
    assert send(new(text), "run") == [0, "#inner"]


def test_literal_arrays_are_fresh_at_every_evaluation(loop):
    """With all arrays in them, but not with their other elements."""
    text = "Test = ( array = ( ^ #(1 #(2 #(3 'text')) 'text') ) )"
    interp = shared().interp
    w_object = new(text)
    w_first, w_second = interp.send(w_object, "array", []), interp.send(w_object, "array", [])
    assert w_first is not w_second
    w_inner_first, w_inner_second = w_first.at(2, interp.w_nil), w_second.at(2, interp.w_nil)
    assert w_inner_first is not w_inner_second
    assert w_inner_first.at(2, interp.w_nil) is not w_inner_second.at(2, interp.w_nil)
    assert w_first.at(3, interp.w_nil) is w_second.at(3, interp.w_nil)


def test_nil_tests_of_a_class_of_its_own(loop):
    """Once some class redefines them, inlined ones ask the receiver's class, also in code loaded before."""
    universe = machine()
    w_before = new("Before = ( test: x = ( ^ x ifNil: [ #nil ] ) )", universe)
    assert send(w_before, "test:", universe.w_true, universe=universe) is True
    w_own = new("Own = ( ifNil: block = ( ^ Array with: block value ) )", universe)
    w_heir = new("Heir = Own ( )", universe)
    interp = universe.interp
    assert interp.redefines_nil_tests(w_own) and interp.redefines_nil_tests(w_heir)
    assert not interp.redefines_nil_tests(w_before) and not interp.redefines_nil_tests(W_String("a"))
    w_after = new("After = ( test: x = ( ^ x ifNil: [ #nil ] ) )", universe)
    for w_tester in (w_before, w_after):
        for w_value, expected in [(w_own, ["#nil"]), (w_heir, ["#nil"]), (universe.w_nil, "#nil")]:
            assert send(w_tester, "test:", w_value, universe=universe) == expected


def test_failing_code(loop):
    """The instruction whose message is a String of the code; probes of tracebacks use it."""
    interp = shared().interp
    error = interp.failure(W_String("text"))
    assert isinstance(error, VMError) and error.message == "text"


def test_operands_that_are_no_numbers_take_the_normal_way(loop):
    assert failure("3 + nil") == "Expected a numeric type but got type 'Inst'"
