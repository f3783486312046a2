"""Places in source texts: lines, columns in code points, the lines of a span."""

import pytest
from som.source import SourceText, code_points

TEXT = "one\n\n  t\xc3\xa4o := 3\nlast"
SOURCE = SourceText("A.som", TEXT)


@pytest.mark.parametrize(
    "offset, line, column",
    [
        (0, 1, 0),
        (2, 1, 2),
        (3, 1, 3),  # the line feed belongs to the line that it ends
        (4, 2, 0),
        (5, 3, 0),
        (7, 3, 2),
        (10, 3, 4),  # behind the character of two bytes
        (TEXT.index(":="), 3, 6),
        (TEXT.index("last"), 4, 0),
        (len(TEXT), 4, 4),
    ],
)
def test_line_and_column(offset, line, column):
    assert (SOURCE.line_of(offset), SOURCE.column_of(offset)) == (line, column)


def test_positions_behind_the_end_are_at_the_end():
    assert SOURCE.column_of(len(TEXT) + 5) == SOURCE.column_of(len(TEXT))


def test_line_bounds():
    start = TEXT.index(":=")
    assert TEXT[SOURCE.line_start(start) : SOURCE.line_end(start)] == "  t\xc3\xa4o := 3"
    assert SOURCE.line_end(len(TEXT)) == len(TEXT)


@pytest.mark.parametrize(
    "start, end, lines",
    [
        (0, 1, ["one"]),
        (0, 3, ["one"]),
        (0, 5, ["one", ""]),
        (1, len(TEXT), ["one", "", "  t\xc3\xa4o := 3", "last"]),
        (4, 4, [""]),
        (len(TEXT), len(TEXT), ["last"]),
    ],
)
def test_lines_of_a_span(start, end, lines):
    """Complete lines; a span that ends behind a line feed does not touch the next line."""
    assert SOURCE.lines_between(start, end) == lines


def test_empty_text():
    empty = SourceText("A.som", "")
    assert (empty.line_of(0), empty.column_of(0), empty.lines_between(0, 0)) == (1, 0, [""])


def test_code_points():
    assert code_points("a\xc3\xa4\xe2\x82\xac", 0, 6) == 3
    assert code_points("abc", 1, 100) == 2
