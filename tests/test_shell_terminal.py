"""The shell as its users have it: on a terminal, plain and in comfort."""

import os
import termios

import pytest
from terminal import Terminal
from vm_process import vm_command

PROMPT = "---> "
IS_HOSTED = not os.environ.get("SOM_VM")
HOSTED_ONLY = pytest.mark.skipif(not IS_HOSTED, reason="hosted only")

# What each kind of shell finds.
VARIABLES = {
    "plain": {"TERM": "xterm", "SOM_SHELL": "plain", "NO_COLOR": "1"},
    "rich": {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "NO_COLOR": "1"},
    "dumb": {"TERM": "dumb"},
}
KINDS = ["plain", pytest.param("rich", marks=HOSTED_ONLY)]

pytestmark = pytest.mark.usefixtures("at_full_speed")


@pytest.fixture
def start(tmp_path):
    """Starts shells of a kind, with options, and with other variables if need be. All share a history."""
    opened = []

    def start_shell(kind, *options, **variables):
        if kind == "rich":
            pytest.importorskip("prompt_toolkit")
        history = str(tmp_path / "history")
        opened.append(Terminal(vm_command() + list(options), dict(VARIABLES[kind], SOM_HISTORY=history, **variables)))
        return opened[-1]

    yield start_shell
    for terminal in opened:
        terminal.close()


@pytest.fixture(params=KINDS)
def terminal(request, start):
    """A shell that has shown its first prompt."""
    terminal = start(request.param)
    terminal.is_rich = request.param == "rich"
    assert terminal.wait_for(PROMPT).startswith('SOM Shell. Type "quit" to exit.\n\n')
    return terminal


def enter(terminal, expected, *lines):
    """Type the lines of one entry, wait for what the shell has to say to it, and for the next prompt."""
    for line in lines:
        terminal.type(line + "\r")
    terminal.wait_for(expected)
    terminal.wait_for(PROMPT)


def ends_with(terminal, status):
    assert terminal.wait() == status


def test_a_session(terminal):
    """Values, variables, a class in several lines, a mistake, commands, the end."""
    enter(terminal, "it = 7", "3 + 4")
    enter(terminal, "it = 14", "it * 2")
    enter(terminal, "it = 3", "x := 3")
    enter(terminal, "it = 17", "x + it2")
    enter(
        terminal,
        "Counter is defined",
        "Counter = (",
        "| n |",
        "",
        "next = ( n isNil ifTrue: [ n := 0 ]. ^n := n + 1 )",
        ")",
    )
    enter(terminal, "it = instance of Counter", "c := Counter new")
    enter(terminal, "it = 1", "c next")
    enter(terminal, "it = 2", "c next")
    enter(terminal, "Counter is redefined", "Counter = ( next = ( ^42 ) )")
    enter(terminal, "it = 3", "c next")
    enter(terminal, "it = 42", "Counter new next")
    enter(terminal, "Method foo not found in class Integer", "3 foo")
    enter(terminal, "Division by zero.", "1 / 0")
    enter(terminal, "<input>:1:3: error", "3 )")
    enter(terminal, "<class Counter>, line 1", ":source Counter>>next")
    enter(terminal, "Counter>>next (", ":code Counter>>next")
    enter(terminal, " ms", ":time 3 + 4")
    enter(terminal, "did you mean :time?", ":tiem 3")
    enter(terminal, ":load FILE", ":help")
    terminal.type("quit\r")
    ends_with(terminal, 0)


def test_an_interrupt_stops_the_expression(terminal):
    """And keeps the shell, more than once."""
    enter(terminal, "it = 1", "1")
    for _ in range(2):
        terminal.type("'running' println. [ true ] whileTrue: [ 3 ]\r")
        terminal.wait_for("running\n")
        terminal.type("\x03")
        terminal.wait_for("Interrupted.")
        terminal.wait_for(PROMPT)
    enter(terminal, "it = 2", "it + 1")
    terminal.type("quit\r")
    ends_with(terminal, 0)


def test_an_interrupt_at_the_prompt_cancels_the_entry(terminal):
    """Also between the lines of an unfinished one; nothing else has to be typed."""
    terminal.type("3 + 4")
    terminal.wait_for("3 + 4")
    terminal.type("\x03")
    terminal.wait_for(PROMPT)
    terminal.type("(3 +\r")
    terminal.wait_for("   >")
    terminal.type("\x03")
    terminal.wait_for(PROMPT)
    enter(terminal, "it = 5", "5")
    terminal.type("\x04")
    ends_with(terminal, 0)


