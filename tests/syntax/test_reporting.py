"""How an error is shown in its source text."""

import pytest
from syntax.trees import carried

from som.errors import SomSyntaxError
from som.source import SourceText
from som.syntax.reporting import WIDEST_LINE, printable, render, render_place


def shown(text, offending, hint=""):
    """The report for the first `offending` in the text."""
    source = SourceText("dir/A.som", carried(text))
    start = source.text.index(carried(offending))
    return render_place(source, start, start + len(carried(offending)), "wrong", hint).encode("latin-1").decode("utf-8")


def test_place_line_mark_and_hint():
    assert shown("a\nbb cc dd\ne", "cc", "Do this.") == (
        "dir/A.som:2:4: error: wrong\n  bb cc dd\n     ^^\nhint: Do this.\n"
    )


def test_without_hint():
    assert shown("abc", "abc") == "dir/A.som:1:1: error: wrong\n  abc\n  ^^^\n"


def test_columns_and_marks_count_code_points():
    assert shown("\u00e4\u2764 \u03bb\u03bc x", "\u03bb\u03bc") == (
        "dir/A.som:1:4: error: wrong\n  \u00e4\u2764 \u03bb\u03bc x\n     ^^\n"
    )


def test_tabs_keep_the_mark_below():
    assert shown("\ta\t:= 3", ":=") == "dir/A.som:1:4: error: wrong\n  \ta\t:= 3\n  \t \t^^\n"


def test_token_over_several_lines_is_marked_in_the_first():
    assert shown("x 'ab\ncd' y", "'ab\ncd'") == "dir/A.som:1:3: error: wrong\n  x 'ab\n    ^^^\n"


def test_end_of_text_has_one_mark():
    source = SourceText("A.som", "abc")
    assert render_place(source, 3, 3, "wrong", "") == "A.som:1:4: error: wrong\n  abc\n     ^\n"
    assert render_place(SourceText("A.som", ""), 0, 0, "wrong", "") == "A.som:1:1: error: wrong\n  \n  ^\n"


def test_carriage_return_is_not_shown():
    assert shown("ab\r\ncd\r\n", "cd") == "dir/A.som:2:1: error: wrong\n  cd\n  ^^\n"


@pytest.mark.parametrize("offset", [0, 1, 79, 80, 81, 5000, 9919, 9920, 9999])
def test_long_lines_are_cut_around_the_error(offset):
    source = SourceText("A.som", "." * offset + "x" + "." * (9999 - offset))
    head, line, marks, rest = render_place(source, offset, offset + 1, "wrong", "").split("\n")
    assert head == "A.som:1:%d: error: wrong" % (offset + 1)
    assert len(line) <= WIDEST_LINE + 2
    assert line[marks.index("^")] == "x"
    assert rest == ""


def test_long_lines_are_not_cut_inside_characters():
    for offset in range(200, 206):
        text = carried("\u2764" * 200)
        render_place(SourceText("A.som", text), offset, offset + 1, "wrong", "").encode("latin-1").decode("utf-8")


def test_nothing_that_would_change_a_terminal_is_shown():
    text = "a\x1b[1m\x00\x7f\xff\t" + carried("\u00e4\u0085")
    assert printable(text, 0, len(text)) == "a?[1m???\t" + carried("\u00e4") + "?"


def test_render_takes_everything_from_the_error():
    error = SomSyntaxError(SourceText("A.som", "a b"), 2, 3, "unexpected name 'b'", "Leave it out.")
    assert render(error) == "A.som:1:3: error: unexpected name 'b'\n  a b\n    ^\nhint: Leave it out.\n"
