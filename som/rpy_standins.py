"""What `rpy` offers where rpython is absent: the same names with the same meaning, in plain Python.

Only `rpy` imports this module. Functions of the JIT are identities here; numbers keep the word size
and the range checks of the translated machine, so that hosted runs test the same arithmetic.
"""

from __future__ import absolute_import

import gc
import math
import operator
import random
import struct
import sys

LONG_BIT = 64
MAXINT = 2**63 - 1
_MININT = -(2**63)
_WORD = 2**64
_HOST_INT = type(_WORD)  # `long` on Python 2

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)  # SOM prints and reads Integers of any length


def _same(argument):
    return argument


def _never(*_arguments):
    return False


def _nothing(*_arguments):
    return None


def _decorator_with_arguments(*_arguments, **_settings):
    return _same


# The JIT. Nothing is ever traced here.

elidable = unroll_safe = dont_look_inside = loop_invariant = not_in_trace = promote = promote_string = _same
elidable_promote = look_inside_iff = oopspec = _decorator_with_arguments
we_are_jitted = isconstant = isvirtual = _never
set_param = set_user_param = record_exact_class = _nothing
TraceLimitTooHigh = type("TraceLimitTooHigh", (Exception,), {})  # for set_user_param; here it raises nothing


def hint(argument, **_hints):
    return argument


def loop_unrolling_heuristic(_items, size, _cutoff=2):
    return size == 0


def conditional_call(condition, function, *arguments):
    if condition:
        function(*arguments)


def conditional_call_elidable(value, function, *arguments):
    if value is None or (isinstance(value, int) and value == 0):
        return function(*arguments)
    return value


class JitDriver(object):
    """Accepts what a driver accepts and does nothing."""

    def __init__(self, **_settings):
        pass

    def jit_merge_point(self, **_variables):
        pass

    def can_enter_jit(self, **_variables):
        pass


# Translation.


class _Specialize(object):
    def __getattr__(self, _name):
        return _decorator_with_arguments


specialize = _Specialize()
always_inline = dont_inline = try_inline = not_rpython = _same
we_are_translated = stack_almost_full = _never
make_sure_not_resized = _same
enforceargs = _decorator_with_arguments
StackOverflow = RuntimeError  # RecursionError, where it exists, is a subclass
compute_identity_hash = object.__hash__
collect = gc.collect


def unrolling_iterable(items):
    return list(items)


def instantiate(cls):
    return cls.__new__(cls)


def newlist_hint(_size):
    return []


def check_nonneg(number):
    assert number >= 0


def ll_assert(condition, message):
    assert condition, message


def check_stack_overflow():
    """In a handler for `StackOverflow`: lets other RuntimeErrors pass on."""
    kind, error, _ = sys.exc_info()
    if kind is RuntimeError and "recursion" not in str(error):
        raise error


class _Erased(object):
    def __init__(self, content, name):
        self.content = content
        self.name = name


def new_erasing_pair(name):
    """Two functions that hide an object's type and bring it back; bringing back with another pair fails."""

    def erase(content):
        return _Erased(content, name)

    def unerase(erased):
        assert erased.name is name
        return erased.content

    return erase, unerase


class StringBuilder(object):
    """Collects pieces of text."""

    def __init__(self, _size=0):
        self._pieces = []

    def append(self, text):
        self._pieces.append(text)

    def append_slice(self, text, start, end):
        assert 0 <= start <= end <= len(text)
        self._pieces.append(text[start:end])

    def append_multiple_char(self, char, times):
        self._pieces.append(char * times)

    def getlength(self):
        return sum(len(piece) for piece in self._pieces)

    def build(self):
        text = "".join(self._pieces)
        self._pieces = [text]
        return text


# Machine words.


def ovfcheck(number):
    if -0x8000000000000000 <= number <= 0x7FFFFFFFFFFFFFFF:
        return number
    raise OverflowError("signed integer expression did overflow")


def intmask(number):
    number = _HOST_INT(number) & (_WORD - 1)
    if number > MAXINT:
        number -= _WORD
    return int(number)


class r_uint(_HOST_INT):
    """An unsigned word; arithmetic wraps around."""

    def __new__(cls, number):
        return _HOST_INT.__new__(cls, _HOST_INT(number) & (_WORD - 1))


def _wrapped(name):
    operation = getattr(_HOST_INT, name)

    def method(self, *others):
        return r_uint(operation(self, *[_HOST_INT(other) for other in others]))

    return method


for _stem in ("add", "sub", "mul", "floordiv", "mod", "lshift", "rshift", "and", "or", "xor"):
    setattr(r_uint, "__%s__" % _stem, _wrapped("__%s__" % _stem))
    setattr(r_uint, "__r%s__" % _stem, _wrapped("__r%s__" % _stem))
for _stem in ("neg", "invert", "abs"):
    setattr(r_uint, "__%s__" % _stem, _wrapped("__%s__" % _stem))


def int_c_div(x, y):
    quotient = abs(x) // abs(y)
    return quotient if (x < 0) == (y < 0) else -quotient


