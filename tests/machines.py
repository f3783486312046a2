"""Whole machines in this process: their class path, what their programs print, answer and fail with."""

import functools
import os
import sys
import threading

import pytest
from sources import ROOT

from som.errors import Exit, VMError
from som.objects.arrayobject import W_Array
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double
from som.objects.integerobject import is_integer
from som.objects.methodobject import W_Invokable
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.universe.universe import Universe
from tests.compiler.compiling import Recorder
from tests.compiler.compiling import define as define_in
from tests.objects.numeric import value_of
from tests.objects.texts import carried, shown

LIBRARY = os.path.join(ROOT, "core-lib", "Smalltalk")
TEST_SUITE = os.path.join(ROOT, "core-lib", "TestSuite")
STACK_BYTES = 128 << 20
RECURSION_LIMIT = 60000


def machine(*class_path, boot=True, inlining=True):
    """A universe of its own whose output is recorded; `class_path`: directories."""
    universe = Universe(LIBRARY)
    universe.class_path = [str(directory) for directory in class_path]
    universe.options.inlining = inlining
    record(universe)
    if boot:
        universe.boot()
    return universe


def record(universe):
    """Keep what the universe writes from now on."""
    universe.stdout = Recorder(1)
    universe.stderr = Recorder(2)


@functools.lru_cache(maxsize=None)
def shared():
    """The machine of all tests that neither change the library's classes nor rebind its globals."""
    return machine()


def write_classes(directory, *texts):
    """Write one file for each class definition, called like the class; answers the directory."""
    for text in texts:
        name = text.split("=", 1)[0].strip()
        (directory / (name + ".som")).write_bytes(text.encode("utf-8"))
    return directory


def host(universe, w_object):
    """A host value: numbers, strings, booleans, None, lists for Arrays; `#name` for Symbols, `<name>` for classes."""
    if w_object is universe.w_nil:
        return None
    if w_object is universe.w_true or w_object is universe.w_false:
        return w_object is universe.w_true
    if isinstance(w_object, W_Symbol):
        assert w_object is universe.symbol_for(w_object.text)
        return "#" + shown(w_object.text)
    if isinstance(w_object, W_String):
        return shown(w_object.text)
    if isinstance(w_object, W_Array):
        return [host(universe, w_element) for w_element in w_object.elements(universe.w_nil)]
    if is_integer(w_object) or isinstance(w_object, W_Double):
        return value_of(w_object)
    if isinstance(w_object, W_Class):
        return "<%s>" % w_object.w_name.text
    if isinstance(w_object, W_Invokable):
        return "<%s>>%s>" % (w_object.w_holder.w_name.text, w_object.w_signature.text)
    return w_object


def define(text, universe=None):
    """The W_Class that the source text of a class defines."""
    return define_in(text, universe=universe or shared())


def new(text, universe=None):
    """A new instance of the class that the source text defines."""
    universe = universe or shared()
    return universe.interp.send(define(text, universe), "new", [])


def evaluate(text, universe=None):
    """The host value of an expression or of statements."""
    universe = universe or shared()
    return host(universe, universe.evaluate(carried(text), universe.w_nil))


def send(w_receiver, selector, *arguments_w, universe=None):
    """The host value of a message."""
    universe = universe or shared()
    return host(universe, universe.interp.send(w_receiver, selector, list(arguments_w)))


def failure(text, universe=None):
    """The message of the VM error with which the statements end."""
    with pytest.raises(VMError) as caught:
        evaluate(text, universe)
    return caught.value.message


def ending(text, universe=None):
    """(exit status, what was printed) of statements that end the program."""
    universe = universe or shared()
    universe.stdout.taken()
    with pytest.raises(Exit) as caught:
        evaluate(text, universe)
    return caught.value.status, universe.stdout.taken()


def run(universe, *arguments):
    """What a program prints that ends by itself."""
    universe.stdout.taken()
    universe.run_program(list(arguments))
    return universe.stdout.taken()


def deeply(function):
    """The function's value or exception, computed with room for deep recursion."""
    results = []

    def body():
        try:
            results.append((function(), None))
        except BaseException as error:
            results.append((None, error))

    old_limit = sys.getrecursionlimit()
    old_size = threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(RECURSION_LIMIT)
    try:
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(old_limit)
        threading.stack_size(old_size)
    value, error = results[0]
    if error is not None:
        raise error
    return value


def assert_suite_passes(universe):
    """Run the tests of the library in this process: all pass, none is missing, nothing else is printed."""
    universe.class_path = universe.class_path + [TEST_SUITE]
    try:
        deeply(lambda: universe.run_program(["TestHarness"]))
    except Exit as error:
        assert error.status == 0, universe.stdout.taken()
    text = universe.stdout.taken()
    counts = [int(line.split(":")[1]) for line in text.split("\n")[:-1]]
    assert len(counts) == 4, text
    assert counts[0] == counts[2] > 600 and counts[3] > 3000, text
