"""Sends: from receiver and selector to the activation of a method, block or primitive.

Each number of arguments up to two has its own path without argument lists; the bodies differ in nothing else.
"""

from __future__ import absolute_import

from som.errors import Exit, FailedSend, VMError
from som.interpreter.frame import Frame
from som.interpreter.framing import Framer
from som.interpreter.unwinding import NonLocalReturn
from som.objects.arrayobject import array_of
from som.objects.blockobject import HomeContext
from som.objects.instanceobject import W_Instance
from som.objects.methodobject import (
    READS_FIELD,
    RETURNS_GLOBAL,
    RETURNS_LITERAL,
    RETURNS_SELF,
    W_FramedMethod,
    W_Method,
    W_Primitive,
    W_Primitive0,
    W_Primitive1,
    W_Primitive2,
    W_Primitive3,
    W_TrivialMethod,
)
from som.rpy import always_inline, dont_inline, dont_look_inside, hint, promote, unroll_safe, we_are_jitted


class Sender(Framer):
    """The part of the interpreter that sends messages. `run(code, frame)` is the interpreter's."""

    @always_inline
    def class_of(self, w_object):
        """The class of any object."""
        if isinstance(w_object, W_Instance):
            return promote(w_object.layout).w_class
        return self.kinds.classes[w_object.kind]

    @always_inline
    def target_of(self, site, w_class):
        """What answers the site's selector in the class, or None."""
        if we_are_jitted():
            w_class = promote(w_class)
            return w_class.lookup_in(self.universe.lookup_version, site.w_selector)
        if site.w_class is w_class:
            return site.w_target
        return site.find(w_class)

    # Sends from code. Methods with a frame are activated in place; the other targets are one call away.

    @always_inline
    def send_0(self, site, w_receiver):
        """Send a unary message."""
        w_target = self.target_of(site, self.class_of(w_receiver))
        if isinstance(w_target, W_FramedMethod):
            code = w_target.code
            return self.run_method(code, self.frame_0(code, w_receiver))
        if isinstance(w_target, W_Primitive0):
            w_result = w_target.function(self, w_receiver)
            if is_answer(w_target, w_result):
                return w_result
        return self.invoke_found_0(site, w_target, w_receiver)

    @always_inline
    def send_1(self, site, w_receiver, w_argument):
        """Send a message with one argument."""
        w_target = self.target_of(site, self.class_of(w_receiver))
        if isinstance(w_target, W_FramedMethod):
            code = w_target.code
            return self.run_method(code, self.frame_1(code, w_receiver, w_argument))
        if isinstance(w_target, W_Primitive1):
            w_result = w_target.function(self, w_receiver, w_argument)
            if is_answer(w_target, w_result):
                return w_result
        return self.invoke_found_1(site, w_target, w_receiver, w_argument)

    @always_inline
    def send_2(self, site, w_receiver, w_first, w_second):
        """Send a message with two arguments."""
        w_target = self.target_of(site, self.class_of(w_receiver))
        if isinstance(w_target, W_FramedMethod):
            code = w_target.code
            return self.run_method(code, self.frame_2(code, w_receiver, w_first, w_second))
        if isinstance(w_target, W_Primitive2):
            w_result = w_target.function(self, w_receiver, w_first, w_second)
            if is_answer(w_target, w_result):
                return w_result
        return self.invoke_found_2(site, w_target, w_receiver, w_first, w_second)

    @dont_inline
    def send_operator(self, site, w_left, w_right):
        """Send a binary message whose operands the instruction itself cannot combine."""
        return self.send_1(site, w_left, w_right)

    def invoke_found_0(self, site, w_target, w_receiver):
        """Finish a unary send whose target is no framed method."""
        if w_target is None:
            return self.does_not_understand(w_receiver, site.w_selector, [])
        return self.invoke_0(library_method(w_target), w_receiver)

    def invoke_found_1(self, site, w_target, w_receiver, w_argument):
        """Finish a send with one argument whose target is no framed method."""
        if w_target is None:
            return self.does_not_understand(w_receiver, site.w_selector, [w_argument])
        return self.invoke_1(library_method(w_target), w_receiver, w_argument)

    def invoke_found_2(self, site, w_target, w_receiver, w_first, w_second):
        """Finish a send with two arguments whose target is no framed method."""
        if w_target is None:
            return self.does_not_understand(w_receiver, site.w_selector, [w_first, w_second])
        return self.invoke_2(library_method(w_target), w_receiver, w_first, w_second)

    def send_n(self, site, frame, row):
        """Send to slots[row] with the arguments behind it."""
        w_receiver = frame.slots[row]
        w_target = self.target_of(site, self.class_of(w_receiver))
        if isinstance(w_target, W_FramedMethod):
            code = w_target.code
            return self.run_method(code, self.frame_from(code, frame, row))
        arguments_w = self.row_of(frame, row + 1, site.argument_count)
        if w_target is None:
            return self.does_not_understand(w_receiver, site.w_selector, arguments_w)
        return self.invoke(w_target, w_receiver, arguments_w)

    def send_super(self, site, frame, row):
        """Like `send_n`, but look the method up above the class that contains the site."""
        w_receiver = frame.slots[row]
        w_target = None
        w_superclass = site.w_holder.w_superclass
        if w_superclass is not None:
            w_target = self.target_of(site, w_superclass)
        if isinstance(w_target, W_FramedMethod):
            code = w_target.code
            return self.run_method(code, self.frame_from(code, frame, row))
        arguments_w = self.row_of(frame, row + 1, site.argument_count)
        if w_target is None:
            return self.does_not_understand(w_receiver, site.w_selector, arguments_w)
        return self.invoke(w_target, w_receiver, arguments_w)

    # Sends from the VM itself

    def send(self, w_receiver, selector, arguments_w):
        """Send a message whose selector is a host string."""
        return self.send_symbol(w_receiver, self.universe.symbol_for(selector), arguments_w)

    def send_symbol(self, w_receiver, w_selector, arguments_w):
        """Send a message. The number of arguments must be that of the selector."""
        return self.send_from(w_receiver, self.class_of(w_receiver), w_selector, arguments_w)

    def send_from(self, w_receiver, w_class, w_selector, arguments_w):
        """Send a message, starting the lookup in `w_class`."""
        w_target = w_class.lookup(w_selector)
        if w_target is None:
            return self.does_not_understand(w_receiver, w_selector, arguments_w)
        return self.invoke(w_target, w_receiver, arguments_w)

    @dont_inline
    def does_not_understand(self, w_receiver, w_selector, arguments_w):
        """Report a failed send to the receiver, in SOM."""
        w_target = self.class_of(w_receiver).lookup(self.universe.w_does_not_understand)
        if w_target is None:
            raise VMError("Object does not implement doesNotUnderstand:arguments:")
        try:
            return self.invoke_2(w_target, w_receiver, w_selector, array_of(arguments_w))
        except Exit as ending:
            note_failed_send(ending, w_receiver, w_selector, arguments_w)
            raise

    @dont_inline
    def unknown_global(self, w_self, cell):
        """Ask the object whose code mentions an unbound global what to do."""
        try:
            return self.send_symbol(w_self, self.universe.w_unknown_global, [cell.w_name])
        except Exit as ending:
            note_unknown_name(ending, cell.w_name.text)
            raise

    # Activation

    def invoke_0(self, w_target, w_receiver):
        """Execute an invokable that takes no arguments."""
        if isinstance(w_target, W_Primitive0):
            w_result = w_target.function(self, w_receiver)
            if is_answer(w_target, w_result):
                return w_result
            return self.invoke_0(fallback_of(w_target), w_receiver)
        if isinstance(w_target, W_TrivialMethod):
            return self.run_trivial(w_target, w_receiver)
        if isinstance(w_target, W_Method):
            code = w_target.code
            return self.run_method(code, self.frame_0(code, w_receiver))
        raise unknown_primitive(w_target)

    def invoke_1(self, w_target, w_receiver, w_argument):
        """Execute an invokable that takes one argument."""
        if isinstance(w_target, W_Primitive1):
            w_result = w_target.function(self, w_receiver, w_argument)
            if is_answer(w_target, w_result):
                return w_result
            return self.invoke_1(fallback_of(w_target), w_receiver, w_argument)
        if isinstance(w_target, W_TrivialMethod):
            return self.run_trivial_setter(w_target, w_receiver, w_argument)
        if isinstance(w_target, W_Method):
            code = w_target.code
            return self.run_method(code, self.frame_1(code, w_receiver, w_argument))
        raise unknown_primitive(w_target)

    def invoke_2(self, w_target, w_receiver, w_first, w_second):
        """Execute an invokable that takes two arguments."""
        if isinstance(w_target, W_Method):
            code = w_target.code
            return self.run_method(code, self.frame_2(code, w_receiver, w_first, w_second))
        if isinstance(w_target, W_Primitive2):
            w_result = w_target.function(self, w_receiver, w_first, w_second)
            if is_answer(w_target, w_result):
                return w_result
            return self.invoke_2(fallback_of(w_target), w_receiver, w_first, w_second)
        raise unknown_primitive(w_target)

    @unroll_safe
    def invoke(self, w_target, w_receiver, arguments_w):
        """Execute an invokable with any number of arguments. VMError if it takes another number of them."""
        count = len(arguments_w)
        needed = argument_count_of(w_target)
        if count != needed:
            raise wrong_count(count, needed)
        if count == 0:
            return self.invoke_0(w_target, w_receiver)
        if count == 1:
            return self.invoke_1(w_target, w_receiver, arguments_w[0])
        if count == 2:
            return self.invoke_2(w_target, w_receiver, arguments_w[0], arguments_w[1])
        if isinstance(w_target, W_Method):
            code = w_target.code
            return self.run_method(code, self.frame_n(code, w_receiver, arguments_w))
        if isinstance(w_target, W_Primitive3):
            w_result = w_target.function(self, w_receiver, arguments_w[0], arguments_w[1], arguments_w[2])
            if is_answer(w_target, w_result):
                return w_result
            return self.invoke(fallback_of(w_target), w_receiver, arguments_w)
        raise unknown_primitive(w_target)

    def run_trivial(self, w_method, w_receiver):
        """The value of a method without arguments that needs no frame."""
        kind = w_method.trivial
        if kind == RETURNS_SELF:
            return w_receiver
        if kind == RETURNS_LITERAL:
            return w_method.w_literal
        if kind == RETURNS_GLOBAL:
            w_value = w_method.code.cells[0].read()
            if w_value is not None:
                return w_value
            return self.run_method(w_method.code, self.frame_0(w_method.code, w_receiver))
        assert kind == READS_FIELD
        assert isinstance(w_receiver, W_Instance)
        return w_receiver.field_at(w_method.field_index, self.w_nil)

    def run_trivial_setter(self, w_method, w_receiver, w_argument):
        """Execute a method with one argument that needs no frame."""
        kind = w_method.trivial
        if kind == RETURNS_SELF:
            return w_receiver
        if kind == RETURNS_LITERAL:
            return w_method.w_literal
        assert isinstance(w_receiver, W_Instance)
        w_receiver.set_field_at(w_method.field_index, w_argument, self.w_nil)
        return w_receiver

    @always_inline
    def run_method(self, code, frame):
        """The value of a method activation that is ready to start."""
        if code.is_home:
            return self.run_home(code, frame)
        return self.run(code, frame)

    def run_home(self, code, frame):
        """Like `run_method`, for a method that blocks may return from."""
        home = hint(frame, access_directly=True, fresh_virtualizable=True).context
        assert isinstance(home, HomeContext)
        try:
            return self.run(code, frame)
        except NonLocalReturn as unwinding:
            if unwinding.home is home:
                return unwinding.w_result
            raise
        finally:
            home.alive = False

    # Blocks

    def evaluate_0(self, w_block):
        """The value of a W_Block1."""
        code = promote(w_block.code)
        frame = Frame(code.frame_size, w_block.context)
        self.prepare_block(code, hint(frame, access_directly=True, fresh_virtualizable=True), w_block)
        return self.run(code, hint(frame, access_directly=True))

    def evaluate_1(self, w_block, w_argument):
        """The value of a W_Block2."""
        code = promote(w_block.code)
        frame = Frame(code.frame_size, w_block.context)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[1] = w_argument
        self.prepare_block(code, fresh, w_block)
        return self.run(code, hint(frame, access_directly=True))

    def evaluate_2(self, w_block, w_first, w_second):
        """The value of a W_Block3."""
        code = promote(w_block.code)
        frame = Frame(code.frame_size, w_block.context)
        fresh = hint(frame, access_directly=True, fresh_virtualizable=True)
        fresh.slots[1] = w_first
        fresh.slots[2] = w_second
        self.prepare_block(code, fresh, w_block)
        return self.run(code, hint(frame, access_directly=True))


