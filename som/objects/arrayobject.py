"""Arrays. Every access goes through `at` and `put`, which check the index; see `arraystrategy`."""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.arraystrategy import NILS, OBJECTS
from som.objects.base import ARRAY, W_Object
from som.rpy import promote


class W_Array(W_Object):
    """A fixed number of elements."""

    _attrs_ = ["strategy", "storage"]
    kind = ARRAY
    type_name = "Array"

    def __init__(self, strategy, storage):
        self.strategy = strategy
        self.storage = storage

    def length(self):
        """The number of elements."""
        return self.strategy.length(self.storage)

    def at(self, index, w_nil):
        """The element at the 1-based index. VMError if there is none."""
        strategy = promote(self.strategy)
        storage = self.storage
        if strategy is OBJECTS:  # by far the most frequent one
            values_w = OBJECTS.unerase(storage)
            if 1 <= index <= len(values_w):
                return values_w[index - 1]
        elif 1 <= index <= strategy.length(storage):
            return strategy.fetch(storage, index - 1, w_nil)
        raise index_error(index, strategy.length(storage))

    def put(self, index, w_value, w_nil):
        """Replace the element at the 1-based index. VMError if there is none."""
        strategy = promote(self.strategy)
        storage = self.storage
        if strategy is OBJECTS:
            values_w = OBJECTS.unerase(storage)
            if 1 <= index <= len(values_w):
                values_w[index - 1] = w_value
                return
        elif 1 <= index <= strategy.length(storage):
            strategy.store(self, index - 1, w_value, w_nil)
            return
        raise index_error(index, strategy.length(storage))

    def holds_objects(self):
        """True if elements may be something else than nil and numbers."""
        return self.strategy is OBJECTS

    def copy(self):
        """A new array of the same elements."""
        return W_Array(self.strategy, self.strategy.copy(self.storage))

    def elements(self, w_nil):
        """The elements as a fresh host list."""
        length = self.length()
        elements_w = [w_nil] * length
        for index in range(length):
            elements_w[index] = self.strategy.fetch(self.storage, index, w_nil)
        return elements_w


class W_MethodsArray(W_Array):
    """The methods of a class, as `methods` answers them; a store changes the class, see `primitives`."""

    _attrs_ = ["w_class"]
    _immutable_fields_ = ["w_class"]

    def __init__(self, strategy, storage, w_class):
        W_Array.__init__(self, strategy, storage)
        self.w_class = w_class


def index_error(index, length):
    """The VMError for an index that names no element."""
    if index < 0:
        return VMError("Can't represent as unsigned machine integer")
    return VMError("Index %d not valid for array of length %d" % (index, length))


def new_array(length):
    """An array of `length` nils."""
    return W_Array(NILS, NILS.storage(length))


def array_of(values_w):
    """An array that holds the elements of a host list, which it takes over."""
    return W_Array(OBJECTS, OBJECTS.erase(values_w))
