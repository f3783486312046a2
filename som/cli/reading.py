"""Where the shell gets its entries from when somebody sits at a terminal.

A hosted VM that finds the libraries for it reads with history, completion and colours, see `interactive`. Otherwise,
and always in the native VM, the terminal itself does the editing, one line at a time.
"""

from __future__ import absolute_import

from som.cli.entries import BLANKS, UNFINISHED, classify, is_given_up
from som.interactive.opening import rich_reader
from som.interpreter.limits import answer_alarm
from som.rpy import read_line, we_are_translated
from som.rpy_limits import alarm_pending
from som.rpy_waiting import has_input

STDIN = 0

PROMPT = "---> "
CONTINUATION_PROMPT = "   > "


def reader_for(shell):
    """What reads the entries of the shell: an object with the methods of PlainReader."""
    if not we_are_translated():
        reader = rich_reader(shell)
        if reader is not None:
            return reader
    return PlainReader(shell)


class PlainReader(object):
    """Reads lines and joins those that belong together."""

    def __init__(self, shell):
        self.shell = shell

    def read_entry(self):
        """The next entry, without its last line feed; None at the end of the input. Raises Interrupted, OSError."""
        line = self._line(PROMPT)
        if line == "":
            return None
        entry = line.rstrip("\r\n")
        blank_lines = 0
        while classify(entry).kind == UNFINISHED:
            line = self._line(CONTINUATION_PROMPT)
            if line.strip(BLANKS) == "":
                blank_lines += 1
                if line == "":
                    self.shell.show("\n")
                    return entry
                if is_given_up(entry, blank_lines):
                    return entry
            else:
                blank_lines = 0
            entry += "\n" + line.rstrip("\r\n")
        return entry

    def _line(self, prompt):
        self.shell.show(prompt)
        wait_for_line(self.shell.universe)
        return next_line()


def wait_for_line(universe):
    """Returns when a line can be read, or the end of the input. Raises Interrupted; LimitExceeded if the time is up."""
    while True:
        if alarm_pending():
            answer_alarm(universe)
        if has_input(STDIN):
            return


def next_line():
    """The next line of stdin, "" at its end; a closed or broken stdin is at its end."""
    try:
        return read_line(STDIN)
    except OSError:
        return ""