@dont_look_inside
def note_failed_send(ending, w_receiver, w_selector, arguments_w):
    """If the library's doesNotUnderstand:arguments: has ended the program because of this message, remember it."""
    if ended_by(ending, "Object>>doesNotUnderstand:arguments:"):
        ending.failed_send = FailedSend(w_receiver, w_selector, arguments_w)


@dont_look_inside
def note_unknown_name(ending, name):
    """Likewise for unknownGlobal: and the name of the global."""
    if ended_by(ending, "Object>>unknownGlobal:"):
        ending.unknown_name = name


def ended_by(ending, handler):
    """Whether the program ends because this method, the last one left so far, has reported an error."""
    activations = ending.activations
    count = len(activations)
    if count < 2 or activations[0].code.qualified_name() != "Object>>error:":
        return False
    return (
        ending.failed_send is None
        and ending.unknown_name == ""
        and activations[count - 1].code.qualified_name() == handler
    )


@always_inline
def is_answer(w_primitive, w_result):
    """Whether the primitive has answered; in traces, of most of them, that is known without looking."""
    if we_are_jitted() and not w_primitive.may_decline:
        return True
    return w_result is not None


def fallback_of(w_primitive):
    """The library's method for a primitive that declined. VMError if the library has none."""
    w_method = w_primitive.w_fallback
    if w_method is None:
        raise VMError("The primitive %s does not take these operands" % w_primitive.w_signature.text)
    return w_method


def library_method(w_target):
    """The target itself, or the method that takes over from a primitive which has answered None."""
    if isinstance(w_target, W_Primitive) and w_target.w_fallback is not None:
        return w_target.w_fallback
    return w_target


def argument_count_of(w_target):
    """How many arguments an invokable takes."""
    if isinstance(w_target, W_Method):
        return w_target.code.argument_count
    return w_target.w_signature.arity


def wrong_count(given, needed):
    """The VMError for a wrong number of arguments."""
    return VMError("Tried passing %d arguments to a function that requires %d" % (given, needed))


def unknown_primitive(w_target):
    """The VMError for a declared primitive that the VM does not have."""
    assert isinstance(w_target, W_Primitive)
    return VMError("The primitive %s is not known to this VM" % w_target.w_signature.text)
