"""The exact wording of syntax errors, and the places they point at. The advice is tested in test_hints."""

import pytest
from syntax.trees import carried, class_of, snippet_of

from som.errors import SomSyntaxError
from som.source import SourceText
from som.syntax.parsing import parse_expression


def error_of(parse, text):
    with pytest.raises(SomSyntaxError) as caught:
        parse(text)
    return caught.value


def check(parse, text, offending, message):
    error = error_of(parse, text)
    assert carried(text)[error.start : error.end] == carried(offending)
    assert error.message == carried(message)


@pytest.mark.parametrize(
    "text,offending,message",
    [
        ("", "", "unexpected end of text, expected a class definition"),
        ("Foo", "", "unexpected end of text, expected '='"),
        ("Foo (", "(", "unexpected '(', expected '='"),
        ("Foo = Bar Baz ()", "Baz", "unexpected name 'Baz', expected '('"),
        ("Foo = (", "", "unexpected end of text, expected a method, '|', a separator '----' or ')'"),
        ("foo", "", "unexpected end of text, expected '='"),
        ("( )", "(", "unexpected '(', expected a class definition"),
        ("Foo := ()", ":=", "unexpected ':=', expected '='"),
        ("Foo = ( a = ()", "", "unexpected end of text, expected a method, a separator '----' or ')'"),
        ("Foo = () bar", "bar", "unexpected name 'bar', expected the end of the text"),
        ("Foo = () )", ")", "unexpected ')', expected the end of the text"),
        ("Foo = ( ---- ---- )", "----", "unexpected separator '----', expected a method, '|' or ')'"),
        ("Foo = ( a )", ")", "unexpected ')', expected '='"),
        ("Foo = ( at: x )", ")", "unexpected ')', expected '=' or a keyword"),
        ("Foo = ( at: )", ")", "unexpected ')', expected a name"),
        ("Foo = ( a b = () )", "b", "unexpected name 'b', expected '='"),
        ("Foo = ( a = 3 )", "3", "unexpected number '3', expected 'primitive' or '('"),
        ("Foo = ( + = () )", "=", "unexpected operator '=', expected a name"),
        ("Foo = ( | a b = () )", "=", "unexpected operator '=', expected a name or '|'"),
        ("Foo = ( a = () | b | )", "|", "unexpected '|', expected '='"),
        ("Foo = ( a = () . b = () )", ".", "unexpected '.', expected a method, a separator '----' or ')'"),
        ("Foo = ( 3 = () )", "3", "unexpected number '3', expected a method, '|', a separator '----' or ')'"),
        ("Foo = ( a = ( ^ 1 ] )", "]", "unexpected ']', expected a message, '.' or ')'"),
        ("Foo = ( a = ( [ 1 ) )", ")", "unexpected ')', expected a message, '.' or ']'"),
        ("Foo = ( a = ( x\n  b = ( ^ y ) )", "^", "unexpected '^', expected an expression"),
        ("Foo = ( a = ( x\n  b = ( y. z ) )", ".", "unexpected '.', expected a message, ':=' or ')'"),
        ("Foo = ( a = ( x\n  b = ( ) )", ")", "unexpected ')', expected an expression"),
        ("Foo = ( a = ( x\n  b = ( | t | t ) )", "|", "unexpected '|', expected an expression"),
        ("Foo = ( a = ( x ---- b = () )", "----", "unexpected separator '----', expected a message, '.', ':=' or ')'"),
    ],
)
def test_classes(text, offending, message):
    check(class_of, text, offending, message)


