"""How a hosted program is stopped from another thread: between two instructions, so that all objects stay whole.

The instructions of a hosted program are lists of functions, one list for each method or block (interpreter/hosted.py).
To stop it, the functions of those that are being executed are replaced by one that raises an error, and put back when
it has arrived. Programs that nobody stops pay nothing for it. What runs meanwhile has to come back to an
instruction: a primitive, or a Python function that SOM has called, is not interrupted.
"""

from __future__ import absolute_import

import sys
import threading

from som.interpreter.hosted import run_hosted

RINGING = 0.02  # seconds between attempts to stop a program
NEAREST = 500  # host activations that are looked at; the others get their turn when these have ended


class Alarm(object):
    """For one call, which runs in the thread with that identity."""

    def __init__(self, thread_id):
        self.thread_id = thread_id
        self.lock = threading.Lock()
        self.is_over = False
        self.replaced = []  # [(list of functions, copy of what was in it)]

    def ring(self, make_error):
        """Let the program raise what `make_error` answers; to be repeated, since it may be somewhere else by now.

        Answers whether the call is still running. Without effect when it is not. `make_error` is called in the thread
        of the program, and may end the alarm.
        """
        with self.lock:
            if self.is_over:
                return False
            for code in codes_in(sys._current_frames().get(self.thread_id)):
                self._replace(code.hosted, make_error)
            return True

    def _replace(self, functions, make_error):
        if functions is None or any(functions is known for known, _ in self.replaced):
            return

        def stop(_frame):
            raise make_error()

        self.replaced.append((functions, functions[:]))
        functions[:] = [stop] * len(functions)

    def end(self):
        """Put everything back; from now on nothing rings."""
        with self.lock:
            self.is_over = True
            for functions, originals in self.replaced:
                functions[:] = originals
            self.replaced = []


def codes_in(frame):
    """The Code of the innermost activations of SOM in a host stack."""
    codes = []
    looked_at = 0
    while frame is not None and looked_at < NEAREST:
        if frame.f_code is run_hosted.__code__:
            codes.append(frame.f_locals["code"])
        frame = frame.f_back
        looked_at += 1
    return codes
