"""Primitives of Symbol beyond those that it inherits from String, and accelerators."""

from __future__ import absolute_import

from som.objects.stringobject import W_String, string_of
from som.objects.symbolobject import W_Symbol
from som.primitives.guards import string
from som.primitives.registry import accelerator, primitive


@primitive("Symbol", "asString")
def symbol_as_string(interp, w_receiver):
    return string_of(string(w_receiver).text)


# Accelerators.


@accelerator("Symbol", "concatenate:")
def symbol_concatenate(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_String) or not isinstance(w_argument, W_String):
        return None
    return interp.universe.symbol_for(w_receiver.text + w_argument.text)


@accelerator("Symbol", "asSymbol")
def symbol_as_symbol(interp, w_receiver):
    if isinstance(w_receiver, W_Symbol):
        return w_receiver
    return None
