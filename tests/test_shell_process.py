"""The interactive shell as a process that reads its standard input."""

import pytest
from vm_process import CORE_LIBRARY, run_vm

BANNER = 'SOM Shell. Type "quit" to exit.\n\n'
PROMPT = "---> "


def shell(text):
    """Exit code, what was printed behind the banner, and the error output."""
    outcome = run_vm("-cp", CORE_LIBRARY, stdin=text.encode("utf-8"))
    stdout = outcome.stdout.decode("utf-8")
    assert stdout.startswith(BANNER + PROMPT)
    return outcome.status, stdout[len(BANNER) :], outcome.stderr.decode("utf-8")


def session(*answers):
    """The output for expressions with these answers, up to the prompt at which the input ended."""
    return PROMPT + "".join("it = %s\n%s" % (answer, PROMPT) for answer in answers)


@pytest.mark.parametrize(
    "expression, answer",
    [
        ("3 + 4", "7"),
        ("#foo", "#foo"),
        ("'text'", "text"),
        ("nil", "nil"),
        ("Integer", "Integer"),
        ("[ :x | x * 2 ] value: 21", "42"),
        ("(1 << 100)", str(1 << 100)),
        ("#(1 2 3) sum", "6"),
        ("'\u2764' length", "1"),
        ("Set new class", "Set"),
        ("  5  ", "5"),
        ("it", "nil"),
    ],
)
def test_a_line_is_an_expression(expression, answer):
    assert shell(expression + "\n") == (0, session(answer), "")


def test_it_is_the_previous_value():
    assert shell("3 + 4\nit * 2\nit + it\n") == (0, session(7, 14, 28), "")


def test_the_last_line_need_not_end():
    assert shell("3 + 4") == (0, session(7), "")


def test_the_end_of_the_input_ends_the_shell():
    assert shell("") == (0, PROMPT, "")


def test_quit_ends_the_shell():
    assert shell("1\nquit\n2\n") == (0, session(1), "")


def test_empty_lines_are_ignored():
    status, stdout, stderr = shell("1\n\n   \nit + 1\n")
    assert (status, stderr) == (0, "")
    assert stdout.replace(PROMPT, "") == "it = 1\nit = 2\n"


@pytest.mark.parametrize("line", ["3 +", "1. 2", ")", "x := ", "'open", "#", "[ 1"])
def test_after_a_syntax_error_the_shell_goes_on(line):
    status, stdout, stderr = shell("1\n" + line + "\nit + 1\n")
    assert status == 0 and stderr != ""
    assert stdout.replace(PROMPT, "") == "it = 1\nit = 2\n"


@pytest.mark.parametrize(
    "line, message",
    [("1 / 0", "Division by zero."), ("#() at: 1", "Index 1 not valid for array of length 0."), ("oops := 3", "oops")],
)
def test_after_a_vm_error_the_shell_goes_on(line, message):
    status, stdout, stderr = shell("1\n" + line + "\nit + 1\n")
    assert status == 0 and message in stderr
    assert stdout.replace(PROMPT, "").replace("it = ", "", 1).endswith("it = 2\n")


def test_error_ends_the_shell():
    status, stdout, _ = shell("nil foo\n5\n")
    assert status == 1
    assert stdout.endswith("\nERROR: Method foo not found in class Nil\n")


@pytest.mark.parametrize("line, status", [("system exit: 42", 42), ("[system exit: 0] value", 0), ("system exit", 0)])
def test_exit_ends_the_shell(line, status):
    assert shell(line + "\n5\n")[0] == status


def test_globals_last():
    assert shell("system global: #answer put: 42\nanswer\n") == (0, session("instance of System", 42), "")


def test_blocks_outlive_their_line():
    assert shell("[:x | x + 1 ]\nit value: 2\n") == (0, session("instance of Block2", 3), "")


def test_output_of_an_expression_comes_before_its_value():
    status, stdout, _ = shell("'hello' println\n")
    assert status == 0
    assert stdout.replace(PROMPT, "") == "hello\nit = hello\n"


def test_a_closed_input_is_an_empty_one():
    outcome = run_vm("-cp", CORE_LIBRARY, stdin=None)
    assert outcome.status == 0
    assert b"Traceback" not in outcome.stderr


def test_programs_do_not_read_the_input():
    outcome = run_vm("-cp", CORE_LIBRARY, "Examples/Hello.som", stdin=b"5\n")
    assert (outcome.status, outcome.stdout) == (0, b"Hello, World from SOM\n")
