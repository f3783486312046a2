"""Symbols: interned texts. Interning is the universe's job; two Symbols of one text never meet."""

from __future__ import absolute_import

from som.objects.base import SYMBOL
from som.objects.stringobject import W_String

_OPERATOR_CHARACTERS = "~&|*/\\+=><,@%-"


class W_Symbol(W_String):
    """A Symbol. `arity`: how many arguments a message with this selector carries."""

    _attrs_ = ["arity"]
    _immutable_fields_ = ["arity"]
    kind = SYMBOL

    def __init__(self, text):
        W_String.__init__(self, text)
        self.arity = arity_of_selector(text)


def arity_of_selector(text):
    """The number of arguments that a message with this selector carries."""
    if text == "":
        return 0
    if text[len(text) - 1] == ":":
        return text.count(":")
    for char in text:
        if _OPERATOR_CHARACTERS.find(char) < 0:
            return 0
    return 1
