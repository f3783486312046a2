"""From the machine's own exceptions to those for the embedding program."""

from __future__ import absolute_import

from som.bytecode.positions import find_position
from som.cli.reporting import error_text
from som.embedding import failures
from som.embedding.failures import Activation
from som.embedding.texts import to_host
from som.errors import (
    DEPTH_LIMIT,
    HEAP_LIMIT,
    TIME_LIMIT,
    CompileErrors,
    Ending,
    Exit,
    FatalError,
    Interrupted,
    LimitExceeded,
    LoadError,
    SomSyntaxError,
)
from som.objects.stringobject import W_String
from som.terminal import PLAIN
from som.universe.explaining import REPORTERS, explanation_text

FAILURES = (SomSyntaxError, CompileErrors, LoadError, Ending, FatalError)  # all that `translated` takes
EVALUATED = "<input>"  # the name of texts that are evaluated
LIMIT_NAMES = {TIME_LIMIT: "time", DEPTH_LIMIT: "depth", HEAP_LIMIT: "heap"}


def translated(universe, error):
    """The SomError for one of FAILURES."""
    if isinstance(error, Ending):
        return _of_running_program(universe, error)
    if isinstance(error, FatalError):
        return failures.SomInternalError(to_host(error.message))
    text = to_host(error_text(universe, error))
    if isinstance(error, SomSyntaxError):
        place = _place(error.source, error.start)
        return failures.SomSyntaxError(to_host(error.message), text, (), place, error.at_end)
    if isinstance(error, CompileErrors):
        first = error.diagnostics[0]
        return failures.SomCompileError(to_host(first.message), text, (), _place(error.source, first.start))
    return failures.SomLoadError(to_host(error.message), text)


def _of_running_program(universe, error):
    activations = activations_of(error)
    if isinstance(error, Exit):
        return _of_exit(universe, error, activations)
    text = to_host(error_text(universe, error))
    message = to_host(error.message)
    if isinstance(error, Interrupted):
        return failures.SomInterrupted(message, text, activations)
    if isinstance(error, LimitExceeded):
        return failures.SomLimit(LIMIT_NAMES[error.limit], message, text, activations)
    return failures.SomRuntimeError(message, text, activations)


def _of_exit(universe, error, activations):
    """An error that the library reports is one of the program, although it ends with an exit status."""
    text = to_host(explanation_text(universe, error, [], PLAIN))
    if text == "":
        return failures.SomExit(error.status, "system exit: %d.\n" % error.status, activations)
    message = "an error without a text"
    if isinstance(error.w_argument, W_String):
        message = to_host(error.w_argument.text)
    while len(activations) > 1 and "%s>>%s" % activations[-1][:2] in REPORTERS:
        activations.pop()
    return failures.SomRuntimeError(message, text, activations)


def activations_of(error):
    """The activations with a source that the error has left, outermost first."""
    known = {}  # in a deep recursion most are at the same few places
    activations = []
    for activation in reversed(error.activations):
        key = (activation.code, activation.pc)
        if key not in known:
            known[key] = _activation(activation.code, activation.pc)
        if known[key] is not None:
            activations.append(known[key])
    return activations


def _activation(code, pc):
    """None for code that is no part of a source text."""
    if code.source is None:
        return None
    position = find_position(code.positions, code.home_start, pc)
    offset = code.start
    if position is not None:
        offset = position.start
    place = _place(code.source, offset)
    if code.source.path == EVALUATED:
        return Activation("", "", *place)
    return Activation(to_host(code.w_holder.w_name.text), to_host(code.selector), *place)


def _place(source, offset):
    return to_host(source.path), source.line_of(offset), source.column_of(offset) + 1
