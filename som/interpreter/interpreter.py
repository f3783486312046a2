"""The interpreter's loop. `interpret` is the JIT's portal: one call of it is one SOM activation.

The frame is the only red; `interp` is frozen, hence a constant. Greens are `pc`, `code`, and, in methods that
evaluate a block which they are given, that block's code: library loops like `do:` are compiled once for each block,
not once for all. Loops are entered at backward jumps only. Hosted, the same instructions run from a list of
bound handlers (see `hosted`).
"""

from __future__ import absolute_import

from som.bytecode import instructions, operators  # noqa: F401  (their import fills INSTRUCTIONS)
from som.bytecode.spec import INSTRUCTIONS, WIDE, make_runner
from som.errors import Activation, Ending, Exit, VMError
from som.interpreter.detours import Detours
from som.interpreter.hosted import run_hosted
from som.interpreter.limits import answer_alarm, is_alarmed, out_of_memory, place_of, too_deep
from som.interpreter.location import location_of
from som.objects.blockobject import W_Block
from som.objects.methodobject import ALL_LIVE
from som.rpy import (
    HAVE_RPYTHON,
    JitDriver,
    StackOverflow,
    always_inline,
    check_stack_overflow,
    dont_inline,
    dont_look_inside,
    hint,
    isvirtual,
    not_rpython,
    promote,
    try_inline,
    unrolling_iterable,
    we_are_jitted,
    we_are_translated,
)


@not_rpython
def runners(wide):
    """(number, runner) of every instruction in its narrow or wide form."""
    return [(each.number + (WIDE if wide else 0), make_runner(each, wide)) for each in INSTRUCTIONS]


# Making the runners takes longer than running a small program, and only the translated VM needs them.
_NARROW = unrolling_iterable(runners(False) if HAVE_RPYTHON else [])
_WIDE = unrolling_iterable(runners(True) if HAVE_RPYTHON else [])


driver = JitDriver(
    greens=["pc", "code", "block_code"],
    reds=["frame"],
    virtualizables=["frame"],
    get_printable_location=location_of,
    is_recursive=True,
)


@always_inline
def step(interp, frame, code, pc):
    """Execute the instruction at `pc`; the pc of the next one, or RETURNED."""
    number = ord(code.bytes[pc])
    for narrow, run in _NARROW:
        if number == narrow:
            return run(interp, frame, code, pc)
    return step_wide(interp, frame, code, pc, number)


@dont_inline
def step_wide(interp, frame, code, pc, number):
    """Execute an instruction in its wide form."""
    for wide, run in _WIDE:
        if number == wide:
            return run(interp, frame, code, pc)
    raise AssertionError("no instruction has this number")


@dont_inline
def forget_dead_slots(frame, code, pc):
    """Where traces begin: let go of temporaries, which would otherwise be read, and kept alive by all guards."""
    if pc == 0:
        frame.forget_from(code.variable_count)
    elif pc < len(code.live_slots):
        live = ord(code.live_slots[pc])
        if live != ALL_LIVE:
            frame.forget_from(live)


def interpret(interp, pc, code, block_code, frame):
    """Run an activation from `pc` to its end; answers its value."""
    frame = hint(frame, access_directly=True)
    while True:
        driver.jit_merge_point(pc=pc, code=code, block_code=block_code, frame=frame)
        if we_are_jitted() and not isvirtual(frame):
            forget_dead_slots(frame, code, pc)
        next_pc = step(interp, frame, code, pc)
        if next_pc <= pc:
            if next_pc < 0:
                return frame.w_result
            if is_alarmed(interp.universe):
                frame.pc = pc
                answer_alarm(interp.universe)
            pc = next_pc
            driver.can_enter_jit(pc=pc, code=code, block_code=block_code, frame=frame)
        else:
            pc = next_pc


@dont_look_inside
def note_activation(error, code, frame):
    """Add the activation to those that the error has left."""
    note_argument(error, code, frame)
    error.activations.append(Activation(code, place_of(error, code, frame.pc)))


def note_argument(error, code, frame):
    """Keep the argument of the activation that ended the program: if it is `error:`, the message."""
    if isinstance(error, Exit) and code.argument_count == 1 and len(error.activations) == 0:
        error.w_argument = frame.slots[1]


class Interpreter(Detours):
    """Executes code. Frozen: its attributes are set once, before translation, and are constants then."""

    def __init__(self, universe, w_nil, w_true, w_false, kinds):
        self.universe = universe
        self.w_nil = w_nil
        self.w_true = w_true
        self.w_false = w_false
        self.kinds = kinds

    def _freeze_(self):
        return True

    def run(self, code, frame):
        """The value of an activation that is ready to start."""
        if not we_are_translated():
            return run_hosted(self, code, frame)
        if self.universe.counts_depth:
            return self.run_counted(code, frame)
        return self.run_uncounted(code, frame)

    def run_counted(self, code, frame):
        """Like `run`, when the number of activations is limited."""
        universe = self.universe
        depth = universe.depth
        if depth >= universe.limits.depth:
            error = too_deep(universe)
            note_activation(error, code, frame)
            raise error
        universe.depth = depth + 1
        try:
            return self.run_uncounted(code, frame)
        finally:
            universe.depth = depth

    @try_inline
    def run_uncounted(self, code, frame):
        """Like `run`, with all the depth that there is."""
        block_code = self.block_code_of(code, hint(frame, access_directly=True, fresh_virtualizable=True))
        if is_alarmed(self.universe):
            self.answer_alarm_at_start(code, frame)
        try:
            return interpret(self, 0, code, block_code, frame)
        except Ending as error:
            note_activation(error, code, frame)
            raise
        except StackOverflow:
            check_stack_overflow()
            error = VMError("Stack overflow")
            note_activation(error, code, frame)
            raise error
        except MemoryError:
            error = out_of_memory()
            note_activation(error, code, frame)
            raise error

    @dont_inline
    @dont_look_inside
    def answer_alarm_at_start(self, code, frame):
        """Like `answer_alarm`, for an activation that has not started yet."""
        try:
            answer_alarm(self.universe)
        except VMError as error:
            note_activation(error, code, frame)
            raise

    def block_code_of(self, code, frame):
        """The code of the block that the activation was given to evaluate, or None."""
        if code.block_parameter > 0:
            w_argument = frame.slots[code.block_parameter]
            if isinstance(w_argument, W_Block):
                return promote(w_argument.code)
        return None

    def boolean(self, condition):
        """The SOM object for a host truth value."""
        if condition:
            return self.w_true
        return self.w_false
