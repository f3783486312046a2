"""Inlined messages that have to be sent after all, non-local returns, and other rare things that code does.

The blocks of a detour work on a context into which the frame's variables were copied; when the send is over
they are copied back. A block that is kept beyond that time no longer shares them.
"""

from __future__ import absolute_import

from som.errors import VMError
from som.interpreter.sending import Sender
from som.interpreter.unwinding import NonLocalReturn, context_at, home_at
from som.objects.arrayobject import W_Array
from som.objects.blockobject import HomeContext, new_block
from som.objects.instanceobject import W_Instance
from som.objects.stringobject import W_String
from som.rpy import dont_inline, dont_look_inside, unroll_safe


class Detours(Sender):
    """The part of the interpreter that instructions call in rare cases."""

    def context_at(self, context, depth):
        """The context `depth` levels out."""
        return context_at(context, depth)

    def return_home(self, frame, depth, w_value, w_block):
        """Leave the home method with `w_value`; if it has ended, the answer of escapedBlock:."""
        home = home_at(frame.context, depth)
        if home.alive:
            raise NonLocalReturn(home, w_value)
        return self.send_symbol(frame.slots[0], self.universe.w_escaped_block, [w_block])

    def return_home_from_inlined(self, frame, code, depth, w_value, branch_number):
        """Like `return_home`; the block that has escaped is one that was compiled inline, and is made now."""
        home = home_at(frame.context, depth)
        if home.alive:
            raise NonLocalReturn(home, w_value)
        return self.report_escape(frame, code, code.branches[branch_number])

    @dont_inline
    def report_escape(self, frame, code, branch):
        """The answer of escapedBlock: for an inlined block."""
        self.universe.provide_blocks(code, branch.send)
        inlined = code.inlined_sends[branch.send]
        block_code = inlined.block_codes[branch.number]
        w_block = new_block(block_code, self.detour_context(frame, inlined), frame.slots[0])
        return self.send_symbol(frame.slots[0], self.universe.w_escaped_block, [w_block])

    @unroll_safe
    def detour_context(self, frame, inlined):
        """A context with the current values of the variables that the blocks of an inlined send share."""
        count = len(inlined.copies)
        values_w = [self.w_nil] * count
        for index in range(count):
            slot = inlined.copies[index]
            assert slot >= 0
            values_w[index] = frame.slots[slot]
        return HomeContext(values_w, frame.context)

    def redefines_nil_tests(self, w_value):
        """True if the class of the object has an `ifNil:` of its own."""
        return isinstance(w_value, W_Instance) and self.class_of(w_value).overrides_nil_tests

    def copy_literal_array(self, w_literal):
        """A fresh array, with fresh arrays in it where the literal has nested ones."""
        assert isinstance(w_literal, W_Array)
        w_copy = w_literal.copy()
        if w_copy.holds_objects():
            self._copy_elements(w_copy)
        return w_copy

    @dont_look_inside
    def _copy_elements(self, w_array):
        for index in range(1, w_array.length() + 1):
            w_element = w_array.at(index, self.w_nil)
            if isinstance(w_element, W_Array):
                w_array.put(index, self.copy_literal_array(w_element), self.w_nil)

    @dont_inline
    @unroll_safe
    def send_uninlined(self, frame, code, row, number):
        """Send an inlined message with real blocks. None: a block returned from the method, see w_result."""
        inlined = code.inlined_sends[number]
        self.universe.provide_blocks(code, number)
        home = self.detour_context(frame, inlined)
        w_receiver = frame.slots[row]
        arguments_w = self.row_of(frame, row + 1, inlined.value_count - 1)
        for block_code in inlined.block_codes:
            arguments_w = arguments_w + [new_block(block_code, home, frame.slots[0])]
        try:
            w_result = self.send_symbol(w_receiver, inlined.w_selector, arguments_w)
        except NonLocalReturn as unwinding:
            if unwinding.home is not home:
                raise
            frame.w_result = unwinding.w_result
            return None
        finally:
            home.alive = False
        for index in range(len(inlined.copies)):
            slot = inlined.copies[index]
            assert slot >= 0
            frame.slots[slot] = home.variable_at(index)
        return w_result

    @dont_inline
    def ends_loop(self, w_condition, negated):
        """Whether a loop ends whose condition has a value that is no Boolean: it gets the library loop's messages."""
        if negated:
            w_condition = self.send(w_condition, "not", [])
            if w_condition is self.w_true:
                return False
            if w_condition is self.w_false:
                return True
        home = HomeContext([], None)
        w_block = new_block(self.universe.loop_exit_code(), home, self.w_nil)
        try:
            self.send(w_condition, "ifFalse:", [w_block])
        except NonLocalReturn as unwinding:
            if unwinding.home is not home:
                raise
            return True
        return False

    def failure(self, w_message):
        """The VMError with a String as message."""
        assert isinstance(w_message, W_String)
        return VMError(w_message.text)
