"""`system printStackTrace` in an embedded machine, which must not make copies of the process."""

from __future__ import absolute_import

import sys

from som.bytecode.positions import find_position
from som.interpreter.hosted import run_hosted
from som.objects.methodobject import W_Primitive0


def replace_primitive(universe):
    """Let System>>printStackTrace print the activations of this thread."""
    w_class = universe.classes["System"]
    w_primitive = w_class.method_table.get(universe.symbol_for("printStackTrace"), None)
    if isinstance(w_primitive, W_Primitive0):
        w_primitive.function = print_stack_trace


def print_stack_trace(interp, w_self):
    """One line for each activation, outermost first."""
    for code, pc in reversed(running_activations()):
        if code.source is not None:
            place = ""
            position = find_position(code.positions, code.home_start, pc)
            if position is not None:
                place = " (%s, line %d)" % (code.source.path, code.source.line_of(position.start))
            interp.universe.stdout.write(code.qualified_name() + place + "\n")
    return w_self


def running_activations():
    """(code, pc) of the activations of this thread, innermost first: they are host activations of `run_hosted`."""
    found = []
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code is run_hosted.__code__:
            found.append((frame.f_locals["code"], frame.f_locals["here"]))
        frame = frame.f_back
    return found
