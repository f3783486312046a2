"""What a program may use."""

from __future__ import absolute_import


class Limits(object):
    """The limits of one VM. Zero or empty: the default for `heap`, none for the others."""

    def __init__(self):
        self.heap = 0  # bytes
        self.depth = 0  # activations
        self.time = ""  # seconds, as the user wrote them: digits, maybe with a fraction

    def seconds(self):
        """The time as a float."""
        return float(self.time)
