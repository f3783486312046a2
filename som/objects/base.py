"""The root of all SOM objects as the host sees them.

Objects never look up globals or classes by themselves: the class of an object that has no layout
is found through its `kind`, by the interpreter.
"""

from __future__ import absolute_import

# Kinds: the index of an object's class among the universe's `kind_classes`.
INSTANCE, INTEGER, DOUBLE, STRING, SYMBOL, ARRAY, METHOD, PRIMITIVE, BLOCK1, BLOCK2, BLOCK3 = range(11)
KIND_COUNT = 11

# Where numbers are kept as machine words, this word stands for nil. 0x7FF8000000005011: read as a Double it is one
# particular NaN, which no operation of SOM has as its result.
NIL_PATTERN = 9221120237041111057


class W_Object(object):
    """A SOM object. `kind` selects its class, `type_name` is the word for it in error messages."""

    _attrs_ = []
    kind = INSTANCE
    type_name = "Inst"
