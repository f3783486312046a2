"""The two loops of the interpreter: the hosted one, and the one that is translated, run under this Python."""

import pytest

from som.interpreter import interpreter as module
from som.interpreter.interpreter import runners


def use_translated_loop(monkeypatch):
    """Execute code from now on the way the native VM does."""
    monkeypatch.setattr(module, "_NARROW", runners(False))
    monkeypatch.setattr(module, "_WIDE", runners(True))
    monkeypatch.setattr(module, "we_are_translated", lambda: True)


@pytest.fixture(params=["hosted", "translated"])
def loop(request, monkeypatch):
    """Runs a test once for each loop."""
    if request.param == "translated":
        use_translated_loop(monkeypatch)
    return request.param
