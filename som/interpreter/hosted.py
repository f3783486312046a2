"""The loop for the untranslated VM: instructions are decoded once, into functions bound to their operands.

Meaning and order of everything are those of `interpreter.interpret`; only the way from pc to handler differs,
because reading operands byte by byte is what costs most under CPython.
"""

from __future__ import absolute_import

from som.bytecode.spec import CODE, decode, resolve
from som.errors import Activation, Ending, Exit, VMError
from som.interpreter.limits import out_of_memory, place_of, too_deep
from som.rpy import not_rpython


@not_rpython
def run_hosted(interp, code, frame):
    """Run an activation from its start to its end; answers its value."""
    bound = code.hosted
    if bound is None:
        bound = bind_code(interp, code)
        code.hosted = bound
    pc = 0
    try:
        while True:
            here = pc
            pc = bound[pc](frame)
            if pc < 0:
                return frame.w_result
    except Ending as error:
        if isinstance(error, Exit) and code.argument_count == 1 and not error.activations:
            error.w_argument = frame.slots[1]
        error.activations.append(Activation(code, place_of(error, code, here)))
        raise
    except RuntimeError as overflow:
        if not _is_overflow(overflow):
            raise
        raise _ended(code, here, VMError("Stack overflow"))
    except MemoryError:
        raise _ended(code, here, out_of_memory())


@not_rpython
def count_activations(interp):
    """Make the interpreter count activations from now on, as `run_counted` does in the native VM."""
    universe = interp.universe
    limit = universe.limits.depth

    def run(code, frame):
        depth = universe.depth
        if depth >= limit:
            raise _ended(code, 0, too_deep(universe))
        universe.depth = depth + 1
        try:
            return run_hosted(interp, code, frame)
        finally:
            universe.depth = depth

    interp.run = run


@not_rpython
def _ended(code, pc, error):
    """The error for a resource that ran out."""
    error.activations.append(Activation(code, pc))
    return error


@not_rpython
def _is_overflow(error):
    """True if a RuntimeError says that the host's stack is full (a class of its own from 3.5 on)."""
    return "recursion" in str(error)


@not_rpython
def bind_code(interp, code):
    """A list with, at each pc where an instruction starts, a function of the frame that executes it."""
    bound = [None] * len(code.bytes)
    pc = 0
    while pc < len(code.bytes):
        decoded = decode(code.bytes, pc)
        arguments = []
        numbers = iter(decoded.operands)
        for kind in decoded.instruction.kinds:
            if kind == CODE:
                arguments.append(code)
            else:
                arguments.append(resolve(code, kind, next(numbers)))
        binder = _BINDERS[len(arguments)]
        bound[pc] = binder(decoded.instruction.handler, interp, decoded.next_pc, *arguments)
        pc = decoded.next_pc
    return bound


def _bind_0(handler, interp, pc):
    return lambda frame: handler(interp, frame, pc)


def _bind_1(handler, interp, pc, a):
    return lambda frame: handler(interp, frame, pc, a)


def _bind_2(handler, interp, pc, a, b):
    return lambda frame: handler(interp, frame, pc, a, b)


def _bind_3(handler, interp, pc, a, b, c):
    return lambda frame: handler(interp, frame, pc, a, b, c)


def _bind_4(handler, interp, pc, a, b, c, d):
    return lambda frame: handler(interp, frame, pc, a, b, c, d)


def _bind_5(handler, interp, pc, a, b, c, d, e):
    return lambda frame: handler(interp, frame, pc, a, b, c, d, e)


def _bind_6(handler, interp, pc, a, b, c, d, e, f):
    return lambda frame: handler(interp, frame, pc, a, b, c, d, e, f)


def _bind_7(handler, interp, pc, a, b, c, d, e, f, g):
    return lambda frame: handler(interp, frame, pc, a, b, c, d, e, f, g)


_BINDERS = [_bind_0, _bind_1, _bind_2, _bind_3, _bind_4, _bind_5, _bind_6, _bind_7]
