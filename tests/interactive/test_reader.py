"""The line editor, with keys from a pipe; and where its history is."""

import os
import weakref

import pytest
from som.cli.shell import Shell

pytest.importorskip("prompt_toolkit")

from prompt_toolkit.application import create_app_session
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.key_binding import KeyBindings, KeyPress
from prompt_toolkit.key_binding.key_processor import KeyPressEvent, KeyProcessor, _Flush
from prompt_toolkit.output import DummyOutput
from som.interactive.reader import (
    RichReader,
    ShellCompleter,
    ends_entry,
    history_for,
    history_path,
    indentation_behind,
    is_pasted,
)


class Universe:
    """Nothing but what a shell wants when it begins."""

    class interp:
        w_nil = None


@pytest.fixture
def read(tmp_path):
    """The entries that the reader makes of the keys, until it has read so many or meets the end.

    Keys come one by one; if they are in a list, those of an element come together.
    """

    def run(keys, count, environment=None):
        environment = environment or {"SOM_HISTORY": str(tmp_path / "history")}
        with create_pipe_input() as keyboard:
            together = [text.encode("utf-8", "surrogateescape") for text in keys]
            keyboard.send_bytes(b"".join(together))
            read_bytes = keyboard.stdin_reader.read
            keyboard.stdin_reader.read = lambda: read_bytes(len(together.pop(0)))
            with create_app_session(input=keyboard, output=DummyOutput()):
                reader = RichReader(Shell(Universe, True), environment)
                return [reader.read_entry() for _ in range(count)]

    return run


def test_entries(read):
    assert read("3 + 4\rit\r\x04", 3) == ["3 + 4", "it", None]


def test_unfinished_entries_go_on_indented(read):
    assert read("(3 +\r4)\r", 1) == ["(3 +\n    4)"]


def test_closing_brackets_move_back(read):
    assert read("A = (\r)\r", 1) == ["A = (\n)"]


@pytest.mark.parametrize(
    "text", ["A = (\r  m = (\r    ^1 )\r)\r", "A = (\r  m = (\r    ^[\r        1\r    ]\r  )\r)\r"]
)
def test_what_is_pasted_keeps_its_indentation(read, text):
    """By a terminal that does not tell, so it looks like keys."""
    assert read([text], 1) == [text[:-1].replace("\r", "\n")]


@pytest.mark.parametrize("answer", ["\x1b[1;1R", "\x1b[E"])
def test_what_the_terminal_says_is_not_pasted(read, answer):
    assert read(["(3 +\r" + answer, "4)\r"], 1) == ["(3 +\n    4)"]
    assert read(["(3 +\r", ")" + answer, "\r"], 1) == ["(3 +\n)"]


def test_what_the_library_says_is_not_pasted():
    """It may be left over from the last entry."""
    processor = KeyProcessor(KeyBindings())
    event = KeyPressEvent(weakref.ref(processor), None, [KeyPress("]")], [], False)
    processor.feed(_Flush)
    assert not is_pasted(event)
    processor.feed(KeyPress("?"))
    assert is_pasted(event)


def test_enter_twice_gives_up(read):
    assert read("3 +\r\r", 1) == ["3 +"]
    assert read("A = ( \r\r\r\r", 1) == ["A = ( "]
    assert read("\x1b[200~4\n3 +\n\n\x1b[201~\r", 2) == ["4", "3 +"]


def test_a_class_may_have_empty_lines(read):
    assert read("A = (\r\r)\r", 1) == ["A = (\n    \n)"]


def test_enter_after_escape_ends(read):
    assert read("(3\x1b\r", 1) == ["(3"]


def test_interrupt_forgets_the_line(read):
    assert read("(3 + \x035\r", 1) == ["5"]


def test_a_pasted_text_of_several_entries(read):
    """Bracketed paste; each is an entry of its own, a class in one."""
    text = "A = (\n  m = ( ^1 )\n)\nA new m\n3 + 4"
    assert read("\x1b[200~%s\x1b[201~\r" % text, 3) == ["A = (\n  m = ( ^1 )\n)", "A new m", "3 + 4"]


def test_completions():
    """In the form that prompt_toolkit wants; the Tab key itself is tried in tests/test_shell_terminal.py."""
    found = list(ShellCompleter(Shell(Universe, True)).get_completions(Document(":ti"), None))
    assert [(each.text, each.start_position, each.display_meta_text) for each in found] == [(":time", -3, "command")]


def test_tab_indents_an_empty_line(read):
    assert read("\t3\r", 1) == ["    3"]


def test_other_letters(read):
    """Entries are texts of the VM: the bytes of their UTF-8 form."""
    assert read("'\u00e9'\r", 1) == ["'\xc3\xa9'"]


def test_history_is_kept(read, tmp_path):
    """For the next run, latest first; an entry of several lines is one."""
    read("(3 +\r4)\r5\r", 2)
    history = history_for({"SOM_HISTORY": str(tmp_path / "history")})
    assert list(history.load_history_strings()) == ["5", "(3 +\n    4)"]


def test_what_is_not_utf8_is_an_entry_like_others(read, tmp_path):
    """A byte that begins no character reaches the VM as it is, and does not end the shell."""
    assert read("'\udcff'\r5\r", 2) == ["'\xff'", "5"]
    assert list(history_for({"SOM_HISTORY": str(tmp_path / "history")}).load_history_strings()) == ["5", "'?'"]


def test_a_history_that_cannot_be_written_any_more(read, tmp_path, monkeypatch):
    def store_string(history, string):
        raise OSError(28, "full")

    monkeypatch.setattr(FileHistory, "store_string", store_string)
    assert read("3\r4\r", 2) == ["3", "4"]


@pytest.mark.parametrize("place", ["", "/dev/null/history", os.sep])
def test_without_a_place_for_the_history(read, place):
    assert read("3\r4\r", 2, {"SOM_HISTORY": place}) == ["3", "4"]


def test_no_colours(read, tmp_path):
    assert read("3\r", 1, {"SOM_HISTORY": "", "NO_COLOR": "1"}) == ["3"]


@pytest.mark.parametrize(
    "environment, path",
    [
        ({"SOM_HISTORY": "/a/b"}, "/a/b"),
        ({"SOM_HISTORY": ""}, ""),
        ({"XDG_STATE_HOME": "/state"}, "/state/som/history"),
        ({"XDG_STATE_HOME": "relative"}, os.path.expanduser("~/.local/state/som/history")),
        ({}, os.path.expanduser("~/.local/state/som/history")),
    ],
)
def test_where_the_history_is(environment, path):
    assert history_path(environment) == path


@pytest.mark.parametrize(
    "line, blanks", [("a", ""), ("  a", "  "), ("a = (", "    "), ("  [ (", "      "), ("( )", "")]
)
def test_indentation(line, blanks):
    assert indentation_behind(line) == blanks


@pytest.mark.parametrize(
    "text, ends",
    [("3", True), ("3 +", False), ("3 +\n", True), ("A = (\n\n", False), ("A = (\n\n\n", True), (")", True)],
)
def test_what_ends_an_entry(text, ends):
    assert ends_entry(Shell(Universe, True), text) is ends
