"""Blocks and the contexts that hold the variables which they share with the activation that made them.

A block never refers to a frame, only to a context: frames stay virtual in traces. The context of an
activation exists only if blocks that remain after inlining capture something of it.
"""

from __future__ import absolute_import

from som.objects.base import BLOCK1, BLOCK2, BLOCK3, W_Object


class Context(object):
    """Captured variables of one scope; `outer` belongs to the enclosing scope that has any, or is None."""

    _attrs_ = ["values_w", "outer"]
    _immutable_fields_ = ["values_w", "outer"]

    def __init__(self, values_w, outer):
        self.values_w = values_w
        self.outer = outer


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
