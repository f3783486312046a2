"""Arrays: bounds of every strategy with their messages, elements as host lists, and the methods of a class."""

import pytest

from som.errors import VMError
from som.objects.arrayobject import W_MethodsArray, array_of, index_error, new_array
from som.objects.arraystrategy import OBJECTS
from som.objects.base import W_Object
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from tests.objects.representing import W_NIL, content, new_class

W_ANY = W_Object()
CONTENTS = {"nil": W_NIL, "Integer": W_Integer(1), "Double": W_Double(1.5), "object": W_ANY}


def message(function, *arguments):
    with pytest.raises(VMError) as caught:
        function(*arguments)
    return caught.value.message


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("index", [0, 3, 2**62])
def test_indexes_out_of_range(name, index):
    """Neither read nor write, whatever the array holds; it stays as it was."""
    w_array = new_array(2)
    w_array.put(1, CONTENTS[name], W_NIL)
    text = "Index %d not valid for array of length 2" % index
    assert message(w_array.at, index, W_NIL) == text
    assert message(w_array.put, index, W_Integer(9), W_NIL) == text
    assert [content(w_each) for w_each in w_array.elements(W_NIL)] == [content(CONTENTS[name]), W_NIL]


@pytest.mark.parametrize("name", CONTENTS)
def test_negative_indexes(name):
    w_array = new_array(1)
    w_array.put(1, CONTENTS[name], W_NIL)
    text = "Can't represent as unsigned machine integer"
    assert message(w_array.at, -1, W_NIL) == text
    assert message(w_array.put, -1, W_ANY, W_NIL) == text


@pytest.mark.parametrize("name", CONTENTS)
def test_first_and_last_element(name):
    w_array = new_array(3)
    for index in (1, 3):
        w_array.put(index, CONTENTS[name], W_NIL)
    values = [content(w_array.at(index, W_NIL)) for index in (1, 2, 3)]
    assert values == [content(CONTENTS[name]), W_NIL, content(CONTENTS[name])]


def test_an_empty_array_has_no_elements():
    for w_array in (new_array(0), array_of([])):
        assert w_array.length() == 0
        assert w_array.elements(W_NIL) == []
        assert message(w_array.at, 1, W_NIL) == "Index 1 not valid for array of length 0"


def test_index_errors_name_the_limit_of_fields_too():
    assert index_error(2, 1).message == "Index 2 not valid for array of length 1"


def test_elements_are_a_fresh_list():
    w_array = array_of([W_ANY, W_NIL])
    elements_w = w_array.elements(W_NIL)
    assert elements_w == [W_ANY, W_NIL]
    elements_w[0] = W_NIL
    assert w_array.at(1, W_NIL) is W_ANY


def test_holding_objects():
    """Whether elements can be arrays themselves; asked when literal arrays are copied."""
    w_array = new_array(1)
    assert not w_array.holds_objects()
    w_array.put(1, W_Integer(1), W_NIL)
    assert not w_array.holds_objects()
    w_array.put(1, new_array(0), W_NIL)
    assert w_array.holds_objects()


def test_the_methods_array_knows_its_class_and_its_copy_does_not():
    """A copy is an ordinary array: stores into it change no class."""
    w_class = new_class()
    w_array = W_MethodsArray(OBJECTS, OBJECTS.erase([W_ANY]), w_class)
    assert w_array.w_class is w_class
    w_copy = w_array.copy()
    assert not isinstance(w_copy, W_MethodsArray)
    w_copy.put(1, W_NIL, W_NIL)
    assert w_array.at(1, W_NIL) is W_ANY
