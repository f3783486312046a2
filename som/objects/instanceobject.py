"""Objects with named fields, in little more memory than they need.

`W_Instance1` to `W_Instance8` inherit from each other and add one field each, so that a field has the
same place in all objects that have it and is read without asking for the object's size; further
fields live in a list. Where a class expects numbers, its objects are `W_Words1` to `W_Words8`, with a machine word
beside each field: small Integers and Doubles are stored there, unboxed. Objects that were made before their class
knew, and those with a list, keep such numbers in a cell that the object owns alone and overwrites in
place. Either way, changing a number field does not allocate. Invariant: a cell never leaves its object.
"""

from __future__ import absolute_import

from som.objects.base import NIL_PATTERN, W_Object
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.objects.layout import (
    ANYTHING,
    DOUBLE_CELL,
    DOUBLE_WORD,
    INLINE_FIELDS,
    INTEGER_CELL,
    INTEGER_WORD,
    UNKNOWN,
)
from som.rpy import always_inline, float2longlong, longlong2float, not_rpython, promote, unroll_safe


class IntegerCell(W_Object):
    """The current value of a field that holds small Integers only."""

    _attrs_ = ["value"]

    def __init__(self, value):
        self.value = value


class DoubleCell(W_Object):
    """The current value of a field that holds Doubles only."""

    _attrs_ = ["value"]

    def __init__(self, value):
        self.value = value


class W_Instance(W_Object):
    """An object with a layout; this root has no fields."""

    _attrs_ = ["layout"]

    def __init__(self, layout):
        self.layout = layout

    def word_at(self, index):
        """The word beside the field at the 0-based `index`. Objects whose layout has no words are not asked."""
        raise NotImplementedError

    def set_word_at(self, index, word):
        """Replace the word beside the field."""
        raise NotImplementedError

    def field_at(self, index, w_nil):
        """The value of the field at the 0-based `index`, which must be smaller than the layout's size."""
        kind = promote(self.layout).kind_of(index)
        if kind == ANYTHING:
            return raw_read(self, index)
        if kind == INTEGER_WORD:
            word = self.word_at(index)
            if word == NIL_PATTERN:
                return w_nil
            return W_Integer(word)
        if kind == DOUBLE_WORD:
            word = self.word_at(index)
            if word == NIL_PATTERN:
                return w_nil
            return W_Double(longlong2float(word))
        return self._cell_field_at(index, kind, w_nil)

    def _cell_field_at(self, index, kind, w_nil):
        w_stored = raw_read(self, index)
        if kind == INTEGER_CELL and w_stored is not w_nil:
            assert isinstance(w_stored, IntegerCell)
            return W_Integer(w_stored.value)
        if kind == DOUBLE_CELL and w_stored is not w_nil:
            assert isinstance(w_stored, DoubleCell)
            return W_Double(w_stored.value)
        return w_stored

    def set_field_at(self, index, w_value, w_nil):
        """Store into the field at the 0-based `index`, which must be smaller than the layout's size."""
        kind = promote(self.layout).kind_of(index)
        if kind == ANYTHING:
            raw_write(self, index, w_value)
        elif kind == INTEGER_WORD and isinstance(w_value, W_Integer) and w_value.value != NIL_PATTERN:
            self.set_word_at(index, w_value.value)
        elif kind == DOUBLE_WORD and isinstance(w_value, W_Double):
            self.set_word_at(index, float2longlong(w_value.value))
        elif w_value is w_nil and (kind == INTEGER_WORD or kind == DOUBLE_WORD):
            self.set_word_at(index, NIL_PATTERN)
        else:
            self._set_cell_field_at(index, kind, w_value, w_nil)

    def _set_cell_field_at(self, index, kind, w_value, w_nil):
        if w_value is w_nil:
            raw_write(self, index, w_nil)
        elif kind == INTEGER_CELL and isinstance(w_value, W_Integer):
            w_cell = raw_read(self, index)
            if w_cell is w_nil:
                raw_write(self, index, IntegerCell(w_value.value))
            else:
                assert isinstance(w_cell, IntegerCell)
                w_cell.value = w_value.value
        elif kind == DOUBLE_CELL and isinstance(w_value, W_Double):
            w_cell = raw_read(self, index)
            if w_cell is w_nil:
                raw_write(self, index, DoubleCell(w_value.value))
            else:
                assert isinstance(w_cell, DoubleCell)
                w_cell.value = w_value.value
        else:
            self._generalize(index, kind, w_value)

    def _generalize(self, index, kind, w_value):
        """Move to a layout that can hold `w_value`, teach it to the class, and store."""
        layout = self.layout
        new_kind = ANYTHING
        if kind == UNKNOWN and isinstance(w_value, W_Integer) and w_value.value != NIL_PATTERN:
            if layout.has_words:
                new_kind = INTEGER_WORD
                self.set_word_at(index, w_value.value)
            else:
                new_kind = INTEGER_CELL
                raw_write(self, index, IntegerCell(w_value.value))
        elif kind == UNKNOWN and isinstance(w_value, W_Double):
            if layout.has_words:
                new_kind = DOUBLE_WORD
                self.set_word_at(index, float2longlong(w_value.value))
            else:
                new_kind = DOUBLE_CELL
                raw_write(self, index, DoubleCell(w_value.value))
        else:
            raw_write(self, index, w_value)
        layout = layout.with_kind(index, new_kind)
        self.layout = layout
        layout.w_class.learn_kind(index, new_kind)


class W_Instance1(W_Instance):
    _attrs_ = ["field0"]


class W_Instance2(W_Instance1):
    _attrs_ = ["field1"]


class W_Instance3(W_Instance2):
    _attrs_ = ["field2"]


