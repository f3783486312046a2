"""Which messages are inlined."""

import pytest

from som.compiler import inlining
from som.compiler.inlining import (
    CONDITIONAL,
    COUNTING,
    LOGICAL,
    NIL_TEST,
    NOT_INLINED,
    REPEAT,
    WHILE,
    inlining_of,
    is_inlined,
)
from som.source import SourceText
from som.syntax.parsing import parse_expression
from tests.compiler.compiling import method


def kind_of(expression):
    return inlining_of(parse_expression(SourceText("Test.som", expression)).statements[0])


@pytest.mark.parametrize(
    "expression, kind",
    [
        ("a ifTrue: []", CONDITIONAL),
        ("a ifFalse: [ 3 ]", CONDITIONAL),
        ("a ifTrue: [] ifFalse: []", CONDITIONAL),
        ("a ifNil: []", NIL_TEST),
        ("a ifNotNil: []", NIL_TEST),
        ("a ifNil: [] ifNotNil: []", NIL_TEST),
        ("a ifNotNil: [] ifNil: []", NIL_TEST),
        ("a and: []", LOGICAL),
        ("a or: []", LOGICAL),
        ("a && []", LOGICAL),
        ("a || []", LOGICAL),
        ("[] whileTrue: []", WHILE),
        ("[] whileFalse: []", WHILE),
        ("a to: 3 do: [:i | ]", COUNTING),
        ("a to: b by: 3 do: [:i | ]", COUNTING),
        ("a downTo: 3 do: [:i | ]", COUNTING),
        ("a downTo: 3 by: b do: [:i | ]", COUNTING),
        ("a timesRepeat: []", REPEAT),
        ("(super) ifTrue: []", CONDITIONAL),
        ("super a ifTrue: []", CONDITIONAL),
    ],
)
def test_inlined(expression, kind):
    assert kind_of(expression) == kind


@pytest.mark.parametrize(
    "expression",
    [
        "a ifTrue: b",
        "a ifTrue: [] ifFalse: b",
        "a ifTrue: b ifFalse: []",
        "a ifTrue: [:x | ]",
        "a ifFalse: [] ifTrue: []",
        "a ifNotNil: [:x | ]",
        "super ifTrue: []",
        "super to: 3 do: [:i | ]",
        "a and: b",
        "a && b",
        "a | []",
        "a whileTrue: []",
        "[] whileTrue: a",
        "[:x | ] whileTrue: []",
        "[] whileTrue: [:x | ]",
        "([]) whileTrue: []",
        "a to: 3 do: b",
        "a to: 3 do: []",
        "a to: [:i | ] do: b",
        "a to: 3 do: [:i :j | ]",
        "a timesRepeat: [:i | ]",
        "a do: [:i | ]",
        "a foo",
    ],
)
def test_not_inlined(expression):
    """Arguments in variables, another number of parameters, super, or another message."""
    assert kind_of(expression) == NOT_INLINED


def test_every_nil_test_counts_as_redefinable():
    """The selectors that the loader looks for are those that are inlined by class of the receiver."""
    kinds = inlining._KINDS
    assert sorted(inlining.NIL_TESTS) == sorted(selector for selector in kinds if kinds[selector] == NIL_TEST)


def test_is_inlined():
    """What the universe asks when a method is replaced: the selector alone counts."""
    assert all(is_inlined(selector) for selector in inlining._KINDS)
    assert [is_inlined(selector) for selector in ("value", "ifFalse:ifTrue:", "do:", "+")] == [False] * 4


@pytest.mark.parametrize("selector", sorted(inlining._KINDS))
def test_the_option(selector):
    """--no-inlining leaves all of them as sends."""
    receiver = "[]" if selector.startswith("while") else "self"
    if ":" in selector:
        words = selector[:-1].split(":")
        arguments = ["[:i | ]" if word == "do" else "[]" for word in words]
        message = " ".join(word + ": " + argument for word, argument in zip(words, arguments))
    else:
        message = selector + " []"
    text = "foo = ( %s %s )" % (receiver, message)
    assert len(method(text).code.inlined_sends) == 1
    code = method(text, inlining=False).code
    assert (code.inlined_sends, [site.w_selector.text for site in code.sites]) == ([], [selector])
