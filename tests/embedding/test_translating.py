"""What exceptions tell about every way in which SOM can fail."""

import pytest

from som.embedding import Activation, Som, SomCompileError, SomError, SomExit, SomInternalError
from som.embedding import SomLimit, SomLoadError, SomRuntimeError, SomSyntaxError
from som.embedding import process
from som.embedding.process import RECURSION_LIMIT
from som.embedding.translating import translated
from som.errors import HEAP_LIMIT, FatalError, LimitExceeded


def failure(som, text, kind):
    with pytest.raises(SomError) as caught:
        som.evaluate(text)
    assert type(caught.value) is kind
    return caught.value


def place(error):
    return error.file, error.line, error.column


def test_syntax_errors(som):
    error = failure(som, "3 +\n  ) 4", SomSyntaxError)
    assert place(error) == ("<input>", 2, 3)
    assert error.message.startswith("unexpected ')'")
    assert error.text.startswith("<input>:2:3: error: unexpected ')'") and error.text.endswith("\n")
    assert (error.kind, error.incomplete, error.activations) == ("syntax", False, [])


def test_incomplete_texts_are_told_apart(som):
    """Whoever reads line by line asks for another one."""
    assert failure(som, "#(1 2", SomSyntaxError).incomplete
    assert failure(som, "'text", SomSyntaxError).incomplete


def test_compile_errors(som):
    error = failure(som, "3.\nundeclared := 4", SomCompileError)
    assert place(error) == ("<input>", 2, 1)
    assert "undeclared" in error.message and "undeclared := 4" in error.text


def test_columns_count_characters(som):
    assert failure(som, "'\u00e4\u00f6' foo: )", SomSyntaxError).column == 11


def test_load_errors(som):
    with pytest.raises(SomLoadError, match="There is no class Nowhere on the class path") as caught:
        som.load("Nowhere")
    assert place(caught.value) == ("", 0, 0)
    with pytest.raises(SomLoadError, match="Super class Nowhere could not be loaded"):
        som.define("Orphan = Nowhere ( )")


def test_errors_of_the_machine(som):
    error = failure(som, "#(1 2) at: 3", SomRuntimeError)
    assert error.message == "Index 3 not valid for array of length 2"
    assert error.text.startswith("Traceback (most recent call at bottom):\n")
    assert error.text.endswith(error.message + ".\n")
    assert place(error) == ("<input>", 1, 1)


DEFINITION = """EmbeddedFailure = (
    run: x = (
        #(1) do: [ :each |
            self helper: x ]
    )
    helper: x = ( ^x foo )
    report = ( self error: 'reported' )
)"""


def test_activations(som):
    """Outermost first; evaluated text has no class; what the library does to report an error is left out."""
    som.define(DEFINITION, file="dir/EmbeddedFailure.som")
    error = failure(som, "EmbeddedFailure new run: 3", SomRuntimeError)
    assert error.activations[0] == Activation("", "", "<input>", 1, 1)
    assert error.activations[1] == Activation("EmbeddedFailure", "run:", "dir/EmbeddedFailure.som", 3, 9)
    assert error.activations[-2] == Activation("EmbeddedFailure", "run:", "dir/EmbeddedFailure.som", 4, 13)
    assert error.activations[-1] == Activation("EmbeddedFailure", "helper:", "dir/EmbeddedFailure.som", 6, 20)
    assert error.activations[2].class_name == "Array"
    assert error.message == "Method foo not found in class Integer"
    assert "Integer does not understand #foo" in error.text


def test_errors_that_programs_report(som):
    som.define(DEFINITION)
    error = failure(som, "EmbeddedFailure new report", SomRuntimeError)
    assert (error.message, place(error)) == ("reported", ("<define>", 7, 16))
    assert failure(som, "nil error: nil", SomRuntimeError).message != ""


def test_unknown_names(som):
    error = failure(som, "3. Nowhere new", SomRuntimeError)
    assert "Nowhere" in error.message and "Nowhere" in error.text
    assert place(error) == ("<input>", 1, 4)


@pytest.mark.parametrize("status", [0, 1, 42, -7, 2147483647])
def test_exits_are_exceptions(som, status):
    """With the whole status, of which a process would report one byte."""
    error = failure(som, "3 + 4. system exit: %d" % status, SomExit)
    assert error.status == status
    assert place(error) == ("<input>", 1, 8)


def test_stack_overflow(som, monkeypatch):
    """Neither RecursionError nor a crash; thousands of activations are listed, and folded in the text."""
    monkeypatch.setattr(process._settings, "highest", RECURSION_LIMIT // 8)  # all of it takes seconds
    som.define("EmbeddedDepth = ( deeper = ( ^self deeper + 1 ) )")
    error = failure(som, "EmbeddedDepth new deeper", SomRuntimeError)
    assert error.message == "Stack overflow"
    assert len(error.activations) > 5000
    assert error.activations[-1].selector == "deeper"
    assert len(error.text) < 10000
    assert som.evaluate("3 + 4") == 7


def test_the_depth_limit():
    with Som(max_depth=50) as som:
        som.define("EmbeddedDepth = ( deeper = ( ^self deeper + 1 ) )")
        error = failure(som, "EmbeddedDepth new deeper", SomLimit)
        assert (error.limit, error.message) == ("depth", "Depth limit of 50 activations exceeded")
        assert 50 <= len(error.activations) <= 51
        assert som.evaluate("3 + 4") == 7


def test_memory(som):
    error = translated(som._session.universe, LimitExceeded(HEAP_LIMIT, "Out of memory"))
    assert (type(error), error.limit) == (SomLimit, "heap")


def test_bugs_of_the_machine(som):
    error = translated(som._session.universe, FatalError("an invariant"))
    assert (type(error), error.message) == (SomInternalError, "an invariant")


def test_errors_have_no_traceback_of_the_machine(som):
    """The host's activations inside of the machine would only frighten."""
    try:
        som.evaluate("nil foo")
    except SomError as error:
        frames = []
        traceback = error.__traceback__
        while traceback is not None:
            frames.append(traceback.tb_frame.f_code.co_name)
            traceback = traceback.tb_next
        assert "run_hosted" not in frames
        assert error.__context__ is None
