"""Which variables are captured, and where names lead: the first pass of the compiler."""

import pytest

from som.compiler.scope import BLOCK, DETOUR, METHOD, Analysis, Scope
from som.source import SourceText
from som.syntax.parsing import parse
from som.syntax.tree import BlockNode
from tests.compiler.compiling import lines_of, method


def analysed(text, inlines=True):
    """The method's node and its Analysis."""
    node = parse(SourceText("Test.som", "Test = ( %s )" % text)).instance_side.methods[0]
    analysis = Analysis(inlines)
    analysis.analyse_body(node, METHOD, None)
    return node, analysis


def captured(text, inlines=True):
    """The names of captured variables in all scopes of a method, sorted."""
    _, analysis = analysed(text, inlines)
    return sorted(
        variable.name for scope in analysis.scopes.values() for variable in scope.in_order if variable.is_captured
    )


@pytest.mark.parametrize(
    "text, names",
    [
        ("foo: a = ( ^ a )", []),
        ("foo: a = ( ^ [ a ] )", ["a"]),
        ("foo: a = ( ^ [ 3 ] )", []),
        ("foo: a = ( ^ [:b | b ] )", []),
        ("foo: a = ( ^ [:b | [ a + b ] ] )", ["a", "b"]),
        ("foo = ( | a | [ a := 3 ] value )", ["a"]),
        ("foo = ( | a b | a := b := 2. ^ [ b ] )", ["b"]),
        ("foo: a = ( ^ [:a | a ] )", []),
        ("foo: a = ( ^ [ | a | a ] )", []),
        ("foo: a = ( ^ [:b | | a | [ a ] ] )", ["a"]),
        ("foo: a = ( a ifTrue: [ a ] )", []),
        ("foo: a = ( | b | a ifTrue: [ b := a ] ifFalse: [ | c | c := b ] )", []),
        ("foo: a = ( a ifTrue: [ [ a ] ] )", ["a"]),
        ("foo: a = ( a ifTrue: [ | b | [ b ] ] )", ["b"]),
        ("foo: a = ( [ a ] whileTrue: [ a ] )", []),
        ("foo: a = ( [ a ] whileTrue: a )", ["a"]),
        ("foo: a = ( 1 to: a do: [:i | a: i ] )".replace("a: i", "self a: i"), []),
        ("foo: a = ( 1 to: a do: [:i | self a: [ i ] ] )", ["i"]),
        ("foo: a = ( ^ [ a ifNil: [ a ] ] )", ["a"]),
        ("foo: a = ( ^ [:b | b ifNil: [ b ] ] )", []),
        ("foo: a = ( ^ [:b | b ifNil: [ [ b ] ] ] )", ["b"]),
        ("foo: a = ( a foo: (a and: [ a ]) bar: [ 3 ] )", []),
        ("foo: a = ( a ifTrue: [ a ] ifFalse: a )", ["a"]),
    ],
)
def test_captured(text, names):
    """Used by a block that remains: captured. Used by inlined blocks only: not."""
    assert captured(text) == names


def test_captured_without_inlining():
    """If nothing is inlined, every block remains."""
    assert captured("foo: a = ( | b | a ifTrue: [ b := 3 ]. [ a ] whileTrue: [ b ] )", False) == ["a", "b"]


def test_slots_and_contexts():
    """Of the variables of one method, only the captured ones are in its context."""
    code = method("foo: a = ( | b c | b := a. c := a. ^ [ c ] )").code
    assert (code.context_size, code.variable_count, code.is_home) == (1, 3, False)
    assert method("foo: a = ( | b c | a ifTrue: [ c ] )").code.context_size == -1
    home = method("foo: a = ( [ ^ 3 ] value )").code
    assert (home.context_size, home.is_home) == (0, True)
    assert home.blocks[0].block_slot == 1


def test_assigned():
    """Parameters and locals that some assignment names, however deep."""
    node, analysis = analysed("foo: a = ( | b c | a ifTrue: [ b := 3 ]. [ c := a ] )")
    variables = analysis.scope_of(node).variables
    assert [(name, variables[name].is_assigned) for name in "abc"] == [("a", False), ("b", True), ("c", True)]


@pytest.mark.parametrize(
    "statement, assigns",
    [
        ("a := 3", True),
        ("self b: (a := 3)", True),
        ("(a := 3) b c", True),
        ("self b: [ a := 3 ]", False),
        ("a ifTrue: [ a := 3 ]", True),
        ("[ (a := 3) isNil ] whileTrue: []", True),
        ("a b: 3", False),
    ],
)
def test_assigning(statement, assigns):
    """What is noted for an expression: assignments in its own activation, evaluated when it is."""
    node, analysis = analysed("foo: a = ( %s )" % statement)
    assert (node.statements[0] in analysis.assigning) == assigns


def test_duplicates():
    """Parameters and locals of one scope must differ; those of scopes inside each other need not."""
    _, analysis = analysed("foo: a bar: a = ( | b b a | [:c :c | | b c | ] )")
    names = ["a", "b", "a", "c", "c"]
    assert [each.message for each in analysis.diagnostics] == [
        "Variable '%s' shadows another of the same name" % name for name in names
    ]


def test_detour_scope():
    """A scope for the blocks of an inlined send: variables of the frame are copied, captured ones are not."""
    node, analysis = analysed("foo: a = ( | b | [ b ] )")
    scope = Scope(DETOUR, None, analysis.scope_of(node))
    copy = scope.resolve("a")
    assert copy.scope is scope and copy.is_captured and copy.place == 0
    assert scope.resolve("a") is copy
    assert scope.resolve("b") is analysis.scope_of(node).variables["b"]
    assert scope.resolve("Other") is None
    assert scope.has_context()


@pytest.mark.parametrize("has_home, expected", [(True, "method"), (False, "detour")])
def test_home_of_a_detour(has_home, expected):
    """A return in the blocks of a detour leads to the method's context if it has one that can be returned to."""
    node, analysis = analysed("foo = ( [ ^ 1 ] )" if has_home else "foo = ( 1 )")
    detour = Scope(DETOUR, None, analysis.scope_of(node))
    inner = Scope(BLOCK, BlockNode(0, 0, [], [], []), detour)
    assert inner.home() is {"method": analysis.scope_of(node), "detour": detour}[expected]


def test_depths():
    """Scopes without context do not count."""
    code = method("foo: a = ( ^ [ [ [:b | [ a + b ] ] ] ] )").code
    for _ in range(4):
        code = code.blocks[0]
    assert lines_of(code)[:2] == ["CAPTURED_OUTER s2 0 1", "CAPTURED s3 0"]


def test_long_chains():
    """A chain of sends is visited without recursion."""
    _, analysis = analysed("foo: a = ( ^ a%s )" % (" b" * 20000))
    assert analysis.diagnostics == []
