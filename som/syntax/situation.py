"""What is known where the parser met a wrong token: the material for messages and hints."""

from __future__ import absolute_import

from som.syntax import tables
from som.syntax.states import ACTIONS, can_begin


class Situation(object):
    """The tokens just before the wrong one, and which tokens could have come instead."""

    _attrs_ = [
        "source",
        "recogniser",
        "reading_states",
        "kinds",
        "starts",
        "ends",
        "openings",
        "_open",
        "nested_method",
    ]
    _attrs_ += ["unclosed_method"]

    def __init__(self, source, recogniser):
        self.source = source
        self.recogniser = recogniser
        self.reading_states = []  # kind -> the state that would read it, -1 if it cannot come
        self.kinds = [-1, -1, -1, -1]  # of the last tokens, the latest first
        self.starts = [0, 0, 0, 0]
        self.ends = [0, 0, 0, 0]
        self.openings = []  # offsets of the brackets that are open
        self._open = []  # the same, while tokens come in
        self.nested_method = -1  # where, inside a method, a line looks like the beginning of another one
        self.unclosed_method = -1  # and the bracket that is open there

    def remember(self, kind, start, end):
        """A token has been read."""
        if kind <= tables.RBRACKET:
            self._remember_bracket(kind, start)
        for index in range(3, 0, -1):
            self.kinds[index] = self.kinds[index - 1]
            self.starts[index] = self.starts[index - 1]
            self.ends[index] = self.ends[index - 1]
        self.kinds[0] = kind
        self.starts[0] = start
        self.ends[0] = end

    def _remember_bracket(self, kind, start):
        if kind == tables.RPAREN or kind == tables.RBRACKET:
            self._open.pop()
            return
        if len(self._open) == 2 and self.nested_method < 0 and self.kinds[0] == tables.EQUAL:
            pattern = self.starts[1]
            if self.kinds[2] == tables.KEYWORD or can_begin(tables.BINARY_SELECTOR_RULE, self.kinds[2]):
                pattern = self.starts[2]
            if self._begins_line(pattern):
                self.nested_method = pattern
                self.unclosed_method = self._open[len(self._open) - 1]
        self._open.append(start)

    def _begins_line(self, offset):
        text = self.source.text
        for index in range(self.source.line_start(offset), offset):
            if ord(text[index]) > 32:
                return False
        return True

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
