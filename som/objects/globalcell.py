"""Global variables, one cell each, shared by all code that mentions the name.

Most globals are bound once and never again: their value is a constant in traces until a second
binding, after which the cell is an ordinary variable.
"""

from __future__ import absolute_import


class GlobalCell(object):
    """The binding of one name. `w_value` is None while the name is unbound."""

    _immutable_fields_ = ["w_name", "w_constant?"]

    def __init__(self, w_name):
        self.w_name = w_name
        self.w_value = None
        self.w_constant = None  # the value as long as it has been bound only once

    def bind(self, w_value):
        """Give the name a value."""
        if self.w_value is None:
            self.w_constant = w_value
        elif self.w_constant is not None:
            self.w_constant = None
        self.w_value = w_value

    def unbind(self):
        """Make the name unbound again, before any program has run."""
        self.w_value = None
        self.w_constant = None

    def read(self):
        """The value, or None if the name is unbound."""
        w_constant = self.w_constant
        if w_constant is not None:
            return w_constant
        return self.w_value
