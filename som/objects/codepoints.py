"""UTF-8 texts as sequences of code points. Texts are host `str` of bytes.

A code point begins at every byte that does not continue another one, and at the first byte of the
text; so any text, even one that is not UTF-8, has a definite length.
"""

from __future__ import absolute_import

from som.objects.letters_generated import LETTER_ENDS, LETTER_STARTS
from som.rpy import elidable, is_ascii, make_sure_not_resized

STRIDE = 32  # code points from one mark of a Shape to the next


class Shape(object):
    """Where the code points of one text are. `marks[i]` is the byte offset of code point i * STRIDE."""

    _attrs_ = ["length", "marks"]
    _immutable_fields_ = ["length", "marks[*]"]

    def __init__(self, length, marks):
        self.length = length
        self.marks = marks


ASCII = Shape(-1, [0])  # the shape of every text of ASCII characters only


@elidable
def shape_of(text):
    """The Shape of a text."""
    if is_ascii(text):
        return ASCII
    marks = []
    length = 0
    for offset in range(len(text)):
        if offset == 0 or begins_code_point(text, offset):
            if length % STRIDE == 0:
                marks.append(offset)
            length += 1
    return Shape(length, make_sure_not_resized(marks[:]))


def begins_code_point(text, offset):
    """Whether the byte at the offset is no continuation byte."""
    return ord(text[offset]) & 0xC0 != 0x80


def next_code_point(text, offset):
    """The offset of the code point after the one at `offset`, at most the length of the text."""
    offset += 1
    while offset < len(text) and not begins_code_point(text, offset):
        offset += 1
    return offset


@elidable
def offset_of(text, shape, index):
    """The byte offset of the code point with the 0-based index, at most the number of code points."""
    if index >= shape.length:
        return len(text)
    assert index >= 0
    offset = shape.marks[index // STRIDE]
    for _ in range(index % STRIDE):
        offset = next_code_point(text, offset)
    return offset


@elidable
def index_at(text, shape, offset):
    """The 0-based index of the code point that begins at a byte offset."""
    low = 0
    high = len(shape.marks)
    while high - low > 1:  # marks[low] <= offset < marks[high]
        middle = (low + high) >> 1
        if shape.marks[middle] <= offset:
            low = middle
        else:
            high = middle
    index = low * STRIDE
    position = shape.marks[low]
    while position < offset:
        position = next_code_point(text, position)
        index += 1
    return index


def code_point_at(text, offset):
    """The code point that begins at `offset`, or -1 if the bytes there are not UTF-8."""
    first = ord(text[offset])
    if first < 0x80:
        return first
    if first >= 0xF0:
        size = 4
        value = first & 0x07
    elif first >= 0xE0:
        size = 3
        value = first & 0x0F
    else:
        size = 2
        value = first & 0x1F
    if first < 0xC0 or next_code_point(text, offset) != offset + size:
        return -1
    for index in range(offset + 1, offset + size):
        value = (value << 6) | (ord(text[index]) & 0x3F)
    return value


# Kinds of characters.


def is_letter(code_point):
    """Unicode's letters, letter numbers included."""
    if code_point < 128:
        return 65 <= code_point <= 90 or 97 <= code_point <= 122
    low = 0
    high = len(LETTER_STARTS)
    while high - low > 1:  # LETTER_STARTS[low] <= code_point < LETTER_STARTS[high], but for low = 0
        middle = (low + high) >> 1
        if LETTER_STARTS[middle] <= code_point:
            low = middle
        else:
            high = middle
    return LETTER_STARTS[low] <= code_point <= LETTER_ENDS[low]


def is_digit(code_point):
    """0 to 9."""
    return 48 <= code_point <= 57


def is_white_space(code_point):
    """Unicode's property White_Space."""
    if code_point < 0x1680:
        return 9 <= code_point <= 13 or code_point == 32 or code_point == 0x85 or code_point == 0xA0
    if code_point <= 0x2029:
        return code_point <= 0x200A and code_point >= 0x2000 or code_point == 0x1680 or code_point >= 0x2028
    return code_point == 0x202F or code_point == 0x205F or code_point == 0x3000
