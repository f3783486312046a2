"""The VM under a host Python: room for deep recursion, interrupts, the end of the process. Not part of the binary."""

from __future__ import absolute_import

import gc
import os
import sys
import threading

from som.cli.library import core_library_directory
from som.cli.main import main
from som.rpy import host_argument, not_rpython, write
from som.universe.universe import Universe

RECURSION_LIMIT = 400000  # host activations; a SOM activation takes a handful
STACK_BYTES = 512 << 20  # address space, of which only what recursion touches becomes memory
SMALL_STACK_BYTES = 64 << 20  # where the address space is limited
GC_THRESHOLD = 200000  # host objects; the default of 700 costs a tenth of the start-up time

INTERRUPTED = 130  # what a shell reports for a process that ended by SIGINT


class _Outcome(object):
    """What the thread of the VM leaves behind."""

    def __init__(self):
        self.status = None  # None: it ended by a host exception
        self.failure = None


@not_rpython
def run():
    """The `som` command: runs the VM with the arguments of the process, then ends the process."""
    gc.set_threshold(GC_THRESHOLD)
    outcome = _Outcome()
    try:
        thread = _start(outcome)
        thread.join()
    except KeyboardInterrupt:
        _leave(INTERRUPTED, "\nsom: interrupted\n")
    if outcome.failure is not None:
        sys.excepthook(*outcome.failure)
        _leave(70, "")
    _leave(outcome.status, "")


@not_rpython
def run_command_line(argv):
    """Runs the VM in this thread, on the stack there is. Returns the exit status."""
    return main(Universe(core_library_directory()), [host_argument(argument) for argument in argv])


def _start(outcome):
    sys.setrecursionlimit(RECURSION_LIMIT)
    for size in (STACK_BYTES, SMALL_STACK_BYTES):
        threading.stack_size(size)
        thread = threading.Thread(target=_thread_main, args=(outcome,))
        thread.daemon = True
        try:
            thread.start()
            return thread
        except RuntimeError:  # "can't start new thread"
            sys.setrecursionlimit(RECURSION_LIMIT // 8)
    return None


def _thread_main(outcome):
    try:
        outcome.status = run_command_line(sys.argv)
    except BaseException:  # handed to the main thread, which shows it
        outcome.failure = sys.exc_info()


def _leave(status, message):
    """Ends the process without tearing down the heap, which would take longer than many a program."""
    try:
        write(2, message)
    except OSError:
        pass
    os._exit(status)
