"""What the interpreter does when a limit is reached; whole programs: tests/test_limits.py."""

import pytest

from som.errors import DEPTH_LIMIT, HEAP_LIMIT, Interrupted, LimitExceeded, VMError
from som.interpreter.hosted import count_activations
from som.interpreter.limits import answer_alarm, depth_message, is_alarmed, out_of_memory, place_of, time_message
from som.bytecode.positions import find_position
from som.limits import Limits
from som.rpy_limits import INTERRUPT, TIME_IS_UP, sound_alarm
from tests.machines import define, machine, shared

RECURSION = "Test = ( down: n = ( n = 0 ifTrue: [ ^ 0 ]. ^ 1 + (self down: n - 1) ) )"


def limited(depth):
    """A universe that counts activations, and an object whose `down:` recurs."""
    universe = machine()
    universe.limits.depth = depth
    count_activations(universe.interp)
    return universe, universe.interp.send(define(RECURSION, universe), "new", [])


def test_depth_is_counted():
    """Exactly as many activations as allowed; then an error that all of them are part of."""
    universe, w_object = limited(50)
    down = universe.evaluate("[:object :n | object down: n ]", universe.w_nil)
    assert universe.interp.send(down, "value:with:", [w_object, universe.evaluate("48", universe.w_nil)]).value == 48
    assert universe.depth == 0
    with pytest.raises(LimitExceeded) as caught:
        universe.interp.send(down, "value:with:", [w_object, universe.evaluate("49", universe.w_nil)])
    error = caught.value
    assert (error.limit, error.message) == (DEPTH_LIMIT, "Depth limit of 50 activations exceeded")
    assert len(error.activations) == 51
    assert universe.depth == 0


def test_depth_is_right_after_non_local_returns():
    """Leaving activations by any way gives their depth back."""
    universe, _ = limited(20)
    universe.evaluate("1 to: 500 do: [:i | #(1) do: [:each | nil ifNil: [ each ] ] ]", universe.w_nil)
    text = "Leaving = ( go = ( #(1) do: [:x | ^ x ] ) )"
    w_object = universe.interp.send(define(text, universe), "new", [])
    for _ in range(100):
        assert universe.interp.send(w_object, "go", []).value == 1
    assert universe.depth == 0


@pytest.mark.parametrize("kind, error", [(INTERRUPT, Interrupted), (TIME_IS_UP, LimitExceeded)])
def test_alarms_are_answered_once(kind, error):
    universe = shared()
    assert not is_alarmed(universe)
    sound_alarm(kind)
    assert is_alarmed(universe)
    with pytest.raises(error):
        answer_alarm(universe)
    assert not is_alarmed(universe)
    answer_alarm(universe)


def test_memory():
    """The error names the limit and the message that it always had."""
    error = out_of_memory()
    assert (error.limit, error.message, error.activations) == (HEAP_LIMIT, "Out of memory", [])


def test_time_in_words():
    limits = Limits()
    limits.time = "1"
    assert time_message(limits) == "Time limit of 1 second exceeded"
    limits.time = "2.50"
    assert (time_message(limits), limits.seconds()) == ("Time limit of 2.50 seconds exceeded", 2.5)


def test_depth_in_words():
    limits = Limits()
    limits.depth = 1
    assert depth_message(limits) == "Depth limit of 1 activation exceeded"
    limits.depth = 20
    assert depth_message(limits) == "Depth limit of 20 activations exceeded"


def test_alarms_are_placed_where_there_is_a_position():
    """Anywhere in a method: at the last instruction that has a position, or else the first; other errors stay."""
    code = define("Test = ( run = ( | i | i := 0. [ true ] whileTrue: [ i := i + self ] ) )").methods_w[0].code
    places = [place_of(Interrupted(), code, pc) for pc in range(len(code.bytes))]
    assert all(find_position(code.positions, code.home_start, place) is not None for place in places)
    assert places == sorted(places) and all(place <= pc for pc, place in enumerate(places) if pc >= places[0])
    assert [place_of(VMError("x"), code, pc) for pc in range(len(code.bytes))] == list(range(len(code.bytes)))
    left = Interrupted()
    left.activations.append(None)
    assert place_of(left, code, 1) == 1
