"""An alarm stops what runs in another thread, once or as often as it rings, and leaves the code as it was."""

import sys
import threading
import time

import pytest
from som.errors import Interrupted
from som.interpreter.alarms import RINGING, Alarm, codes_in
from tests.machines import shared

ENDLESS = "[ true ] whileTrue: [ 3 + 4 ]"


class Runner(threading.Thread):
    """Evaluates an expression in a thread of its own, and notes what it ends with."""

    def __init__(self, text):
        threading.Thread.__init__(self)
        self.text = text
        self.error = None
        self.start()

    def run(self):
        try:
            shared().evaluate(self.text, shared().w_nil)
        except Interrupted as error:
            self.error = error


@pytest.mark.parametrize(
    "text", [ENDLESS, "[ [ :x | x < 0 ] value: 1 ] whileFalse: [ 1 to: 9 do: [ :i | i asString ] ]"]
)
def test_the_program_raises_the_error(text):
    runner = Runner(text)
    alarm = Alarm(runner.ident)
    error = Interrupted()

    def make_error():
        alarm.end()
        return error

    while runner.is_alive() and alarm.ring(make_error):
        time.sleep(RINGING)
    runner.join(60)
    assert runner.error is error
    assert runner.error.activations[-1].code.source.path == "<input>"


def test_code_is_as_it_was():
    """What has been stopped runs to its end the next time."""
    universe = shared()
    w_method = universe.compile_expression("| i | i := 0. [ i < 30 ] whileTrue: [ i := i + 1 ]. i")
    universe.interp.invoke(w_method, universe.w_nil, [universe.w_nil])
    functions = w_method.code.hosted[:]
    alarm = Alarm(0)
    alarm._replace(w_method.code.hosted, Interrupted)
    alarm._replace(w_method.code.hosted, Interrupted)
    with pytest.raises(Interrupted):
        universe.interp.invoke(w_method, universe.w_nil, [universe.w_nil])
    alarm.end()
    assert w_method.code.hosted == functions
    assert universe.interp.invoke(w_method, universe.w_nil, [universe.w_nil]).value == 30


def test_an_alarm_that_is_over_does_not_ring():
    alarm = Alarm(threading.get_ident())
    alarm.end()
    assert alarm.ring(KeyError) is False


def test_stacks_without_som():
    assert codes_in(sys._getframe()) == []
    assert codes_in(None) == []
