"""What all tests share. Plain enough for Python 2.7, where the tests of `tests/translation` run."""

import signal

import pytest


def obey_signals():
    """Undo what a shell does that starts the tests in the background: they and their children would ignore ^C."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ["SIGQUIT", "SIGHUP"]:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def at_full_speed(monkeypatch):
    """For tests of programs that are stopped after some time: measuring coverage, they would hardly have begun."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


obey_signals()
