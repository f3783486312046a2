"""The plain reader: lines from the terminal, joined into entries."""

import errno

import pytest
from som.cli import reading
from som.cli.reading import CONTINUATION_PROMPT, PROMPT, PlainReader, reader_for
from som.errors import Interrupted


class Shell:
    universe = None

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
        monkeypatch.setattr(reading, "has_input", lambda descriptor: True)
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


def test_input_that_cannot_be_read_is_at_its_end(monkeypatch):
    def read_line(fd):
        raise OSError(errno.EBADF, "")

    monkeypatch.setattr(reading, "read_line", read_line)
    monkeypatch.setattr(reading, "has_input", lambda descriptor: True)
    assert PlainReader(Shell()).read_entry() is None


def test_an_alarm_ends_the_wait(monkeypatch):
    """The reader looks for alarms as long as there is no input."""
    alarms = [False, True]
    monkeypatch.setattr(reading, "has_input", lambda descriptor: False)
    monkeypatch.setattr(reading, "alarm_pending", lambda: alarms.pop(0))

    def answer_alarm(universe):
        raise Interrupted()

    monkeypatch.setattr(reading, "answer_alarm", answer_alarm)
    with pytest.raises(Interrupted):
        PlainReader(Shell()).read_entry()
    assert alarms == []


def test_choice(monkeypatch):
    """The rich reader is taken where there is one."""
    monkeypatch.setattr(reading, "rich_reader", lambda shell: None)
    assert isinstance(reader_for(Shell()), PlainReader)
    monkeypatch.setattr(reading, "rich_reader", lambda shell: "rich")
    assert reader_for(Shell()) == "rich"
