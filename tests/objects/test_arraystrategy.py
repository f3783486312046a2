"""Which strategy stores lead to, that no value is lost or mistaken for nil, and that copies are independent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.objects.arrayobject import array_of, new_array
from som.objects.arraystrategy import DOUBLES, INTEGERS, NIL_PATTERN, NILS, OBJECTS, ArrayStrategy, nil_double
from som.objects.base import W_Object
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.rpy import float2longlong, longlong2float
from tests.objects.numeric import number
from tests.objects.representing import W_NIL, content

W_ANY = W_Object()
OTHER_NAN = longlong2float(NIL_PATTERN ^ 1)

SENTINEL_INTEGER = W_Integer(NIL_PATTERN)
SENTINEL_DOUBLE = W_Double(nil_double(3))


def filled(length, stores):
    """A new array after these (1-based index, value) stores."""
    w_array = new_array(length)
    for index, w_value in stores:
        w_array.put(index, w_value, W_NIL)
    return w_array


def bits(w_value):
    """What tells values apart, NaNs included."""
    if isinstance(w_value, W_Double):
        return ("double", float2longlong(w_value.value))
    return content(w_value)


def contents(w_array):
    return [bits(w_array.at(index, W_NIL)) for index in range(1, w_array.length() + 1)]


def expected(values_w):
    return [bits(w_value) for w_value in values_w]


@pytest.mark.parametrize(
    "values_w, strategy",
    [
        ([], NILS),
        ([W_NIL], NILS),
        ([W_Integer(1)], INTEGERS),
        ([W_Integer(1), W_NIL], INTEGERS),
        ([W_Double(1.0)], DOUBLES),
        ([W_Double(1.0), W_NIL], DOUBLES),
        ([W_Double(float("nan"))], DOUBLES),
        ([W_Double(OTHER_NAN)], DOUBLES),
        ([W_ANY], OBJECTS),
        ([number(2**63)], OBJECTS),
        ([W_Integer(1), W_Double(1.0)], OBJECTS),
        ([W_Double(1.0), W_Integer(1)], OBJECTS),
        ([W_Integer(1), number(2**63)], OBJECTS),
        ([W_Integer(1), W_ANY, W_Integer(1)], OBJECTS),
        ([W_Double(1.0), W_ANY, W_NIL], OBJECTS),
        ([SENTINEL_INTEGER], OBJECTS),
        ([SENTINEL_DOUBLE], OBJECTS),
        ([W_Integer(1), SENTINEL_INTEGER], OBJECTS),
        ([W_Double(1.0), SENTINEL_DOUBLE], OBJECTS),
        ([W_Integer(1), SENTINEL_DOUBLE], OBJECTS),
        ([W_Double(1.0), SENTINEL_INTEGER], OBJECTS),
    ],
)
def test_strategies(values_w, strategy):
    """Values stored one after the other into the last element; the others stay what they were."""
    w_array = filled(3, [(3, w_value) for w_value in values_w])
    assert w_array.strategy is strategy
    assert contents(w_array) == expected([W_NIL, W_NIL] + [values_w[-1] if values_w else W_NIL])


@pytest.mark.parametrize("w_first", [W_Integer(7), W_Double(7.5)])
def test_generalisation_keeps_elements_and_nils(w_first):
    w_array = filled(4, [(2, w_first), (4, W_ANY)])
    assert w_array.strategy is OBJECTS
    assert contents(w_array) == expected([W_NIL, w_first, W_NIL, W_ANY])


def test_the_sentinels_are_one_bit_pattern():
    """The pattern is that of a NaN, so only one NaN and one Integer are special, and arithmetic yields neither."""
    assert nil_double(0) != nil_double(0)
    assert float2longlong(nil_double(7)) == NIL_PATTERN
    assert float2longlong(float("inf") - float("inf")) != NIL_PATTERN


@pytest.mark.parametrize(
    "w_value, strategy",
    [(W_NIL, NILS), (W_Integer(1), INTEGERS), (W_Double(1.0), DOUBLES), (W_ANY, OBJECTS)],
)
def test_copies_are_independent(w_value, strategy):
    """Stores into the original do not show in the copy, nor the other way round."""
    w_array = filled(2, [(1, w_value)])
    w_copy = w_array.copy()
    assert w_copy.strategy is strategy
    assert contents(w_copy) == contents(w_array) == expected([w_value, W_NIL])
    w_array.put(1, W_Integer(5), W_NIL)
    w_copy.put(2, W_Double(6.5), W_NIL)
    assert contents(w_array) == expected([W_Integer(5), W_NIL])
    assert contents(w_copy) == expected([w_value, W_Double(6.5)])


def test_arrays_of_nils_need_no_memory():
    """Only the length is kept, and nil stored into them changes nothing."""
    w_array = new_array(10**15)
    w_array.put(10**15, W_NIL, W_NIL)
    assert w_array.length() == 10**15
    assert w_array.at(10**15, W_NIL) is W_NIL


def test_the_interface_is_abstract():
    strategy = ArrayStrategy()
    for call in (
        lambda: strategy.length(None),
        lambda: strategy.fetch(None, 0, W_NIL),
        lambda: strategy.store(None, 0, W_NIL, W_NIL),
        lambda: strategy.copy(None),
    ):
        with pytest.raises(NotImplementedError):
            call()


def test_an_object_array_takes_its_list_over():
    w_array = array_of([W_ANY, W_Integer(1)])
    assert w_array.strategy is OBJECTS
    assert contents(w_array) == expected([W_ANY, W_Integer(1)])


VALUES = st.sampled_from(
    [W_NIL, W_ANY, W_Integer(0), W_Integer(-1), W_Integer(NIL_PATTERN - 1), SENTINEL_INTEGER]
    + [W_Double(0.0), W_Double(-0.0), W_Double(OTHER_NAN), SENTINEL_DOUBLE, number(2**64)]
)


@given(st.integers(1, 5), st.lists(st.tuples(st.integers(1, 5), VALUES)))
def test_arrays_behave_like_a_list(length, stores):
    """Any sequence of stores, with a copy taken in the middle that later stores do not reach."""
    w_array = new_array(length)
    model_w = [W_NIL] * length
    w_copy, copied = None, None
    for count, (index, w_value) in enumerate(stores):
        if count == len(stores) // 2:
            w_copy, copied = w_array.copy(), expected(model_w)
        index = (index - 1) % length
        w_array.put(index + 1, w_value, W_NIL)
        model_w[index] = w_value
        assert contents(w_array) == expected(model_w)
    assert w_copy is None or contents(w_copy) == copied
