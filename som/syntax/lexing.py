"""The scanner: runs the automaton of `tables` over the UTF-8 text and cuts it into tokens, longest match first.

Tokens are produced in batches of three parallel lists, so that the scanner's loop keeps its variables in locals.
Text that is no token becomes one BAD token and ends the scan; `complaints` finds out what is wrong with it.
"""

from __future__ import absolute_import

from som.syntax import tables

BATCH = 2048  # tokens; a compromise between memory for large files and the price of a call
FIRST_DIGIT = 48  # stands for 0 in the tables that have one character for each number
ROW = 256  # states are numbered by the offset of their row in ASCII_MOVES


def _digits(text):
    return [ord(character) - FIRST_DIGIT for character in text]


def _sums(text):
    """The ascending numbers whose differences `text` has in decimal."""
    numbers = []
    total = 0
    for word in text.split(" "):
        total += int(word)
        numbers.append(total)
    return numbers


def _ascii_moves():
    """The next state for each state and byte, 0 for none; bytes above 127 have none, see `Scanner._move_wide`."""
    classes = _digits(tables.ASCII_CLASSES)
    moves = []
    for first in range(0, len(tables.TRANSITIONS), tables.CLASS_COUNT):
        row = [target * ROW for target in _digits(tables.TRANSITIONS[first : first + tables.CLASS_COUNT])]
        moves.extend([row[number] for number in classes])
        moves.extend([0] * (ROW - len(classes)))
    return moves


ASCII_MOVES = _ascii_moves()
CLASS_MOVES = [target * ROW for target in _digits(tables.TRANSITIONS)]
ACCEPTS = _digits(tables.ACCEPTS)
WIDE_BOUNDS = _sums(tables.WIDE_BOUNDS)
WIDE_CLASSES = _digits(tables.WIDE_CLASSES)
START = ROW  # the second state


class Scanner(object):
    """Cuts `text`; `fill` replaces the batch in `kinds`, `starts`, `ends`. The last token is END or BAD."""

    _attrs_ = ["text", "position", "kinds", "starts", "ends"]

    def __init__(self, text):
        self.text = text
        self.position = 0
        self.kinds = []
        self.starts = []
        self.ends = []

    def fill(self):
        """Scan the next batch, at least one token."""
        text = self.text
        size = len(text)
        moves = ASCII_MOVES
        kinds = []
        starts = []
        ends = []
        position = self.position
        while len(kinds) < BATCH:
            start = position
            state = START
            while position < size:
                target = moves[state + ord(text[position])]
                if target == 0:
                    if ord(text[position]) < 128:
                        break
                    target = self._move_wide(state, position)
                    if target == 0:
                        break
                    position += sequence_length(text, position) - 1
                state = target
                position += 1
            kind = ACCEPTS[state >> 8]
            if kind == tables.BAD:
                if start == size:
                    kind = tables.END
                else:
                    kind = self._longest(start, position)
                    position = self.position
            if kind != tables.IGNORED:
                kinds.append(kind)
                starts.append(start)
                ends.append(position)
                if kind == tables.END or kind == tables.BAD:
                    break
        self.position = position
        self.kinds = kinds
        self.starts = starts
        self.ends = ends

    def _move_wide(self, state, position):
        """The state behind the character outside ASCII at `position`, or 0."""
        code = decode(self.text, position)
        if code < 0:
            return 0
        return CLASS_MOVES[(state >> 8) * tables.CLASS_COUNT + class_of(code)]

    def _longest(self, start, stop):
        """The automaton stopped at `stop` without a token: the kind of the longest one on the way, or BAD.

        Leaves its end in `position`. What is scanned twice is read as the beginning of at most one longer token
        (`at:put` without a colon, `1.` without a digit), so this stays linear.
        """
        state = START
        kind = tables.BAD
        self.position = stop
        position = start
        while position < stop:
            if ord(self.text[position]) < 128:
                state = ASCII_MOVES[state + ord(self.text[position])]
                position += 1
            else:
                state = self._move_wide(state, position)
                position += sequence_length(self.text, position)
            if ACCEPTS[state >> 8] != tables.BAD:
                kind = ACCEPTS[state >> 8]
                self.position = position
        return kind


def class_of(code):
    """The class of a code point above 127."""
    low = 0
    high = len(WIDE_BOUNDS)
    while high - low > 1:
        middle = (low + high) >> 1
        if WIDE_BOUNDS[middle] <= code:
            low = middle
        else:
            high = middle
    return WIDE_CLASSES[low]


def sequence_length(text, position):
    """The number of bytes of the UTF-8 sequence that begins at `position`, as its first byte tells."""
    first = ord(text[position])
    if first < 0xC0:
        return 1
    if first < 0xE0:
        return 2
    if first < 0xF0:
        return 3
    return 4


def decode(text, position):
    """The code point at `position`, or -1 where the bytes are not well-formed UTF-8 (Unicode, table 3-7)."""
    first = ord(text[position])
    if first < 0x80:
        return first
    if first < 0xC2 or first > 0xF4:
        return -1
    length = sequence_length(text, position)
    if position + length > len(text):
        return -1
    code = first & (0x7F >> length)
    for index in range(position + 1, position + length):
        byte = ord(text[index])
        if byte & 0xC0 != 0x80:
            return -1
        code = code << 6 | byte & 0x3F
    if length == 3 and (code < 0x800 or 0xD800 <= code <= 0xDFFF):
        return -1
    if length == 4 and (code < 0x10000 or code > 0x10FFFF):
        return -1
    return code
