"""A machine that is asked every question only once, by all processes that run the tests.

The hosted machine is slow, and its answers are compared with those of every native one under every kind of stress.
"""

import fcntl
import hashlib
import os
import pickle

from tests.parity.vms import ROOT, Outcome


class RememberingVm:
    """Runs another machine and keeps its Outcomes in a directory, which several processes may share.

    An Outcome is found again by the arguments, the bytes of stdin, and the SOM files of a working directory other than
    the root of the project; nothing below the root may change meanwhile.
    """

    def __init__(self, vm, directory):
        self.vm = vm
        self.directory = str(directory)

    def __repr__(self):
        return repr(self.vm)

    @property
    def name(self):
        return self.vm.name

    def run(self, *arguments, stdin=b"", cwd=ROOT):
        """The Outcome of a process, this one or an earlier one."""
        path = os.path.join(self.directory, _digest(arguments, stdin, cwd))
        with open(path + ".lock", "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # who asks at the same time waits; the end of a process unlocks
            if not os.path.exists(path):
                with open(path + ".new", "wb") as file:
                    pickle.dump(tuple(self.vm.run(*arguments, stdin=stdin, cwd=cwd)), file)
                os.replace(path + ".new", path)
        with open(path, "rb") as file:
            return Outcome(*pickle.load(file))


def _digest(arguments, stdin, cwd):
    """A name for everything that decides what the process does."""
    sources = []
    if cwd != ROOT:
        for name in sorted(os.listdir(cwd)):
            if name.endswith(".som"):
                with open(os.path.join(cwd, name), "rb") as file:
                    sources.append((name, file.read()))
    return hashlib.sha256(repr((arguments, stdin, sources)).encode("utf-8")).hexdigest()
