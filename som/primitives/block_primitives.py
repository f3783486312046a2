"""Primitives of Block and its subclasses."""

from __future__ import absolute_import

from som.objects.blockobject import W_Block1, W_Block2, W_Block3
from som.primitives.guards import wrong_type
from som.primitives.registry import primitive


@primitive("Block", "value")
def value_of_none(interp, w_self):
    """Blocks are of the subclasses, which have their own; so this receiver is no block."""
    raise wrong_type("Block", w_self)


@primitive("Block", "restart")
def restart(interp, w_self):
    """Answers an object that tells the RESTART_IF_ASKED instruction behind the send to do it."""
    return interp.universe.w_restart


@primitive("Block1", "value")
def value(interp, w_self):
    if not isinstance(w_self, W_Block1):
        raise wrong_type("Block", w_self)
    return interp.evaluate_0(w_self)


@primitive("Block2", "value:")
def value_with_one(interp, w_self, w_argument):
    if not isinstance(w_self, W_Block2):
        raise wrong_type("Block", w_self)
    return interp.evaluate_1(w_self, w_argument)


@primitive("Block3", "value:with:")
def value_with_two(interp, w_self, w_first, w_second):
    if not isinstance(w_self, W_Block3):
        raise wrong_type("Block", w_self)
    return interp.evaluate_2(w_self, w_first, w_second)
