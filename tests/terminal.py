"""A program on a pseudo-terminal, and somebody who types."""

import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time

from sources import ROOT

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")
PATIENCE = 60  # seconds; far more than anything takes, so that a busy machine fails no test


def vm_command():
    """The VM under test, as in `vm_process`."""
    command = shlex.split(os.environ.get("SOM_VM", "")) or [sys.executable, "-m", "som"]
    if os.sep in command[0]:
        command[0] = os.path.join(ROOT, command[0])
    return command


class Terminal:
    """Runs a command on a terminal of 24 x 80. `output` is all that has come so far, control sequences removed."""

    def __init__(self, command, environment, cwd=ROOT, echo=True):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        if not echo:
            attributes = termios.tcgetattr(slave)
            attributes[3] &= ~termios.ECHO
            termios.tcsetattr(slave, termios.TCSANOW, attributes)
        variables = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "SOM_SHELL")}
        variables.update(environment, PYTHONPATH=ROOT, SOM_NATIVE="0")
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env=variables,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            preexec_fn=_lead_session,
            close_fds=True,
        )
        os.close(slave)
        self.raw = b""
        self.seen = 0  # how much of `output` has been waited for

    @property
    def output(self):
        return ESCAPES.sub("", self.raw.decode("utf-8", "replace")).replace("\r", "")

    def type(self, text):
        """Send keys as they are; "\\r" is the Enter key."""
        os.write(self.master, text.encode("utf-8"))

    def wait_for(self, text):
        """Read until the text has come, behind the text of the last call; answer what came before it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            position = self.output.find(text, self.seen)
            if position >= 0:
                before = self.output[self.seen : position]
                self.seen = position + len(text)
                return before
            if not self._read(deadline):
                raise AssertionError("no %r in %r" % (text, self.output[self.seen :]))

    def wait(self):
        """Read until the program ends; answer its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, deadline):
        """Read more; False at the end of the output. AssertionError if nothing comes in time."""
        ready, _, _ = select.select([self.master], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise AssertionError("nothing came behind %r" % self.output[self.seen :])
        try:
            data = os.read(self.master, 65536)
        except OSError:  # how Linux tells that nobody has the other end open
            return False
        self.raw += data
        return data != b""

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self.master)


def _lead_session():
    """Make the terminal that of a new session, so that its keys raise signals."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
