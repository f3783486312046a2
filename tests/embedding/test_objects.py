"""Handles: messages to objects, blocks that are called, texts that are shown."""

import pytest

from som.embedding import Som, SomRuntimeError


@pytest.fixture(scope="module")
def point(som):
    point = som.define(
        """EmbeddedPoint = (
            | x y |
            x = ( ^x )
            x: aNumber y: another = ( x := aNumber. y := another )
            asString = ( ^x asString + '@' + y asString )
            ----
            x: x y: y = ( ^self new x: x y: y )
        )"""
    )
    return point.send("x:y:", 3, 4)


def test_messages(point):
    assert point.send("x") == 3
    assert point.send("x:y:", 5, 4) is point
    assert point.send("x") == 5
    assert point.send("=", point) is True
    point.send("x:y:", 3, 4)


def test_classes(som, point):
    assert point.som_class.name == "EmbeddedPoint"
    assert point.som_class is som.load("EmbeddedPoint")
    assert point.som_class.som_class.name == "EmbeddedPoint class"
    assert point.som_class.send("new").send("x") is None


def test_texts(point):
    assert str(point) == "3@4"
    assert repr(point) == "<3@4>"
    assert repr(point.som_class) == "<EmbeddedPoint>"


@pytest.mark.parametrize("selector, arguments", [("x", (1,)), ("x:y:", (1,)), ("+", ()), ("+", (1, 2))])
def test_the_number_of_arguments_must_be_that_of_the_selector(point, selector, arguments):
    with pytest.raises(TypeError, match="arguments, not"):
        point.send(selector, *arguments)


def test_a_broken_as_string_does_not_break_repr(som):
    broken = som.define("EmbeddedBroken = ( asString = ( ^self foo ) )").send("new")
    assert repr(broken) == "<an object that cannot be shown: Method foo not found in class EmbeddedBroken>"
    with pytest.raises(SomRuntimeError):
        str(broken)


def test_blocks_are_called(som):
    assert som.evaluate("[ 3 ]")() == 3
    assert som.evaluate("[ :x | x * 2 ]")(21) == 42
    assert som.evaluate("| n | n := 10. [ :x :y | x + y + n ]")(1, 2) == 13


def test_blocks_keep_their_variables(som):
    count = som.evaluate("| n | n := 0. [ n := n + 1 ]")
    assert [count(), count(), count()] == [1, 2, 3]


def test_blocks_refuse_other_numbers_of_arguments(som):
    with pytest.raises(TypeError, match="takes 1 arguments, not 0"):
        som.evaluate("[ :x | x ]")()


def test_handles_of_a_closed_machine():
    """They say what they are, and refuse to work."""
    with Som() as som:
        handle = som.evaluate("Object new")
    assert repr(handle) == "<an object of a closed machine>"
    with pytest.raises(ValueError, match="closed"):
        handle.send("class")
