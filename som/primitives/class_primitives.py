"""Primitives of Class."""

from __future__ import absolute_import

from som.objects.arrayobject import W_MethodsArray, array_of
from som.objects.arraystrategy import OBJECTS
from som.objects.instanceobject import new_instance
from som.primitives.guards import class_object
from som.primitives.registry import primitive
from som.rpy import promote


@primitive("Class", "name")
def name(interp, w_self):
    return class_object(w_self).w_name


@primitive("Class", "new")
def new(interp, w_self):
    w_class = promote(class_object(w_self))
    return new_instance(w_class.instance_layout, interp.w_nil)


@primitive("Class", "superclass")
def superclass(interp, w_self):
    w_superclass = class_object(w_self).w_superclass
    if w_superclass is None:
        return interp.w_nil
    return w_superclass


@primitive("Class", "fields")
def fields(interp, w_self):
    names_w = class_object(w_self).field_names_w
    values_w = [interp.w_nil] * len(names_w)
    for index in range(len(names_w)):
        values_w[index] = names_w[index]
    return array_of(values_w)


@primitive("Class", "methods")
def methods(interp, w_self):
    w_class = class_object(w_self)
    if w_class.w_methods_array is None:
        count = len(w_class.methods_w)
        values_w = [interp.w_nil] * count
        for index in range(count):
            values_w[index] = w_class.methods_w[index]
        w_class.w_methods_array = W_MethodsArray(OBJECTS, OBJECTS.erase(values_w), w_class)
    return w_class.w_methods_array
