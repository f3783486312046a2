"""Where the shell gets its entries from when somebody sits at a terminal.

A hosted VM that finds the libraries for it reads with history, completion and colours, see `interactive`. Otherwise,
and always in the native VM, the terminal itself does the editing, one line at a time.
"""

from __future__ import absolute_import

import errno

from som.cli.entries import BLANKS, UNFINISHED, classify, is_given_up
from som.errors import Interrupted
from som.interactive.opening import rich_reader
from som.rpy import read_line, we_are_translated

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
                if line == "" or is_given_up(entry, blank_lines):
                    return entry
            else:
                blank_lines = 0
            entry += "\n" + line.rstrip("\r\n")
        return entry

    def _line(self, prompt):
        self.shell.show(prompt)
        return next_line()


def next_line():
    """The next line of stdin, "" at its end; a closed or broken stdin is at its end. Raises Interrupted."""
    try:
        return read_line(STDIN)
    except OSError as error:
        if error.errno == errno.EINTR:
            raise Interrupted()
        return ""