class W_Instance4(W_Instance3):
    _attrs_ = ["field3"]


class W_Instance5(W_Instance4):
    _attrs_ = ["field4"]


class W_Instance6(W_Instance5):
    _attrs_ = ["field5"]


class W_Instance7(W_Instance6):
    _attrs_ = ["field6"]


class W_Instance8(W_Instance7):
    _attrs_ = ["field7"]


class W_InstanceMany(W_Instance8):
    """An object with more than eight fields; `rest` holds the ninth and all that follow."""

    _attrs_ = ["rest"]
    _immutable_fields_ = ["rest"]

    def __init__(self, layout, rest):
        W_Instance8.__init__(self, layout)
        self.rest = rest


_WORD_AT = """
def word_at(self, index):
%s
    raise IndexError
"""
_SET_WORD_AT = """
def set_word_at(self, index, word):
%s
    raise IndexError
"""


@not_rpython
def with_words(base, size):
    """The subclass of `base`, an object with `size` fields, that adds as many words."""
    numbers = range(size)
    reads = ["    if index == %d:\n        return self.word%d" % (each, each) for each in numbers]
    writes = ["    if index == %d:\n        self.word%d = word\n        return" % (each, each) for each in numbers]
    names = {"_attrs_": ["word%d" % each for each in numbers]}
    exec(compile(_WORD_AT % "\n".join(reads), "<word_at %d>" % size, "exec"), {}, names)
    exec(compile(_SET_WORD_AT % "\n".join(writes), "<set_word_at %d>" % size, "exec"), {}, names)
    return type("W_Words%d" % size, (base,), names)


W_Words1 = with_words(W_Instance1, 1)
W_Words2 = with_words(W_Instance2, 2)
W_Words3 = with_words(W_Instance3, 3)
W_Words4 = with_words(W_Instance4, 4)
W_Words5 = with_words(W_Instance5, 5)
W_Words6 = with_words(W_Instance6, 6)
W_Words7 = with_words(W_Instance7, 7)
W_Words8 = with_words(W_Instance8, 8)


@always_inline
def raw_read(w_object, index):
    """What the object stores for a field: the value, or the cell of a number."""
    if index == 0:
        assert isinstance(w_object, W_Instance1)
        return w_object.field0
    if index == 1:
        assert isinstance(w_object, W_Instance2)
        return w_object.field1
    if index == 2:
        assert isinstance(w_object, W_Instance3)
        return w_object.field2
    if index == 3:
        assert isinstance(w_object, W_Instance4)
        return w_object.field3
    if index == 4:
        assert isinstance(w_object, W_Instance5)
        return w_object.field4
    if index == 5:
        assert isinstance(w_object, W_Instance6)
        return w_object.field5
    if index == 6:
        assert isinstance(w_object, W_Instance7)
        return w_object.field6
    if index == 7:
        assert isinstance(w_object, W_Instance8)
        return w_object.field7
    assert isinstance(w_object, W_InstanceMany)
    index -= INLINE_FIELDS
    assert index >= 0
    return w_object.rest[index]


@always_inline
def raw_write(w_object, index, w_stored):
    """Replace what the object stores for a field."""
    if index == 0:
        assert isinstance(w_object, W_Instance1)
        w_object.field0 = w_stored
    elif index == 1:
        assert isinstance(w_object, W_Instance2)
        w_object.field1 = w_stored
    elif index == 2:
        assert isinstance(w_object, W_Instance3)
        w_object.field2 = w_stored
    elif index == 3:
        assert isinstance(w_object, W_Instance4)
        w_object.field3 = w_stored
    elif index == 4:
        assert isinstance(w_object, W_Instance5)
        w_object.field4 = w_stored
    elif index == 5:
        assert isinstance(w_object, W_Instance6)
        w_object.field5 = w_stored
    elif index == 6:
        assert isinstance(w_object, W_Instance7)
        w_object.field6 = w_stored
    elif index == 7:
        assert isinstance(w_object, W_Instance8)
        w_object.field7 = w_stored
    else:
        assert isinstance(w_object, W_InstanceMany)
        index -= INLINE_FIELDS
        assert index >= 0
        w_object.rest[index] = w_stored


@unroll_safe
def new_instance(layout, w_nil):
    """A new object with all fields nil."""
    size = layout.size
    if layout.has_words:
        w_object = _allocate_with_words(layout, size)
        for index in range(size):
            w_object.set_word_at(index, NIL_PATTERN)
    else:
        w_object = _allocate(layout, size, w_nil)
    for index in range(INLINE_FIELDS):
        if index == size:
            break
        raw_write(w_object, index, w_nil)
    return w_object


def _allocate_with_words(layout, size):
    if size == 1:
        return W_Words1(layout)
    if size == 2:
        return W_Words2(layout)
    if size == 3:
        return W_Words3(layout)
    if size == 4:
        return W_Words4(layout)
    if size == 5:
        return W_Words5(layout)
    if size == 6:
        return W_Words6(layout)
    if size == 7:
        return W_Words7(layout)
    assert size == INLINE_FIELDS
    return W_Words8(layout)


def _allocate(layout, size, w_nil):
    if size == 0:
        return W_Instance(layout)
    if size == 1:
        return W_Instance1(layout)
    if size == 2:
        return W_Instance2(layout)
    if size == 3:
        return W_Instance3(layout)
    if size == 4:
        return W_Instance4(layout)
    if size == 5:
        return W_Instance5(layout)
    if size == 6:
        return W_Instance6(layout)
    if size == 7:
        return W_Instance7(layout)
    if size == 8:
        return W_Instance8(layout)
    return W_InstanceMany(layout, [w_nil] * (size - INLINE_FIELDS))
