"""Primitives of String."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.objects.texts import texts
from tests.primitives.calling import Symbol, agrees, call, check_receivers, declared, failure

ACCELERATED = {"+", "charAt:", "substringFrom:to:", "beginsWith:", "endsWith:", "indexOf:", "indexOf:startingAt:"}


@given(a=texts, b=texts)
def test_concatenate(a, b):
    assert call("String", "concatenate:", a, b) == a + b
    assert call("String", "concatenate:", a, Symbol(b)) == a + b


@given(a=texts, b=texts)
def test_equal(a, b):
    """Strings and Symbols of the same characters are equal, nothing else is."""
    for left in (a, Symbol(a)):
        for right in (b, Symbol(b)):
            assert call("String", "=", left, right) is (a == b)
        assert call("String", "=", left, Symbol(a)) is True
        assert call("String", "=", left, 1) is False


@given(text=texts)
def test_as_symbol(text):
    """Interned, with the same characters and hash code."""
    symbol = call("String", "asSymbol", text)
    assert isinstance(symbol, Symbol) and symbol == text
    assert call("String", "hashcode", symbol) == call("String", "hashcode", text)
    assert call("String", "length", text) == len(text)


def test_kinds_of_characters():
    assert call("String", "isWhiteSpace", " \t") is True
    assert call("String", "isLetters", "a\xe6") is True
    assert call("String", "isDigits", "0123456789") is True
    for selector in ("isWhiteSpace", "isLetters", "isDigits"):
        assert call("String", selector, "") is False
        assert call("String", selector, "\u2764") is False


@given(text=texts, data=st.data())
def test_prim_substring(text, data):
    start = data.draw(st.integers(1, len(text) + 1))
    end = data.draw(st.integers(start - 1, len(text)))
    assert call("String", "primSubstringFrom:to:", text, start, end) == text[start - 1 : end]


def test_prim_substring_beyond():
    """Empty if the end is before the start, wherever that is; else both must be in the text."""
    assert call("String", "primSubstringFrom:to:", "ab", 9, 8) == ""
    assert failure("String", "primSubstringFrom:to:", "ab", 0, 1) == "Index 0 not valid for array of length 2"
    assert failure("String", "primSubstringFrom:to:", "ab", 1, 3) == "Index 3 not valid for array of length 2"
    assert failure("String", "primSubstringFrom:to:", "ab", 3, 3) == "Index 3 not valid for array of length 2"
    text = "Expected object of type 'Int' but got type 'Double'"
    assert failure("String", "primSubstringFrom:to:", "ab", 1, 1.5) == text
    text = "Can't represent as unsigned machine integer"
    assert failure("String", "primSubstringFrom:to:", "ab", 1, 2**64) == text


@pytest.mark.parametrize("argument, kind", [(1, "Int"), (1.5, "Double"), (2**64, "ArbInt"), (None, "Inst")])
def test_concatenate_wants_texts(argument, kind):
    text = "Expected object of type 'String_' but got type '%s'" % kind
    assert failure("String", "concatenate:", "a", argument) == text


@given(a=texts, b=texts)
def test_plus(a, b):
    """Like the library's: the class of the receiver decides between String and Symbol."""
    for left in (a, Symbol(a)):
        for right in (b, Symbol(b)):
            assert agrees("String", "+", left, right)
            assert call("String", "+", left, right) == a + b


def test_plus_leaves_other_arguments_to_the_library():
    assert call("String", "+", "a", 1) is None
    assert call("String", "+", "a", None) is None


@given(text=texts.filter(bool), data=st.data())
def test_parts(text, data):
    start = data.draw(st.integers(1, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert call("String", "charAt:", text, start) == text[start - 1]
    assert call("String", "substringFrom:to:", text, start, end) == text[start - 1 : end]
    assert agrees("String", "substringFrom:to:", text, start, end)


@pytest.mark.parametrize("start, end", [(0, 1), (1, 3), (2, 1), (3, 3), (1.0, 2), (1, 2**64), ("1", 1)])
def test_parts_that_are_none_are_left_to_the_library(start, end):
    """It calls error:."""
    assert call("String", "substringFrom:to:", "ab", start, end) is None


@pytest.mark.parametrize("index", [0, -1, 3, 2**64, 1.0, None])
def test_characters_that_are_none_are_left_to_the_library(index):
    assert call("String", "charAt:", "ab", index) is None


@given(text=texts, part=texts, data=st.data())
def test_searches_agree(text, part, data):
    start = data.draw(st.integers(-2, len(text) + 3))
    assert agrees("String", "indexOf:", text, part)
    assert agrees("String", "indexOf:startingAt:", text, part, start)
    assert agrees("String", "beginsWith:", text, part)
    assert agrees("String", "endsWith:", text, part)


@given(text=texts.filter(bool), data=st.data())
def test_searches_for_parts_agree(text, data):
    """Parts that do occur, also as Symbols."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for part in (text[start:end], Symbol(text[start:end])):
        assert call("String", "indexOf:", text, part) == text.find(part) + 1
        assert agrees("String", "indexOf:startingAt:", text, part, start)
        assert call("String", "beginsWith:", text, Symbol(text[:end])) is True
        assert call("String", "endsWith:", text, text[start:]) is True


def test_searches_left_to_the_library():
    for selector in ("indexOf:", "beginsWith:", "endsWith:"):
        assert call("String", selector, "ab", "") is None
        assert call("String", selector, "ab", 1) is None
    assert call("String", "indexOf:startingAt:", "ab", "a", 0) is None
    assert call("String", "indexOf:startingAt:", "ab", "a", "1") is None
    assert call("String", "indexOf:startingAt:", "ab", "a", 2**63 - 1) == -1


def test_receivers():
    """A subclass of String, or a send with inSuperclass:, brings receivers that are no Strings."""
    assert ACCELERATED < declared("String")
    check_receivers("String", "String_", ACCELERATED, [(None, "Inst"), (1, "Int"), (1.5, "Double")])
