"""How the installed `som` command becomes the native VM where the wheel contains one, see `installed`.

Python is only a step on the way to the native VM, so this imports next to nothing. Not part of the binary.
"""

from __future__ import absolute_import

import os
import sys

from som.cli.options import parse_command_line

NATIVE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "native", "som")
SWITCH = "SOM_NATIVE"  # environment variable: 0 means --hosted


def wants_native():
    """Whether neither the environment nor the arguments of the process ask for the hosted VM."""
    return os.environ.get(SWITCH) != "0" and not parse_command_line(sys.argv).hosted


def become_native():
    """Replaces Python by the native VM. Returns if there is none, or, after a complaint, if it does not start."""
    try:
        os.execv(NATIVE, sys.argv)
    except OSError as error:
        # The file decides, not ENOENT: that is also the error of a file whose interpreter or loader is missing.
        if os.path.exists(NATIVE):
            complain("the native machine does not start (%s), Python runs the program" % error.strerror)


def complain(message):
    try:
        os.write(2, ("som: %s\n" % message).encode("utf-8"))
    except OSError:
        pass  # nobody reads it
