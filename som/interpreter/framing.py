"""Making the frames of activations. Until it runs, a frame is fresh: nobody else can see it."""

from __future__ import absolute_import

from som.interpreter.frame import Frame
from som.objects.blockobject import Context, HomeContext
from som.objects.methodobject import NO_CONTEXT, NO_SLOT
from som.rpy import always_inline, hint, unroll_safe


class Framer(object):
    """The part of the interpreter that makes frames, one way for each number of arguments."""

    @always_inline
    def frame_0(self, code, w_self):
        """The frame of a method activation without arguments."""
        frame = Frame(code.frame_size, None)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[0] = w_self
        if not code.is_plain:
            self.prepare(code, fresh, None)
        return hint(frame, access_directly=True)

    @always_inline
    def frame_1(self, code, w_self, w_argument):
        """The frame of a method activation with one argument."""
        frame = Frame(code.frame_size, None)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[0] = w_self
        fresh.slots[1] = w_argument
        if not code.is_plain:
            self.prepare(code, fresh, None)
        return hint(frame, access_directly=True)

    @always_inline
    def frame_2(self, code, w_self, w_first, w_second):
        """The frame of a method activation with two arguments."""
        frame = Frame(code.frame_size, None)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[0] = w_self
        fresh.slots[1] = w_first
        fresh.slots[2] = w_second
        if not code.is_plain:
            self.prepare(code, fresh, None)
        return hint(frame, access_directly=True)

    @unroll_safe
    def frame_n(self, code, w_self, arguments_w):
        """The frame of a method activation with any number of arguments."""
        frame = Frame(code.frame_size, None)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[0] = w_self
        for index in range(len(arguments_w)):
            fresh.slots[index + 1] = arguments_w[index]
        if not code.is_plain:
            self.prepare(code, fresh, None)
        return hint(frame, access_directly=True)

    @unroll_safe
    def frame_from(self, code, caller, row):
        """The frame of a method activation whose receiver and arguments are a row of the caller's slots."""
        frame = Frame(code.frame_size, None)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        for index in range(code.argument_count + 1):
            fresh.slots[index] = caller.slots[row + index]
        if not code.is_plain:
            self.prepare(code, fresh, None)
        return hint(frame, access_directly=True)

    @unroll_safe
    def prepare(self, code, frame, outer):
        """Make the activation's context, if it has one, and its variables nil."""
        if code.context_size != NO_CONTEXT:
            values_w = [self.w_nil] * code.context_size
            if code.is_home:
                frame.context = HomeContext(values_w, outer)
            else:
                frame.context = Context(values_w, outer)
        for index in range(code.argument_count + 1, code.variable_count):
            frame.slots[index] = self.w_nil

    @always_inline
    def prepare_block(self, code, fresh, w_block):
        """Finish the frame of a block activation whose arguments are in place."""
        fresh.slots[0] = w_block.w_self
        if not code.is_plain:
            self.prepare(code, fresh, w_block.context)
            if code.block_slot != NO_SLOT:
                fresh.slots[code.block_slot] = w_block

    @unroll_safe
    def row_of(self, frame, first, count):
        """The objects in `count` consecutive slots."""
        arguments_w = [None] * count
        for index in range(count):
            arguments_w[index] = frame.slots[first + index]
        return arguments_w
