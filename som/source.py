"""Source texts and places in them. Offsets are byte offsets; lines are 1-based."""

from __future__ import absolute_import


class SourceText(object):
    """The text of one file, kept for diagnostics and tracebacks."""

    _immutable_fields_ = ["text"]

    def __init__(self, path, text):
        self.path = path  # as it is shown to the user
        self.text = text  # UTF-8 bytes

    def line_of(self, offset):
        """The 1-based number of the line that holds the byte at `offset`."""
        line = 1
        position = self.text.find("\n", 0)
        while 0 <= position < offset:
            line += 1
            position = self.text.find("\n", position + 1)
        return line

    def line_start(self, offset):
        """The offset of the first byte of the line that holds `offset`."""
        if offset > len(self.text):
            offset = len(self.text)
        assert offset >= 0
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset):
        """The offset behind the last byte of the line that holds `offset`, line feed excluded."""
        assert offset >= 0
        end = self.text.find("\n", offset)
        if end < 0:
            end = len(self.text)
        return end

    def column_of(self, offset):
        """The 0-based column of `offset`, in code points."""
        return code_points(self.text, self.line_start(offset), offset)

    def lines_between(self, start, end):
        """The complete lines that the span [start, end) touches, without line feeds."""
        first = self.line_start(start)
        last = end - 1
        if last < start:
            last = start
        stop = self.line_end(last)
        assert 0 <= first <= stop
        return self.text[first:stop].split("\n")


def code_points(text, start, end):
    """The number of UTF-8 encoded code points that begin in text[start:end]."""
    count = 0
    if end > len(text):
        end = len(text)
    for index in range(start, end):
        if ord(text[index]) & 0xC0 != 0x80:
            count += 1
    return count
