"""The instructions for operators: small Integers and Doubles at once, everything else by a send.

Each function declares two instructions, with both operands in slots and with a literal on the right;
its docstring is the operator.
"""

from __future__ import absolute_import

from som.bytecode.spec import comparison, operator
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer, add, less_equal, subtract
from som.rpy import always_inline, dont_inline, ovfcheck, we_are_jitted

ONE = W_Integer(1)


@always_inline
def replaced(interp):
    """Whether a program has given an operator of numbers another method: then all of them are sent."""
    if we_are_jitted():
        return replaced_in_traces(interp)
    return interp.universe.operators_replaced


@dont_inline
def replaced_in_traces(interp):
    """A call in the tracer's code, which has room for few constants; nothing in traces, which depend on the answer."""
    return interp.universe.operators_replaced


def at_most(w_left, w_right):
    """w_left <= w_right, both numbers."""
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return w_left.value <= w_right.value
    return less_equal(w_left, w_right)


@operator
def add_(interp, w_left, w_right, site):
    """+"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        try:
            return W_Integer(ovfcheck(w_left.value + w_right.value))
        except OverflowError:
            return add(w_left, w_right)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return W_Double(w_left.value + w_right.value)
    return interp.send_operator(site, w_left, w_right)


@operator
def subtract_(interp, w_left, w_right, site):
    """-"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        try:
            return W_Integer(ovfcheck(w_left.value - w_right.value))
        except OverflowError:
            return subtract(w_left, w_right)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return W_Double(w_left.value - w_right.value)
    return interp.send_operator(site, w_left, w_right)


@operator
def multiply_(interp, w_left, w_right, site):
    """*"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        try:
            return W_Integer(ovfcheck(w_left.value * w_right.value))
        except OverflowError:
            return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return W_Double(w_left.value * w_right.value)
    return interp.send_operator(site, w_left, w_right)


@operator
def modulo_(interp, w_left, w_right, site):
    """%"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer) and w_right.value > 0:
        return W_Integer(w_left.value % w_right.value)
    return interp.send_operator(site, w_left, w_right)


@operator
def bit_and_(interp, w_left, w_right, site):
    """&"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return W_Integer(w_left.value & w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def less_(interp, w_left, w_right, site):
    """<"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value < w_right.value)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return interp.boolean(w_left.value < w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def less_equal_(interp, w_left, w_right, site):
    """<="""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value <= w_right.value)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return interp.boolean(w_left.value <= w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def greater_(interp, w_left, w_right, site):
    """>"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value > w_right.value)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return interp.boolean(w_left.value > w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def greater_equal_(interp, w_left, w_right, site):
    """>="""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value >= w_right.value)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return interp.boolean(w_left.value >= w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def equal_(interp, w_left, w_right, site):
    """="""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value == w_right.value)
    if isinstance(w_left, W_Double) and isinstance(w_right, W_Double):
        return interp.boolean(w_left.value == w_right.value)
    return interp.send_operator(site, w_left, w_right)


@comparison
def unequal_(interp, w_left, w_right, site):
    """~= or, as the site says, <>"""
    if replaced(interp):
        return interp.send_operator(site, w_left, w_right)
    if isinstance(w_left, W_Integer) and isinstance(w_right, W_Integer):
        return interp.boolean(w_left.value != w_right.value)
    return interp.send_operator(site, w_left, w_right)
