"""The parser, translated: the same trees, spans and error reports on the low-level interpreter as hosted."""

from __future__ import absolute_import

import pytest

from som.errors import SomSyntaxError
from som.rpy import HAVE_RPYTHON
from som.source import SourceText
from som.syntax.parsing import parse, parse_expression
from som.syntax.reporting import render
from som.syntax.tree import (
    ArrayNode,
    AssignmentNode,
    BlockNode,
    DoubleNode,
    IntegerNode,
    NameNode,
    ParenthesesNode,
    ReturnNode,
    SendNode,
    StringNode,
    SymbolNode,
)

if HAVE_RPYTHON:
    from rpython.rtyper.annlowlevel import hlstr, llstr
    from rpython.rtyper.test.test_llinterp import interpret


def outline(node):
    """The expression with all spans, one pair of braces for each node."""
    return "{%d %d %s}" % (node.start, node.end, inside(node))


def inside(node):
    if isinstance(node, NameNode):
        return node.name
    if isinstance(node, IntegerNode):
        return node.text
    if isinstance(node, DoubleNode):
        return node.text
    if isinstance(node, StringNode):
        return "'" + node.value + "'"
    if isinstance(node, SymbolNode):
        return "#" + node.value
    if isinstance(node, ArrayNode):
        return "#" + "".join([outline(element) for element in node.elements])
    if isinstance(node, ParenthesesNode):
        return outline(node.expression)
    if isinstance(node, ReturnNode):
        return "^" + outline(node.expression)
    if isinstance(node, AssignmentNode):
        return names(node.targets) + ":=" + outline(node.expression)
    if isinstance(node, BlockNode):
        return "block " + code(node)
    assert isinstance(node, SendNode)
    arguments = "".join([outline(argument) for argument in node.arguments])
    return "%s %d %s" % (outline(node.receiver) + node.selector, node.selector_start, arguments)


def names(variables):
    return " ".join(["%s %d %d" % (variable.name, variable.start, variable.end) for variable in variables])


def code(node):
    statements = "".join([outline(statement) for statement in node.statements])
    return names(node.parameters) + "|" + names(node.locals) + "|" + statements


def side(node):
    methods = ["%s %d %s;" % (method.selector, int(method.is_primitive), code(method)) for method in node.methods]
    return "%d %d %s %s" % (node.start, node.end, names(node.fields), "".join(methods))


def run(text, whole):
    """The outline of a class or a snippet, or the report of the error."""
    source = SourceText("Test.som", text)
    try:
        if not whole:
            return code(parse_expression(source))
        node = parse(source)
        messages = "".join(["%d %s;" % (each.start, each.message) for each in node.diagnostics])
        return node.name + "<" + node.superclass + side(node.instance_side) + side(node.class_side) + messages
    except SomSyntaxError as error:
        return "%d %s" % (int(error.at_end), render(error))


CLASSES = [
    "Foo = ()",
    "Foo = Bar ( |a b| at: x put: y = ( |t| t := u := #(1 -2.5 #a: 'b\\n\\q' #(#+)). ^ [ :z | |q| (z + 3 foo) ] ) )",
    "Foo = ( |a| | b = ( (super foo) bar: [] baz: 'it\\'s' ) ---- |c| p = primitive )",
    "\xc3\x84 = ( \xce\xbb = ( ^ '\xe2\x9d\xa4' ) )",
    "",
    "Foo = ( a = ( ^ 1 b = ( ^ 2 ) )",
    "Foo = ( a = ( x:=3 ) )",
    "Foo = ( a = ( \xe2\x86\x92 ) )",
    "Foo = ( a = ( '\xff' ) )",
    "Foo = ( a = ( { 1 } ) )",
    "Foo = ( a = ( 'open ) )",
    'Foo = ( a = ( "open ) )',
    "\x00",
]
SNIPPETS = [
    "",
    "3 + 4 * 5 negated",
    "| a b | a := b := 3. ^ a",
    "1" + " + 1" * 20,
    "(3",
    "3 ]",
    "a at:put: 3",
    "[ :x x ]",
    "'a''b'",
    "^ 3. 4",
]
TEXTS = [(text, True) for text in CLASSES] + [(text, False) for text in SNIPPETS]


def test_outlines_tell_texts_apart():
    assert len(set([run(text, whole) for text, whole in TEXTS])) == len(TEXTS)


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
def test_translated():
    def translated(text, whole):
        return run(hlstr(text), whole)

    for text, whole in TEXTS:
        result = "".join(interpret(translated, [llstr(text), whole]).chars)
        assert (text, result) == (text, run(text, whole))
