"""Primitives of System."""

from __future__ import absolute_import

from som.errors import Exit, VMError
from som.interpreter.traceback import request_stack_trace
from som.objects.arrayobject import new_array
from som.objects.integerobject import W_BigInteger, W_Integer
from som.objects.stringobject import W_String
from som.primitives.guards import string, symbol, wrong_type
from som.primitives.registry import primitive
from som.rpy import collect, collections_so_far, dont_look_inside, read_file, time

MICROSECONDS = 1000000.0
MILLISECONDS = 1000.0


@primitive("System", "global:")
def global_(interp, w_self, w_name):
    w_value = interp.universe.global_value(symbol(interp, w_name).text)
    if w_value is None:
        return interp.w_nil
    return w_value


@primitive("System", "global:put:")
def global_put(interp, w_self, w_name, w_value):
    interp.universe.bind_global(symbol(interp, w_name).text, w_value)
    return w_self


@primitive("System", "hasGlobal:")
def has_global(interp, w_self, w_name):
    return interp.boolean(interp.universe.global_value(symbol(interp, w_name).text) is not None)


@primitive("System", "load:")
@dont_look_inside
def load(interp, w_self, w_name):
    universe = interp.universe
    name = symbol(interp, w_name).text
    w_value = universe.global_value(name)
    if w_value is not None:
        return w_value
    w_class = universe.load_class(name)
    if w_class is None:
        return interp.w_nil
    return w_class


@primitive("System", "loadFile:")
@dont_look_inside
def load_file(interp, w_self, w_path):
    path = string(w_path).text
    sandbox = interp.universe.sandbox
    if sandbox is not None and not sandbox.allows(path):
        return interp.w_nil
    try:
        return W_String(read_file(path))
    except (OSError, IOError):
        return interp.w_nil


@primitive("System", "exit:")
def exit(interp, w_self, w_status):
    if isinstance(w_status, W_BigInteger):
        raise VMError("Domain error")
    if not isinstance(w_status, W_Integer):
        raise wrong_type("Int", w_status)
    status = w_status.value
    if status < -2147483648 or status > 2147483647:
        raise VMError("Domain error")
    raise Exit(status)


@primitive("System", "printString:")
def print_string(interp, w_self, w_text):
    interp.universe.stdout.write(string(w_text).text)
    return w_self


@primitive("System", "printNewline")
def print_newline(interp, w_self):
    interp.universe.stdout.write("\n")
    return w_self


@primitive("System", "errorPrintln:")
def error_println(interp, w_self, w_text):
    interp.universe.stderr.write(string(w_text).text + "\n")
    interp.universe.stderr.flush()
    return w_self


@primitive("System", "errorPrint:")
def error_print(interp, w_self, w_text):
    interp.universe.stderr.write(string(w_text).text)
    interp.universe.stderr.flush()
    return w_self


@primitive("System", "printStackTrace")
@dont_look_inside
def print_stack_trace(interp, w_self):
    if interp.universe.sandbox is not None:
        raise VMError("The sandbox does not allow printStackTrace, which starts a process")
    request_stack_trace(interp)
    return w_self


@primitive("System", "time")
def milliseconds(interp, w_self):
    return W_Integer(int((time() - interp.universe.start_time) * MILLISECONDS))


@primitive("System", "ticks")
def microseconds(interp, w_self):
    return W_Integer(int((time() - interp.universe.start_time) * MICROSECONDS) + 1)


@primitive("System", "fullGC")
@dont_look_inside
def full_gc(interp, w_self):
    start = time()
    collect()
    statistics = interp.universe.statistics
    statistics.collections += 1
    statistics.collection_time += time() - start
    return interp.w_true


@primitive("System", "gcStats")
@dont_look_inside
def gc_stats(interp, w_self):
    """Number of collections of the whole heap; milliseconds of those that the program asked for; 0 for allocation."""
    seconds = interp.universe.statistics.collection_time
    w_array = new_array(3)
    w_array.put(1, W_Integer(collections_so_far()), interp.w_nil)
    w_array.put(2, W_Integer(int(seconds * MILLISECONDS)), interp.w_nil)
    w_array.put(3, W_Integer(0), interp.w_nil)
    return w_array


@primitive("System", "totalCompilationTime")
@dont_look_inside
def total_compilation_time(interp, w_self):
    """Milliseconds spent on compiling classes from source."""
    return W_Integer(int(interp.universe.statistics.compilation_time * MILLISECONDS))
