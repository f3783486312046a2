"""The format of compile-time errors."""

from som.cli import reporting
from som.cli.reporting import compile_errors_text, error_text
from som.errors import CompileErrors, Diagnostic, LoadError, VMError
from som.source import SourceText
from som.terminal import Style

SOURCE = SourceText("dir/A.som", "A = (\n\t  run = ( \xc3\xa4 := 1 )  \t\n)\n")


def test_columns_count_code_points_from_one_and_lines_are_trimmed():
    start = SOURCE.text.index(":=")
    text = compile_errors_text(CompileErrors(SOURCE, [Diagnostic(start, start + 2, "No such field")]))
    assert text == "File 'dir/A.som', line 2, column 14:\n  run = ( \xc3\xa4 := 1 )\nNo such field\n"


def test_blocks_are_separated_by_an_empty_line():
    errors = CompileErrors(SOURCE, [Diagnostic(0, 1, "First"), Diagnostic(4, 5, "Second")])
    assert compile_errors_text(errors) == (
        "File 'dir/A.som', line 1, column 1:\n  A = (\nFirst\n\nFile 'dir/A.som', line 1, column 5:\n  A = (\nSecond\n"
    )


def test_without_a_terminal_there_are_the_three_lines_of_the_specification():
    """Test suites compare them: no marks, no advice."""
    text = compile_errors_text(CompileErrors(SOURCE, [Diagnostic(0, 1, "First", "Do this.")]))
    assert text == "File 'dir/A.som', line 1, column 1:\n  A = (\nFirst\n"


def test_on_a_terminal_there_are_marks_and_advice():
    start = SOURCE.text.index("\xc3")
    error = CompileErrors(SOURCE, [Diagnostic(start, start + 7, "First", "Do this."), Diagnostic(0, 1, "Second")])
    text = "File 'dir/A.som', line 2, column 12:\n  \t  run = ( \xc3\xa4 := 1 )  \t\n  \t          ^^^^^^\n"
    second = "File 'dir/A.som', line 1, column 1:\n  A = (\n  ^\nSecond\n"
    assert compile_errors_text(error, Style(False, True)) == text + "First\nhint: Do this.\n\n" + second


def test_colours():
    text = compile_errors_text(CompileErrors(SOURCE, [Diagnostic(0, 1, "First")]), Style(True, True))
    assert "\x1b[1;31mFirst\x1b[0m\n" in text
    assert text.startswith("\x1b[36mFile 'dir/A.som', line 1, column 1:\x1b[0m\n")


def test_no_byte_of_a_character_counts_as_blank():
    """The line ends in U+00C5, whose last byte is one that the host, reading single bytes, takes for a blank."""
    source = SourceText("A.som", "A = \xc3\x85")
    assert "  A = \xc3\x85\n" in compile_errors_text(CompileErrors(source, [Diagnostic(0, 1, "First")]))


def test_control_characters_do_not_reach_the_terminal():
    source = SourceText("A.som", "A = '\x1b[2J'\r\n")
    assert "  A = '?[2J'\n" in compile_errors_text(CompileErrors(source, [Diagnostic(0, 1, "First")]))


def test_what_else_a_class_could_be_called(scripted, monkeypatch):
    """On a terminal only."""
    error = LoadError("There is no Vectr", "Did you mean 'Vector'?")
    assert error_text(scripted(), error) == "som: There is no Vectr\n"
    monkeypatch.setattr(reporting, "style_for", lambda descriptor: Style(False, True))
    assert error_text(scripted(), error) == "som: There is no Vectr\nhint: Did you mean 'Vector'?\n"


def test_dispatch(scripted, syntax_error):
    universe = scripted()
    assert error_text(universe, LoadError("nothing there")) == "som: nothing there\n"
    assert error_text(universe, VMError("Domain error")) == "Traceback of Domain error.\n"
    assert error_text(universe, CompileErrors(SOURCE, [Diagnostic(0, 1, "First")])).startswith("File 'dir/A.som'")
    assert "unexpected '!'" in error_text(universe, syntax_error)
