"""Blocks and the contexts that hold the variables which they share with the activation that made them.

A block never refers to a frame, only to a context: frames stay virtual in traces. The context of an
activation exists only if blocks that remain after inlining capture something of it.
"""

from __future__ import absolute_import

from som.objects.base import BLOCK1, BLOCK2, BLOCK3, W_Object
from som.objects.doubleobject import W_Double
from som.objects.instanceobject import DoubleCell, IntegerCell
from som.objects.integerobject import W_Integer
from som.rpy import dont_inline


class Context(object):
    """Captured variables of one scope; `outer` belongs to the enclosing scope that has any, or is None."""

    _attrs_ = ["values_w", "outer"]
    _immutable_fields_ = ["values_w", "outer"]

    def __init__(self, values_w, outer):
        self.values_w = values_w
        self.outer = outer

    @dont_inline
    def variable_at(self, index):
        """The value of the variable at the 0-based `index`."""
        w_value = self.values_w[index]
        if isinstance(w_value, IntegerCell):
            return W_Integer(w_value.value)
        if isinstance(w_value, DoubleCell):
            return W_Double(w_value.value)
        return w_value

    @dont_inline
    def set_variable_at(self, index, w_value):
        """Give the variable at the 0-based `index` another value.

        When a number follows a number, the context gets a cell of its own, in which further ones overwrite each other:
        sums and counters do not allocate. Invariant: a cell never leaves its context.
        """
        w_old = self.values_w[index]
        if isinstance(w_value, W_Integer):
            if isinstance(w_old, IntegerCell):
                w_old.value = w_value.value
            elif isinstance(w_old, W_Integer):
                self.values_w[index] = IntegerCell(w_value.value)
            else:
                self.values_w[index] = w_value
        elif isinstance(w_value, W_Double):
            if isinstance(w_old, DoubleCell):
                w_old.value = w_value.value
            elif isinstance(w_old, W_Double):
                self.values_w[index] = DoubleCell(w_value.value)
            else:
                self.values_w[index] = w_value
        else:
            self.values_w[index] = w_value


class HomeContext(Context):
    """The context of a method activation that blocks may return from. `alive`: it is still running."""

    _attrs_ = ["alive"]

    def __init__(self, values_w, outer):
        Context.__init__(self, values_w, outer)
        self.alive = True


class W_Block(W_Object):
    """Code closed over a context and the receiver of its home method."""

    _attrs_ = ["code", "context", "w_self"]
    _immutable_fields_ = ["code", "context", "w_self"]
    kind = BLOCK1
    type_name = "Block"

    def __init__(self, code, context, w_self):
        self.code = code
        self.context = context
        self.w_self = w_self


class W_Block1(W_Block):
    """A block without parameters."""

    _attrs_ = []


class W_Block2(W_Block):
    """A block with one parameter."""

    _attrs_ = []
    kind = BLOCK2


class W_Block3(W_Block):
    """A block with two parameters."""

    _attrs_ = []
    kind = BLOCK3


def new_block(code, context, w_self):
    """A block of the class that its number of parameters asks for."""
    count = code.argument_count
    if count == 0:
        return W_Block1(code, context, w_self)
    if count == 1:
        return W_Block2(code, context, w_self)
    return W_Block3(code, context, w_self)
