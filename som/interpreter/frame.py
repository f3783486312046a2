"""The frame of one activation. Virtualizable: in traces its slots are registers.

Invariant: `slots` is never replaced or resized, and nothing that outlives the activation refers to the frame.
"""

from __future__ import absolute_import

from som.rpy import always_inline, hint, unroll_safe, we_are_jitted


@always_inline
def new_slots(size):
    """A list of `size` times None. Of constant sizes, as most are, it takes a fraction of the time."""
    if size == 1:
        return [None]
    if size == 2:
        return [None, None]
    if size == 3:
        return [None, None, None]
    if size == 4:
        return [None, None, None, None]
    if size == 5:
        return [None, None, None, None, None]
    if size == 6:
        return [None, None, None, None, None, None]
    if size == 7:
        return [None, None, None, None, None, None, None]
    if size == 8:
        return [None, None, None, None, None, None, None, None]
    if size == 9:
        return [None, None, None, None, None, None, None, None, None]
    if size == 10:
        return [None, None, None, None, None, None, None, None, None, None]
    if size == 11:
        return [None, None, None, None, None, None, None, None, None, None, None]
    if size == 12:
        return [None, None, None, None, None, None, None, None, None, None, None, None]
    return [None] * size


class Frame(object):
    """Slot 0: self; then arguments, variables that are not captured, temporaries.

    `context`: innermost Context in force, or None. `w_result`: value of the activation once it has one.
    `pc`: the last instruction that could fail; for diagnostics, and kept up to date in the translated VM only.
    """

    _virtualizable_ = ["slots[*]", "context", "w_result", "pc"]

    def __init__(self, size, context):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.slots = new_slots(size)
        self.context = context
        self.w_result = None
        self.pc = 0

    @unroll_safe
    def forget_from(self, live):
        """At a loop header: let go of dead temporaries, which would otherwise be kept for the next iteration."""
        if we_are_jitted():
            for index in range(live, len(self.slots)):
                self.slots[index] = None
