"""The VM under a host Python: room for deep recursion, interrupts, the end of the process. Not part of the binary."""

from __future__ import absolute_import

import faulthandler
import gc
import os
import signal
import sys
import threading

from som.cli.limiting import default_limits
from som.cli.library import core_library_directory
from som.cli.machine import Machine
from som.cli.main import main
from som.cli.options import parse_command_line
from som.cli.statuses import INTERNAL_ERROR, INTERRUPTED, OUT_OF_TIME, status_of
from som.errors import TIME_LIMIT, Interrupted, LimitExceeded
from som.interpreter.alarms import RINGING, Alarm
from som.interpreter.limits import time_message
from som.rpy import host_argument, not_rpython, time, write
from som.rpy_limits import GRACE, INTERRUPT, REPORTING, TIME_IS_UP, alarm_pending, is_running, sound_alarm, take_alarm
from som.universe.universe import Universe

RECURSION_LIMIT = 400000  # host activations; a SOM activation takes a handful
STACK_BYTES = 512 << 20  # address space, of which only what recursion touches becomes memory
SHRINK = 16  # divides both where that much address space cannot be had
GC_THRESHOLD = 200000  # host objects; the default of 700 costs a tenth of the start-up time

LAST_RESORT = REPORTING + 2  # seconds beyond the time limit


class _Session(object):
    """What the thread of the VM shares with the main thread."""

    def __init__(self, argv):
        self.argv = argv
        self.universe = None
        self.status = 0
        self.ended = threading.Event()  # not Thread.join: after a KeyboardInterrupt it takes the thread for ended
        self.failure = None  # sys.exc_info() of an exception that nobody handled: a bug of the VM


@not_rpython
def run():
    """The `som` command: runs the VM with the arguments of the process, then ends the process."""
    gc.set_threshold(GC_THRESHOLD)
    session = _Session(sys.argv)
    try:
        if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # see __main__
            signal.signal(signal.SIGINT, signal.default_int_handler)
        _run(session)
    except KeyboardInterrupt:
        _leave_at_once(session, INTERRUPTED, "Interrupted")
    if session.failure is not None:
        sys.excepthook(*session.failure)
        _leave(INTERNAL_ERROR)
    _leave(session.status)


def _run(session):
    """Runs the VM in a thread of its own until it has ended."""
    command = parse_command_line(sys.argv)
    limits = command.limits
    if command.sandbox:
        default_limits(limits)
    if limits.time != "":
        _start_watchdog(limits)
        _watch(session, _start(session), limits)
    else:
        _wait(session, _start(session), None)


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
    finally:
        session.ended.set()


def _wait(session, thread, seconds):
    """Waits until the VM has ended, but not longer than that; None: as long as it takes. Meanwhile handles ^C."""
    end = None if seconds is None else time() + seconds
    while not session.ended.is_set():
        try:
            session.ended.wait(None if end is None else max(0.0, end - time()))
            return
        except KeyboardInterrupt:
            _interrupt(session, thread)


def _start_watchdog(limits):
    """Where one of Python's own operations takes all the time, `_watch` does not get a chance. Python's watchdog does.

    To be called before memory is limited and other threads are given much of it.
    """
    seconds = limits.seconds() + LAST_RESORT
    faulthandler.dump_traceback_later(seconds, exit=True, file=open(os.devnull, "w"))


def _watch(session, thread, limits):
    """Like `_wait`; stops the VM when the time is up."""
    message = time_message(limits)
    _wait(session, thread, limits.seconds())
    if not session.ended.is_set():
        _stop(session, thread, TIME_IS_UP, LimitExceeded(TIME_LIMIT, message))
        _wait(session, thread, REPORTING)
        if not session.ended.is_set():
            _leave_at_once(session, OUT_OF_TIME, message)


def _interrupt(session, thread):
    """Handles ^C, and those that come meanwhile: perhaps the first one has had its effect already."""
    while True:
        try:
            _stop(session, thread, INTERRUPT, Interrupted())
            return
        except KeyboardInterrupt:
            continue


def _stop(session, thread, kind, error):
    """Makes the program raise the error; what waits for input takes the alarm of that kind.

    Ends the process if nobody does so in time, or if nothing runs yet.
    """
    alarm = Alarm(thread.ident)

    def make_error():
        alarm.end()
        take_alarm()
        return error

    end = time() + GRACE
    sound_alarm(kind)
    try:
        while is_running() and time() < end:
            alarm.ring(make_error)
            if session.ended.wait(RINGING) or not alarm_pending():
                return
    finally:
        alarm.end()
    _leave_at_once(session, status_of(error), error.message)


def _leave_at_once(session, status, message):
    """Ends the process, although the VM goes on; what the program has printed is delivered."""
    try:
        if session.universe is not None:
            session.universe.stdout.flush()
        write(2, message + ".\n")
    except OSError:
        pass  # nobody reads it
    _leave(status)


def _leave(status):
    """Ends the process without tearing down the heap, which would take longer than many a program."""
    os._exit(status)
