"""Strings against the host's Unicode strings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.objects.codepoints import ASCII
from som.objects.stringobject import ASCII_STRINGS, W_String, string_of, text_hash
from tests.objects.texts import carried, shown, texts


def string(text):
    return W_String(carried(text))


@given(text=texts)
def test_length(text):
    w_string = string(text)
    assert w_string.length() == len(text)
    assert w_string.is_ascii() == text.isascii()


@given(text=texts)
def test_char_at(text):
    w_string = string(text)
    assert [shown(w_string.char_at(index).text) for index in range(len(text))] == list(text)


@given(text=texts, data=st.data())
def test_substring(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    w_part = string(text).substring(start, end)
    assert shown(w_part.text) == text[start:end]
    assert w_part.length() == end - start


@given(text=texts, part=texts, data=st.data())
def test_index_of(text, part, data):
    start = data.draw(st.integers(0, len(text) + 2))
    assert string(text).index_of(string(part), start) == text.find(part, start)


@given(text=texts, data=st.data())
def test_index_of_a_part(text, data):
    """A part that does occur."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert string(text).index_of(string(text[start:end]), 0) == text.find(text[start:end])


@given(a=texts, b=texts)
def test_concatenation(a, b):
    w_a, w_b = string(a), string(b)
    w_a.length()
    for w_result in (w_a.concatenated(w_b), w_b.concatenated(w_a), w_a.concatenated(w_a)):
        assert w_result.length() == len(shown(w_result.text))
    assert shown(w_a.concatenated(w_b).text) == a + b


def test_what_is_known_of_ascii_texts_is_handed_on():
    """Parts and sums of texts that are known to be ASCII need no look at their characters."""
    w_text = string("abcdef")
    assert w_text.is_ascii()
    assert w_text.substring(1, 4)._shape is ASCII
    assert w_text.concatenated(w_text)._shape is ASCII
    assert w_text.concatenated(string("\xe6"))._shape is None


@given(a=texts, b=texts)
def test_equality_and_hash(a, b):
    assert string(a).equals(string(b)) == (a == b)
    assert string(a + b).hash() == string(a).concatenated(string(b)).hash()


@pytest.mark.parametrize(
    "text, code", [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968), ("\xc3\xa6", None)]
)
def test_hash_is_fnv_1a(text, code):
    """Vectors from the IETF draft on FNV; beyond ASCII only that it fits 32 bits."""
    if code is not None:
        assert text_hash(text) == code
    assert 0 <= text_hash(text) < 2**32


def test_ascii_characters_are_shared():
    """charAt: and substringFrom:to: allocate nothing for them."""
    w_text = string("xyz")
    assert w_text.char_at(1) is w_text.substring(1, 2) is string_of("y") is ASCII_STRINGS[ord("y")]
    assert [ord(w_string.text) for w_string in ASCII_STRINGS] == list(range(128))
    assert string("\xe6y").char_at(1) is ASCII_STRINGS[ord("y")]


KINDS = [
    ("", False, False, False),
    ("abcXYZ", True, False, False),
    ("\xe6", True, False, False),
    ("a\xdf\u4e2d\u03bb\U00010400", True, False, False),
    ("\u2160", True, False, False),
    ("a1", False, False, False),
    ("a b", False, False, False),
    ("\xbe", False, False, False),
    ("\u2764", False, False, False),
    ("0123456789", False, True, False),
    ("0b1", False, False, False),
    ("0_1", False, False, False),
    ("\u0661", False, False, False),
    ("\xb2", False, False, False),
    (" \t\n\r\x0b\x0c", False, False, True),
    ("\xa0\u2003\u3000\u2028", False, False, True),
    ("\u200b", False, False, False),
    (" a", False, False, False),
]


@pytest.mark.parametrize("text, letters, digits, white_space", KINDS)
def test_kinds(text, letters, digits, white_space):
    w_text = string(text)
    assert w_text.all_letters() is letters
    assert w_text.all_digits() is digits
    assert w_text.all_white_space() is white_space


def test_reading_a_long_text_character_by_character_is_linear():
    """20,000 characters beyond ASCII: each search touches at most a stride of them."""
    w_text = string("\u2764b" * 10000)
    assert sum(1 for index in range(w_text.length()) if w_text.char_at(index).text == "b") == 10000
