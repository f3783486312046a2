"""When the comfortable shell is used, and that nobody else pays for it."""

import subprocess
import sys

import pytest
from som.interactive import opening
from som.interactive.opening import is_missing_library, is_wanted, rich_reader
from sources import ROOT


@pytest.mark.parametrize(
    "environment, wanted",
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"TERM": "xterm", "SOM_SHELL": "plain"}, False),
    ],
)
def test_who_wants_it(environment, wanted):
    assert is_wanted(environment) is wanted


def test_without_a_terminal_there_is_none(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(opening.os, "isatty", lambda descriptor: descriptor == opening.STDIN)
    assert rich_reader(None) is None


def test_without_the_libraries_there_is_none(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(opening.os, "isatty", lambda descriptor: True)
    monkeypatch.setitem(sys.modules, "prompt_toolkit", None)
    monkeypatch.delitem(sys.modules, "som.interactive.reader", raising=False)
    assert rich_reader(None) is None


@pytest.mark.parametrize(
    "name, missing", [("prompt_toolkit.history", True), ("pygments", True), ("som.nothing", False)]
)
def test_only_the_libraries_may_be_missing(name, missing):
    """Any other missing module is a mistake of ours."""
    assert is_missing_library(ImportError("no", name=name)) is missing


def test_programs_do_not_import_the_libraries():
    """Nor does the VM, until a shell starts on a terminal."""
    code = "import sys, som.cli.hosting; print([m for m in sys.modules if m.split('.')[0] in %r])"
    names = ("prompt_toolkit", "pygments", "asyncio", "som.interactive.reader")
    output = subprocess.check_output([sys.executable, "-c", code % (names,)], cwd=ROOT)
    assert output.strip() == b"[]"
