"""Frames: slots of every size, and what a loop header lets go of."""

import pytest

from som.interpreter import frame as module
from som.interpreter.frame import Frame, new_slots
from som.objects.base import W_Object


@pytest.mark.parametrize("size", list(range(1, 20)) + [300])
def test_slots_are_empty_and_as_many_as_asked_for(size):
    """The common sizes are written out one by one."""
    slots = new_slots(size)
    assert slots == [None] * size
    assert new_slots(size) is not slots


def test_a_new_frame():
    frame = Frame(3, None)
    assert (frame.slots, frame.context, frame.w_result) == ([None] * 3, None, None)


def filled():
    frame = Frame(4, None)
    for index in range(4):
        frame.slots[index] = W_Object()
    return frame


def test_loop_headers_in_traces_forget_dead_temporaries(monkeypatch):
    monkeypatch.setattr(module, "we_are_jitted", lambda: True)
    frame = filled()
    kept = frame.slots[:2]
    frame.forget_from(2)
    assert frame.slots == kept + [None, None]


def test_loop_headers_elsewhere_forget_nothing():
    """It would cost time in the interpreter, where nothing is kept across an iteration anyway."""
    frame = filled()
    slots = frame.slots[:]
    frame.forget_from(2)
    assert frame.slots == slots
