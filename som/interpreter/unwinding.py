"""Leaving activations: host exceptions for control flow, and what a block's `^` does."""

from __future__ import absolute_import

from som.objects.blockobject import HomeContext
from som.rpy import unroll_safe


class NonLocalReturn(Exception):
    """Unwinds to the activation whose context is `home`, which then has the value `w_result`."""

    def __init__(self, home, w_result):
        self.home = home
        self.w_result = w_result


@unroll_safe
def context_at(context, depth):
    """The context `depth` levels out."""
    while depth > 0:
        context = context.outer
        depth -= 1
    return context


def home_at(context, depth):
    """The HomeContext `depth` levels out."""
    home = context_at(context, depth)
    assert isinstance(home, HomeContext)
    return home