@pytest.mark.parametrize(
    "text,offending,message",
    [
        ("x:=3", "x:", "unexpected keyword 'x:', expected a statement, '|' or the end of the text"),
        ("y x:=3", "=", "unexpected operator '=', expected an expression"),
        ("a b: := 3", ":=", "unexpected ':=', expected an expression"),
        ("'it''s'", "'s'", "unexpected string 's', expected a message, '.' or the end of the text"),
        ("x foo; bar", ";", "unexpected character ';'"),
        ("3 := 4", ":=", "unexpected ':=', expected a message, '.' or the end of the text"),
        ("a foo: b := 4", ":=", "unexpected ':=', expected a message, '.' or the end of the text"),
        ("a + b := 4", ":=", "unexpected ':=', expected a message, '.' or the end of the text"),
        ("a := 3\nb := 4", ":=", "unexpected ':=', expected a message, '.' or the end of the text"),
        ("a 3", "3", "unexpected number '3', expected a message, '.', ':=' or the end of the text"),
        ("a ^ b", "^", "unexpected '^', expected a message, '.', ':=' or the end of the text"),
        ("a [ b ]", "[", "unexpected '[', expected a message, '.', ':=' or the end of the text"),
        ("^ 3. 4", "4", "unexpected number '4', expected the end of the text"),
        ("^ 3. ^ 4", "^", "unexpected '^', expected the end of the text"),
        ("[ ^ 3. 4 ]", "4", "unexpected number '4', expected ']'"),
        ("(a. b)", ".", "unexpected '.', expected a message, ':=' or ')'"),
        ("()", ")", "unexpected ')', expected an expression"),
        ("(^ a)", "^", "unexpected '^', expected an expression"),
        ("3 + + 4", "+", "unexpected operator '+', expected an expression"),
        ("3 +", "", "unexpected end of text, expected an expression"),
        ("a foo:", "", "unexpected end of text, expected an expression"),
        ("at: 1 put: 2", "at:", "unexpected keyword 'at:', expected a statement, '|' or the end of the text"),
        (
            "a at:put: 3",
            "at:put:",
            "unexpected keywords 'at:put:', expected a message, '.', ':=' or the end of the text",
        ),
        ("[ :x x ]", "x", "unexpected name 'x', expected ':' or '|'"),
        ("[ : ]", "]", "unexpected ']', expected a name"),
        ("[ :x || y | y ]", "||", "unexpected operator '||', expected ':' or '|'"),
        ("|| x", "||", "unexpected operator '||', expected a statement, '|' or the end of the text"),
        ("| a", "", "unexpected end of text, expected a name or '|'"),
        ("| a 3 |", "3", "unexpected number '3', expected a name or '|'"),
        ("#(1 true)", "true", "unexpected name 'true', expected a literal or ')'"),
        ("#(1 (2))", "(", "unexpected '(', expected a literal or ')'"),
        ("#(", "", "unexpected end of text, expected a literal or ')'"),
        ("# 3", "3", "unexpected number '3', expected the text of a symbol, a string or '('"),
        ("#", "", "unexpected end of text, expected the text of a symbol, a string or '('"),
        ("- x", "x", "unexpected name 'x', expected a number"),
        ("-", "", "unexpected end of text, expected a number"),
        ("3 ]", "]", "unexpected ']', expected a message, '.' or the end of the text"),
        ("3 )", ")", "unexpected ')', expected a message, '.' or the end of the text"),
        ("[ 3 )", ")", "unexpected ')', expected a message, '.' or ']'"),
        ("(3 ]", "]", "unexpected ']', expected a message or ')'"),
        ("(3", "", "unexpected end of text, expected a message or ')'"),
        ("[ 3", "", "unexpected end of text, expected a message, '.' or ']'"),
        ("a ---- b", "----", "unexpected separator '----', expected a message, '.', ':=' or the end of the text"),
        ("'abc\ndef. x 'y' ", "'", "the string is not closed, it begins at line 2, column 10"),
        ("a := 'abc.\nb := 'def'.", "'", "the string is not closed, it begins at line 2, column 10"),
        ("'abc", "'", "the string is not closed, it begins at line 1, column 1"),
        ('a "bc', '"', "the comment is not closed, it begins at line 1, column 3"),
        ("{ 1 }", "{", "unexpected character '{'"),
        ("$a", "$", "unexpected character '$'"),
        ("_a", "_", "unexpected character '_'"),
        ("a!", "!", "unexpected character '!'"),
        ("a?", "?", "unexpected character '?'"),
        ("`a`", "`", "unexpected character '`'"),
        ("a \u2192 b", "\u2192", "unexpected character '\u2192' (U+2192)"),
        ("\x00", "\x00", "unexpected control character U+0000"),
        ("\x1b", "\x1b", "unexpected control character U+001B"),
        (
            "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' 'b' ",
            "'b'",
            "unexpected string 'b', expected a message, '.' or the end of the text",
        ),
        ("x 'a\nb'", "'a\nb'", "unexpected string 'a..., expected a message, '.', ':=' or the end of the text"),
        ("a primitive := 3", ":=", "unexpected ':=', expected a message, '.' or the end of the text"),
        ("x . . y", ".", "unexpected '.', expected a statement or the end of the text"),
        (". x", ".", "unexpected '.', expected a statement, '|' or the end of the text"),
        (": x", ":", "unexpected ':', expected a statement, '|' or the end of the text"),
        ("a b c: d e f: g + h i: ] ", "]", "unexpected ']', expected an expression"),
    ],
)
def test_snippets(text, offending, message):
    check(snippet_of, text, offending, message)


