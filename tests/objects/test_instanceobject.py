"""Objects with fields: every number of fields, storage kinds and their transitions, and what classes learn of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.objects.base import NIL_PATTERN, W_Object
from som.objects.doubleobject import W_Double
from som.objects.instanceobject import DoubleCell, IntegerCell, new_instance, raw_read
from som.objects.integerobject import W_Integer
from som.objects.layout import ANYTHING, DOUBLE_CELL, DOUBLE_WORD, INTEGER_CELL, INTEGER_WORD, UNKNOWN, kind_with_words
from tests.objects.numeric import number
from tests.objects.representing import W_NIL, content, new_class

SIZES = range(21)
W_ANY = W_Object()


def instance_of(w_class):
    return new_instance(w_class.instance_layout, W_NIL)


def class_of_size(size, expects_numbers=False):
    return new_class(fields=["f%d" % index for index in range(size)], expects_numbers=expects_numbers)


def store(w_object, index, *values_w):
    for w_value in values_w:
        w_object.set_field_at(index, w_value, W_NIL)


def field(w_object, index=0):
    return content(w_object.field_at(index, W_NIL))


def fields(w_object):
    return [field(w_object, index) for index in range(w_object.layout.size)]


def kind(w_object, index=0):
    return w_object.layout.kind_of(index)


with_and_without_words = pytest.mark.parametrize("expects_numbers", [True, False])


@with_and_without_words
@pytest.mark.parametrize("size", SIZES)
def test_fields_start_as_nil(size, expects_numbers):
    w_object = instance_of(class_of_size(size, expects_numbers))
    assert fields(w_object) == [W_NIL] * size


@with_and_without_words
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [W_Integer, lambda n: W_Double(n + 0.5), lambda n: number(2**70 + n)])
def test_every_field_has_a_place_of_its_own(size, make, expects_numbers):
    """Two objects of one class, their fields written in opposite orders, do not disturb each other."""
    w_class = class_of_size(size, expects_numbers)
    w_first, w_second = instance_of(w_class), instance_of(w_class)
    values_w = [make(n) for n in range(2 * size)]
    for index in range(size):
        store(w_first, index, values_w[index])
        store(w_second, size - 1 - index, values_w[2 * size - 1 - index])
    assert fields(w_first) == [content(w_value) for w_value in values_w[:size]]
    assert fields(w_second) == [content(w_value) for w_value in values_w[size:]]


@pytest.mark.parametrize(
    "values_w, expected",
    [
        ([], UNKNOWN),
        ([W_NIL], UNKNOWN),
        ([W_Integer(1)], INTEGER_CELL),
        ([W_Double(1.0)], DOUBLE_CELL),
        ([W_ANY], ANYTHING),
        ([number(2**63)], ANYTHING),
        ([W_Integer(1), W_NIL, W_Integer(2)], INTEGER_CELL),
        ([W_Double(1.0), W_NIL, W_Double(2.0)], DOUBLE_CELL),
        ([W_NIL, W_NIL, W_Double(2.0)], DOUBLE_CELL),
        ([W_Integer(1), W_Double(1.0)], ANYTHING),
        ([W_Double(1.0), W_Integer(1)], ANYTHING),
        ([W_Integer(1), number(2**63)], ANYTHING),
        ([W_Integer(1), W_ANY, W_Integer(1)], ANYTHING),
        ([W_Integer(1), W_ANY, W_NIL], ANYTHING),
        ([W_Double(1.0), W_ANY, W_Double(3.0)], ANYTHING),
    ],
)
@with_and_without_words
def test_storage_kinds(values_w, expected, expects_numbers):
    """What was stored decides the kind; the last value can be read, and neighbours keep their kind."""
    w_object = instance_of(class_of_size(2, expects_numbers))
    store(w_object, 0, *values_w)
    if expects_numbers:
        expected = kind_with_words(expected)
    assert (kind(w_object), kind(w_object, 1)) == (expected, UNKNOWN)
    assert field(w_object) == (content(values_w[-1]) if values_w else W_NIL)


@pytest.mark.parametrize("first, second, cell", [(1, 2, IntegerCell), (1.5, 2.5, DoubleCell)])
def test_number_fields_are_overwritten_in_place(first, second, cell):
    w_object = instance_of(class_of_size(1))
    store(w_object, 0, number(first))
    stored = raw_read(w_object, 0)
    assert isinstance(stored, cell)
    store(w_object, 0, number(second))
    assert raw_read(w_object, 0) is stored
    assert field(w_object) == second


@pytest.mark.parametrize("values", [(1, 2), (1.5, 2.5)])
def test_number_fields_of_objects_with_words_are_words(values):
    """Neither a cell nor a number object is kept."""
    w_object = instance_of(class_of_size(1, True))
    for value in values:
        store(w_object, 0, number(value))
        assert raw_read(w_object, 0) is W_NIL
        assert field(w_object) == value


@with_and_without_words
@pytest.mark.parametrize("earlier_w", [[], [W_Integer(1)], [W_Double(1.0)]])
def test_the_number_that_is_the_pattern_of_nil(earlier_w, expects_numbers):
    """It cannot be told from nil as a word, so its field becomes a general one."""
    w_object = instance_of(class_of_size(2, expects_numbers))
    store(w_object, 0, *earlier_w)
    store(w_object, 0, W_Integer(NIL_PATTERN))
    assert field(w_object) == NIL_PATTERN
    store(w_object, 0, W_NIL)
    assert field(w_object) is W_NIL


@pytest.mark.parametrize("first, second", [(1, 2), (1.5, 2.5)])
def test_values_that_were_read_do_not_change(first, second):
    """A cell never leaves its object: neither what was read nor what was stored follows later stores."""
    w_stored = number(first)
    w_class = class_of_size(1)
    w_one, w_other = instance_of(w_class), instance_of(w_class)
    store(w_one, 0, w_stored)
    store(w_other, 0, w_one.field_at(0, W_NIL))
    w_read = w_one.field_at(0, W_NIL)
    store(w_one, 0, number(second))
    assert [content(w_stored), content(w_read), field(w_other), field(w_one)] == [first, first, first, second]


def test_a_number_field_emptied_and_filled_again():
    """Nil takes the cell away; the next number gets a new one."""
    w_object = instance_of(class_of_size(1))
    store(w_object, 0, W_Integer(1))
    first = raw_read(w_object, 0)
    store(w_object, 0, W_NIL)
    assert field(w_object) is W_NIL
    store(w_object, 0, W_Integer(2))
    assert raw_read(w_object, 0) is not first
    assert field(w_object) == 2


def test_objects_come_back_themselves():
    w_big = number(2**64)
    w_object = instance_of(class_of_size(1))
    for w_value in (W_ANY, w_big, W_Integer(5)):
        store(w_object, 0, w_value)
        assert w_object.field_at(0, W_NIL) is w_value


@pytest.mark.parametrize("size, kinds", [(3, (INTEGER_WORD, DOUBLE_WORD)), (9, (INTEGER_CELL, DOUBLE_CELL))])
def test_the_class_learns_kinds_for_new_instances(size, kinds):
    w_class = class_of_size(size)
    w_object = instance_of(w_class)
    store(w_object, 0, W_Integer(1))
    store(w_object, 2, W_Double(1.0))
    w_later = instance_of(w_class)
    assert [kind(w_later, index) for index in range(3)] == [kinds[0], UNKNOWN, kinds[1]]
    assert fields(w_later) == [W_NIL] * size
    store(w_later, 0, W_Integer(7))
    assert fields(w_later) == [7] + [W_NIL] * (size - 1)
    assert w_later.layout is w_class.instance_layout


def test_first_instances_of_a_class_that_expects_numbers_are_like_all_others():
    w_class = class_of_size(2, True)
    w_first = instance_of(w_class)
    store(w_first, 0, W_Integer(1))
    assert w_first.layout is w_class.instance_layout


def test_instances_that_disagree_teach_the_class_anything():
    w_class = class_of_size(1)
    w_first, w_second, w_third = instance_of(w_class), instance_of(w_class), instance_of(w_class)
    store(w_first, 0, W_Integer(1))
    store(w_second, 0, W_Double(2.0))
    assert kind(instance_of(w_class)) == ANYTHING
    store(w_third, 0, W_Integer(3))  # an instance from before either of them
    assert kind(instance_of(w_class)) == ANYTHING
    assert [kind(w_each) for w_each in (w_first, w_second, w_third)] == [INTEGER_CELL, DOUBLE_CELL, INTEGER_CELL]
    assert [field(w_each) for w_each in (w_first, w_second, w_third)] == [1, 2.0, 3]


def test_instances_of_one_opinion_change_nothing_more():
    w_class = class_of_size(1)
    w_first, w_second = instance_of(w_class), instance_of(w_class)
    store(w_first, 0, W_Integer(1))
    learnt = w_class.instance_layout
    store(w_second, 0, W_Integer(2))
    assert w_class.instance_layout is learnt and w_second.layout is w_first.layout


VALUES = st.sampled_from(
    [W_NIL, W_ANY, W_Object(), W_Integer(0), W_Integer(-1), W_Integer(2**63 - 1), W_Integer(NIL_PATTERN)]
    + [W_Double(0.5), W_Double(-0.0), W_Double(float("inf")), number(2**63), number(-(2**80))]
)


@given(
    st.sampled_from([1, 7, 8, 9, 20]),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 19), VALUES)),
    st.booleans(),
)
def test_fields_behave_like_a_list(size, stores, expects_numbers):
    """Any sequence of stores into three objects of one class, one of them made last."""
    w_class = class_of_size(size, expects_numbers)
    objects_w = [instance_of(w_class), instance_of(w_class), None]
    models = [[W_NIL] * size for _ in objects_w]
    for number_of_object, index, w_value in stores:
        if objects_w[number_of_object] is None:
            objects_w[number_of_object] = instance_of(w_class)
        store(objects_w[number_of_object], index % size, w_value)
        models[number_of_object][index % size] = w_value
    for w_object, model in zip(objects_w, models):
        if w_object is not None:
            assert fields(w_object) == [content(w_value) for w_value in model]