def test_a_stack_trace_while_a_value_is_printed(terminal):
    """It is made by a copy of the process, which must not go on as a second shell."""
    enter(terminal, "A is defined", "A = ( println = ( system printStackTrace. 'end' println ) )")
    enter(terminal, "A>>println (<class A>, line 1)\nend", "A new")
    enter(terminal, "it = 3", "3")
    terminal.type("system exit: 4\r")
    ends_with(terminal, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_the_time_is_up_at_the_prompt(kind, start):
    """The terminal is left as it was."""
    terminal = start(kind, "--time-limit", "2")
    before = termios.tcgetattr(terminal.master)
    terminal.wait_for(PROMPT)
    terminal.wait_for("Time limit of 2 seconds exceeded.")
    ends_with(terminal, 124)
    assert termios.tcgetattr(terminal.master) == before


def test_an_idle_prompt_prints_nothing(terminal):
    """Not for a second, as soon as everything is drawn that belongs to it."""
    assert any(terminal.read(1) is None for _ in range(10))


def test_exit_ends_the_shell(terminal):
    terminal.type("system exit: 3\r")
    ends_with(terminal, 3)


def test_a_program_ends_while_it_is_read(terminal):
    """Ctrl-D in the middle of an entry shows what is missing, or does nothing; the shell goes on or ends well."""
    terminal.type("(3 +\r")
    terminal.wait_for("   >")
    terminal.type("\x04")
    if terminal.is_rich:
        terminal.type("\x03")
    terminal.wait_for(PROMPT)
    terminal.type("\x04")
    ends_with(terminal, 0)


@pytest.fixture
def rich(start):
    """Starts comfortable shells that have shown their first prompts."""

    def start_rich(**variables):
        terminal = start("rich", **variables)
        terminal.wait_for(PROMPT)
        return terminal

    return start_rich


@HOSTED_ONLY
def test_history_from_the_last_run(rich):
    """The arrow key brings back what was entered."""
    first = rich()
    enter(first, "it = 1234", "1200 + 34")
    first.type("\x04")
    ends_with(first, 0)
    second = rich()
    second.type_until("\x1b[A", "1200 + 34")
    second.type("\r")
    second.wait_for("it = 1234\n")


@HOSTED_ONLY
def test_searching_the_history(rich):
    """Enter takes what is found, once more enters it."""
    terminal = rich()
    enter(terminal, "it = 1234", "1200 + 34")
    enter(terminal, "it = 5", "5")
    terminal.type("\x12")
    terminal.wait_for("search")
    terminal.type("12")
    terminal.wait_for("00 + 34")
    terminal.type("\r")
    terminal.wait_for(PROMPT)
    enter(terminal, "it = 1234", "")


@HOSTED_ONLY
def test_completion(rich):
    """Tab completes what is unique."""
    terminal = rich()
    terminal.type("3 betwe\t")
    terminal.wait_for("en:")
    terminal.type(" 1 and: 5\r")
    terminal.wait_for("it = true\n")


@HOSTED_ONLY
def test_suspending(rich):
    """Ctrl-Z is no letter. Nothing is suspended here, as nobody could resume it."""
    terminal = rich()
    terminal.type("3 +\x1a")
    enter(terminal, "it = 7", " 4")


@HOSTED_ONLY
def test_numbers_of_results_are_shown(rich):
    terminal = rich()
    terminal.wait_for("it1")
    enter(terminal, "it = 7", "3 + 4")
    terminal.wait_for("it2")


@HOSTED_ONLY
def test_colours(rich):
    """Only if the user has not forbidden them."""
    terminal = rich()
    enter(terminal, "it = text", "'text'")
    assert b"\x1b[0;32m" not in terminal.raw
    terminal = rich(NO_COLOR="")
    enter(terminal, "it = text", "'text'")
    assert b"\x1b[0;32m" in terminal.raw


@HOSTED_ONLY
def test_a_dumb_terminal_gets_the_plain_shell(start):
    terminal = start("dumb")
    terminal.wait_for(PROMPT)
    enter(terminal, "it = 7", "3 + 4")
    assert b"\x1b" not in terminal.raw
