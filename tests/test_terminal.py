"""When there are colours, when there are more lines, and how marks are put below a text."""

import os

import pytest

from som import terminal
from som.terminal import PLAIN, Style, marks_below, style_for


@pytest.mark.parametrize(
    "variables,coloured",
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_a_terminal(monkeypatch, variables, coloured):
    """There is always more text; colours depend on the environment."""
    monkeypatch.setattr(terminal.os, "environ", variables)
    ours, theirs = os.openpty()
    try:
        style = style_for(theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert style.generous
    assert style.coloured == coloured


def test_a_pipe_and_a_stream_without_descriptor(monkeypatch):
    monkeypatch.setattr(terminal.os, "environ", {"TERM": "xterm"})
    ours, theirs = os.pipe()
    assert style_for(theirs) is PLAIN
    os.close(ours)
    os.close(theirs)
    assert style_for(-1) is PLAIN


def test_colours():
    style = Style(True, True)
    assert style.error("wrong") == "\x1b[1;31mwrong\x1b[0m"
    assert style.mark("^^") == "\x1b[31m^^\x1b[0m"
    assert style.place("A.som") == "\x1b[36mA.som\x1b[0m"
    assert style.note("...") == "\x1b[2m...\x1b[0m"
    assert style.hint("Do this.") == "\x1b[1mhint:\x1b[0m Do this.\n"
    assert style.error("") == style.hint("") == ""


def test_plain():
    assert PLAIN.error("wrong") == PLAIN.mark("wrong") == PLAIN.place("wrong") == PLAIN.note("wrong") == "wrong"
    assert PLAIN.hint("Do this.") == "hint: Do this.\n"
    assert not PLAIN.generous
    assert PLAIN.as_generous().generous
    assert Style(True, False).as_generous().coloured


def test_marks():
    """One for each character, under a tab a tab, at least one."""
    text = "\t\xc3\xa4 := 1"
    assert marks_below(text, 0, 4, 6) == ("\t  ", "^^")
    assert marks_below(text, 0, 1, 3) == ("\t", "^")
    assert marks_below(text, 0, len(text), len(text)) == ("\t      ", "^")
