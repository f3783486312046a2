"""Where in the source an instruction comes from: a table packed into a string, read only for diagnostics.

An entry holds, as base-128 numbers: the pc as distance to the previous entry's, start of the span as
distance to the method's start, length of the span, and 1 + the number of the inlined block that
contains the instruction (0: none).
"""

from __future__ import absolute_import


class PositionWriter(object):
    """Collects entries in order of pc."""

    def __init__(self, origin):
        self.origin = origin
        self.last_pc = 0
        self.chunks = []

    def add(self, pc, start, end, branch):
        """The instruction at `pc` stems from the span [start, end) inside inlined block `branch`, -1 for none."""
        self._number(pc - self.last_pc)
        self._number(start - self.origin)
        self._number(end - start)
        self._number(branch + 1)
        self.last_pc = pc

    def _number(self, value):
        assert value >= 0
        while value >= 128:
            self.chunks.append(chr(128 + value % 128))
            value = value // 128
        self.chunks.append(chr(value))

    def packed(self):
        """The table."""
        return "".join(self.chunks)


class Position(object):
    """The answer of a query: a span and the inlined block around it, -1 for none."""

    def __init__(self, start, end, branch):
        self.start = start
        self.end = end
        self.branch = branch


class PositionReader(object):
    """Walks through a table."""

    def __init__(self, table, origin):
        self.table = table
        self.origin = origin
        self.offset = 0
        self.pc = 0

    def next(self):
        """The next entry, whose pc is then in `pc`, or None."""
        if self.offset >= len(self.table):
            return None
        self.pc += self._number()
        start = self.origin + self._number()
        end = start + self._number()
        return Position(start, end, self._number() - 1)

    def _number(self):
        result = 0
        factor = 1
        while True:
            value = ord(self.table[self.offset])
            self.offset += 1
            if value < 128:
                return result + value * factor
            result += (value - 128) * factor
            factor *= 128


def find_position(table, origin, pc):
    """The Position of the instruction at `pc`, or None if it has none."""
    reader = PositionReader(table, origin)
    while True:
        position = reader.next()
        if position is None:
            return None
        if reader.pc == pc:
            return position


def last_position(table, origin, pc):
    """The Position of the instruction at `pc`, or else of the last one before it that has one, or None."""
    reader = PositionReader(table, origin)
    found = None
    position = reader.next()
    while position is not None and reader.pc <= pc:
        found = position
        position = reader.next()
    return found
