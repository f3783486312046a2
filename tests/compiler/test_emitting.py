"""Literals and names: which object a literal is, and what an instruction tells about its place."""

import pytest

from som.bytecode.listing import literal_text
from som.bytecode.positions import find_position
from som.bytecode.spec import decode
from som.compiler.emitting import Emitter, Unit
from som.compiler.scope import METHOD, Analysis
from som.errors import FatalError
from som.source import SourceText
from som.syntax.parsing import parse
from tests.compiler.compiling import method, printed, shared_universe


@pytest.mark.parametrize(
    "text", ["3", "-3", "123456789012345678901234567890", "1.5", "-0.5", "#a", "#at:put:", "#+", "'a'"]
)
def test_literals(text):
    """A literal is the object that its text denotes."""
    w_method = method("foo = ( self bar: %s )" % text)
    assert [literal_text(w_literal) for w_literal in w_method.code.literals_w] == [text]


def test_symbols_are_interned():
    assert method("foo = ( ^ #abc )").w_literal is shared_universe().symbol_for("abc")


def test_literals_are_shared():
    """Equal numbers and Symbols are stored once a method, however they are written; Strings and Arrays are not."""
    literals_w = method(
        "foo = ( self a: 1 b: 1 c: 1.0 d: #a. self a: #a b: 'a' c: 'a' d: #(1). ^ 1.0 )"
    ).code.literals_w
    assert [literal_text(w_literal) for w_literal in literals_w] == ["1", "1.0", "#a", "'a'", "'a'", "#(...)"]


def test_arrays():
    """Nested literals, and a fresh Array for each evaluation."""
    members = "make = ( ^ #(1 2.5 #(#a 'b' #()) -3) )"
    text = """
        a := self make. a do: [:each | each println ]. ((a at: 3) at: 2) println. ((a at: 3) at: 3) length println.
        a at: 1 put: 5. (a at: 3) at: 1 put: 6. (self make at: 1) println. ((self make at: 3) at: 1) println"""
    lines = ["1", "2.5", "instance of Array", "-3", "b", "0", "1", "#a"]
    assert printed(text, "a", members) == lines


def test_unknown_nodes():
    """A node that is no literal is a bug of the compiler."""
    node = parse(SourceText("Test.som", "Test = ( foo = ( ^ self ) )")).instance_side.methods[0]
    analysis = Analysis(True)
    analysis.analyse_body(node, METHOD, None)
    unit = Unit(shared_universe(), None, {}, False, analysis, node)
    with pytest.raises(FatalError) as caught:
        Emitter(unit, analysis.scope_of(node)).literal_value(node.statements[0])
    assert caught.value.message == "a node of unknown kind"


def spans(code):
    """(mnemonic, source text) of each instruction that has a position."""
    found = []
    pc = 0
    while pc < len(code.bytes):
        position = find_position(code.positions, code.home_start, pc)
        decoded = decode(code.bytes, pc)
        if position is not None:
            found.append((decoded.instruction.name, code.source.text[position.start : position.end]))
        pc = decoded.next_pc
    return found


def test_positions():
    """Every instruction that can fail or call knows the expression that it stems from."""
    code = method("foo: a = ( (a + 1) bar. a x: 1 y: 2 z: Other. super bar. ^ [ ^ a bar ] )").code
    assert spans(code) == [
        ("add_literal", "a + 1"),
        ("send_0", "(a + 1) bar"),
        ("global", "Other"),
        ("send_n", "a x: 1 y: 2 z: Other"),
        ("send_super", "super bar"),
    ]
    assert spans(code.blocks[0]) == [("send_0", "a bar"), ("return_home", "^ a bar")]


def test_positions_of_inlined_messages():
    """Tests, steps and detours stem from the message; a position inside a block names the block."""
    code = method("foo: a = ( a ifTrue: [ a bar ]. 1 to: a do: [:i | a ifNil: [ i bar ] ] )").code
    conditional = "a ifTrue: [ a bar ]"
    loop = "1 to: a do: [:i | a ifNil: [ i bar ] ]"
    assert spans(code) == [
        ("unless_true", conditional),
        ("send_0", "a bar"),
        ("unless_numbers", loop),
        ("unless_upto", loop),
        ("unless_nil", "a ifNil: [ i bar ]"),
        ("send_0", "i bar"),
        ("next_upto", loop),
        ("send_uninlined", conditional),
        ("send_uninlined", loop),
        ("send_uninlined", "a ifNil: [ i bar ]"),
    ]
    assert [(send.w_selector.text, send.parent) for send in code.inlined_sends] == [
        ("ifTrue:", -1),
        ("to:do:", -1),
        ("ifNil:", 1),
    ]
    assert [(branch.send, branch.number) for branch in code.branches] == [(0, 0), (1, 0), (2, 0)]
