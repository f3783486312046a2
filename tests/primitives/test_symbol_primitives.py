"""Primitives of Symbol beyond those of String."""

from hypothesis import given

from tests.objects.texts import texts
from tests.primitives.calling import Symbol, agrees, call, check_receivers, declared, host_value, object_of, universe
from tests.primitives.calling import call_objects


@given(text=texts)
def test_as_string(text):
    """A String, never the Symbol itself."""
    result = call("Symbol", "asString", Symbol(text))
    assert type(result) is str and result == text


@given(a=texts, b=texts)
def test_concatenate(a, b):
    """A Symbol, whatever the argument's class."""
    for argument in (b, Symbol(b)):
        assert call("Symbol", "concatenate:", Symbol(a), argument) == a + b
        assert agrees("Symbol", "concatenate:", Symbol(a), argument)


def test_concatenate_leaves_other_arguments_to_the_library():
    assert call("Symbol", "concatenate:", Symbol("a"), 1) is None


def test_as_symbol_is_the_receiver():
    w_symbol = object_of(Symbol("at:put:"))
    assert call_objects("Symbol", "asSymbol", [w_symbol]) is w_symbol
    assert host_value(universe().interp.send(w_symbol, "asSymbol", [])) == Symbol("at:put:")
    assert call("Symbol", "asSymbol", "a") is None


def test_receivers():
    """A subclass of Symbol, or a send with inSuperclass:, brings receivers that are no Symbols."""
    assert declared("Symbol") == {"asString", "concatenate:", "asSymbol"}
    check_receivers("Symbol", "String_", {"concatenate:", "asSymbol"}, [(None, "Inst"), (1, "Int")])
