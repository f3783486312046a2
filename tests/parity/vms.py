"""The virtual machines whose behaviour is compared, and how one runs them.

SOM_NATIVE_VMS names the native ones, separated by blanks; without it they are those that `targetsom.py` leaves in
`build/`. With SOM_REQUIRE_NATIVE=1 it is a failure that one of them is missing; otherwise its tests are skipped.
"""

import os
import shlex
import subprocess
import sys
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORE_LIBRARY = "core-lib/Smalltalk"  # seen from there
DEFAULT_NATIVE = "build/som-interp build/som-jit"
TIME_LIMIT = 180  # seconds; so that only an endless loop is ever killed, on a busy machine too

Outcome = namedtuple("Outcome", "status stdout stderr")  # status: None if the process was killed for taking too long


class Vm:
    """A command that runs the machine, with variables to add to its environment."""

    def __init__(self, name, command, environment=()):
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)

    def __repr__(self):
        settings = ["%s=%s" % item for item in sorted(self.environment.items())]
        return " ".join(
            settings + [os.path.relpath(part, ROOT) if os.path.isabs(part) else part for part in self.command]
        )

    def with_options(self, *options, **environment):
        """The same machine, started with further options and variables."""
        label = " ".join([self.name] + list(options) + ["%s=%s" % item for item in sorted(environment.items())])
        return Vm(label, self.command + list(options), dict(self.environment, **environment))

    def run(self, *arguments, stdin=b"", cwd=ROOT, time_limit=TIME_LIMIT):
        """The Outcome of a process; without a PYTHON... setting of ours it is what a user's shell would start."""
        process = subprocess.Popen(
            self.command + list(arguments),
            cwd=cwd,
            env=dict(os.environ, **self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            stdout, stderr = process.communicate(stdin, timeout=time_limit)
            return Outcome(process.returncode, stdout, stderr)
        except subprocess.TimeoutExpired:
            process.kill()
            return Outcome(None, *process.communicate())

    def has_jit(self):
        """Whether the machine says that it has a JIT compiler."""
        return b"with JIT" in self.run("--version").stdout


def hosted_vm():
    """The machine on the Python that runs this."""
    return Vm("hosted", [sys.executable, "-m", "som"], {"PYTHONPATH": ROOT})


def native_candidates():
    """The commands of all native machines that are meant, whether they exist or not."""
    commands = shlex.split(os.environ.get("SOM_NATIVE_VMS", "") or DEFAULT_NATIVE)
    return [os.path.join(ROOT, command) if os.sep in command else command for command in commands]


def exists(command):
    """Whether there is such a program."""
    return os.access(command, os.X_OK)


def native_vm(command):
    """The machine that is this binary."""
    return Vm(os.path.basename(command), [command])


def native_vms():
    """All native machines that exist."""
    return [native_vm(command) for command in native_candidates() if exists(command)]


def native_is_required():
    return os.environ.get("SOM_REQUIRE_NATIVE", "") not in ("", "0")
