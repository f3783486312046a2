"""The exceptions themselves."""

import pickle
import sys
import traceback

import pytest

from som.embedding import Activation, SomCompileError, SomError, SomExit, SomInternalError, SomInterrupted
from som.embedding import SomLimit, SomLoadError, SomRuntimeError, SomSyntaxError

CLASSES = [SomSyntaxError, SomCompileError, SomLoadError, SomRuntimeError, SomExit, SomLimit, SomInterrupted]
CLASSES.append(SomInternalError)
HERE = [Activation("A", "b", "A.som", 1, 2), Activation("C", "d", "C.som", 3, 4)]


def test_all_are_som_errors_of_their_own_kind():
    assert all(issubclass(kind, SomError) for kind in CLASSES)
    assert len({kind.kind for kind in CLASSES}) == len(CLASSES)


def test_the_place_is_that_of_the_innermost_activation():
    error = SomRuntimeError("message", "text", HERE)
    assert (str(error), error.text, error.file, error.line, error.column) == ("message", "text", "C.som", 3, 4)


def test_without_anything_else_the_message_is_the_text():
    error = SomLoadError("message")
    assert (error.text, error.file, error.line, error.column) == ("message.\n", "", 0, 0)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="older ones show the message only")
def test_python_shows_the_text_of_unhandled_errors():
    shown = "".join(traceback.format_exception_only(SomError, SomRuntimeError("message", "SOM's\ntraceback\n", HERE)))
    assert shown == "som.embedding.failures.SomRuntimeError: message\nSOM's\ntraceback\n"


@pytest.mark.parametrize(
    "error",
    [
        SomRuntimeError("message", "text", HERE),
        SomSyntaxError("message", "text", (), ("file", 1, 2), True),
        SomExit(3, "text", HERE),
        SomLimit("time", "message", "text", HERE),
    ],
)
def test_errors_can_be_pickled(error):
    """A program that runs machines in other processes gets their errors."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.args, copy.__dict__) == (error.args, error.__dict__)
