"""Methods, primitives, and the code that methods and blocks consist of: data only.

Invariant: nothing of a `Code` changes once its class is loaded, except the caches in its send sites.
"""

from __future__ import absolute_import

from som.objects.base import METHOD, PRIMITIVE, W_Object

# Bodies so small that they run without a frame.
NOT_TRIVIAL, RETURNS_SELF, RETURNS_LITERAL, READS_FIELD, WRITES_FIELD, RETURNS_GLOBAL = range(6)

NO_CONTEXT = -1
NO_SLOT = -1
ALL_LIVE = 255  # no statement about the slots at this place


class Code(object):
    """The code of one method or block.

    Slot 0 holds `self`, the next `argument_count` slots the arguments. `context_size`: number of captured
    variables of the activation, or NO_CONTEXT. `block_slot`: where a block with a `^` keeps itself.
    """

    _immutable_fields_ = [
        "bytes",
        "literals_w[*]",
        "cells[*]",
        "sites[*]",
        "blocks[*]",
        "argument_count",
        "variable_count",
        "frame_size",
        "context_size",
        "is_home",
        "block_slot",
        "is_block",
        "restart_pc",
        "block_parameter",
        "is_plain",
        "live_slots",
    ]

    def __init__(self, selector, argument_count, is_block):
        self.selector = selector  # host string; of a block, the one of its method
        self.argument_count = argument_count
        self.is_block = is_block
        self.source = None  # SourceText
        self.w_holder = None  # W_Class that contains the method
        self.start = 0  # span of the definition in the source
        self.end = 0
        self.home_start = 0  # start of the method definition around it
        self.positions = ""  # see bytecode/positions.py
        self.inlined_sends = []  # [InlinedSend]
        self.branches = []  # [InlinedBranch]
        self.block_parameter = 0  # slot of the first parameter that gets `value` messages; 0: none
        self.hosted = None  # bound handlers, see interpreter/hosted.py; unused when translated

    def qualified_name(self):
        """`Class>>selector`, with a mark for blocks."""
        name = self.selector
        if self.w_holder is not None:
            name = self.w_holder.w_name.text + ">>" + name
        if self.is_block:
            return name + " []"
        return name

    def finish(self, bytes, live_slots, literals_w, cells, sites, blocks):
        """Set what the code generator found out last.

        `live_slots`: at loop headers the number of slots that are in use, ALL_LIVE at all other offsets; not
        longer than it takes.
        """
        self.bytes = bytes
        self.live_slots = live_slots
        self.literals_w = literals_w
        self.cells = cells
        self.sites = sites
        self.blocks = blocks

    def shape(self, variable_count, frame_size, context_size, is_home, block_slot, restart_pc):
        """Set what an activation needs. Slots above `variable_count` are temporaries."""
        self.variable_count = variable_count
        self.frame_size = frame_size
        self.context_size = context_size
        self.is_home = is_home  # blocks may return from an activation of this method
        self.block_slot = block_slot
        self.restart_pc = restart_pc
        # nothing to prepare before the activation but self and arguments
        self.is_plain = context_size == NO_CONTEXT and variable_count == self.argument_count + 1

    def adopt(self, w_holder):
        """Tell this code and all blocks in it which class they belong to."""
        self.w_holder = w_holder
        for site in self.sites:
            site.w_holder = w_holder
        for code in self.blocks:
            code.adopt(w_holder)


class InlinedSend(object):
    """A control-flow message that was compiled inline, with what it takes to send it after all.

    `block_count`, `value_count`: its literal blocks, and the receiver and arguments that are values. `copies` and
    `block_codes` are set when the send is needed: frame slots that the blocks share, and the blocks.
    """

    def __init__(self, w_selector, start, end, parent, value_count, block_count):
        self.w_selector = w_selector
        self.start = start
        self.end = end
        self.parent = parent  # number of the InlinedBranch around it, -1 for none
        self.value_count = value_count
        self.block_count = block_count
        self.copies = None  # [slot]; the position is the index in the context
        self.block_codes = None  # [Code]


class InlinedBranch(object):
    """One inlined block: the `number`-th literal block of the inlined send `send`."""

    def __init__(self, send, number):
        self.send = send
        self.number = number


class W_Invokable(W_Object):
    """What a lookup finds. `w_signature`: the selector, a W_Symbol. `w_holder`: the defining class."""

    _attrs_ = ["w_signature", "w_holder"]
    _immutable_fields_ = ["w_signature"]
    type_name = "Method"

    def __init__(self, w_signature):
        self.w_signature = w_signature
        self.w_holder = None


class W_Method(W_Invokable):
    """A method written in SOM; of one of the two classes below."""

    _attrs_ = ["code"]
    _immutable_fields_ = ["code"]
    kind = METHOD

    def __init__(self, w_signature, code):
        W_Invokable.__init__(self, w_signature)
        self.code = code


class W_FramedMethod(W_Method):
    """A method whose activations need a frame."""

    _attrs_ = []


class W_TrivialMethod(W_Method):
    """A method with at most one parameter that runs without a frame. `trivial` says what it does."""

    _attrs_ = ["trivial", "field_index", "w_literal"]
    _immutable_fields_ = ["trivial", "field_index", "w_literal"]

    def __init__(self, w_signature, code, trivial, field_index, w_literal):
        W_Method.__init__(self, w_signature, code)
        self.trivial = trivial
        self.field_index = field_index
        self.w_literal = w_literal


class W_Primitive(W_Invokable):
    """A method that the VM implements; this root stands for a declared primitive that it does not know.

    `may_decline`: the function may answer None, which asks for the library's method.
    """

    _attrs_ = ["w_fallback", "may_decline"]
    _immutable_fields_ = ["w_fallback", "may_decline"]
    kind = PRIMITIVE

    def __init__(self, w_signature, w_fallback):
        W_Invokable.__init__(self, w_signature)
        self.may_decline = False
        self.w_fallback = w_fallback  # the library's W_Method, run when the function answers None; or None


class W_Primitive0(W_Primitive):
    """A primitive without arguments: function(interp, w_receiver)."""

    _attrs_ = ["function"]
    _immutable_fields_ = ["function"]


class W_Primitive1(W_Primitive):
    """A primitive with one argument."""

    _attrs_ = ["function"]
    _immutable_fields_ = ["function"]


class W_Primitive2(W_Primitive):
    """A primitive with two arguments."""

    _attrs_ = ["function"]
    _immutable_fields_ = ["function"]


class W_Primitive3(W_Primitive):
    """A primitive with three arguments."""

    _attrs_ = ["function"]
    _immutable_fields_ = ["function"]
