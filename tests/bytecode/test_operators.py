"""Operators: small Integers and Doubles at once, everything else by a send; with the jumps that follow."""

import pytest

from som.bytecode.operators import at_most
from som.bytecode.spec import INSTRUCTIONS
from som.errors import VMError
from tests.bytecode.executing import execute, helper, object_of
from tests.compiler.compiling import new_universe, outcome, shared_universe

BIG = 2**70
NAN = float("nan")

# name: selector, [(left, right, value)]; the last row is the send to an object with a method of that name
OPERATORS = {
    "add": ("+", [(3, 4, 7), (2**63 - 1, 1, 2**63), (1.5, 2.5, 4.0), (1, 0.5, 1.5), (0.5, 1, 1.5), (BIG, 1, BIG + 1)]),
    "subtract": ("-", [(3, 4, -1), (-(2**63), 1, -(2**63) - 1), (1.5, 0.25, 1.25), (1, 0.5, 0.5), (BIG, BIG, 0)]),
    "multiply": ("*", [(3, -4, -12), (2**40, 2**40, 2**80), (1.5, 2.0, 3.0), (3, 0.5, 1.5), (BIG, 0, 0)]),
    "modulo": ("%", [(7, 3, 1), (-7, 3, 2), (7, -3, -2), (5.5, 2.0, 1.5), (7, 2.0, 1.0), (BIG, 3, BIG % 3)]),
    "bit_and": ("&", [(12, 10, 8), (-1, 255, 255), (BIG + 5, 7, 5)]),
    "less": ("<", [(3, 4, True), (4, 4, False), (1.5, 2.5, True), (NAN, 1.0, False), (1, 1.5, True), (BIG, 1, False)]),
    "less_equal": ("<=", [(4, 4, True), (5, 4, False), (1.5, 1.5, True), (NAN, NAN, False), (1, BIG, True)]),
    "greater": (">", [(4, 3, True), (4, 4, False), (2.5, 1.5, True), (2, 1.5, True), (1, BIG, False)]),
    "greater_equal": (">=", [(4, 4, True), (3, 4, False), (1.5, 1.5, True), (1, 1.5, False), (BIG, 1, True)]),
    "equal": (
        "=",
        [(4, 4, True), (3, 4, False), (1.5, 1.5, True), (NAN, NAN, False), (1, 1.0, True), (BIG, BIG, True)],
    ),
    "unequal": ("~=", [(3, 4, True), (4, 4, False), (1.5, 2.5, True), (BIG, BIG, False)]),
}
SENT = {
    "add": "add",
    "subtract": "subtract",
    "multiply": "multiply",
    "modulo": "modulo",
    "bit_and": "bits",
    "less": "less",
    "less_equal": "less equal",
    "greater": "greater",
    "greater_equal": "greater equal",
    "equal": "equal",
    "unequal": "unequal",
}
COMPARISONS = ["less", "less_equal", "greater", "greater_equal", "equal", "unequal"]
ROWS = [(name, selector) + row for name, (selector, rows) in OPERATORS.items() for row in rows]
BOTH_FORMS = pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])


def covered_instructions():
    """The names of all instructions that this module tests."""
    names = {name + suffix for name in OPERATORS for suffix in ("", "_literal")}
    return names | {
        prefix + name + suffix
        for name in COMPARISONS
        for prefix in ("unless_", "when_", "back_if_")
        for suffix in ("", "_literal")
    }


def test_names():
    """All instructions that exist for operators are named."""
    signed = {each.name for each in INSTRUCTIONS if "site" in each.names and not each.name.startswith("send")}
    assert signed == covered_instructions()


