"""Waiting for input so that it can be interrupted: with a timeout, after which the caller may look for alarms.

A signal ends the wait in the native VM. In the hosted one signals go to another thread, so it must not stay in a call
of the system for long.
"""

from __future__ import absolute_import

from som.rpy import HAVE_RPYTHON

TICK = 100  # milliseconds

if HAVE_RPYTHON:
    from rpython.rlib.rpoll import POLLIN, PollError, poll

    def has_input(descriptor):
        """Whether something, the end included, can be read within TICK milliseconds; False also after a signal."""
        try:
            return len(poll({descriptor: POLLIN}, TICK)) > 0
        except PollError:
            return False

else:
    from select import select

    def has_input(descriptor):
        """Whether something, the end included, can be read within TICK milliseconds; False also after a signal."""
        return len(select([descriptor], [], [], TICK / 1000.0)[0]) > 0
