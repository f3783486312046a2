"""What is known where the parser met a wrong token: the material for messages and hints."""

from __future__ import absolute_import

from som.syntax import tables
from som.syntax.states import ACTIONS


class Situation(object):
    """The tokens just before the wrong one, and which tokens could have come instead."""

    _attrs_ = ["source", "recogniser", "reading_states", "kinds", "starts", "ends", "openings"]

    def __init__(self, source, recogniser):
        self.source = source
        self.recogniser = recogniser
        self.reading_states = []  # kind -> the state that would read it, -1 if it cannot come
        self.kinds = [-1, -1, -1, -1]  # of the last tokens, the latest first
        self.starts = [0, 0, 0, 0]
        self.ends = [0, 0, 0, 0]
        self.openings = []  # offsets of the brackets that are open

    def remember(self, kind, start, end):
        """A token has been read."""
        for index in range(3, 0, -1):
            self.kinds[index] = self.kinds[index - 1]
            self.starts[index] = self.starts[index - 1]
            self.ends[index] = self.ends[index - 1]
        self.kinds[0] = kind
        self.starts[0] = start
        self.ends[0] = end

    def find_accepted(self):
        """The wrong token is next: try all others."""
        self.reading_states = [self.recogniser.try_kind(kind) for kind in range(tables.BAD)]

    def accepts(self, kind):
        return self.reading_states[kind] >= 0

    def accepts_only(self, one, other):
        """Whether no token but these kinds could come."""
        for kind in range(tables.BAD):
            if self.accepts(kind) and kind != one and kind != other:
                return False
        return self.accepts(one)

    def accepts_as(self, kind, column):
        """Whether this kind could come as the beginning of the nonterminal with this column."""
        return self.accepts(kind) and ACTIONS[self.reading_states[kind] + column] != 0

    def text_of(self, back):
        """The text of a token before the wrong one; 0 is the latest."""
        start = self.starts[back]
        end = self.ends[back]
        assert 0 <= start <= end
        return self.source.text[start:end]


def place(source, offset):
    """`line L, column C`, both from 1."""
    return "line %d, column %d" % (source.line_of(offset), source.column_of(offset) + 1)
