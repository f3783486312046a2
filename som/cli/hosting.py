"""The VM under a host Python: room for deep recursion, interrupts, the end of the process. Not part of the binary."""

from __future__ import absolute_import

import gc
import os
import sys
import threading

from som.cli.library import core_library_directory
from som.cli.machine import Machine
from som.cli.main import INTERNAL_ERROR, main
from som.rpy import host_argument, not_rpython, write
from som.universe.universe import Universe

RECURSION_LIMIT = 400000  # host activations; a SOM activation takes a handful
STACK_BYTES = 512 << 20  # address space, of which only what recursion touches becomes memory
SHRINK = 16  # divides both where that much address space cannot be had
GC_THRESHOLD = 200000  # host objects; the default of 700 costs a tenth of the start-up time

INTERRUPTED = 130  # what a shell reports for a process that ended by SIGINT


class _Session(object):
    """What the thread of the VM shares with the main thread."""

    def __init__(self, argv):
        self.argv = argv
        self.universe = None
        self.status = 0
        self.failure = None  # sys.exc_info() of an exception that nobody handled: a bug of the VM


@not_rpython
def run():
    """The `som` command: runs the VM with the arguments of the process, then ends the process."""
    gc.set_threshold(GC_THRESHOLD)
    session = _Session(sys.argv)
    try:
        _start(session).join()
    except KeyboardInterrupt:
        _leave_interrupted(session)
    if session.failure is not None:
        sys.excepthook(*session.failure)
        _leave(INTERNAL_ERROR)
    _leave(session.status)


@not_rpython
def perform(session):
    """Runs the VM in this thread, on the stack there is. Sets and returns the exit status."""
    session.universe = Universe(core_library_directory())
    session.status = main(
        session.universe, [host_argument(argument) for argument in session.argv], Machine(host_name(), False)
    )
    return session.status


@not_rpython
def host_name():
    """E.g. `hosted by CPython 3.11.7`."""
    name = "PyPy" if "__pypy__" in sys.builtin_module_names else "CPython"
    return "hosted by %s %d.%d.%d" % ((name,) + tuple(sys.version_info[:3]))


def _start(session):
    """The running thread of the VM. Raises RuntimeError if the host has no room for it."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    threading.stack_size(STACK_BYTES)
    try:
        return _new_thread(session)
    except RuntimeError:  # the address space is limited
        sys.setrecursionlimit(RECURSION_LIMIT // SHRINK)
        threading.stack_size(STACK_BYTES // SHRINK)
        return _new_thread(session)


def _new_thread(session):
    thread = threading.Thread(target=_thread_main, args=(session,))
    thread.daemon = True
    thread.start()
    return thread


def _thread_main(session):
    try:
        perform(session)
    except BaseException:  # noqa: B036 - handed to the main thread, which shows it
        session.failure = sys.exc_info()


def _leave_interrupted(session):
    try:
        if session.universe is not None:
            session.universe.stdout.flush()
        write(2, "\nsom: interrupted\n")
    except OSError:
        pass  # nobody reads it
    _leave(INTERRUPTED)


def _leave(status):
    """Ends the process without tearing down the heap, which would take longer than many a program."""
    os._exit(status)
