"""Symbols know how many arguments their message carries."""

import pytest

from som.objects.base import SYMBOL
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol, arity_of_selector


@pytest.mark.parametrize(
    "text, arity",
    [
        ("foo", 0),
        ("foo_2", 0),
        ("foo:", 1),
        ("at:put:", 2),
        ("a:b:c:d:", 4),
        ("+", 1),
        ("-->", 1),
        ("\\", 1),
        ("|", 1),
        ("", 0),
        ("333", 0),
        ("Integer class", 0),
        ("hello, world", 0),
        ("\xc3\xa6", 0),
    ],
)
def test_arity(text, arity):
    assert W_Symbol(text).arity == arity
    assert arity_of_selector(text) == arity


def test_symbols_are_strings():
    """They have a String's characters and messages, another kind, and the same word in error messages."""
    w_symbol = W_Symbol("a\xc3\xa6")
    assert w_symbol.length() == 2
    assert w_symbol.kind == SYMBOL
    assert w_symbol.type_name == "String_"
    assert w_symbol.equals(W_String("a\xc3\xa6"))
    assert w_symbol.hash() == W_String("a\xc3\xa6").hash()