@BOTH_FORMS
@pytest.mark.parametrize("name, selector, left, right, value", ROWS)
def test_values(name, selector, left, right, value, wide):
    """Both operands in slots, and a literal on the right: exact values of the exact type."""
    result = execute(name, [3, 1, 2, selector], [None, left, right], wide)
    assert (result.way, result.slots[3], type(result.slots[3])) == ("next", value, type(value))
    result = execute(name + "_literal", [3, 1, right, selector], [None, left], wide)
    assert (result.way, result.slots[3], type(result.slots[3])) == ("next", value, type(value))


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_sends(name):
    """Other receivers get the message; so does anybody if the selector of the site is another one."""
    selector = OPERATORS[name][0]
    assert execute(name, [3, 1, 2, selector], [None, helper(), 4]).slots[3] == SENT[name]
    assert execute(name + "_literal", [3, 1, 4, selector], [None, helper()]).slots[3] == SENT[name]


@pytest.mark.parametrize("name, selector, left, right, value", ROWS)
def test_replaced_operators(name, selector, left, right, value, monkeypatch):
    """Once a program has replaced an operator of a number class, all of them are sent, with the same values."""
    sent = []
    interp = shared_universe().interp
    send_operator = interp.send_operator

    def recording(site, w_left, w_right):
        sent.append(site.w_selector.text)
        return send_operator(site, w_left, w_right)

    monkeypatch.setattr(shared_universe(), "operators_replaced", True)
    monkeypatch.setattr(interp, "send_operator", recording)
    assert execute(name, [3, 1, 2, selector], [None, left, right]).slots[3] == value
    assert execute(name + "_literal", [3, 1, right, selector], [None, left]).slots[3] == value
    assert sent == [selector, selector]


def test_program_that_replaces_an_operator():
    """The new method is used at once, by code that has run before, too."""
    text = """Test = (
        plus: other = ( ^ 'plus' )
        add = ( ^ 3 + 4 )
        run = ( | methods |
            self add println.
            methods := Integer methods.
            1 to: methods length do: [:i |
                (methods at: i) signature = #+ ifTrue: [ methods at: i put: (Test methods at: 1) ] ].
            self add println. (4 - 1) println )
    )"""
    universe = new_universe()
    assert outcome(text, True, universe).split() == ["7", "plus", "3"]


@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "modulo", "bit_and", "less", "greater_equal"])
def test_failures(name):
    """Numbers and what is no number: the primitive complains."""
    with pytest.raises(VMError):
        execute(name, [3, 1, 2, OPERATORS[name][0]], [None, 3, "a"])


def test_modulo_by_zero():
    for name, operands in [("modulo", [3, 1, 2, "%"]), ("modulo_literal", [3, 1, 0, "%"])]:
        with pytest.raises(VMError) as caught:
            execute(name, operands, [None, 3, 0])
        assert "zero" in caught.value.message.lower()


@BOTH_FORMS
@pytest.mark.parametrize("name", COMPARISONS)
def test_jumps(name, wide):
    """A comparison and the jump that it decides, in one instruction; the third way is for what is no Boolean."""
    selector = OPERATORS[name][0]
    rows = OPERATORS[name][1] + [(helper(), 4, SENT[name])]
    for left, right, value in rows:
        ways = {True: "next", False: "other"}
        opposite = {True: "other", False: "next"}
        back = {True: "other", False: "next"}
        for prefix, expected, live in [("unless_", ways, []), ("when_", opposite, []), ("back_if_", back, [5])]:
            tail = [selector, 3, "other"] + live + ["third"]
            for result in [
                execute(prefix + name, [1, 2] + tail, [None, left, right], wide),
                execute(prefix + name + "_literal", [1, right] + tail, [None, left], wide),
            ]:
                assert result.way == expected.get(value, "third")
                assert result.slots[3] == (None if value in (True, False) else value)


@pytest.mark.parametrize(
    "left, right, value",
    [
        (1, 2, True),
        (2, 2, True),
        (3, 2, False),
        (1, 1.5, True),
        (2.0, 1, False),
        (BIG, 1, False),
        (1, BIG, True),
        (1, NAN, False),
    ],
)
def test_at_most(left, right, value):
    """The comparison of counting loops."""
    assert at_most(object_of(left), object_of(right)) == value
