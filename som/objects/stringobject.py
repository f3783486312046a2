"""Strings: immutable sequences of code points, kept as the bytes of their UTF-8 form.

What is known of a text's code points is cached in its Shape; all ASCII texts share one, so that
their length and characters cost no search and no memory. Positions and lengths count code points;
positions are 0-based here.
"""

from __future__ import absolute_import

from som.objects.base import STRING, W_Object
from som.objects.codepoints import ASCII, code_point_at, index_at, is_digit, is_letter, is_white_space
from som.objects.codepoints import next_code_point, offset_of, shape_of
from som.rpy import elidable


class W_String(W_Object):
    """A String. Also the host class of Symbols."""

    _attrs_ = ["text", "_shape"]
    _immutable_fields_ = ["text"]
    kind = STRING
    type_name = "String_"

    def __init__(self, text):
        self.text = text
        self._shape = None  # not looked for yet

    def shape(self):
        """The Shape of the text."""
        shape = self._shape
        if shape is None:
            shape = shape_of(self.text)
            self._shape = shape
        return shape

    def is_ascii(self):
        return self.shape() is ASCII

    def length(self):
        """The number of code points."""
        shape = self.shape()
        if shape is ASCII:
            return len(self.text)
        return shape.length

    def char_at(self, index):
        """The code point at a position, 0 <= index < length, as a String."""
        shape = self.shape()
        if shape is ASCII:
            assert index >= 0
            return ASCII_STRINGS[ord(self.text[index])]
        start = offset_of(self.text, shape, index)
        end = next_code_point(self.text, start)
        assert 0 <= start <= end
        return string_of(self.text[start:end])

    def substring(self, start, end):
        """The code points from position start up to, not including, end; 0 <= start <= end <= length."""
        shape = self.shape()
        if shape is ASCII:
            assert 0 <= start <= end
            if end - start == 1:
                return ASCII_STRINGS[ord(self.text[start])]
            w_part = W_String(self.text[start:end])
            w_part._shape = ASCII
            return w_part
        start = offset_of(self.text, shape, start)
        end = offset_of(self.text, shape, end)
        assert 0 <= start <= end
        return string_of(self.text[start:end])

    def concatenated(self, w_other):
        """A new String of the receiver's and the other's text."""
        w_result = W_String(self.text + w_other.text)
        if self._shape is ASCII and w_other._shape is ASCII:
            w_result._shape = ASCII
        return w_result

    def index_of(self, w_part, start):
        """The position of the first occurrence of a text at or after position start >= 0, or -1."""
        shape = self.shape()
        if start > self.length():
            return -1
        if shape is not ASCII:
            start = offset_of(self.text, shape, start)
        assert start >= 0
        offset = self.text.find(w_part.text, start)
        if offset >= 0 and shape is not ASCII:
            return index_at(self.text, shape, offset)
        return offset

    def equals(self, w_other):
        """Whether two Strings or Symbols have the same characters."""
        return self is w_other or self.text == w_other.text

    def hash(self):
        """A hash code that depends on the characters only, the same on every host."""
        return text_hash(self.text)

    def all_letters(self):
        """Whether there are characters and all are letters of Unicode."""
        return _all_are(self.text, 0)

    def all_digits(self):
        """Whether there are characters and all are 0 to 9."""
        return _all_are(self.text, 1)

    def all_white_space(self):
        """Whether there are characters and all are white space of Unicode."""
        return _all_are(self.text, 2)


def string_of(text):
    """A String with the text; one and the same for each ASCII character."""
    if len(text) == 1 and ord(text[0]) < 128:
        return ASCII_STRINGS[ord(text[0])]
    return W_String(text)


def _ascii_strings():
    strings_w = []
    for code in range(128):
        w_string = W_String(chr(code))
        w_string._shape = ASCII
        strings_w.append(w_string)
    return strings_w


ASCII_STRINGS = _ascii_strings()  # the one-character Strings of charAt:, by code


@elidable
def text_hash(text):
    """FNV-1a over the bytes, 32 bits (Fowler, Noll, Vo; the IETF draft's parameters)."""
    value = 0x811C9DC5
    for char in text:
        value = ((value ^ ord(char)) * 0x01000193) & 0xFFFFFFFF
    return value


@elidable
def _all_are(text, kind):
    """Whether there are characters and all are of a kind: 0 letters, 1 digits, 2 white space."""
    offset = 0
    while offset < len(text):
        code_point = code_point_at(text, offset)
        if kind == 0:
            fits = is_letter(code_point)
        elif kind == 1:
            fits = is_digit(code_point)
        else:
            fits = is_white_space(code_point)
        if not fits:
            return False
        offset = next_code_point(text, offset)
    return offset > 0
