"""The host: every name of rpython that the machine uses, and the few calls to the operating system.

The only module that imports rpython. Whether rpython is there is decided once; then every name is
imported without condition, so that a missing one is an error and never a silent stub. Without
rpython `rpy_standins` offers the same names with the same meaning.

A text inside the machine is a host `str` whose characters are the bytes of its UTF-8 form. Here is
the only place that knows how a host carries them to and from files and the command line.
"""

from __future__ import absolute_import

import errno
import gc
import os
import stat
import sys
from time import time

PYTHON_2 = sys.version_info[0] == 2

try:
    if not PYTHON_2:
        raise ImportError
    import rpython  # noqa: F401

    HAVE_RPYTHON = True
except ImportError:
    HAVE_RPYTHON = False

if HAVE_RPYTHON:
    from rpython.rlib.debug import check_nonneg, ll_assert, make_sure_not_resized
    from rpython.rlib.jit import (
        Counters,
        JitDriver,
        TraceLimitTooHigh,
        conditional_call,
        conditional_call_elidable,
        dont_look_inside,
        elidable,
    )
    from rpython.rlib.jit import elidable_promote, hint, isconstant, isvirtual, look_inside_iff, loop_invariant
    from rpython.rlib.jit import loop_unrolling_heuristic, not_in_trace, oopspec, promote, promote_string
    from rpython.rlib.jit import record_exact_class, set_param, set_user_param, unroll_safe, we_are_jitted
    from rpython.rlib.jit_hooks import stats_get_counter_value, stats_get_times_value
    from rpython.rlib.longlong2float import float2longlong, longlong2float
    from rpython.rlib.objectmodel import always_inline, compute_identity_hash, dont_inline, enforceargs, instantiate
    from rpython.rlib.objectmodel import newlist_hint, not_rpython, specialize, try_inline, we_are_translated
    from rpython.rlib.rarithmetic import LONG_BIT, int_c_div, int_c_mod, intmask, ovfcheck, r_uint
    from rpython.rlib.rarithmetic import maxint as MAXINT
    from rpython.rlib.rbigint import rbigint
    from rpython.rlib.rerased import new_erasing_pair
    from rpython.rlib.rfloat import DTSF_ADD_DOT_0, formatd, isinf, isnan, string_to_float
    from rpython.rlib.rgc import collect
    from rpython.rlib.rrandom import Random
    from rpython.rlib.rstack import stack_almost_full
    from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow
    from rpython.rlib.rstring import ParseStringError, StringBuilder
    from rpython.rlib.unroll import unrolling_iterable
else:
    from som.rpy_standins import (  # noqa: F401
        DTSF_ADD_DOT_0,
        LONG_BIT,
        MAXINT,
        Counters,
        JitDriver,
        ParseStringError,
        Random,
        StackOverflow,
        StringBuilder,
        TraceLimitTooHigh,
        always_inline,
        check_nonneg,
        check_stack_overflow,
        collect,
        compute_identity_hash,
        conditional_call,
        conditional_call_elidable,
        dont_inline,
        dont_look_inside,
        elidable,
        elidable_promote,
        enforceargs,
        float2longlong,
        formatd,
        hint,
        instantiate,
        int_c_div,
        int_c_mod,
        intmask,
        isconstant,
        isinf,
        isnan,
        isvirtual,
        ll_assert,
        longlong2float,
        look_inside_iff,
        loop_invariant,
        loop_unrolling_heuristic,
        make_sure_not_resized,
        new_erasing_pair,
        newlist_hint,
        not_in_trace,
        not_rpython,
        oopspec,
        ovfcheck,
        promote,
        promote_string,
        r_uint,
        rbigint,
        record_exact_class,
        set_param,
        set_user_param,
        specialize,
        stack_almost_full,
        stats_get_counter_value,
        stats_get_times_value,
        string_to_float,
        try_inline,
        unroll_safe,
        unrolling_iterable,
        we_are_jitted,
        we_are_translated,
    )

# Bytes to and from the host. `_carried`: what a read gave, as text; `_bytes`: text as a write or a path wants it.

if PYTHON_2:

    def _carried(data):
        return data

    def _bytes(text):
        return text

    def host_argument(argument):
        """A command-line argument or environment value of the host as text."""
        return argument

    @elidable
    def is_ascii(text):
        """Whether every byte of the text is an ASCII character."""
        for char in text:
            if ord(char) >= 128:
                return False
        return True

else:

    def _carried(data):
        return data.decode("latin-1")

    def _bytes(text):
        return text.encode("latin-1")

    def host_argument(argument):
        """A command-line argument or environment value of the host as text."""
        return os.fsencode(argument).decode("latin-1")

    is_ascii = str.isascii


