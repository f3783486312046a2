"""What primitives demand of their operands, and the texts of their refusals."""

import pytest

from som.errors import VMError
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.objects.stringobject import W_String
from som.primitives import guards
from tests.primitives.calling import Symbol, object_of, universe

OPERANDS = {"Int": 1, "ArbInt": 2**64, "Double": 1.5, "String_": "a", "Inst": None}


def refusal(guard, *arguments):
    with pytest.raises(VMError) as caught:
        guard(*arguments)
    return caught.value.message


@pytest.mark.parametrize(
    "guard, wanted, accepted",
    [
        (guards.require_integer, "Int", ["Int", "ArbInt"]),
        (guards.double_value, "Double", ["Double"]),
        (guards.string, "String_", ["String_"]),
        (guards.class_object, "Class", []),
    ],
)
def test_guards(guard, wanted, accepted):
    for kind, value in OPERANDS.items():
        if kind in accepted:
            guard(object_of(value))
        else:
            expected = "Expected object of type '%s' but got type '%s'" % (wanted, kind)
            assert refusal(guard, object_of(value)) == expected


def test_accepted_operands_come_back():
    w_string = W_String("a")
    w_class = universe().load_class("Object")
    w_symbol = object_of(Symbol("a"))
    assert guards.double_value(W_Double(1.5)) == 1.5
    assert guards.string(w_string) is w_string
    assert guards.string(w_symbol) is w_symbol
    assert guards.class_object(w_class) is w_class
    assert guards.symbol(universe().interp, w_symbol) is w_symbol


def test_symbols_are_demanded_by_class():
    """The text names classes, not representations."""
    for w_object, name in ((W_String("a"), "String"), (W_Integer(1), "Integer")):
        text = "Expected instance of 'Symbol' but got instance of '%s'" % name
        assert refusal(guards.symbol, universe().interp, w_object) == text
