"""Where the output of programs goes."""

import io
import subprocess
import sys

import pytest
from sources import ROOT

from som.embedding import Som
from som.embedding.output import stream_to


def test_functions_get_every_line_as_it_is_printed():
    pieces = []
    stream = stream_to(pieces.append)
    for text in ["a", "b\n", "\xc3\xa4"]:
        stream.write(text)
    assert pieces == ["ab\n"]
    stream.flush()
    stream.flush()
    assert pieces == ["ab\n", "\u00e4"]


def test_files_are_written_to():
    file = io.StringIO()
    stream = stream_to(file)
    stream.write("a\n")
    assert file.getvalue() == "a\n"


def test_other_targets_are_refused():
    with pytest.raises(TypeError, match="int"):
        stream_to(3)


def test_errors_go_where_output_goes_in_order():
    file = io.StringIO()
    with Som(output=file) as som:
        som.evaluate("1 print. system errorPrint: '2'. 3 print")
    assert file.getvalue() == "123"


def test_errors_may_go_elsewhere():
    output, errors = io.StringIO(), io.StringIO()
    with Som(output=output, errors=errors) as som:
        som.evaluate("1 println. system errorPrintln: '2'")
    assert (output.getvalue(), errors.getvalue()) == ("1\n", "2\n")


def test_output_is_there_when_a_call_returns_or_fails(som, written):
    written.taken()
    som.evaluate("'no line feed' print")
    assert written.taken() == "no line feed"
    with pytest.raises(ValueError, match="stop"):
        som.evaluate("'before' print. it value", it=_fail)
    assert written.taken() == "before"


def _fail():
    raise ValueError("stop")


def test_exceptions_of_the_function_reach_the_caller():
    def refuse(text):
        raise OSError("full")

    with Som(output=refuse) as som:
        with pytest.raises(OSError, match="full"):
            som.evaluate("1 println. 2 println")
        assert som.evaluate("3 + 4") == 7


PROGRAM = """
import sys
from som.embedding import Som, SomError
som = Som()
for text in ["1 println", "system errorPrintln: 'x'", "3 foo", "#(1) at: 2", "nil halt", "system printStackTrace"]:
    try:
        som.evaluate(text)
    except SomError:
        pass
"""


def test_nothing_leaks_to_the_process():
    """Neither output nor errors nor stack traces, nor the copies of the process that print them elsewhere."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
