"""Primitives of Method and Primitive."""

from __future__ import absolute_import

from som.objects.methodobject import W_Invokable
from som.primitives.guards import check_holder, wrong_type
from som.primitives.object_primitives import elements, invoke_checked
from som.primitives.registry import primitive


def invokable(w_object):
    """The object as W_Invokable; everything else is an error."""
    if not isinstance(w_object, W_Invokable):
        raise wrong_type("Method", w_object)
    return w_object


@primitive("Primitive", "signature")
@primitive("Method", "signature")
def signature(interp, w_self):
    return invokable(w_self).w_signature


@primitive("Primitive", "holder")
@primitive("Method", "holder")
def holder(interp, w_self):
    return invokable(w_self).w_holder


@primitive("Primitive", "invokeOn:with:")
@primitive("Method", "invokeOn:with:")
def invoke_on(interp, w_self, w_receiver, w_arguments):
    """Execute a method without lookup, on a receiver that has the fields it was compiled for."""
    w_method = invokable(w_self)
    arguments_w = []
    if w_arguments is not interp.w_nil:
        arguments_w = elements(interp, w_arguments)
    check_holder(w_method, interp.class_of(w_receiver))
    return invoke_checked(interp, w_method, w_receiver, arguments_w)
