"""The plain reader: lines from the terminal, joined into entries."""

import errno

import pytest
from som.cli import reading
from som.cli.reading import CONTINUATION_PROMPT, PROMPT, PlainReader, reader_for
from som.errors import Interrupted


class Shell:
    def __init__(self):
        self.shown = ""

    def show(self, text):
        self.shown += text


@pytest.fixture
def entries(monkeypatch):
    """All entries that the reader makes of the text, and the prompts."""

    def run(text):
        lines = text.splitlines(True)
        monkeypatch.setattr(reading, "read_line", lambda fd: lines.pop(0) if lines else "")
        reader = PlainReader(Shell())
        found = []
        while True:
            entry = reader.read_entry()
            if entry is None:
                return found, reader.shell.shown
            found.append(entry)

    return run


def test_lines_are_entries(entries):
    assert entries("3 + 4\n\nquit\r\nlast") == (["3 + 4", "", "quit", "last"], PROMPT * 5)


def test_unfinished_entries_go_on(entries):
    assert entries("(3\n+\n4)\n5") == (["(3\n+\n4)", "5"], PROMPT + CONTINUATION_PROMPT * 2 + PROMPT * 2)


def test_an_empty_line_gives_up(entries):
    assert entries("(3\n\n4\n")[0] == ["(3", "4"]


def test_the_end_gives_up(entries):
    assert entries("(3\n")[0] == ["(3"]


def test_classes_have_empty_lines(entries):
    text = "A = (\n\n\n  a = ( 3 )\n\n)"
    assert entries(text + "\n5\n")[0] == [text, "5"]


def test_three_empty_lines_give_up_a_class(entries):
    assert entries("A = (\n\n\n\n5\n")[0] == ["A = (\n\n", "5"]


@pytest.mark.parametrize("number, outcome", [(errno.EINTR, Interrupted), (errno.EBADF, None)])
def test_failing_input(monkeypatch, number, outcome):
    """A signal interrupts; any other failure is the end."""

    def read_line(fd):
        raise OSError(number, "")

    monkeypatch.setattr(reading, "read_line", read_line)
    if outcome:
        with pytest.raises(outcome):
            PlainReader(Shell()).read_entry()
    else:
        assert PlainReader(Shell()).read_entry() is None


def test_choice(monkeypatch):
    """The rich reader is taken where there is one."""
    monkeypatch.setattr(reading, "rich_reader", lambda shell: None)
    assert isinstance(reader_for(Shell()), PlainReader)
    monkeypatch.setattr(reading, "rich_reader", lambda shell: "rich")
    assert reader_for(Shell()) == "rich"
