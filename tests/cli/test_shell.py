"""The protocol of the shell, piped and on a terminal."""

import pytest
from som.cli import shell as shell_module
from som.cli.shell import BANNER, CONTINUATION_PROMPT, PROMPT, Shell
from som.errors import Exit, VMError


@pytest.fixture
def session(monkeypatch, scripted):
    """Runs a session on the given input; returns the universe with what was printed."""

    def run(text, on_terminal=False, behaviour=None, read_line=None):
        lines = text.splitlines(True)
        monkeypatch.setattr(shell_module, "read_line", read_line or (lambda fd: lines.pop(0) if lines else ""))
        universe = scripted(behaviour)
        Shell(universe, on_terminal).run()
        universe.stdout.flush()
        return universe

    return run


def test_banner_and_prompt():
    assert (BANNER, PROMPT) == ('SOM Shell. Type "quit" to exit.\n\n', "---> ")


def test_value_is_printed_and_kept_as_it(session):
    universe = session("3 + 4\nit * 2\nquit\n3\n")
    assert universe.stdout.text == BANNER + "---> it = 7\n---> it = 14\n---> "


def test_it_is_nil_at_first(session):
    assert session("it\n").stdout.text == BANNER + "---> it = nil\n---> "


def test_end_of_input_ends_the_shell(session):
    assert session("").stdout.text == BANNER + PROMPT


def test_input_that_cannot_be_read_is_at_its_end(session):
    def read_line(fd):
        raise OSError(9, "closed")

    universe = session("", read_line=read_line)
    assert universe.stdout.text == BANNER + PROMPT


def test_last_line_needs_no_line_feed(session):
    assert session("3 + 4").stdout.text == BANNER + "---> it = 7\n---> "


def test_empty_lines_are_ignored(session):
    assert session("\n  \t\n3\n").stdout.text == BANNER + "---> ---> ---> it = 3\n---> "


def test_a_terminal_gets_a_line_feed_at_the_end(session):
    assert session("", on_terminal=True).stdout.text == BANNER + PROMPT + "\n"


def test_vm_error_leaves_the_shell_and_it_alone(session):
    def first(it):
        return 1

    def show(it):
        return it

    behaviour = {"first": first, "bad": VMError("No"), "show": show}
    universe = session("first\nbad\nshow\n", behaviour=behaviour)
    assert universe.stdout.text == BANNER + "---> it = 1\n---> ---> it = 1\n---> "
    assert universe.stderr.text == "Traceback of No.\n"


def test_exit_passes(session):
    with pytest.raises(Exit):
        session("x\n", behaviour={"x": Exit(3)})


@pytest.mark.parametrize("line", ["3 +", "3. 4", "| a | 3", "^ 3", ")", "'open"])
def test_no_expression(session, line):
    """A message on stderr, then the shell goes on."""
    universe = session("%s\n5\n" % line)
    assert universe.stdout.text == BANNER + "---> ---> it = 5\n---> "
    assert "<input>" in universe.stderr.text


def test_terminal_entry_goes_on_until_it_is_complete(session):
    universe = session("(3 +\n4\n)\n", on_terminal=True)
    assert universe.stdout.text == BANNER + PROMPT + CONTINUATION_PROMPT * 2 + "it = 7\n" + PROMPT + "\n"


@pytest.mark.parametrize("rest", ["", "\n"])
def test_terminal_entry_can_be_given_up(session, rest):
    """An empty line or the end of the input shows what was missing."""
    universe = session("3 +\n" + rest, on_terminal=True)
    assert universe.stdout.text == BANNER + PROMPT + CONTINUATION_PROMPT + PROMPT + "\n"
    assert "<input>" in universe.stderr.text


def test_terminal_entry_that_no_line_can_mend(session):
    universe = session(")\n", on_terminal=True)
    assert universe.stdout.text == BANNER + PROMPT + PROMPT + "\n"
    assert universe.stderr.text != ""


def test_terminal_entry_may_be_a_body(session):
    universe = session("| a | 3. 4\n", on_terminal=True, behaviour={"| a | 3. 4": lambda it: 4})
    assert "it = 4\n" in universe.stdout.text
