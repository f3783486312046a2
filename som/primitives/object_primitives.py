"""Primitives of Object."""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.arrayobject import W_Array, index_error
from som.objects.classobject import W_Class
from som.objects.instanceobject import W_Instance
from som.objects.integerobject import W_Integer, equal, is_number, number_hash
from som.objects.stringobject import W_String, text_hash
from som.primitives.guards import class_object, symbol, wrong_type
from som.primitives.registry import primitive
from som.rpy import compute_identity_hash


@primitive("Object", "class")
def class_(interp, w_self):
    return interp.class_of(w_self)


@primitive("Object", "objectSize")
def object_size(interp, w_self):
    """The number of fields or elements."""
    if isinstance(w_self, W_Array):
        return W_Integer(w_self.length())
    if isinstance(w_self, W_String):
        return W_Integer(w_self.length())
    if isinstance(w_self, W_Class):
        return W_Integer(len(w_self.class_fields_w))
    if isinstance(w_self, W_Instance):
        return W_Integer(w_self.layout.size)
    return W_Integer(1)


@primitive("Object", "==")
def identical(interp, w_self, w_other):
    if is_number(w_self):
        return interp.boolean(is_number(w_other) and equal(w_self, w_other))
    return interp.boolean(w_self is w_other)


@primitive("Object", "hashcode")
def hashcode(interp, w_self):
    if is_number(w_self):
        return number_hash(w_self)
    if isinstance(w_self, W_String):
        return W_Integer(text_hash(w_self.text))
    return W_Integer(compute_identity_hash(w_self))


@primitive("Object", "inspect")
def inspect(interp, w_self):
    """Reserved; there is nothing to look at objects with."""
    return w_self


@primitive("Object", "halt")
def halt(interp, w_self):
    interp.universe.stderr.write("BREAKPOINT\n")
    interp.universe.stderr.flush()
    return w_self


@primitive("Object", "perform:")
def perform(interp, w_self, w_selector):
    return send_checked(interp, w_self, interp.class_of(w_self), symbol(interp, w_selector), [])


@primitive("Object", "perform:withArguments:")
def perform_with(interp, w_self, w_selector, w_arguments):
    arguments_w = elements(interp, w_arguments)
    return send_checked(interp, w_self, interp.class_of(w_self), symbol(interp, w_selector), arguments_w)


@primitive("Object", "perform:inSuperclass:")
def perform_in(interp, w_self, w_selector, w_class):
    w_start = superclass_of_receiver(interp, w_self, w_class)
    return send_checked(interp, w_self, w_start, symbol(interp, w_selector), [])


@primitive("Object", "perform:withArguments:inSuperclass:")
def perform_with_in(interp, w_self, w_selector, w_arguments, w_class):
    w_start = superclass_of_receiver(interp, w_self, w_class)
    return send_checked(interp, w_self, w_start, symbol(interp, w_selector), elements(interp, w_arguments))


def send_checked(interp, w_self, w_class, w_selector, arguments_w):
    """Send a message whose selector and arguments come from the program and may not fit each other."""
    w_target = w_class.lookup(w_selector)
    if w_target is None:
        return interp.does_not_understand(w_self, w_selector, arguments_w)
    return invoke_checked(interp, w_target, w_self, arguments_w)


def invoke_checked(interp, w_target, w_self, arguments_w):
    """The value of an invokable that is executed on behalf of a primitive, which no code can restart."""
    w_result = interp.invoke(w_target, w_self, arguments_w)
    if w_result is interp.universe.w_restart:
        raise VMError("restart restarts the activation that sends it and cannot be performed")
    return w_result


def elements(interp, w_array):
    """The elements of an Array as a host list."""
    if not isinstance(w_array, W_Array):
        raise wrong_type("Array", w_array)
    return w_array.elements(interp.w_nil)


def superclass_of_receiver(interp, w_self, w_class):
    """The class, which has to be the receiver's or a superclass of it: its methods know the receiver's fields."""
    w_class = class_object(w_class)
    if not interp.class_of(w_self).inherits_from(w_class):
        raise VMError("%s is no superclass of the receiver's class" % w_class.w_name.text)
    return w_class


@primitive("Object", "instVarAt:")
def inst_var_at(interp, w_self, w_index):
    return field_value(interp, w_self, checked_field(w_self, w_index))


@primitive("Object", "instVarAt:put:")
def inst_var_at_put(interp, w_self, w_index, w_value):
    index = checked_field(w_self, w_index)
    if isinstance(w_self, W_Class):
        w_self.class_fields_w[index] = w_value
    else:
        assert isinstance(w_self, W_Instance)
        w_self.set_field_at(index, w_value, interp.w_nil)
    return w_self


@primitive("Object", "instVarNamed:")
def inst_var_named(interp, w_self, w_name):
    w_name = symbol(interp, w_name)
    w_class = interp.class_of(w_self)
    for index in range(field_count(w_self)):
        if w_class.field_names_w[index] is w_name:
            return field_value(interp, w_self, index)
    raise VMError("%s has no field named '%s'" % (w_class.w_name.text, w_name.text))


def field_count(w_object):
    """The number of named fields."""
    if isinstance(w_object, W_Class):
        return len(w_object.class_fields_w)
    if isinstance(w_object, W_Instance):
        return w_object.layout.size
    return 0


def checked_field(w_object, w_index):
    """The 0-based field number for a 1-based SOM index."""
    if not isinstance(w_index, W_Integer):
        raise VMError("Can't represent as unsigned machine integer")
    index = w_index.value
    count = field_count(w_object)
    if index < 1 or index > count:
        raise index_error(index, count)
    return index - 1


def field_value(interp, w_object, index):
    """The value of a field whose number is valid."""
    if isinstance(w_object, W_Class):
        return w_object.class_fields_w[index]
    assert isinstance(w_object, W_Instance)
    return w_object.field_at(index, interp.w_nil)
