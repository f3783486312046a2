"""Which classes are expected to keep numbers in their fields."""

import pytest

from tests.compiler.compiling import define


@pytest.mark.parametrize(
    "value, expected",
    [
        ("1", True),
        ("-2.5", True),
        ("a + 1", True),
        ("((a sqrt))", True),
        ("other foo * 2", True),
        ("nil", False),
        ("'text'", False),
        ("Array new: 10", False),
        ("a", False),
    ],
)
def test_what_assignments_to_fields_tell(value, expected):
    w_class = define("Foo = ( | a | set: other = ( a := %s ) )" % value)
    assert w_class.instance_layout.has_words == expected


def test_assignments_to_other_variables_tell_nothing():
    w_class = define("Foo = ( | a | set = ( | t | t := 1. a := nil ) )")
    assert not w_class.instance_layout.has_words


def test_assignments_in_blocks_count():
    w_class = define("Foo = ( | a | set = ( ^ [ a := 1 ] ) )")
    assert w_class.instance_layout.has_words


def test_the_sides_of_a_class_are_told_apart():
    w_class = define("Foo = ( | a | ---- | b | set = ( b := 1 ) )")
    assert not w_class.instance_layout.has_words
