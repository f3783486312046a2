"""Buffered output. What was written before the program ends is always delivered, see `cli`."""

from __future__ import absolute_import

from som.rpy import write
from som.rpy_limits import hold, let_go

STDOUT = 1
LIMIT = 16384  # bytes; not more than alarm.h can hold


class OutputStream(object):
    """Collects text for a file descriptor of the host."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.chunks = []
        self.size = 0
        self.is_interactive = False  # deliver every line at once
        self.before = None  # a stream that has to be delivered first
        self.ends_line = True  # whether the next text begins a line

    def write(self, text):
        """Append text. OSError if it cannot be delivered."""
        self.chunks.append(text)
        self.size += len(text)
        if text != "":
            self.ends_line = text[len(text) - 1] == "\n"
        if self.descriptor == STDOUT and self.size < LIMIT:
            hold(text)
        if self.size >= LIMIT or (self.is_interactive and text.find("\n") >= 0):
            self.flush()

    def flush(self):
        """Deliver everything. Raises what `deliver` raises, OSError; the text is gone then."""
        if self.before is not None:
            self.before.flush()
        if self.size > 0:
            text = "".join(self.chunks)
            self.chunks = []
            self.size = 0
            self.deliver(text)

    def deliver(self, text):
        """Hand the text to the host."""
        if self.descriptor == STDOUT:
            let_go()
        write(self.descriptor, text)
