"""The VM under test as a process: the hosted one, or the command in the environment variable SOM_VM."""

import os
import shlex
import subprocess
import sys

from judge import Outcome
from sources import ROOT

CORE_LIBRARY = "core-lib/Smalltalk"
TIME_LIMIT = 120  # seconds; far more than any program here needs, so that a busy machine fails no test


def vm_command():
    """What starts the VM under test. A relative SOM_VM is meant from the root, wherever the process runs."""
    command = shlex.split(os.environ.get("SOM_VM", "")) or [sys.executable, "-m", "som"]
    if os.sep in command[0]:
        command[0] = os.path.join(ROOT, command[0])
    return command


def run_vm(*arguments, stdin=b"", cwd=ROOT, environment=None, time_limit=TIME_LIMIT):
    """The Outcome of the VM run with these arguments; its status is None if it had to be killed.

    `stdin` are the bytes to read, or None for a closed stdin; `environment`: variables to add to the inherited ones.
    """
    variables = dict(os.environ, **(environment or {}))
    # Also the package `som` is meant from the root.
    variables["PYTHONPATH"] = os.pathsep.join([ROOT] + [path for path in [os.environ.get("PYTHONPATH")] if path])
    process = subprocess.Popen(
        vm_command() + list(arguments),
        cwd=cwd,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=None if stdin is not None else _close_stdin,
    )
    try:
        stdout, stderr = process.communicate(stdin or b"", timeout=time_limit)
        return Outcome(process.returncode, stdout, stderr)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        return Outcome(None, stdout, stderr)


def _close_stdin():
    os.close(0)