@pytest.mark.parametrize(
    "text,offset,byte",
    [
        ("a \xff", 2, "FF"),
        ("'ab\xc3(", 3, "C3"),
        ('"ab\x80"', 3, "80"),
        ("\xed\xa0\x80", 0, "ED"),
        ("ab\xe2\x9d", 2, "E2"),
    ],
)
def test_malformed_utf8(text, offset, byte):
    """Wherever it stands, the first byte that is wrong is named."""
    with pytest.raises(SomSyntaxError) as caught:
        parse_expression(SourceText("Test.som", text))
    assert (caught.value.start, caught.value.end) == (offset, offset + 1)
    assert caught.value.message == "invalid UTF-8: byte 0x" + byte
    assert caught.value.hint == "Source files are UTF-8; save the file in that encoding."


@pytest.mark.parametrize(
    "text", ["", "  ", "3 +", "(3", "[ 3", "a foo:", "x :=", "| a", "#(", "#", "'abc", "'", '3 "abc', "^", "[ :x"]
)
def test_more_text_can_help(text):
    """What the shell asks to decide whether it should read another line."""
    if text.strip() != "":
        assert error_of(snippet_of, text).at_end
    assert error_of(class_of, "Foo = ( a = ( " + text).at_end


@pytest.mark.parametrize("text", ["3 )", "x:=3", "'it''s'", "a ; b", "^ 3. 4", "\x00", "(3 ]"])
def test_more_text_cannot_help(text):
    assert not error_of(snippet_of, text).at_end


def test_the_first_error_is_reported():
    """Text that is no token is not looked at before the parser gets there."""
    assert error_of(snippet_of, "3 ) ; 'abc").start == 2
    assert error_of(snippet_of, "a ; )").start == 2


def test_everything_that_could_have_come_is_named():
    """The parser has reduced `a foo: b` when it meets the bracket, the message still tells how `b` could go on."""
    assert (
        error_of(class_of, "Foo = ( a = ( x foo: b ] ) )").message == "unexpected ']', expected a message, '.' or ')'"
    )


def test_long_tokens_are_cut():
    message = error_of(snippet_of, "a " + "1" * 1000).message
    assert message.startswith("unexpected number '" + "1" * 30 + "...', expected")
    message = error_of(snippet_of, "a '" + "\u2764" * 1000 + "'").message
    message.encode("latin-1").decode("utf-8")
    assert message.startswith(carried("unexpected string '" + "\u2764" * 10 + "..., expected"))
