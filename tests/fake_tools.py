"""Stand-ins for the programs of a translation: shell scripts in a directory that is the whole PATH."""

import os
import shutil
from pathlib import Path

from som.tools import toolchain


def write_script(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + body)
    path.chmod(0o755)
    return str(path)


class FakeTools:
    """`bin` is the directory; by default everything is there and works."""

    def __init__(self, home):
        self.bin = Path(home, "bin")
        self.packages = Path(home, "build", "translation", "site-packages")
        self.environ = {"PATH": str(self.bin), "HOME": str(home)}
        for name in ("gcc", "make"):
            self.add(name, "exit 0")
        self.add("pkg-config", "echo -I/ffi")
        self.add_python2()
        for name in ("cat", "chmod", "cp", "mkdir", "sleep"):  # what the scripts themselves call
            os.symlink(shutil.which(name), self.bin / name)

    def add(self, name, body):
        return write_script(self.bin / name, body)

    def add_python2(self, rpython="exit 0", version="2.7", name="python2.7"):
        """An interpreter; `rpython` is what `-m rpython` does."""
        probe = "if [ \"$1\" = -c ]; then printf '%s\\n' " + version + ' "$0"; exit; fi\n'
        return self.add(name, probe + 'if [ "$3 $4" = "-m rpython" ]; then\n' + rpython + "\nfi\n")

    def remove(self, *names):
        for name in names:
            (self.bin / name).unlink()

    def install_rpython(self):
        self.packages.mkdir(parents=True)
        (self.packages / toolchain.MARKER).write_text("\n".join(toolchain.REQUIREMENTS))

    def find_all(self, jit=True, python2=None):
        return toolchain.find_all(jit, python2, self.packages, self.environ)
