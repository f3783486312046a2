"""Running SOM programs as processes of their own, for the tests of the examples.

The VM under test is the hosted one, or the command in the environment variable SOM_VM (`SOM_VM=build/som-jit`).
"""

import os
import shlex
import subprocess
import sys

from sources import ROOT

TIME_LIMIT = 300  # seconds for one program


class Run:
    """The outcome of one program: exit status, both outputs as text, the lines of stdout."""

    def __init__(self, process):
        self.status = process.returncode
        self.stdout = process.stdout.decode("utf-8")
        self.stderr = process.stderr.decode("utf-8")
        self.lines = self.stdout.split("\n")

    def succeeded(self):
        """Assert that the program ended normally, and answer its lines."""
        assert (self.status, self.stderr) == (0, ""), self.stdout + self.stderr
        return self.lines

    def failed(self, error):
        """Assert that the program ended by `error:` with exactly this text."""
        assert (self.status, self.stderr) == (1, "")
        assert self.stdout.endswith("\nERROR: " + error + "\n")


def vm_under_test():
    """A function that runs the VM under test with the given arguments, from the root of the checkout."""
    command = shlex.split(os.environ.get("SOM_VM", "")) or [sys.executable, "-m", "som"]

    def run(*arguments):
        process = subprocess.run(
            command + list(arguments),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=TIME_LIMIT,
        )
        return Run(process)

    return run
