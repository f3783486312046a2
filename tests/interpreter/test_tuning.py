"""The JIT's parameters and counters, as far as they can be tested without a JIT."""

import pytest

from som.interpreter import tuning
from som.rpy import TraceLimitTooHigh


def test_defaults_are_accepted():
    tuning.set_defaults()


def test_a_parameter_that_rpython_dies_of_is_refused():
    assert not tuning.set_parameters("threshold=500,retrace_limit=5")


@pytest.mark.parametrize("error", [ValueError, TraceLimitTooHigh])
def test_mistaken_parameters_are_refused(monkeypatch, error):
    """What rlib answers with an exception is answered with False."""

    def refuse(driver, text):
        raise error

    assert tuning.set_parameters("threshold=500")
    monkeypatch.setattr(tuning, "set_user_param", refuse)
    assert not tuning.set_parameters("nonsense")


def test_the_report_has_a_line_for_each_counter(monkeypatch):
    """Aborts of all kinds are added up, seconds are shown as milliseconds."""
    monkeypatch.setattr(tuning, "jit_counter", lambda number: number)
    monkeypatch.setattr(tuning, "jit_seconds", lambda number: 0.5 + number)
    counters = tuning.Counters
    lines = dict((line[:23].strip(), line[23:]) for line in tuning.jit_report().splitlines())
    assert lines["loops"] == str(counters.TOTAL_COMPILED_LOOPS)
    assert lines["bridges"] == str(counters.TOTAL_COMPILED_BRIDGES)
    assert lines["aborted traces"] == str(sum(range(counters.ABORT_TOO_LONG, counters.ABORT_FORCE_QUASIIMMUT + 1)))
    assert lines["tracing"] == "%d ms" % (500 + 1000 * counters.TRACING)
    assert lines["machine code"] == "%d ms" % (500 + 1000 * counters.BACKEND)


def test_a_jit_that_has_done_nothing_has_no_counters_but_two(monkeypatch):
    """The others do not exist before the first trace; reading them would crash."""
    existing = [tuning.Counters.TOTAL_COMPILED_LOOPS, tuning.Counters.TOTAL_COMPILED_BRIDGES]

    def counter(number):
        assert number in existing
        return 0

    monkeypatch.setattr(tuning, "jit_counter", counter)
    assert tuning.jit_report() == "loops                  0\nbridges                0\n"
