"""Whether, and how, diagnostics make use of a terminal.

Where the output is no terminal, errors of the VM and of the compiler have exactly the lines that the specification
of SOM fixes, since test suites compare them. On a terminal there are marks below the source and advice in addition,
and colours, unless NO_COLOR is set (https://no-color.org) or the terminal has none.
"""

from __future__ import absolute_import

import os

BOLD_RED = "\x1b[1;31m"
RED = "\x1b[31m"
CYAN = "\x1b[36m"
BOLD = "\x1b[1m"
DIM = "\x1b[2m"
RESET = "\x1b[0m"


class Style(object):
    """How the parts of a diagnostic look. `generous`: there may be more than the lines that the specification fixes."""

    _immutable_fields_ = ["coloured", "generous"]

    def __init__(self, coloured, generous):
        self.coloured = coloured
        self.generous = generous

    def as_generous(self):
        """The same colours, for a text that nothing fixes."""
        return Style(self.coloured, True)

    def _in(self, colour, text):
        if self.coloured and text != "":
            return colour + text + RESET
        return text

    def error(self, text):
        """The message itself."""
        return self._in(BOLD_RED, text)

    def mark(self, text):
        """What points at a part of the source."""
        return self._in(RED, text)

    def place(self, text):
        """The name of a file, a line and a column."""
        return self._in(CYAN, text)

    def note(self, text):
        """What stands for something that is not shown."""
        return self._in(DIM, text)

    def hint(self, text):
        """A line of advice, line feed included; nothing for ""."""
        if text == "":
            return ""
        return self._in(BOLD, "hint:") + " " + text + "\n"


PLAIN = Style(False, False)


def style_for(descriptor):
    """The Style for what is written to the file descriptor."""
    if not os.isatty(descriptor):
        return PLAIN
    return Style(_has_colours(), True)


def _has_colours():
    if _variable("NO_COLOR") != "":
        return False
    terminal = _variable("TERM")
    return terminal != "" and terminal != "dumb"


def _variable(name):
    value = os.environ.get(name)
    if value is None:
        return ""
    return value


def marks_below(text, first, start, end):
    """What moves marks below text[start:end], and the marks, where the text is shown from `first` on the same line on.

    Under a tab is a tab, so that the marks are where they should be however wide the terminal's tabs are.
    """
    pieces = []
    for index in range(first, start):
        if text[index] == "\t":
            pieces.append("\t")
        elif ord(text[index]) & 0xC0 != 0x80:
            pieces.append(" ")
    count = 0
    for index in range(start, end):
        if index < len(text) and ord(text[index]) & 0xC0 != 0x80:
            count += 1
    if count < 1:
        count = 1
    return "".join(pieces), "^" * count
