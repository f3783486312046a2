"""The thread that a machine runs in: SOM programs recurse deeper than the stack of any other thread allows."""

from __future__ import absolute_import

import os
import threading
import time

from som.interpreter.alarms import RINGING, Alarm
from som.embedding.process import SomSettings, settle_for_less
from som.errors import Interrupted

STACK_BYTES = 512 << 20  # address space, of which only what recursion touches becomes memory
SMALL_STACK_BYTES = 32 << 20  # where that much cannot be had; recursion ends earlier

FOR_EVER = -1  # as a time limit

_creation = threading.Lock()  # the size of new stacks is a setting of the process


class _Job(object):
    """One call: the function, then what became of it."""

    def __init__(self, function):
        self.function = function
        self.result = None
        self.error = None
        self.done = threading.Lock()
        self.done.acquire()

    def perform(self):
        """Call the function and tell who waits."""
        try:
            with SomSettings():
                self.result = self.function()
        except BaseException as error:  # noqa: B036 - handed to the thread that waits, which raises it
            self.error = error
        self.function = None  # who waits may rely on this thread to know nothing any more
        self.done.release()

    def outcome(self):
        """The result, which is not kept. Raises the exception of the function."""
        result, self.result = self.result, None
        error, self.error = self.error, None
        if error is not None:
            raise error
        return result


class _Mailbox(object):
    """Where the thread finds its next job. It knows nothing else, so that it keeps nothing else alive."""

    def __init__(self):
        self.job = None
        self.filled = threading.Lock()
        self.filled.acquire()

    def serve(self):
        """Perform jobs until an empty message comes."""
        while True:
            self.filled.acquire()
            job = self.job
            self.job = None
            if job is None:
                return
            job.perform()
            del job  # while waiting, the last result must not stay alive


class Worker(object):
    """Performs one call at a time, in a thread that starts with the first one and again after a fork."""

    def __init__(self):
        self.mailbox = None
        self.process = 0  # the id of the process in which the thread runs
        self.thread = None
        self.alarm = None  # of the call that is running

    def is_current(self):
        """Whether the caller runs in the worker's thread already."""
        return self.thread is threading.current_thread()

    def call(self, function, seconds, make_error):
        """The function's value or exception. After so many seconds it is stopped with what `make_error` answers.

        What interrupts the wait stops the function, too: KeyboardInterrupt in the main thread is raised when the
        function has ended, or at once the second time.
        """
        self._start()
        job = _Job(function)
        alarm = Alarm(self.thread.ident)
        self.alarm = alarm
        self.mailbox.job = job
        self.mailbox.filled.release()
        try:
            if not job.done.acquire(True, seconds):
                _stop(job, alarm, make_error)
        except BaseException:
            _stop(job, alarm, Interrupted)
            raise
        return job.outcome()

    def interrupt(self):
        """Stop what is running. Returns when it has ended, except in the worker's own thread."""
        alarm = self.alarm
        while alarm is not None and alarm.ring(Interrupted):
            if self.is_current():
                return
            time.sleep(RINGING)

    def stop(self):
        """Let the thread end when it has done its work."""
        if self.mailbox is not None and self.process == os.getpid():
            self.mailbox.filled.release()
        self.mailbox = None

    def _start(self):
        if self.mailbox is not None and self.process == os.getpid():
            return
        self.mailbox = _Mailbox()
        self.process = os.getpid()
        with _creation:
            try:
                self.thread = _new_thread(self.mailbox.serve, STACK_BYTES)
            except (RuntimeError, MemoryError):  # the address space is limited
                settle_for_less()
                self.thread = _new_thread(self.mailbox.serve, SMALL_STACK_BYTES)


def _stop(job, alarm, make_error):
    """Make the program raise the error; returns when the job is done."""
    while True:
        alarm.ring(make_error)
        if job.done.acquire(True, RINGING):
            return


def _new_thread(function, stack_bytes):
    """A running thread with a stack of that size. Raises RuntimeError if the host has no room for it."""
    before = threading.stack_size(stack_bytes)
    try:
        thread = threading.Thread(target=function, name="som")
        thread.daemon = True
        thread.start()
        return thread
    finally:
        threading.stack_size(before)


def without_traceback(error):
    """The exception without the host activations that it has passed, which tell nothing and keep much alive."""
    error.__traceback__ = None
    error.__context__ = None
    return error
