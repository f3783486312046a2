"""Settings that Python has once for the whole process: ours while SOM runs, the embedding program's otherwise.

To be imported before the rest of `som`, whose import lifts the limit on the digits of integers.
"""

from __future__ import absolute_import

import sys
import threading

RECURSION_LIMIT = 400000  # host activations; a SOM activation takes a handful
SMALL_RECURSION_LIMIT = 25000  # where the host has no room for large stacks


def _digits():
    """The limit on the digits of integers that are converted from or to text, -1 where there is none."""
    if hasattr(sys, "get_int_max_str_digits"):
        return sys.get_int_max_str_digits()
    return -1


def _limit_digits(count):
    if count >= 0:
        sys.set_int_max_str_digits(count)


DIGITS_AT_IMPORT = _digits()


def restore_digits():
    """To be called when everything is imported."""
    _limit_digits(DIGITS_AT_IMPORT)


class _Settings(object):
    """What the embedding program had, while any machine runs."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = 0
        self.highest = RECURSION_LIMIT
        self.recursion_limit = 0
        self.digits = 0


_settings = _Settings()


def settle_for_less():
    """From now on recursion may be less deep."""
    _settings.highest = SMALL_RECURSION_LIMIT


class SomSettings(object):
    """Context manager: inside, recursion may be deep and integers long. May be nested, and entered by many threads."""

    def __enter__(self):
        with _settings.lock:
            if _settings.running == 0:
                _settings.recursion_limit = sys.getrecursionlimit()
                _settings.digits = _digits()
                sys.setrecursionlimit(max(_settings.highest, _settings.recursion_limit))
                _limit_digits(min(0, _settings.digits))
            _settings.running += 1

    def __exit__(self, _kind, _error, _traceback):
        with _settings.lock:
            _settings.running -= 1
            if _settings.running == 0:
                sys.setrecursionlimit(_settings.recursion_limit)
                _limit_digits(_settings.digits)
