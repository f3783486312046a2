"""How the elements of an array are stored: nothing but nil, small Integers, Doubles, or any objects.

An array starts with `NilStrategy` (just a length), specialises with the first store that is not nil, and
becomes an object array when an element does not fit. In Integer and Double arrays one bit pattern
stands for nil; storing a number of that very pattern makes it an object array. Invariant:
indexes are checked by `W_Array` before a strategy sees them.
"""

from __future__ import absolute_import

from som.objects.base import NIL_PATTERN
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.rpy import float2longlong, longlong2float, new_erasing_pair


def nil_double(number):
    """The pattern as a Double.

    Any `number` that is not known before the program runs will do. Without it translation would compute the Double,
    even from an attribute that is never set again; and in C a constant that is a NaN loses its pattern.
    """
    return longlong2float(NIL_PATTERN + (number & 0))


class ArrayStrategy(object):
    """The interface. `storage` is opaque outside of the strategy that made it."""

    def length(self, storage):
        """The number of elements."""
        raise NotImplementedError

    def fetch(self, storage, index, w_nil):
        """The element at the 0-based index."""
        raise NotImplementedError

    def store(self, w_array, index, w_value, w_nil):
        """Replace the element; may give the array another strategy."""
        raise NotImplementedError

    def copy(self, storage):
        """Storage of the same content."""
        raise NotImplementedError


class NilStrategy(ArrayStrategy):
    """All elements are nil; the storage is a list of no elements that carries the length."""

    erase, unerase = new_erasing_pair("nils")
    erase = staticmethod(erase)
    unerase = staticmethod(unerase)

    def storage(self, length):
        return self.erase(NilStorage(length))

    def length(self, storage):
        return self.unerase(storage).length

    def fetch(self, storage, index, w_nil):
        return w_nil

    def store(self, w_array, index, w_value, w_nil):
        if w_value is w_nil:
            return
        length = self.unerase(w_array.storage).length
        if isinstance(w_value, W_Integer) and w_value.value != NIL_PATTERN:
            w_array.strategy = INTEGERS
            w_array.storage = INTEGERS.filled(length)
        elif isinstance(w_value, W_Double) and float2longlong(w_value.value) != NIL_PATTERN:
            w_array.strategy = DOUBLES
            w_array.storage = DOUBLES.filled(length)
        else:
            w_array.strategy = OBJECTS
            w_array.storage = OBJECTS.erase([w_nil] * length)
        w_array.strategy.store(w_array, index, w_value, w_nil)

    def copy(self, storage):
        return storage


class NilStorage(object):
    """The length of an array of nils."""

    _immutable_fields_ = ["length"]

    def __init__(self, length):
        self.length = length


class IntegerStrategy(ArrayStrategy):
    """Small Integers and nil."""

    erase, unerase = new_erasing_pair("integers")
    erase = staticmethod(erase)
    unerase = staticmethod(unerase)

    def filled(self, length):
        """Storage of `length` nils."""
        return self.erase([NIL_PATTERN] * length)

    def length(self, storage):
        return len(self.unerase(storage))

    def fetch(self, storage, index, w_nil):
        value = self.unerase(storage)[index]
        if value == NIL_PATTERN:
            return w_nil
        return W_Integer(value)

    def store(self, w_array, index, w_value, w_nil):
        if isinstance(w_value, W_Integer) and w_value.value != NIL_PATTERN:
            self.unerase(w_array.storage)[index] = w_value.value
        elif w_value is w_nil:
            self.unerase(w_array.storage)[index] = NIL_PATTERN
        else:
            generalize(w_array, w_nil)
            w_array.strategy.store(w_array, index, w_value, w_nil)

    def copy(self, storage):
        return self.erase(self.unerase(storage)[:])


class DoubleStrategy(ArrayStrategy):
    """Doubles and nil."""

    erase, unerase = new_erasing_pair("doubles")
    erase = staticmethod(erase)
    unerase = staticmethod(unerase)

    def filled(self, length):
        """Storage of `length` nils."""
        return self.erase([nil_double(length)] * length)

    def length(self, storage):
        return len(self.unerase(storage))

    def fetch(self, storage, index, w_nil):
        value = self.unerase(storage)[index]
        if value != value and float2longlong(value) == NIL_PATTERN:
            return w_nil
        return W_Double(value)

    def store(self, w_array, index, w_value, w_nil):
        if isinstance(w_value, W_Double) and float2longlong(w_value.value) != NIL_PATTERN:
            self.unerase(w_array.storage)[index] = w_value.value
        elif w_value is w_nil:
            self.unerase(w_array.storage)[index] = nil_double(index)
        else:
            generalize(w_array, w_nil)
            w_array.strategy.store(w_array, index, w_value, w_nil)

    def copy(self, storage):
        return self.erase(self.unerase(storage)[:])


class ObjectStrategy(ArrayStrategy):
    """Any objects."""

    erase, unerase = new_erasing_pair("objects")
    erase = staticmethod(erase)
    unerase = staticmethod(unerase)

    def length(self, storage):
        return len(self.unerase(storage))

    def fetch(self, storage, index, w_nil):
        return self.unerase(storage)[index]

    def store(self, w_array, index, w_value, w_nil):
        self.unerase(w_array.storage)[index] = w_value

    def copy(self, storage):
        return self.erase(self.unerase(storage)[:])


NILS = NilStrategy()
INTEGERS = IntegerStrategy()
DOUBLES = DoubleStrategy()
OBJECTS = ObjectStrategy()


def generalize(w_array, w_nil):
    """Turn any array into an object array of the same elements."""
    strategy = w_array.strategy
    storage = w_array.storage
    length = strategy.length(storage)
    values_w = [w_nil] * length
    for index in range(length):
        values_w[index] = strategy.fetch(storage, index, w_nil)
    w_array.strategy = OBJECTS
    w_array.storage = OBJECTS.erase(values_w)
