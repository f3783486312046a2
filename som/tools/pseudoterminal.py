"""Programs on pseudo-terminals, for those who type at them: the fuzzer and the tests."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Sequence
from typing import Any

LINES, COLUMNS = 24, 80


class Terminal:
    """A program that leads a session on a terminal of its own, seen from the other end of the terminal.

    `prepare` is called in the new process, `options` are those of Popen.
    """

    def __init__(
        self, command: Sequence[str], echo: bool = True, prepare: Callable[[], None] | None = None, **options: Any
    ) -> None:
        def lead_session() -> None:
            if prepare is not None:
                prepare()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that its keys raise signals

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        if not echo:
            attributes = termios.tcgetattr(slave)
            attributes[3] &= ~termios.ECHO
            termios.tcsetattr(slave, termios.TCSANOW, attributes)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lead_session,
            **options,
        )
        os.close(slave)

    def read(self, seconds: float) -> bytes | None:
        """What the program has printed; None if nothing comes for so long, b"" if nothing can come any more."""
        if not select.select([self.master], [], [], max(0.0, seconds))[0]:
            return None
        try:
            return os.read(self.master, 65536)
        except OSError:  # how Linux tells that nobody has the other end open
            return b""

    def send(self, typed: bytes) -> None:
        """Type keys as they are; b"\\r" is the Enter key."""
        os.write(self.master, typed)

    def close(self) -> None:
        """End the program, unless somebody has waited for its end, and what it has started."""
        if self.process.returncode is None:
            kill_group(self.process.pid)
            self.process.wait()
        os.close(self.master)


def kill_group(pid: int) -> None:
    """Kill what is left of a group of processes."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
