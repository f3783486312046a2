"""Python values become SOM objects and come back as they were."""

import math

import pytest

from som.embedding import Som, SomBlock, SomClass, SomObject, Symbol

EDGES = [0, -1, 2**62, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**400, -(7**500)]
TEXTS = ["", "a", "b\u00e4r", "\U0001f600", "line\nfeed", "nul\0", "\udcff is no UTF-8"]


@pytest.mark.parametrize("value", EDGES + [0.5, -0.0, 1e308, math.inf] + TEXTS + [True, False, None])
def test_values_survive_the_way_there_and_back(som, value):
    """Same value, same type."""
    result = som.evaluate("it", it=value)
    assert (result, type(result)) == (value, type(value))


def test_nan_survives(som):
    assert math.isnan(som.evaluate("it", it=math.nan))


@pytest.mark.parametrize(
    "value, class_name",
    [
        (3, "Integer"),
        (10**30, "Integer"),
        (0.5, "Double"),
        ("a", "String"),
        (Symbol("a"), "Symbol"),
        (None, "Nil"),
        (True, "True"),
        ([1], "Array"),
        ((1, 2), "Array"),
        (len, "Block2"),
    ],
)
def test_values_get_the_class_that_som_has_for_them(som, value, class_name):
    assert som.evaluate("it class name", it=value) == class_name


def test_som_understands_the_values(som):
    """They are not only carried around."""
    assert som.evaluate("it + 1", it=2**63 - 1) == 2**63
    assert som.evaluate("it length", it="b\u00e4r") == 3
    assert som.evaluate("it ifTrue: [ #yes ] ifFalse: [ #no ]", it=True) == Symbol("yes")
    assert som.evaluate("it isNil", it=None) is True


def test_symbols_are_told_from_strings(som):
    """A Symbol equals the str of its characters, and keeps its type."""
    result = som.evaluate("#at:put:")
    assert (result, type(result), repr(result)) == ("at:put:", Symbol, "Symbol('at:put:')")
    assert som.evaluate("it == #foo", it=Symbol("foo")) is True
    assert som.evaluate("it == #foo", it="foo") is False


def test_arrays_become_lists(som):
    """With everything in them; a list becomes a new Array."""
    assert som.evaluate("Array with: 1 with: #(2.5 #three) with: 'four'") == [1, [2.5, "three"], "four"]
    assert som.evaluate("it at: 2", it=[1, [2, None]]) == [2, None]


def test_arrays_may_contain_themselves(som):
    """In both directions."""
    result = som.evaluate("| a | a := Array new: 1. a at: 1 put: a. a")
    assert result[0] is result
    result.append(3)
    assert som.evaluate("((it at: 1) at: 1) at: 2", it=result) == 3


def test_deep_arrays_are_no_problem(som):
    """They are converted where there is room to recurse."""
    result = som.evaluate("| a | 1 to: 5000 do: [ :i | a := Array with: a ]. a")
    for _ in range(4999):
        [result] = result
    assert result == [None]


def test_other_objects_are_handles(som):
    """Classes and blocks have their own kinds; an object always has the same one."""
    assert type(som.evaluate("Integer")) is SomClass
    assert type(som.evaluate("[ 3 ]")) is SomBlock
    handle = som.evaluate("Object new")
    assert type(handle) is SomObject
    assert som.evaluate("it", it=handle) is handle
    assert som.evaluate("Object new") is not handle


@pytest.mark.parametrize("value", [b"bytes", {}, object(), 1j])
def test_what_som_does_not_have_is_refused(som, value):
    with pytest.raises(TypeError, match=type(value).__name__):
        som.evaluate("it", it=value)


def test_surrogates_that_stand_for_no_byte_are_refused(som):
    with pytest.raises(UnicodeEncodeError):
        som.evaluate("it", it="\ud800")


def test_handles_of_another_machine_are_refused(som):
    with Som() as other:
        handle = other.evaluate("Object new")
        with pytest.raises(ValueError, match="another machine"):
            som.evaluate("it", it=handle)
        with pytest.raises(ValueError, match="another machine"):
            som.call(som.evaluate("[ :x | x ]"), "value:", handle)
