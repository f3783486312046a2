"""Primitives of Method and Primitive."""

import pytest

from tests.machines import define, evaluate, failure
from tests.primitives.calling import failure as failure_of


@pytest.fixture(scope="module", autouse=True)
def classes():
    define("""Base = (
        | a b |
        a: x = ( a := x )
        a = ( ^ a )
        sum: x and: y = ( ^ x + y )
        twice: x = ( ^ [:y | y + y ] value: x )
        above = ( ^ super asString )
        inBlock = ( ^ [ [ a ] value ] value )
    )""")
    define("Heir = Base ( | c | a = ( ^ #heir ) )")
    define("Other = ( | z | )")


PLUS = "| m | Integer methods do: [:each | each signature = #+ ifTrue: [ m := each ] ]. "


@pytest.mark.parametrize(
    "expression, value",
    [
        ("(Base methods at: 1) signature", "#a:"),
        ("(Base methods at: 3) signature", "#sum:and:"),
        ("(Base methods at: 3) holder", "<Base>"),
        ("(Base methods at: 3) asString", "Base>>sum:and:"),
        ("(Object methods at: 1) signature", "#class"),
        ("(Object methods at: 1) holder", "<Object>"),
        ("(Object methods at: 1) class", "<Primitive>"),
        ("(Base methods at: 1) class", "<Method>"),
    ],
)
def test_reflection(expression, value):
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    "expression, value",
    [
        ("(Base methods at: 2) invokeOn: (Base new a: 5) with: nil", 5),
        ("(Base methods at: 2) invokeOn: (Base new a: 5) with: #()", 5),
        ("(Base methods at: 2) invokeOn: (Heir new a: 5) with: nil", 5),  # no lookup
        ("((Base methods at: 1) invokeOn: Heir new with: #(7)) instVarAt: 1", 7),
        ("(Base methods at: 3) invokeOn: Base new with: #(3 4)", 7),
        ("(Base methods at: 3) invokeOn: Other new with: #(3 4)", 7),  # uses no fields
        ("(Base methods at: 4) invokeOn: 3 with: #(4)", 8),
        ("(Base methods at: 5) invokeOn: Heir new with: nil", "instance of Heir"),
        ("(Object methods at: 1) invokeOn: 3 with: nil", "<Integer>"),
        (PLUS + "m invokeOn: 3 with: #(4)", 7),
    ],
)
def test_invoking(expression, value):
    assert evaluate(expression) == value


def count(given, needed):
    return "Tried passing %d arguments to a function that requires %d" % (given, needed)


HOLDER = "Base>>%s uses the fields or the superclass of Base, which %s does not inherit from"


@pytest.mark.parametrize(
    "expression, message",
    [
        ("(Base methods at: 2) invokeOn: Base new with: #(1)", count(1, 0)),
        ("(Base methods at: 3) invokeOn: Base new with: nil", count(0, 2)),
        ("(Base methods at: 3) invokeOn: Base new with: #(1 2 3)", count(3, 2)),
        ("(Base methods at: 3) invokeOn: Base new with: 5", "Expected object of type 'Array' but got type 'Int'"),
        ("(Object methods at: 1) invokeOn: Base new with: #(1)", count(1, 0)),
        ("(Base methods at: 1) invokeOn: Other new with: #(1)", HOLDER % ("a:", "Other")),
        ("(Base methods at: 2) invokeOn: nil with: nil", HOLDER % ("a", "Nil")),
        ("(Base methods at: 5) invokeOn: Other new with: nil", HOLDER % ("above", "Other")),
        ("(Base methods at: 6) invokeOn: 3 with: nil", HOLDER % ("inBlock", "Integer")),
        (PLUS + "m invokeOn: nil with: #(4)", "Expected object of type 'Int' but got type 'Inst'"),
    ],
)
def test_invoking_what_does_not_fit(expression, message):
    """Numbers of arguments, and receivers without the fields that the method was compiled for."""
    assert failure(expression) == message


@pytest.mark.parametrize("name", ["Method", "Primitive"])
@pytest.mark.parametrize("selector, arguments", [("signature", 0), ("holder", 0), ("invokeOn:with:", 2)])
def test_other_receivers(name, selector, arguments):
    text = "Expected object of type 'Method' but got type 'Int'"
    assert failure_of(name, selector, 3, *[3] * arguments) == text
