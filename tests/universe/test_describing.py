"""Objects in a few words."""

import pytest

from tests.machines import shared
from tests.objects.texts import carried

from som.universe.describing import class_name, described, shortened


@pytest.mark.parametrize(
    "expression,text",
    [
        ("nil", "nil"),
        ("true", "true"),
        ("false", "false"),
        ("-3", "-3"),
        ("1.5", "1.5"),
        ("100000000000000000000", "100000000000000000000"),
        ("2 raisedTo: 200", "an Integer of 201 bits"),
        ("'abc'", "'abc'"),
        ("'a\\nb'", "'a?b'"),
        ("#at:put:", "#at:put:"),
        ("Vector", "the class Vector"),
        ("Vector class", "the class Vector class"),
        ("[:x | x ]", "a block"),
        ("Object methods at: 1", "the method class"),
        ("Vector new", "an instance of Vector"),
        ("system", "an instance of System"),
        ("#()", "#()"),
        ("#(1 'two' #(3))", "#(1 'two' an Array of 1)"),
        ("#(1 2 3 4)", "#(1 2 3 4)"),
        ("#(1 2 3 4 5)", "#(1 2 3 4 ...), an Array of 5"),
    ],
)
def test_descriptions(expression, text):
    universe = shared()
    assert described(universe.interp, universe.evaluate(expression, universe.w_nil)) == text


def test_long_texts_are_cut_between_characters():
    assert shortened("a" * 40) == "a" * 40
    assert shortened("a" * 41) == "a" * 40 + "..."
    assert shortened("a" * 39 + carried("\u00e4") + "b") == "a" * 39 + carried("\u00e4") + "..."


def test_the_class():
    universe = shared()
    assert class_name(universe.interp, universe.w_nil) == "Nil"
    assert class_name(universe.interp, universe.classes["Array"]) == "Array class"
