"""Layouts: what a class has learnt about the fields of its instances, one storage kind a field.

A field is `UNKNOWN` while it only ever held nil, `INTEGER_CELL` or `DOUBLE_CELL` while it held nothing but
nil and small Integers (Doubles), and `ANYTHING` from then on. Kinds only move in that direction, so
a class settles after a few instances. Invariant: a layout never changes; objects change their layout.
"""

from __future__ import absolute_import

UNKNOWN, INTEGER_CELL, DOUBLE_CELL, ANYTHING = range(4)


class Layout(object):
    """The storage kinds of all fields of one class, inherited ones first. `kinds`: one character a field."""

    _immutable_fields_ = ["w_class", "kinds", "size"]

    def __init__(self, w_class, kinds):
        self.w_class = w_class
        self.kinds = kinds
        self.size = len(kinds)
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
            layout = Layout(self.w_class, kinds)
            self.transitions[kinds] = layout
            layout.transitions = self.transitions
        return layout


def fresh_layout(w_class, size):
    """The layout of a class that has no instances yet."""
    return Layout(w_class, chr(UNKNOWN) * size)
