"""Layouts: what a class has learnt about the fields of its instances, one storage kind a field.

A field is `UNKNOWN` while it only ever held nil; `INTEGER_WORD` or `INTEGER_CELL` while it held nothing but nil and
small Integers, in objects that have words and in such that have none; `DOUBLE_WORD` or `DOUBLE_CELL` likewise;
and `ANYTHING` from then on. Kinds only move in that direction, so a class settles after a few instances.
Invariant: a layout never changes; objects change their layout, but not whether they have words.
"""

from __future__ import absolute_import

UNKNOWN, INTEGER_WORD, DOUBLE_WORD, INTEGER_CELL, DOUBLE_CELL, ANYTHING = range(6)
INLINE_FIELDS = 8  # objects with more fields keep the others in a list, and have no words


class Layout(object):
    """The storage kinds of all fields of one class, inherited ones first. `kinds`: one character a field.

    `has_words`: beside each field the objects have a machine word, which holds the field while it is a number.
    """

    _immutable_fields_ = ["w_class", "kinds", "size", "has_words"]

    def __init__(self, w_class, kinds, has_words):
        self.w_class = w_class
        self.kinds = kinds
        self.size = len(kinds)
        self.has_words = has_words
        self.transitions = {}

    def kind_of(self, index):
        """The storage kind of the field at the 0-based `index`."""
        return ord(self.kinds[index])

    def with_kind(self, index, kind):
        """The layout that differs from this one in one field; always the same object for the same question."""
        assert index >= 0
        kinds = self.kinds[:index] + chr(kind) + self.kinds[index + 1 :]
        layout = self.transitions.get(kinds, None)
        if layout is None:
            layout = Layout(self.w_class, kinds, self.has_words)
            self.transitions[kinds] = layout
            layout.transitions = self.transitions
        return layout

    def with_words(self):
        """A layout of objects with words that has learnt the same. Asked once a class."""
        kinds = ""
        for index in range(self.size):
            kinds += chr(kind_with_words(self.kind_of(index)))
        return Layout(self.w_class, kinds, True)


def kind_with_words(kind):
    """The storage kind in an object with words for what an object without them keeps in a cell."""
    if kind == INTEGER_CELL:
        return INTEGER_WORD
    if kind == DOUBLE_CELL:
        return DOUBLE_WORD
    return kind


def fresh_layout(w_class, size, has_words):
    """The layout of a class that has no instances yet."""
    return Layout(w_class, chr(UNKNOWN) * size, has_words and 0 < size <= INLINE_FIELDS)
