"""Texts to exact trees and spans."""

import pytest
from syntax.trees import class_of, dump, snippet_of, spans, walk

from som.syntax import tree
from som.syntax.building import RULES


@pytest.mark.parametrize(
    "text,expected",
    [
        # literals
        ("12", "12"),
        ("1267650600228229401496703205376", "1267650600228229401496703205376"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ('-"c" 2.50', "-2.50"),
        ("-0", "-0"),
        ("''", "''"),
        (r"'\t\b\n\r\f\0\'\\'", repr("\t\b\n\r\f\0'\\")),
        (r"'\\n'", repr("\\n")),
        (r"'a\\\'b\\'", repr("a\\'b\\")),
        ("'two\nlines'", repr("two\nlines")),
        ("'two\r\nlines\\t'", repr("two\nlines\t")),
        ("'lone\rreturn'", repr("lone\rreturn")),
        ("'\u2764'", repr("\xe2\x9d\xa4")),
        ("#foo", "#foo"),
        ("#primitive", "#primitive"),
        ("#foo:", "#foo:"),
        ("#at2:put_x:", "#at2:put_x:"),
        ("# foo", "#foo"),
        ('#"c"foo', "#foo"),
        (r"#'it\'s'", "#it's"),
        ("#+", "#+"),
        ("#()", "#()"),
        ("#(1 -2 - 3.5 'a' #b #+ #(#(2)) \"c\" #c:d:)", "#(1 -2 -3.5 'a' #b #+ #(#(2)) #c:d:)"),
        ("#(#-5)", "#(#- 5)"),
        # messages
        ("a foo bar", "((a foo) bar)"),
        ("2 + 3 * 4", "((2 + 3) * 4)"),
        ("a + b c", "(a + (b c))"),
        ("a foo + b bar: c baz - d", "(((a foo) + b) bar: ((c baz) - d))"),
        ("a at: 1 put: 2", "(a at:put: 1 2)"),
        ("a at:x", "(a at: x)"),
        ("1, 2 do: [ ]", "((1 , 2) do: [])"),
        ("3 -2", "(3 - 2)"),
        ("3-2", "(3 - 2)"),
        ("3 - -2", "(3 - -2)"),
        ("3--2", "(3 -- 2)"),
        ("-4 abs", "(-4 abs)"),
        ("-1 << 3", "(-1 << 3)"),
        ("a | b || c", "((a | b) || c)"),
        ("a = b", "(a = b)"),
        ("a --> b", "(a --> b)"),
        ("primitive primitive", "(primitive primitive)"),
        ("super foo: super", "(super foo: super)"),
        ("a foo: #at: put: 3", "(a foo:put: #at: 3)"),
        # parentheses
        ("(a)", "<a>"),
        ("(((a)))", "<a>"),
        ("((a) b)", "<(<a> b)>"),
        ("(super) foo", "(<super> foo)"),
        ("(a := 3) + 1", "(<a := 3> + 1)"),
        # assignments and statements
        ("a := 3", "a := 3"),
        ("a := b := c d", "a b := (c d)"),
        ("", ""),
        ("| a |", "|a| "),
        ("| | 1", "1"),
        ("| a b | 1. 2.", "|a b| 1. 2"),
        ("^ 1", "^1"),
        ("^ a := 4.", "^a := 4"),
        ("1. 2. ^ 3.", "1. 2. ^3"),
        ("3. 4", "3. 4"),
        ("3.4", "3.4"),
        # blocks
        ("[]", "[]"),
        ("[ 1. ^ 2. ]", "[1. ^2]"),
        ("[ | a | ]", "[|a| ]"),
        ("[ | a b | a ]", "[|a b| a]"),
        ("[:x | ]", "[:x ]"),
        ("[ : x | x ]", "[:x x]"),
        ("[:x :y | x + y ]", "[:x :y (x + y)]"),
        ("[:x | | y | y ]", "[:x |y| y]"),
        ("[:x | [:y | x | y ] ]", "[:x [:y (x | y)]]"),
    ],
)
def test_snippets(text, expected):
    node = snippet_of(text)
    assert dump(node) == " = {%s}" % expected
    assert node.selector == ""
    assert node.diagnostics == []


@pytest.mark.parametrize(
    "text,expected",
    [
        ("Foo = ()", "Foo < : ||  ---- || "),
        ("Foo = nil ()", "Foo < nil: ||  ---- || "),
        ("primitive = primitive ()", "primitive < primitive: ||  ---- || "),
        ("Foo = Bar ( ---- )", "Foo < Bar: ||  ---- || "),
        ('"licence" Foo = ( | a b | ---- | c | ) "end"', "Foo < : |a b|  ---- |c| "),
        ("Foo = ( | | )", "Foo < : ||  ---- || "),
        ("Foo = ( a = () b = ( 1 ) ---- c = primitive )", "Foo < : || a = {}; b = {1} ---- || c = primitive"),
        ("Foo = ( + a = ( ^a ) )", "Foo < : || + a = {^a} ---- || "),
        (
            "Foo = ( = a = () - b = () -- c = () --> d = primitive )",
            "Foo < : || = a = {}; - b = {}; -- c = {}; --> d = primitive ---- || ",
        ),
        ("Foo = ( at: a put: b = ( |c d| ) )", "Foo < : || at:put: a b = {|c d| } ---- || "),
        (
            "Foo = ( a = primitive primitive = primitive b = () )",
            "Foo < : || a = primitive; primitive = primitive; b = {} ---- || ",
        ),
        # `|` is a binary selector once something stands before it
        ("Foo = ( a = () | b = ( b ) )", "Foo < : || a = {}; | b = {b} ---- || "),
        ("Foo = ( | a | | b = ( b ) ---- | c | | d = primitive )", "Foo < : |a| | b = {b} ---- |c| | d = primitive"),
        ("Foo = ( || b = ( b ) )", "Foo < : || || b = {b} ---- || "),
        ("\u00c4 = \u03a9 ( \u03bb = ( ^ \u540d ) )", "\xc3\x84 < \xce\xa9: || \xce\xbb = {^\xe5\x90\x8d} ---- || "),
    ],
)
def test_classes(text, expected):
    assert dump(class_of(text)) == expected


def test_spans_of_a_class():
    text = """"c" Foo = Bar (
  | a b |
  at: x put: y = ( | t | ^ x )
  + z = primitive
  ----
  | c |
  d = ( )
) "end" """
    assert spans(class_of(text), text) == [
        ("Class", text[4 : text.rindex(")") + 1]),
        ("Side", text[text.index("| a") : text.index("primitive") + 9]),
        ("Variable", "a"),
        ("Variable", "b"),
        ("Method", "at: x put: y = ( | t | ^ x )"),
        ("Variable", "x"),
        ("Variable", "y"),
        ("Variable", "t"),
        ("Return", "^ x"),
        ("Name", "x"),
        ("Method", "+ z = primitive"),
        ("Variable", "z"),
        ("Side", "| c |\n  d = ( )"),
        ("Variable", "c"),
        ("Method", "d = ( )"),
    ]


def test_places_inside_a_class():
    text = "Foo = Bar ( unary = () at: x put: y = () )"
    node = class_of(text)
    unary, keywords = node.instance_side.methods
    assert text[node.superclass_start :].startswith("Bar")
    assert text[unary.selector_start : unary.selector_end] == "unary"
    assert text[keywords.selector_start : keywords.selector_end] == "at:"
    assert (node.class_side.start, node.class_side.end) == (text.rindex(" )"), text.rindex(" )"))


def test_empty_sides_begin_behind_what_opens_them():
    text = "Foo = (  ---- )"
    node = class_of(text)
    assert node.instance_side.start == node.instance_side.end == text.index("(") + 1
    assert node.class_side.start == node.class_side.end == text.index("----") + 4


@pytest.mark.parametrize(
    "text,expected",
    [
        ("  a foo  bar  ", ["a foo  bar", "a foo", "a"]),
        (" 1 + 2  + 3 ", ["1 + 2  + 3", "1 + 2", "1", "2", "3"]),
        ("(a b) at: 1 put: [ ] . ", ["(a b) at: 1 put: [ ]", "(a b)", "a b", "a", "1", "[ ]"]),
        ("( ( ( a ) ) ) b", ["( ( ( a ) ) ) b", "( ( ( a ) ) )", "a"]),
        ("a := b := c d.", ["a := b := c d", "a", "b", "c d", "c"]),
        ("^ a .", ["^ a", "a"]),
        ("- 5 abs", ["- 5 abs", "- 5"]),
        ("# foo, # ( 1 # b )", ["# foo, # ( 1 # b )", "# foo", "# ( 1 # b )", "1", "# b"]),
        ("[ : x | | y | y ]", ["[ : x | | y | y ]", "x", "y", "y"]),
        ("'\u2764' + \u03bb", ["'\u2764' + \u03bb", "'\u2764'", "\u03bb"]),
        ('a "c" foo: "d" 1', ['a "c" foo: "d" 1', "a", "1"]),
    ],
)
def test_spans_of_expressions(text, expected):
    assert [part for _, part in spans(snippet_of(text), text)][1:] == expected


def test_spans_of_snippets():
    """From the first token to the end of the last statement."""
    text = "  | a |  1. 2 .  "
    assert spans(snippet_of(text), text)[0] == ("Method", "| a |  1. 2")


@pytest.mark.parametrize(
    "text,offset", [("a  foo", 3), ("a foo  + b", 7), ("a at: 1 put: 2", 2), ("(a b) + c", 6), ("a := b c", 7)]
)
def test_selector_start(text, offset):
    statement = snippet_of(text).statements[0]
    if isinstance(statement, tree.AssignmentNode):
        statement = statement.expression
    assert statement.selector_start == offset


def test_unknown_escapes_are_collected():
    text = "Foo = ( a = ( ^ 'x\\q\\n' foo: #'\\u2764\\\u2764' ) ---- b = ( '\\\\\\e' ) )"
    node = class_of(text)
    found = [(each.message, node_text(text, each)) for each in node.diagnostics]
    heart = "\\\u2764".encode("utf-8").decode("latin-1")
    assert found == [
        ("Unknown escape sequence '\\q'", "\\q"),
        ("Unknown escape sequence '\\u'", "\\u"),
        ("Unknown escape sequence '%s'" % heart, "\\\u2764"),
        ("Unknown escape sequence '\\e'", "\\e"),
    ]
    assert snippet_of("'\\q'").diagnostics[0].start == 1


def node_text(text, place):
    return text.encode("utf-8")[place.start : place.end].decode("utf-8")


def test_unknown_escapes_leave_the_rest_of_the_string():
    assert snippet_of("'a\\qb\\tc'").statements[0].value == "ab\tc"


@pytest.mark.parametrize("count", [100000])
def test_long_texts_make_deep_trees_without_recursion(count):
    """Sends nest to the left as deep as the text is long."""
    node = snippet_of("1" + " + 1" * count).statements[0]
    assert sum(1 for each in walk(node) if isinstance(each, tree.SendNode)) == count
    assert node.end == 1 + 4 * count


def test_rules_are_documented_by_their_names():
    """Every function is named like an alias or rule of the grammar; `parsing` refuses to be imported otherwise."""
    assert all(name == function.__name__ for name, function in RULES.items())
