"""Behind `Som`: one universe, the thread that it runs in, and who may enter it when."""

from __future__ import absolute_import

import threading
import weakref

from som.embedding.failures import SomError
from som.embedding.stacktrace import replace_primitive
from som.embedding.translating import FAILURES, translated
from som.embedding.values import Converter
from som.embedding.worker import FOR_EVER, Worker, without_traceback
from som.errors import TIME_LIMIT, Interrupted, LimitExceeded
from som.interpreter.hosted import count_activations
from som.interpreter.limits import time_message
from som.primitives.object_primitives import send_checked


class Session(object):
    """Runs functions that use the universe, whose limits and streams are set."""

    def __init__(self, universe):
        self.universe = universe  # None once closed
        self.converter = Converter(self, universe)
        self._seconds = FOR_EVER
        self._lock = threading.RLock()  # held by the thread whose call is running or waiting to run
        self._worker = Worker()
        self._stop_worker = weakref.finalize(self, self._worker.stop)
        self.run(self._boot)
        if universe.limits.time != "":
            self._seconds = universe.limits.seconds()

    def _boot(self):
        self.universe.boot()
        replace_primitive(self.universe)
        if self.universe.limits.depth > 0:
            count_activations(self.universe.interp)

    def run(self, function):
        """The function's value, computed in the thread of the machine. Raises SomError, or what the function raises."""
        if self._worker.is_current():  # a Python function that SOM has called
            return self._nested(function)
        with self._lock:
            if self.universe is None:
                raise ValueError("the machine has been closed")
            try:
                return self._worker.call(lambda: self._outermost(function), self._seconds, self._time_is_up)
            except SomError as error:
                raise without_traceback(error)

    def _time_is_up(self):
        return LimitExceeded(TIME_LIMIT, time_message(self.universe.limits))

    def _outermost(self, function):
        alarm = self._worker.alarm
        try:
            result = function()
        except FAILURES as error:
            alarm.end()  # or else it would stop what is needed for the texts
            failure = translated(self.universe, error)
        else:
            return result
        finally:
            alarm.end()
            self.universe.stdout.flush()
            self.universe.stderr.flush()
        raise failure

    def _nested(self, function):
        """Limits end the outermost call, and those in between with it."""
        try:
            return function()
        except (Interrupted, LimitExceeded):
            raise
        except FAILURES as error:
            failure = translated(self.universe, error)
        raise without_traceback(failure)

    def interrupt(self):
        """Stop what is running, and wait until it has ended, but not for a call that this very thread is part of."""
        self._worker.interrupt()

    def close(self):
        """Let go of the universe and the thread. Once is enough. ValueError from within a running program."""
        if self._worker.is_current():
            raise ValueError("the machine cannot be closed by a function that it has called")
        with self._lock:
            if self.universe is not None:
                self.converter.forget()
                self.universe = None
                self.converter = None
                self._stop_worker()

    # In the thread of the machine

    def send(self, w_receiver, selector, values):
        """The Python value of a message whose arguments are Python values."""
        interp = self.universe.interp
        arguments_w = [self.converter.to_som(value) for value in values]
        w_selector = self.universe.symbol_for(selector)
        w_class = interp.class_of(w_receiver)
        return self.converter.to_host(send_checked(interp, w_receiver, w_class, w_selector, arguments_w))

    # For handles

    def send_to_handle(self, handle, selector, values):
        """The Python value of a message to the object of a handle."""
        return self.run(lambda: self.send(self.converter.object_of(handle), selector, values))

    def describe(self, handle):
        """What SOM prints for the object, for messages to programmers: says what it can, and never fails."""
        if handle.w_object is None:
            return "an object of a closed machine"
        if not self._worker.is_current() and not self._lock.acquire(False):
            return "an object of a machine that is running"
        try:
            return str(self.send_to_handle(handle, "asString", ()))
        except SomError as error:
            return "an object that cannot be shown: %s" % error
        finally:
            if not self._worker.is_current():
                self._lock.release()
