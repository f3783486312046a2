"""UTF-8 as sequences of code points, against the host's Unicode strings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.objects import codepoints
from som.objects.codepoints import ASCII, STRIDE, shape_of
from tests.objects.texts import carried, texts


@given(text=texts)
def test_shapes(text):
    """Length and the place of every code point."""
    bytes_ = carried(text)
    shape = shape_of(bytes_)
    if text.isascii():
        assert shape is ASCII
        return
    assert shape.length == len(text)
    for index in range(len(text) + 1):
        offset = codepoints.offset_of(bytes_, shape, index)
        assert offset == len(text[:index].encode("utf-8"))
        assert codepoints.index_at(bytes_, shape, offset) == index


@given(text=st.text(min_size=1))
def test_decoding(text):
    bytes_ = carried(text)
    offset = 0
    decoded = []
    while offset < len(bytes_):
        decoded.append(codepoints.code_point_at(bytes_, offset))
        offset = codepoints.next_code_point(bytes_, offset)
    assert decoded == [ord(char) for char in text]


def test_long_texts():
    """Several marks, the last one exactly at the end."""
    for length in (STRIDE - 1, STRIDE, STRIDE + 1, 3 * STRIDE):
        bytes_ = carried("\u2764" * length)
        shape = shape_of(bytes_)
        assert shape.length == length
        assert len(shape.marks) == (length + STRIDE - 1) // STRIDE
        assert codepoints.offset_of(bytes_, shape, length) == 3 * length
        assert codepoints.offset_of(bytes_, shape, length - 1) == 3 * length - 3


@pytest.mark.parametrize(
    "text, length, first",
    [
        ("\x80", 1, -1),
        ("\x80\x80a", 2, -1),
        ("\xff", 1, -1),
        ("\xc3", 1, -1),
        ("\xe2\x9d", 1, -1),
        ("\xc3\xa6\xa6", 1, -1),
    ],
)
def test_texts_that_are_not_utf_8(text, length, first):
    """They have a length; what is broken is no character of any kind."""
    assert shape_of(text).length == length
    assert codepoints.code_point_at(text, 0) == first
    assert not codepoints.is_letter(first) and not codepoints.is_white_space(first)


def test_letters():
    """All of Unicode. An older host does not know some of our characters, a newer one has letters that are new."""
    is_newer = tuple(int(part) for part in unicodedata.unidata_version.split(".")) > (14, 0, 0)
    for code in range(0x20000):
        category = unicodedata.category(chr(code))
        is_letter = category[0] == "L" or category == "Nl"
        if category == "Cn" or codepoints.is_letter(code) == is_letter or (is_newer and is_letter):
            continue
        pytest.fail("U+%04X is %s" % (code, category))


WHITE_SPACE = list(range(9, 14)) + [0x20, 0x85, 0xA0, 0x1680] + list(range(0x2000, 0x200B))
WHITE_SPACE += [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]


def test_white_space():
    """Unicode's property White_Space has these 25 members (PropList.txt)."""
    assert len(WHITE_SPACE) == 25
    assert [code for code in range(0x11000) if codepoints.is_white_space(code)] == WHITE_SPACE


def test_digits():
    assert [code for code in range(0x11000) if codepoints.is_digit(code)] == list(range(48, 58))
