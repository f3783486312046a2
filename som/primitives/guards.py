"""What primitives demand of receivers and arguments, with the texts of primitives.md 2.

A receiver may be of any host class: a program can inherit from Integer, or send with `inSuperclass:`.
"""

from __future__ import absolute_import

from som.bytecode.opcodes import depends_on_holder
from som.errors import VMError
from som.objects.base import INTEGER
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double
from som.objects.methodobject import W_Method
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol


def wrong_type(expected, w_object):
    """The error of a primitive that got an object of a wrong representation."""
    return VMError("Expected object of type '" + expected + "' but got type '" + w_object.type_name + "'")


def require_integer(w_object):
    """Demands an Integer of any size."""
    if w_object.kind != INTEGER:
        raise wrong_type("Int", w_object)


def double_value(w_object):
    """The float of a Double; everything else is an error."""
    if not isinstance(w_object, W_Double):
        raise wrong_type("Double", w_object)
    return w_object.value


def string(w_object):
    """The object as W_String; what is neither String nor Symbol is an error."""
    if not isinstance(w_object, W_String):
        raise wrong_type("String_", w_object)
    return w_object


def class_object(w_object):
    """The object as W_Class; everything else is an error."""
    if not isinstance(w_object, W_Class):
        raise wrong_type("Class", w_object)
    return w_object


def symbol(interp, w_object):
    """The object as W_Symbol; everything else is an error."""
    if not isinstance(w_object, W_Symbol):
        name = interp.class_of(w_object).w_name.text
        raise VMError("Expected instance of 'Symbol' but got instance of '" + name + "'")
    return w_object


def check_holder(w_invokable, w_class):
    """Demands that instances of the class have the fields that the method was compiled for."""
    if not isinstance(w_invokable, W_Method) or w_class.inherits_from(w_invokable.w_holder):
        return
    if depends_on_holder(w_invokable.code):
        message = "%s uses the fields or the superclass of %s, which %s does not inherit from"
        holder = w_invokable.w_holder.w_name.text
        raise VMError(message % (w_invokable.code.qualified_name(), holder, w_class.w_name.text))