def _path(path):
    if path.find("\x00") >= 0:
        raise OSError(errno.ENOENT, "a path cannot hold a NUL")
    return _bytes(path)


def read_all(fd):
    """Everything that can still be read from the file descriptor. Raises OSError."""
    builder = StringBuilder()
    while True:
        chunk = _carried(os.read(fd, 65536))
        if chunk == "":
            return builder.build()
        builder.append(chunk)


def read_file(path):
    """The content of the file. Raises OSError if there is none or it cannot be read."""
    fd = os.open(_path(path), os.O_RDONLY, 0)
    try:
        return read_all(fd)
    finally:
        os.close(fd)


def read_line(fd):
    """The next line with its line feed; without one at the end of the input, "" behind it. Raises OSError.

    Reads byte by byte: what follows the line stays unread, for whoever reads the descriptor next.
    """
    builder = StringBuilder()
    while True:
        char = _carried(os.read(fd, 1))
        if char == "":
            return builder.build()
        builder.append(char)
        if char == "\n":
            return builder.build()


def write(fd, text):
    """Writes the whole text. Raises OSError."""
    data = _bytes(text)
    assert data is not None  # for the annotator
    while len(data) > 0:
        written = os.write(fd, data)
        if written < 0:
            written = 0
        data = data[written:]


def _mode(path):
    """The mode bits of the file, 0 if there is none."""
    try:
        return os.stat(_path(path)).st_mode
    except OSError:
        return 0


def file_exists(path):
    """Whether there is something at the path that is no directory."""
    mode = _mode(path)
    return mode != 0 and not stat.S_ISDIR(mode)


def is_directory(path):
    return stat.S_ISDIR(_mode(path))


def is_regular_file(path):
    """Whether there is a file that holds bytes: no directory, device, pipe or socket."""
    return stat.S_ISREG(_mode(path))


def read_link(path):
    """Where a symbolic link points to; "" if the path is none."""
    try:
        return _carried(os.readlink(_path(path)))
    except OSError:
        return ""


def current_directory():
    """Its path. Raises OSError if it has been removed."""
    return host_argument(os.getcwd())


class _RandomSource(object):
    """The random numbers of this process; seeded at first use, which must be at run time."""

    def __init__(self):
        self.generator = None

    def next32(self):
        if self.generator is None:
            seed = int(time() * 1000000.0) ^ (os.getpid() << 40)
            self.generator = Random(r_uint(seed))
        return intmask(self.generator.genrand32())


_random_source = _RandomSource()


def random_below(limit):
    """A random integer in 0 .. limit - 1; `limit` > 0."""
    assert limit > 0
    fair = MAXINT - MAXINT % limit  # numbers from here on would favour small results
    while True:
        number = ((_random_source.next32() & 0x7FFFFFFF) << 32) | _random_source.next32()
        if number < fair:
            return number % limit


def in_child_process():
    """Split off a child process: True in the child; False in the parent, once the child has ended. Raises OSError."""
    child = os.fork()
    if child == 0:
        return True
    os.waitpid(child, 0)
    return False


def exit_process(status):
    """End the process at once, without unwinding."""
    os._exit(status)


def jit_counter(number):
    """The value of one of the JIT's `Counters`. Only where there is a JIT."""
    return stats_get_counter_value(None, number)


def jit_seconds(number):
    """How long the JIT has spent on TRACING or BACKEND. Only where there is a JIT."""
    return stats_get_times_value(None, number)


# Collections of the whole heap: the native VM's major ones, and Python's of its oldest generation. RPython has no hooks
# for them, nor does it tell of minor ones. But it tells when an object has been found dead, which for an old one is at
# the end of a major collection; so there is always one dead object that waits for the next.


class _Collections(object):
    """How many there were; and before we began to count."""

    def __init__(self):
        self.count = 0
        self.before = 0


_collections = _Collections()

if HAVE_RPYTHON:
    from rpython.rlib.rgc import FinalizerQueue  # not among the names above: nothing in Python could stand in for it

    class _Dead(object):
        """What nothing refers to."""

    class _DeadQueue(FinalizerQueue):
        Class = _Dead

        def finalizer_trigger(self):
            while self.next_dead() is not None:
                _collections.count += 1
                self.register_finalizer(_Dead())

    _dead_queue = _DeadQueue()

    def count_collections():
        """Count from now on; to be called once, at run time. Python 2 running rpython's sources counts nothing."""
        if we_are_translated():
            _dead_queue.register_finalizer(_Dead())

    def collections_so_far():
        """The number of collections of the whole heap since `count_collections`."""
        return _collections.count

else:

    def count_collections():
        """Count from now on."""
        _collections.before = gc.get_stats()[-1]["collections"]

    def collections_so_far():
        """The number of collections of the whole heap since `count_collections`."""
        return gc.get_stats()[-1]["collections"] - _collections.before
