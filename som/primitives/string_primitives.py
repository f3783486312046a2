"""Primitives of String, and accelerators of what the library writes in SOM for it.

Symbols inherit them. SOM's positions are 1-based and inclusive, those of W_String 0-based. An
accelerator handles the valid cases only; in all others the library's method runs.
"""

from __future__ import absolute_import

from som.errors import VMError
from som.objects.integerobject import W_Integer
from som.objects.stringobject import W_String, string_of
from som.objects.symbolobject import W_Symbol
from som.primitives.guards import require_integer, string
from som.primitives.registry import accelerator, primitive


@primitive("String", "concatenate:")
def string_concatenate(interp, w_receiver, w_argument):
    return string(w_receiver).concatenated(string(w_argument))


@primitive("String", "asSymbol")
def string_as_symbol(interp, w_receiver):
    return interp.universe.symbol_for(string(w_receiver).text)


@primitive("String", "hashcode")
def string_hashcode(interp, w_receiver):
    return W_Integer(string(w_receiver).hash())


@primitive("String", "length")
def string_length(interp, w_receiver):
    return W_Integer(string(w_receiver).length())


@primitive("String", "isWhiteSpace")
def string_is_white_space(interp, w_receiver):
    return interp.boolean(string(w_receiver).all_white_space())


@primitive("String", "isLetters")
def string_is_letters(interp, w_receiver):
    return interp.boolean(string(w_receiver).all_letters())


@primitive("String", "isDigits")
def string_is_digits(interp, w_receiver):
    return interp.boolean(string(w_receiver).all_digits())


@primitive("String", "=")
def string_equal(interp, w_receiver, w_argument):
    w_string = string(w_receiver)
    return interp.boolean(isinstance(w_argument, W_String) and w_string.equals(w_argument))


@primitive("String", "primSubstringFrom:to:")
def string_prim_substring(interp, w_receiver, w_start, w_end):
    w_string = string(w_receiver)
    start = _position(w_start)
    end = _position(w_end)
    if end < start:
        return string_of("")
    length = w_string.length()
    if start < 1 or start > length:
        raise _out_of_range(start, length)
    if end > length:
        raise _out_of_range(end, length)
    return w_string.substring(start - 1, end)


def _position(w_position):
    require_integer(w_position)
    if not isinstance(w_position, W_Integer):
        raise VMError("Can't represent as unsigned machine integer")
    return w_position.value


def _out_of_range(position, length):
    return VMError("Index " + str(position) + " not valid for array of length " + str(length))


# Accelerators.


@accelerator("String", "+")
def string_plus(interp, w_receiver, w_argument):
    if not isinstance(w_receiver, W_String) or not isinstance(w_argument, W_String):
        return None
    if isinstance(w_receiver, W_Symbol):
        return interp.universe.symbol_for(w_receiver.text + w_argument.text)
    return w_receiver.concatenated(w_argument)


@accelerator("String", "charAt:")
def string_char_at(interp, w_receiver, w_index):
    if not isinstance(w_receiver, W_String) or not isinstance(w_index, W_Integer):
        return None
    index = w_index.value
    if 1 <= index <= w_receiver.length():
        return w_receiver.char_at(index - 1)
    return None


@accelerator("String", "substringFrom:to:")
def string_substring(interp, w_receiver, w_start, w_end):
    if not isinstance(w_receiver, W_String):
        return None
    if not isinstance(w_start, W_Integer) or not isinstance(w_end, W_Integer):
        return None
    start = w_start.value
    end = w_end.value
    if 1 <= start <= end and end <= w_receiver.length():
        return w_receiver.substring(start - 1, end)
    return None


@accelerator("String", "beginsWith:")
def string_begins_with(interp, w_receiver, w_prefix):
    if isinstance(w_receiver, W_String) and isinstance(w_prefix, W_String) and w_prefix.text != "":
        return interp.boolean(w_receiver.text.startswith(w_prefix.text))
    return None


@accelerator("String", "endsWith:")
def string_ends_with(interp, w_receiver, w_suffix):
    if isinstance(w_receiver, W_String) and isinstance(w_suffix, W_String) and w_suffix.text != "":
        return interp.boolean(w_receiver.text.endswith(w_suffix.text))
    return None


@accelerator("String", "indexOf:")
def string_index_of(interp, w_receiver, w_part):
    return _index_of(w_receiver, w_part, 1)


@accelerator("String", "indexOf:startingAt:")
def string_index_of_starting_at(interp, w_receiver, w_part, w_start):
    if not isinstance(w_start, W_Integer):
        return None
    return _index_of(w_receiver, w_part, w_start.value)


def _index_of(w_receiver, w_part, start):
    """The 1-based position of the part, -1 if there is none; None for the library's cases."""
    if start < 1 or not isinstance(w_receiver, W_String) or not isinstance(w_part, W_String):
        return None
    if w_part.text == "":
        return None
    position = w_receiver.index_of(w_part, start - 1)
    if position >= 0:
        position += 1
    return W_Integer(position)
