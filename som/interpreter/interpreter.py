"""The interpreter's loop. `interpret` is the JIT's portal: one call of it is one SOM activation.

Greens are `pc` and `code`, the frame is the only red: `interp` is frozen, hence a constant. Loops are entered
at backward jumps only. Hosted, the same instructions run from a list of bound handlers (see `hosted`).
"""

from __future__ import absolute_import

from som.bytecode import instructions, operators  # noqa: F401  (their import fills INSTRUCTIONS)
from som.bytecode.spec import INSTRUCTIONS, WIDE, make_runner
from som.errors import Activation, VMError
from som.interpreter.detours import Detours
from som.interpreter.hosted import run_hosted
from som.interpreter.unwinding import RestartActivation
from som.rpy import HAVE_RPYTHON, JitDriver, StackOverflow, check_stack_overflow, not_rpython
from som.rpy import unrolling_iterable, we_are_translated


@not_rpython
def runners(wide):
    """(number, runner) of every instruction in its narrow or wide form."""
    return [(each.number + (WIDE if wide else 0), make_runner(each, wide)) for each in INSTRUCTIONS]


# Making the runners takes longer than running a small program, and only the translated VM needs them.
_NARROW = unrolling_iterable(runners(False) if HAVE_RPYTHON else [])
_WIDE = unrolling_iterable(runners(True) if HAVE_RPYTHON else [])


def location_of(pc, code):
    """What a trace prints at a merge point."""
    return "%s pc %d" % (code.qualified_name(), pc)


driver = JitDriver(
    greens=["pc", "code"],
    reds=["frame"],
    virtualizables=["frame"],
    get_printable_location=location_of,
    is_recursive=True,
)


def step(interp, frame, code, pc):
    """Execute the instruction at `pc`; the pc of the next one, or RETURNED."""
    number = ord(code.bytes[pc])
    for narrow, run in _NARROW:
        if number == narrow:
            return run(interp, frame, code, pc)
    return step_wide(interp, frame, code, pc, number)


def step_wide(interp, frame, code, pc, number):
    """Execute an instruction in its wide form."""
    for wide, run in _WIDE:
        if number == wide:
            return run(interp, frame, code, pc)
    raise AssertionError("no instruction has this number")


def interpret(interp, pc, code, frame):
    """Run an activation from `pc` to its end; answers its value."""
    while True:
        driver.jit_merge_point(pc=pc, code=code, frame=frame)
        try:
            next_pc = step(interp, frame, code, pc)
        except RestartActivation:
            next_pc = code.restart_pc
        except VMError as error:
            error.activations.append(Activation(code, pc))
            raise
        except StackOverflow:
            check_stack_overflow()
            error = VMError("Stack overflow")
            error.activations.append(Activation(code, pc))
            raise error
        except MemoryError:
            error = VMError("Out of memory")
            error.activations.append(Activation(code, pc))
            raise error
        if next_pc <= pc:
            if next_pc < 0:
                return frame.w_result
            pc = next_pc
            driver.can_enter_jit(pc=pc, code=code, frame=frame)
        else:
            pc = next_pc


class Interpreter(Detours):
    """Executes code. Frozen: its attributes are set once, before translation, and are constants then."""

    def __init__(self, universe, w_nil, w_true, w_false, kind_classes):
        self.universe = universe
        self.w_nil = w_nil
        self.w_true = w_true
        self.w_false = w_false
        self.kind_classes = kind_classes  # by W_Object.kind

    def _freeze_(self):
        return True

    def run(self, code, frame):
        """The value of an activation that is ready to start."""
        if we_are_translated():
            return interpret(self, 0, code, frame)
        return run_hosted(self, code, frame)

    def boolean(self, condition):
        """The SOM object for a host truth value."""
        if condition:
            return self.w_true
        return self.w_false
