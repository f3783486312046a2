"""Advice for names that do not exist."""

import pytest

from som.errors import Exit
from tests.machines import define, machine, new, shared, write_classes

from som.universe import suggesting
from som.universe.suggesting import CUSTOMARY_SELECTORS, letters_of, selectors_of, similar_selector


def advice(statements, universe=None):
    """The hint at the end of what stderr says about statements that end with an error; "" if there is none."""
    universe = universe or shared()
    universe.stderr.taken()
    with pytest.raises(Exit):
        universe.evaluate(statements, universe.w_nil)
    last = universe.stderr.taken().rstrip("\n").split("\n")[-1]
    return last[len("hint: ") :] if last.startswith("hint: ") else ""


@pytest.mark.parametrize(
    "statements,hint",
    [
        ("1 prinltn", "Did you mean #println?"),
        ("1 prinltn: 2", "Did you mean #println?"),
        ("#(1) att: 1", "Did you mean #at:?"),
        ("#(1) at: 1 pit: 2", "Did you mean #at:put:?"),
        ("#(1) atput: 2", "Did you mean #at:put:?"),
        ("Vector new Append: 2", "Did you mean #append:?"),
        ("'abc' size", "Did you mean #length?"),
        ("Vector new add: 3", "Did you mean #append:?"),
        ("Vector neu", "Did you mean #new?"),
        (
            "Vector new append: 3 at: 4",
            "If append: and at: are two messages, one of them needs parentheses: append: (... at: ...).",
        ),
        ("nil foo", "nil is the value of every variable and field that nothing was assigned to yet."),
        ("Vector append: 3", "Instances of Vector understand it, the class does not: is 'new' missing?"),
        ("Vector new superclass", "The class Vector understands it, its instances do not."),
        ("3 quux", ""),
        ("Vector quux", ""),
    ],
)
def test_messages(statements, hint):
    assert advice(statements) == hint


@pytest.mark.parametrize(
    "statements,hint",
    [
        ("Vectr new", "Did you mean 'Vector'?"),
        ("sytem printNewline", "Did you mean 'system'?"),
        ("| count | cuont println", "Did you mean 'count'?"),
        ("#(1) do: [:element | elemnt println ]", "Did you mean 'element'?"),
        ("null println", "SOM calls it 'nil'."),
        ("this println", "SOM calls it 'self'."),
        (
            "println",
            "A message needs a receiver in front. Text in double quotes is a comment, strings are in single quotes.",
        ),
        ("Qqqqq new", "Classes are found in files that are called like them: there is no Qqqqq.som on the class path."),
        ("qqqqq", "Variables are declared at the beginning of a method or block, between bars: | qqqqq |."),
    ],
)
def test_names(statements, hint):
    assert advice(statements) == hint


def test_fields_and_parameters_of_the_method(tmp_path):
    """They are known although the machine does not need their names: from the source."""
    universe = machine()
    text = "T = ( | total | go: amount = ( ^ %s ) ---- | made | make = ( ^ mader ) )"
    for wrong, right in [("totla", "total"), ("amunt", "amount")]:
        receiver = new(text % wrong, universe)
        universe.bind_global("It", receiver)
        assert advice("It go: 3", universe) == "Did you mean '%s'?" % right
    universe.bind_global("It", define(text % "1", universe))
    assert advice("It make", universe) == "Did you mean 'made'?"


def test_classes_on_the_class_path(tmp_path):
    """They need not be loaded."""
    universe = machine(write_classes(tmp_path, "Account = ()"), "", str(tmp_path / "missing"))
    assert advice("Acount new", universe) == "Did you mean 'Account'?"


def test_the_class_of_a_program(tmp_path):
    """There is nothing to trace, only advice."""
    universe = machine(write_classes(tmp_path, "Account = ()"))
    for name, hint in [("Acount", "hint: Did you mean 'Account'?\n"), ("Quux", "")]:
        with pytest.raises(Exit):
            universe.run_program([name])
        assert universe.stderr.taken() == hint


def test_every_customary_selector_is_reached():
    """A class that understands the right one is told about the wrong one."""
    for wrong, right in CUSTOMARY_SELECTORS:
        w_class = define("T = nil ()")
        w_class.add_method(shared().classes["Object"].methods_w[0])
        w_class.method_table[shared().symbol_for(right)] = w_class.methods_w[0]
        assert similar_selector(shared().interp, w_class, wrong) == right


def test_selectors_are_those_of_all_superclasses():
    found = selectors_of(define("T = ( foo = () )"))
    assert found[0] == "foo" and "println" in found


def test_letters():
    assert letters_of("at:put:") == letters_of("atPut") == "atput"
    assert letters_of("+") != letters_of("-")
    assert letters_of("+") != letters_of("++")


def test_a_source_that_cannot_be_parsed_any_more(monkeypatch):
    """Then its variables are not known, and nothing worse happens."""
    monkeypatch.setattr(suggesting, "parse_expression", lambda source: suggesting.parse(source))
    assert advice("| count | cuont").startswith("Variables are declared")
