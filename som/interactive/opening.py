"""Whether the shell can be had in comfort. Imported with the VM, so it must not import the libraries by itself."""

from __future__ import absolute_import

import os
import sys

from som.rpy import not_rpython

SWITCH = "SOM_SHELL"  # environment variable: `plain` means without
STDIN, STDOUT = 0, 1


@not_rpython
def rich_reader(shell):
    """What reads entries for the shell, like its PlainReader; None if the terminal or a library is not up to it."""
    if not is_wanted(os.environ) or not (os.isatty(STDIN) and os.isatty(STDOUT)):
        return None
    try:
        from som.interactive.reader import RichReader
    except ImportError as error:
        if is_missing_library(error):
            return None
        raise
    return RichReader(shell, os.environ)


def is_wanted(environment):
    """Whether the user has not switched it off and the terminal can do more than a printer."""
    return environment.get(SWITCH) != "plain" and environment.get("TERM", "") not in ("", "dumb")


def is_missing_library(error):
    """Whether an ImportError means that the extra `shell` is not installed."""
    missing = (getattr(error, "name", None) or "").split(".")[0]
    return missing in ("prompt_toolkit", "pygments", "wcwidth") or sys.version_info[0] == 2
