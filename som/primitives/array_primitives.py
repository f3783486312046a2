"""Primitives of Array."""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.arrayobject import W_Array, W_MethodsArray, new_array
from som.objects.integerobject import W_Integer
from som.objects.methodobject import W_Invokable, W_Primitive
from som.interpreter.sending import argument_count_of, wrong_count
from som.primitives.guards import check_holder, wrong_type
from som.primitives.registry import primitive
from som.rpy import dont_inline


def array(w_object):
    """The object as W_Array; everything else is an error."""
    if not isinstance(w_object, W_Array):
        raise wrong_type("Array", w_object)
    return w_object


def position(w_index):
    """A SOM index as host integer; not yet checked against a length."""
    if not isinstance(w_index, W_Integer):
        raise VMError("Can't represent as unsigned machine integer")
    return w_index.value


@primitive("Array", "at:")
def at(interp, w_self, w_index):
    return array(w_self).at(position(w_index), interp.w_nil)


@primitive("Array", "at:put:")
def at_put(interp, w_self, w_index, w_value):
    w_array = array(w_self)
    if isinstance(w_array, W_MethodsArray):
        replace_method(interp, w_array, position(w_index), w_value)
    else:
        w_array.put(position(w_index), w_value, interp.w_nil)
    return w_array


@primitive("Array", "length")
def length(interp, w_self):
    return W_Integer(array(w_self).length())


@primitive("Array", "copy")
def copy(interp, w_self):
    w_array = array(w_self)
    return W_Array(w_array.strategy, w_array.strategy.copy(w_array.storage))


@primitive("Array class", "new:")
def new(interp, w_class, w_length):
    size = position(w_length)
    if size < 0:
        raise VMError("Can't represent as unsigned machine integer")
    return new_array(size)


def is_restart(w_invokable):
    """True for the primitive whose answer only the code behind a send of `restart` understands."""
    return isinstance(w_invokable, W_Primitive) and w_invokable.w_signature.text == "restart"


@dont_inline
def replace_method(interp, w_array, index, w_value):
    """A store into the methods of a class: the class answers the selector of that position with another method."""
    w_class = w_array.w_class
    w_old = w_array.at(index, interp.w_nil)
    if not isinstance(w_value, W_Invokable):
        raise wrong_type("Method", w_value)
    assert isinstance(w_old, W_Invokable)
    given = argument_count_of(w_old)
    needed = argument_count_of(w_value)
    if given != needed:
        raise wrong_count(given, needed)
    check_holder(w_value, w_class)
    if is_restart(w_value) and not is_restart(w_old):
        raise VMError("restart restarts the activation that sends it and cannot answer another message")
    interp.universe.check_replaceable(w_class, w_old.w_signature.text)
    w_array.put(index, w_value, interp.w_nil)
    w_class.replace_method(index - 1, w_value)
    interp.universe.methods_changed()
