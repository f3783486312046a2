"""What a program on a pseudo-terminal finds, and what is seen of it."""

import contextlib
import os
import signal
import sys

import pytest
from som.tools.pseudoterminal import COLUMNS, LINES, Terminal

PATIENCE = 60  # seconds; far more than anything takes, so that a busy machine fails no test


def terminal_of(body, **options):
    """A terminal with a Python program."""
    command = [sys.executable, "-S", "-c", "import os, sys, time\n" + body]
    return contextlib.closing(Terminal(command, **options))


def shown(terminal, last=None):
    """What the program prints, up to these last words or to its end."""
    output = b""
    while last is None or not output.endswith(last):
        data = terminal.read(PATIENCE)
        assert data is not None, output
        if data == b"":
            break
        output += data
    return output.decode().replace("\r\n", "\n")


def test_the_terminal_is_its_own():
    """Standard input, output and error output, with a size, and the keys that raise signals are for the program."""
    body = """
print([os.isatty(fd) for fd in (0, 1, 2)], tuple(os.get_terminal_size(0)))
print(os.getsid(0) == os.tcgetpgrp(0) == os.getpid())
"""
    with terminal_of(body) as terminal:
        assert shown(terminal) == "[True, True, True] (%d, %d)\nTrue\n" % (COLUMNS, LINES)
        assert terminal.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("echo, expected", [(True, "abc\n<abc>\n"), (False, "<abc>\n")])
def test_typing(echo, expected):
    with terminal_of("print('<%s>' % input())", echo=echo) as terminal:
        terminal.send(b"abc\r")
        assert shown(terminal) == expected


def test_interrupting():
    body = """
try:
    print("ready")
    time.sleep(60)
except KeyboardInterrupt:
    print("interrupted")
"""
    with terminal_of(body) as terminal:
        assert shown(terminal, b"ready\r\n") == "ready\n"
        terminal.send(b"\x03")
        assert shown(terminal).endswith("interrupted\n")


def test_preparations_and_options(tmp_path):
    with terminal_of("print(os.umask(0), os.getcwd())", prepare=lambda: os.umask(0o71), cwd=tmp_path) as terminal:
        assert shown(terminal) == "%d %s\n" % (0o71, os.path.realpath(tmp_path))


def test_nothing_to_read_and_a_program_that_has_not_ended():
    with terminal_of("time.sleep(60)") as terminal:
        assert terminal.read(0) is None
        assert terminal.read(-1) is None
    assert terminal.process.returncode == -signal.SIGKILL
