"""Primitives of Class."""

import pytest

from som.objects.arrayobject import W_MethodsArray
from tests.machines import define, evaluate, shared
from tests.primitives.calling import failure as failure_of


@pytest.fixture(scope="module", autouse=True)
def classes():
    define("Base = ( | a b | first = ( ^ 1 ) second: x = ( ^ x ) third = primitive ---- | c | make = ( ^ self new ) )")
    define("Heir = Base ( | d | own = ( ^ d ) ---- | e | )")


@pytest.mark.parametrize(
    "expression, value",
    [
        ("Base name", "#Base"),
        ("Base class name", "#Base class"),
        ("Base class class name", "#Metaclass"),
        ("Metaclass class name", "#Metaclass class"),
        ("Metaclass class class name", "#Metaclass"),
        ("Heir superclass", "<Base>"),
        ("Heir class superclass", "<Base class>"),
        ("Object superclass", None),
        ("Object class superclass", "<Class>"),
        ("Class superclass", "<Object>"),
        ("Metaclass superclass", "<Class>"),
        ("Base fields", ["#a", "#b"]),
        ("Heir fields", ["#a", "#b", "#d"]),
        ("Heir class fields", ["#c", "#e"]),
        ("Object fields", []),
        ("Base methods", ["<Base>>first>", "<Base>>second:>", "<Base>>third>"]),
        ("Heir methods", ["<Heir>>own>"]),
        ("Base class methods", ["<Base class>>make>"]),
        ("Metaclass methods", []),
        ("Base selectors", ["#first", "#second:", "#third"]),
    ],
)
def test_reflection(expression, value):
    assert evaluate(expression) == value


def test_new_objects():
    """Of the class, with nil in all fields, never the same."""
    assert evaluate(
        "| h | h := Heir make. (Array with: h class with: (h instVarAt: 1)) extendedWith: (h instVarAt: 3)"
    ) == [
        "<Heir>",
        None,
        None,
    ]
    assert evaluate("Base new == Base new") is False
    assert evaluate("Object new class") == "<Object>"


def test_fields_are_a_fresh_array():
    assert evaluate("Base fields at: 1 put: #changed. Base fields") == ["#a", "#b"]
    assert evaluate("Base fields == Base fields") is False


def test_methods_are_always_the_same_array():
    universe = shared()
    w_array = universe.evaluate("Base methods", universe.w_nil)
    assert isinstance(w_array, W_MethodsArray) and w_array.w_class is universe.load_class("Base")
    assert evaluate("Base methods == Base methods") is True
    assert evaluate("Base methods == Heir methods") is False
    assert evaluate("(Base methods at: 1) == (Base methods at: 1)") is True


@pytest.mark.parametrize("selector", ["name", "new", "superclass", "fields", "methods"])
@pytest.mark.parametrize("receiver, type_name", [(3, "Int"), ("a", "String_"), (None, "Inst")])
def test_other_receivers(selector, receiver, type_name):
    """Reached by stored methods only."""
    text = "Expected object of type 'Class' but got type '%s'" % type_name
    assert failure_of("Class", selector, receiver) == text
