"""The parts of the builder that are more than data."""

import pytest

from som.syntax.parts import Builder, Token, unescaped


@pytest.mark.parametrize("code,expected", list(zip("tbnrf0'\\", "\t\b\n\r\f\0'\\")))
def test_escapes(code, expected):
    assert unescaped(code) == expected


@pytest.mark.parametrize("code", ["a", "T", '"', "1", "\n", " ", "\xe2"])
def test_no_escapes(code):
    assert unescaped(code) == ""


@pytest.mark.parametrize(
    "literal,value",
    [
        ("''", ""),
        ("'a'", "a"),
        ("'\\\\\\\\'", "\\\\"),
        ("'\\\\t'", "\\t"),
        ("'\\t\\\\'", "\t\\"),
        ("'a\r\nb\r\n'", "a\nb\n"),
        ("'\r\r\n\n'", "\r\n\n"),
    ],
)
def test_string_value(literal, value):
    text = "xx" + literal + "yy"
    builder = Builder(text)
    assert builder.string_value(Token(2, 2 + len(literal))) == value
    assert builder.diagnostics == []


def test_diagnostics_point_into_the_source_even_behind_line_breaks():
    text = "'a\r\nb\\q\r\n\\z'"
    builder = Builder(text)
    assert builder.string_value(Token(0, len(text))) == "a\nb\n"
    assert [text[each.start : each.end] for each in builder.diagnostics] == ["\\q", "\\z"]


def test_text_of():
    builder = Builder("abc def")
    assert builder.text_of(Token(4, 7)) == "def"
    assert builder.text_of(Token(3, 3)) == ""
    variable = builder.variable(Token(0, 3))
    assert (variable.name, variable.start, variable.end) == ("abc", 0, 3)
