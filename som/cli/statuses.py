"""The exit statuses of the command; docs/errors.md explains them to users."""

from __future__ import absolute_import

from som.errors import DEPTH_LIMIT, HEAP_LIMIT, Interrupted, LimitExceeded

SUCCESS = 0
FAILURE = 1  # any error of the program, its sources, or the command line
INTERNAL_ERROR = 70  # a bug of the VM
DEPTH_EXCEEDED = 122  # --max-depth
OUT_OF_MEMORY = 123  # --max-heap, or no memory is left
OUT_OF_TIME = 124  # --time-limit; what the command `timeout` uses
INTERRUPTED = 130  # what a shell reports for a process that ended by SIGINT
BROKEN_PIPE = 141  # what a shell reports for a process that ended by SIGPIPE


def status_of(error):
    """The status for a VMError that ended the program."""
    if isinstance(error, Interrupted):
        return INTERRUPTED
    if isinstance(error, LimitExceeded):
        if error.limit == DEPTH_LIMIT:
            return DEPTH_EXCEEDED
        if error.limit == HEAP_LIMIT:
            return OUT_OF_MEMORY
        return OUT_OF_TIME
    return FAILURE
