"""Contexts by depth, and the exceptions that unwind."""

import pytest

from som.interpreter.unwinding import NonLocalReturn, context_at, home_at
from som.objects.base import W_Object
from som.objects.blockobject import Context, HomeContext


def chain(outermost, length):
    """A context with `length` contexts around it, the last of which is given."""
    context = outermost
    for _ in range(length):
        context = Context([], context)
    return context


@pytest.mark.parametrize("depth", range(4))
def test_depth_counts_contexts_outwards(depth):
    home = HomeContext([], None)
    assert context_at(chain(home, depth), depth) is home
    assert home_at(chain(home, depth), depth) is home


def test_blocks_return_only_to_homes():
    with pytest.raises(AssertionError):
        home_at(Context([], None), 0)


def test_a_return_carries_its_home_and_value():
    home, w_result = HomeContext([], None), W_Object()
    unwinding = NonLocalReturn(home, w_result)
    assert unwinding.home is home and unwinding.w_result is w_result


def test_control_flow_is_no_error():
    """Handlers for the errors of programs must not catch it."""
    assert NonLocalReturn.__bases__ == (Exception,)
