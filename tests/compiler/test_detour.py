"""Inlined messages that meet a receiver of another kind do what they do without inlining."""

import pytest

from tests.compiler.compiling import new_universe, outcome, printed
from tests.compiler.randomprograms import ODD


def shown(statements, variables="", members=""):
    """What the statements print in a class whose instances answer the control messages in their own way."""
    return printed(statements, variables, "| budget | %s %s" % (ODD, members))


@pytest.mark.parametrize(
    "expression, value",
    [
        ("self ifTrue: [ n := n + 1 ]", "2 2"),
        ("self ifFalse: [ n := n + 1 ]", "1 1"),
        ("self ifTrue: [ n := n + 1 ] ifFalse: [ n := n + 10 ]", "11 11"),
        ("self and: [ n := n + 1. false ]", "true 1"),
        ("self or: [ n := n + 1. true ]", "false 1"),
        ("self && [ n := n + 1 ]", "1 1"),
        ("self || [ n := n + 1 ]", "1 1"),
        ("self to: 3 do: [:i | n := n + i ]", "odd 11"),
        ("self to: 3 by: 2 do: [:i | n := n + i ]", "odd 5"),
        ("self downTo: 3 do: [:i | n := n + i ]", "odd 12"),
        ("self downTo: 3 by: 2 do: [:i | n := n + i ]", "odd 2"),
        ("self timesRepeat: [ n := n + 1 ]", "odd 2"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "x := %s. (x asString + ' ' + n asString) println",
        "[ x := %s. (x asString + ' ' + n asString) println ] value",
        "b := [ n ]. x := %s. (x asString + ' ' + b value asString) println",
        "| x n | n := 0. x := %s. (x asString + ' ' + n asString) println",
        "[:n | | x | x := %s. (x asString + ' ' + n asString) println ] value: 0",
        "1 to: 1 do: [:k | | n | n := 0. x := %s. (x asString + ' ' + n asString) println ]",
        "1 to: 1 do: [:k | | n | n := 0. x := %s. (x asString + ' ' + [ n + k - 1 ] value asString) println ]",
    ],
    ids=["method", "block", "captured", "local", "parameter", "loop", "context"],
)
def test_own_implementations(expression, value, place):
    """A class may implement the messages that are inlined; value and effect on a variable, wherever it lives."""
    statements = place % expression
    if statements.startswith("| x n |"):
        assert shown(statements[len("| x n |") :], "x n") == [value]
    else:
        assert shown("n := 0. " + statements, "n x b") == [value]


@pytest.mark.parametrize("selector", ["ifTrue:", "ifFalse:", "and:", "or:", "timesRepeat:"])
def test_unwanted_values(selector):
    """As a statement, too, the message is sent with its effects."""
    assert shown("self %s [ 'x' println ]. 'end' println" % selector)[-2:] == ["x", "end"]


@pytest.mark.parametrize(
    "expression, message",
    [
        ("5 ifTrue: [ 1 ] ifFalse: [ 2 ]", "Method ifTrue:ifFalse: not found in class Integer"),
        ("nil ifFalse: [ 2 ]", "Method ifFalse: not found in class Nil"),
        ("'a' and: [ true ]", "Method and: not found in class String"),
        ("#a || [ true ]", "Method || not found in class Symbol"),
        ("[ 3 ] whileTrue: [ 4 ]", "Method ifFalse: not found in class Integer"),
        ("[ 3 ] whileFalse: [ 4 ]", "Method not not found in class Integer"),
        ("[ nil ] whileTrue: [ 4 ]", "Method ifFalse: not found in class Nil"),
        ("nil to: 3 do: [:i | i ]", "Method to:do: not found in class Nil"),
        ("'a' downTo: 3 do: [:i | i ]", "Method downTo:do: not found in class String"),
        ("nil to: 3 by: 1 do: [:i | i ]", "Method to:by:do: not found in class Nil"),
        ("1.5 to: 3 by: 1 do: [:i | i ]", "Method to:by:do: not found in class Double"),
        ("1.5 timesRepeat: [ 3 ]", "Method timesRepeat: not found in class Double"),
    ],
)
def test_not_understood(expression, message):
    """The failing message is the one that fails without inlining."""
    assert printed("'start' println. %s. 'end' println" % expression) == ["start", "", "ERROR: " + message, "exit 1"]


@pytest.mark.parametrize("limit", ["nil", "'a'", "true"])
@pytest.mark.parametrize("form", ["1 to: %s do: [:i | i println ]", "1 downTo: %s do: [:i | i println ]"])
def test_limits_that_are_no_numbers(form, limit):
    """The comparison in the library's loop fails."""
    assert printed(form % limit)[-1].startswith(("failure", "exit"))


def test_proxies_get_blocks():
    """What doesNotUnderstand:arguments: gets: selector and blocks that work on the variables of the sender."""
    members = "doesNotUnderstand: s arguments: a = ( s println. a length println. (a at: a length) value. ^ 7 )"
    result = printed("x := 1. (self ifTrue: [ x := x + 1 ] ifFalse: [ x := x + 10 ]) println. x println", "x", members)
    assert result == ["#ifTrue:ifFalse:", "2", "7", "11"]


@pytest.mark.parametrize(
    "place, lines",
    [
        ("(self try) println. 'end' println", ["5", "end"]),
        ("[ (self try) println ] value. 'end' println", ["5", "end"]),
    ],
)
def test_non_local_returns(place, lines):
    """A return in a real block leaves the method, whatever the messages in between do."""
    for body in [
        "self ifTrue: [ ^ 5 ]. ^ 6",
        "self timesRepeat: [ self ifFalse: [ ^ 5 ] ]. ^ 6",
        "[ self ifTrue: [ ^ 5 ] ] value. ^ 6",
        "| a | a := 5. self to: 4 do: [:i | [ self and: [ ^ a ] ] value ]. ^ 6",
        "| a | a := 5. self ifTrue: [ a := a. [ ^ a ] value ]. ^ 6",
        "^ [ :a | self ifTrue: [ ^ a ] ] value: 5",
        "1 to: 3 do: [:i | | a | a := i + 4. [ a ] value. self ifTrue: [ ^ a ] ]. ^ 6",
        "| b | self ifTrue: [ b := [ ^ 5 ] ]. b value. ^ 6",
        "| b | [ self ifTrue: [ b := [ ^ 5 ] ] ] value. b value. ^ 6",
        "| b | self ifTrue: [ self ifFalse: [ b := [ ^ 5 ] ]. nil ifNil: [ b value ] ]. ^ 6",
    ]:
        assert shown(place, "", "try = ( %s )" % body) == lines


def test_returns_out_of_ended_methods():
    """A block that has lost its home and then sends an inlined message to another kind of object."""
    members = "make = ( ^ [:x | x ifTrue: [ ^ 3 ]. 4 ] ) escapedBlock: b = ( 'escaped' println. ^ 8 )"
    assert shown("(self make value: self) println", "", members) == ["escaped", "escaped", "4"]


def test_variables_are_shared_during_the_send():
    """Blocks of one send see each other's assignments, those of nested detours, and of remaining blocks."""
    text = """
        a := 1. b := 10.
        self ifTrue: [ a := a + 1. self ifFalse: [ a := a + b. [ b := b + a ] value ]. a := a + 1 ]
             ifFalse: [ b := b + 1. a := a * b ].
        a println. b println"""
    assert shown(text, "a b") == ["299", "23"]


def test_repeated_detours():
    """The blocks are compiled once, the variables copied each time."""
    text = "1 to: 4 do: [:i | n := (self ifTrue: [ n := n + i ]) + n ]. n println"
    assert shown("n := 0. " + text, "n") == ["104"]


def test_many_variables():
    """Only the variables that the blocks use are copied, each to its own place."""
    text = "a := 1. b := 2. c := 3. d := 4. self ifTrue: [ d := b + d ]. (a , b , c , d) do: [:each | each println ]"
    assert shown(text, "a b c d") == ["1", "2", "3", "8"]


def test_class_side_and_fields():
    """Detours on the class side, with fields of the class."""
    text = """Test = (
        run = ( Test go ) ----
        | count |
        ifTrue: block = ( block value. ^ block value )
        go = ( count := 0. self ifTrue: [ count := count + 1. self class println ]. count println )
    )"""
    for inlining in (True, False):
        assert outcome(text, inlining) == "Test class\nTest class\n2\n"


def test_redefined_nil_tests():
    """A class of plain objects may have nil tests of its own."""
    members = """
        ifNil: block = ( ^ block value + 1 )
        ifNotNil: block = ( ^ block value + 2 )
        ifNil: a ifNotNil: b = ( ^ a value + 3 )
        ifNotNil: a ifNil: b = ( ^ b value + 4 )"""
    text = """Test = (
        %s
        run = ( | it | it := self.
            (it ifNil: [ 10 ]) println. (it ifNotNil: [ 20 ]) println.
            (it ifNil: [ 30 ] ifNotNil: [ 1 ]) println. (it ifNotNil: [ 1 ] ifNil: [ 40 ]) println.
            (nil ifNil: [ 5 ]) println. (3 ifNil: [ 5 ]) println. (Object new ifNotNil: [ 6 ]) println )
    )"""
    text = text % members
    for inlining in (True, False):
        assert outcome(text, inlining, new_universe(inlining)).split() == "11 22 33 44 5 3 6".split()


def test_in_expressions():
    """An expression that was typed in is compiled again from its own text."""
    universe = new_universe()
    universe.evaluate("3 ifNil: [ 4 ]", universe.w_nil)
    universe.load_class("Object")
    text = "| a | a := 2. [:x | (x ifTrue: [ a := a + 1 ]) println ] value: true. it and: [ a ]"
    assert universe.evaluate(text, universe.w_true).value == 3
