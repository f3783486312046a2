"""Arrays. Every access goes through `at` and `put`, which check the index; see `arraystrategy`."""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.arraystrategy import NILS, OBJECTS
from som.objects.base import ARRAY, W_Object
from som.rpy import always_inline, promote, r_uint, we_are_translated


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
            if names_element(index, len(values_w)):
                return values_w[position(index)]
        elif names_element(index, strategy.length(storage)):
            return strategy.fetch(storage, position(index), w_nil)
        raise index_error(index, strategy.length(storage))

    def put(self, index, w_value, w_nil):
        """Replace the element at the 1-based index. VMError if there is none."""
        strategy = promote(self.strategy)
        storage = self.storage
        if strategy is OBJECTS:
            values_w = OBJECTS.unerase(storage)
            if names_element(index, len(values_w)):
                values_w[position(index)] = w_value
                return
        elif names_element(index, strategy.length(storage)):
            strategy.store(self, position(index), w_value, w_nil)
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


@always_inline
def names_element(index, length):
    """Whether an array of that length has an element of the 1-based index; one comparison for both bounds."""
    if not we_are_translated():
        return 1 <= index <= length
    return r_uint(index - 1) < r_uint(length)


@always_inline
def position(index):
    """The 0-based index for a valid 1-based one."""
    result = index - 1
    assert result >= 0
    return result


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