def int_c_mod(x, y):
    remainder = abs(x) % abs(y)
    return -remainder if x < 0 else remainder


# Floating point.

isinf = math.isinf
isnan = math.isnan
DTSF_ADD_DOT_0 = 2


class ParseStringError(Exception):
    def __init__(self, msg):
        self.msg = msg


def formatd(number, code, precision, flags=0):
    """The digits of a float as C's formats lay them out; code "r" gives the shortest that read back."""
    if code != "r":
        text = "%.*{0}".format(code) % (precision, number)
    else:
        text = repr(number)
        if text.endswith(".0"):
            text = text[:-2]
    if flags & DTSF_ADD_DOT_0 and text.lstrip("-").isdigit():
        text += ".0"
    return text


def string_to_float(text):
    text = text.strip(" \f\n\r\t\v")
    if text == "" or "_" in text or not all(ord(char) < 128 for char in text):
        raise ParseStringError("could not convert string to float")
    try:
        return float(text)
    except ValueError:
        raise ParseStringError("could not convert string to float")


def longlong2float(bits):
    return struct.unpack("<d", struct.pack("<q", bits))[0]


def float2longlong(number):
    return struct.unpack("<q", struct.pack("<d", number))[0]


class Random(object):
    """A source of 32-bit random numbers."""

    def __init__(self, seed=0):
        self._random = random.Random(int(seed))

    def genrand32(self):
        return r_uint(self._random.getrandbits(32))


# Integers of any size, with the method names of rlib's class.


class rbigint(object):
    """An immutable integer of any size."""

    __slots__ = ["_number"]

    def __init__(self, number):
        self._number = number

    @staticmethod
    def fromint(number):
        assert _MININT <= number <= MAXINT
        return rbigint(number)

    @staticmethod
    def fromlong(number):
        return rbigint(number)

    @staticmethod
    def fromfloat(number):
        return rbigint(int(number))  # OverflowError for infinities, ValueError for NaN

    @staticmethod
    def fromdecimalstr(text):
        return rbigint(int(text))

    @property
    def sign(self):
        return (self._number > 0) - (self._number < 0)

    def toint(self):
        if not _MININT <= self._number <= MAXINT:
            raise OverflowError
        return self._number

    def uintmask(self):
        return r_uint(self._number)

    def tofloat(self):
        return float(self._number)  # OverflowError beyond the range of binary64

    def tobool(self):
        return self._number != 0

    def str(self):
        return str(self._number)

    def bit_length(self):
        return _HOST_INT(self._number).bit_length()

    def pow(self, exponent):
        return rbigint(self._number**exponent._number)

    def lshift(self, count):
        return rbigint(self._number << count)

    def rshift(self, count):
        return rbigint(self._number >> count)

    def divmod(self, other):
        quotient, remainder = divmod(self._number, other._number)
        return rbigint(quotient), rbigint(remainder)

    def neg(self):
        return rbigint(-self._number)

    def abs(self):
        return rbigint(abs(self._number))

    def invert(self):
        return rbigint(~self._number)

    def __eq__(self, other):
        return isinstance(other, rbigint) and self._number == other._number

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._number)


def _binary(operation, answers_rbigint):
    """The method for two rbigints and its `int_` twin for an rbigint and a word."""

    def big(self, other):
        return rbigint(operation(self._number, other._number))

    def word(self, other):
        return rbigint(operation(self._number, other))

    def big_relation(self, other):
        return operation(self._number, other._number)

    def word_relation(self, other):
        return operation(self._number, other)

    return (big, word) if answers_rbigint else (big_relation, word_relation)


for _stem in ("add", "sub", "mul", "mod", "and_", "or_", "xor"):
    _big, _word = _binary(getattr(operator, _stem), True)
    setattr(rbigint, _stem, _big)
    setattr(rbigint, "int_" + _stem, _word)
for _stem in ("eq", "ne", "lt", "le", "gt", "ge"):
    _big, _word = _binary(getattr(operator, _stem), False)
    setattr(rbigint, _stem, _big)
    setattr(rbigint, "int_" + _stem, _word)
rbigint.floordiv = _binary(operator.floordiv, True)[0]  # rlib has no `int_` twin of it


class Counters(object):  # the JIT's, numbered as in rlib.jit
    TRACING, BACKEND, OPS, RECORDED_OPS, GUARDS, OPT_OPS, OPT_GUARDS, OPT_GUARDS_SHARED, OPT_FORCINGS = range(9)
    ABORT_TOO_LONG, ABORT_BRIDGE, ABORT_BAD_LOOP, ABORT_ESCAPE, ABORT_FORCE_QUASIIMMUT = range(11, 16)
    TOTAL_COMPILED_LOOPS, TOTAL_COMPILED_BRIDGES = range(19, 21)


def stats_get_counter_value(warmrunnerdesc, number):
    """Without a JIT nothing is ever counted."""
    return 0


def stats_get_times_value(warmrunnerdesc, number):
    """Without a JIT no time is ever spent."""
    return 0.0
