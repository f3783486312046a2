"""What a program may use, and what happens when it has used it up or is interrupted.

Limits cost nothing unless they are asked for: the universe has switches, which are constants for traces. An alarm
(^C, the end of the time) is noticed when an activation starts and at backward jumps; in traces only if `polls` is on,
otherwise when machine code is left, at the latest after the time of grace in `rpy_limits`.
"""

from __future__ import absolute_import

from som.bytecode.positions import PositionReader
from som.errors import DEPTH_LIMIT, HEAP_LIMIT, TIME_LIMIT, Interrupted, LimitExceeded
from som.rpy import always_inline, dont_inline, dont_look_inside, we_are_jitted
from som.rpy_limits import NOTHING, TIME_IS_UP, alarm_pending, take_alarm, use_reserve


def time_message(limits):
    """What the user is told when the time is up, without period."""
    if limits.time == "1":
        return "Time limit of 1 second exceeded"
    return "Time limit of %s seconds exceeded" % limits.time


def depth_message(limits):
    """What the user is told when activations are too many, without period."""
    if limits.depth == 1:
        return "Depth limit of 1 activation exceeded"
    return "Depth limit of %d activations exceeded" % limits.depth


@always_inline
def is_alarmed(universe):
    """Whether the program has to stop, see `answer_alarm`."""
    if we_are_jitted():
        return universe.polls and alarm_pending()
    return alarm_pending()


@dont_inline
@dont_look_inside
def answer_alarm(universe):
    """Raise the Interrupted or LimitExceeded for an alarm. Returns if there was none after all."""
    kind = take_alarm()
    if kind == TIME_IS_UP:
        raise LimitExceeded(TIME_LIMIT, time_message(universe.limits))
    if kind != NOTHING:
        raise Interrupted()


@dont_inline
@dont_look_inside
def too_deep(universe):
    """The LimitExceeded for activations."""
    return LimitExceeded(DEPTH_LIMIT, depth_message(universe.limits))


@dont_inline
@dont_look_inside
def out_of_memory():
    """The LimitExceeded for memory that cannot be had. From now on there is some for reporting."""
    use_reserve()
    return LimitExceeded(HEAP_LIMIT, "Out of memory")


def place_of(error, code, pc):
    """The pc to note for the activation that an error is about to leave: of an instruction that has a position.

    Errors happen at such instructions, alarms anywhere. Then it is the last one up to `pc`, else the first.
    """
    if len(error.activations) > 0 or not (isinstance(error, Interrupted) or isinstance(error, LimitExceeded)):
        return pc
    reader = PositionReader(code.positions, code.home_start)
    place = -1
    while True:
        position = reader.next()
        if position is None or (place >= 0 and reader.pc > pc):
            break
        place = reader.pc
    if place < 0:
        return pc
    return place
