"""Objects in a few words, for diagnostics. Sends no messages: the program has failed already."""

from __future__ import absolute_import

from som.objects.arrayobject import W_Array
from som.objects.blockobject import W_Block
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double, double_text
from som.objects.integerobject import W_BigInteger, W_Integer
from som.objects.methodobject import W_Invokable
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.syntax.lexing import sequence_length
from som.syntax.reporting import printable

LONGEST = 40  # bytes of a text that are shown
MOST_BITS = 128  # of a number that is shown with all its digits
MOST_ELEMENTS = 4  # of an Array


def described(interp, w_object):
    """The object as a program would write it, or `an instance of` its class; one line without control characters."""
    if isinstance(w_object, W_Array):
        return _array(interp, w_object)
    return _element(interp, w_object)


def _element(interp, w_object):
    if w_object is interp.w_nil:
        return "nil"
    if w_object is interp.w_true:
        return "true"
    if w_object is interp.w_false:
        return "false"
    if isinstance(w_object, W_Integer):
        return str(w_object.value)
    if isinstance(w_object, W_BigInteger):
        if w_object.big.bit_length() > MOST_BITS:
            return "an Integer of %d bits" % w_object.big.bit_length()
        return w_object.big.str()
    if isinstance(w_object, W_Double):
        return double_text(w_object.value)
    if isinstance(w_object, W_Symbol):
        return "#" + shortened(w_object.text)
    if isinstance(w_object, W_String):
        return "'" + shortened(w_object.text) + "'"
    if isinstance(w_object, W_Class):
        return "the class " + w_object.w_name.text
    if isinstance(w_object, W_Block):
        return "a block"
    if isinstance(w_object, W_Invokable):
        return "the method " + w_object.w_signature.text
    if isinstance(w_object, W_Array):
        return "an Array of %d" % w_object.length()
    return "an instance of " + class_name(interp, w_object)


def class_name(interp, w_object):
    """The name of the object's class."""
    return interp.class_of(w_object).w_name.text


def _array(interp, w_array):
    length = w_array.length()
    text = "#("
    for index in range(1, length + 1):
        if index > 1:
            text += " "
        if index > MOST_ELEMENTS:
            text += "..."
            break
        text += _element(interp, w_array.at(index, interp.w_nil))
    text += ")"
    if length > MOST_ELEMENTS:
        text += ", an Array of %d" % length
    return text


def shortened(text):
    """At most LONGEST bytes of the text, cut between characters, without control characters."""
    stop = 0
    while stop < len(text) and stop < LONGEST:
        stop += sequence_length(text, stop)
    if stop < len(text):
        return printable(text, 0, stop) + "..."
    return printable(text, 0, len(text))
