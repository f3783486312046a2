"""Runs a VM on a case of fuzzing, in a directory and a session of its own, with bounds for time, memory and output."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from som.tools.fuzzing_cases import BROKEN, CLOSED, FULL, ROOT, Case, make_removable
from som.tools.pseudoterminal import Terminal, kill_group

ADDRESS_SPACE = 3 << 30  # bytes; more than a VM may use, less than what would make this machine swap
OUTPUT = 32 << 20  # bytes that a program may print; then it gets the error of a full disk
SHOWN = 1 << 20  # bytes of the output that are looked at, at each end
SECONDS = 20.0  # after which a process that has not ended is ended
FAREWELL = b"\n", b"\x03", b"\x04"  # what ends a shell: the entry, the running program or line, the input
FAREWELLS = 6
STARTING = 8.0  # seconds until we type, even if the VM has not said anything
PATIENCE = 0.4  # seconds between them


@dataclass(frozen=True)
class Outcome:
    status: int | None  # as of subprocess: -n for signal n; None if it had to be ended
    stdout: bytes
    stderr: bytes  # of a terminal: b"", all is in `stdout`
    seconds: float
    peak: int  # bytes of memory


@dataclass(frozen=True)
class Vm:
    name: str
    command: tuple[str, ...]
    options: tuple[str, ...] = ()  # before those of the case

    def supports(self, option: str) -> bool:
        """Whether the machine knows an option."""
        done = subprocess.run(self.command + ("--help",), cwd=ROOT, capture_output=True, timeout=60)
        return option.encode() in done.stdout


def vm_for(command: str) -> Vm:
    """`hosted`, or the path of a binary."""
    if command == "hosted":
        return Vm("hosted", (sys.executable, "-m", "som"))
    path = Path(command)
    return Vm(path.name, (str(path if path.is_absolute() else ROOT / path),))


def run(vm: Vm, case: Case, seconds: float = SECONDS) -> Outcome:
    """What the VM makes of the case."""
    with tempfile.TemporaryDirectory(prefix="som-fuzz-") as home:
        directory = Path(home, "case")
        directory.mkdir()
        try:
            case.write_files(directory)
            command = list(vm.command) + list(vm.options) + case.command_line()
            if case.keys:
                return _run_on_terminal(command, case, directory, seconds)
            return _run_on_files(command, case, directory, Path(home), seconds)
        finally:
            make_removable(Path(home))


def environment(directory: Path) -> dict[str, str]:
    """What the VM finds: nothing of the user's but the search path."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(directory),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TERM": "xterm",
    }


def _surroundings(directory: Path) -> dict[str, Any]:
    """What Popen is told of every process."""
    return {"cwd": directory, "env": environment(directory), "restore_signals": False}


def _limit() -> None:
    """In the new process: its bounds. A program that prints without end gets an error, not a signal."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


# ------------------------------------------------------------------------------------------------------- files


def _run_on_files(command: list[str], case: Case, directory: Path, home: Path, seconds: float) -> Outcome:
    (home / "stdin").write_bytes(case.stdin)
    with contextlib.ExitStack() as stack:
        stdin = stack.enter_context(open(home / "stdin", "rb"))
        stdout = stack.enter_context(_output(case, home / "stdout"))
        stderr = stack.enter_context(open(home / "stderr", "wb"))
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=_limit_and_close if case.stdout == CLOSED else _limit,
            **_surroundings(directory),
        )
        status, peak = _wait(process, start + seconds)
    return Outcome(status, _ends(home / "stdout"), _ends(home / "stderr"), time.monotonic() - start, peak)


def _limit_and_close() -> None:
    _limit()
    os.close(1)


@contextlib.contextmanager
def _output(case: Case, path: Path) -> Iterator[IO[bytes] | int]:
    """What the process has as its standard output."""
    if case.stdout == BROKEN:
        reader, writer = os.pipe()
        os.close(reader)
        try:
            yield writer
        finally:
            os.close(writer)
        return
    with open("/dev/full" if case.stdout == FULL else path, "wb") as file:
        yield file


def _ends(path: Path) -> bytes:
    """The file, without its middle if it is long; b"" if there is none."""
    if not path.exists():
        return b""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size <= 2 * SHOWN:
            return file.read()
        start = file.read(SHOWN)
        file.seek(size - SHOWN)
        return start + b"\n[...]\n" + file.read()


def _wait(process: subprocess.Popen[bytes], end: float) -> tuple[int | None, int]:
    """(status, peak of memory); at `end` the process is ended."""
    pause = 0.0005
    while True:
        done = _ended(process)
        if done is not None:
            return done
        if time.monotonic() > end:
            kill_group(process.pid)
            process.wait()
            return None, 0
        time.sleep(pause)
        pause = min(0.02, pause * 1.5)


def _ended(process: subprocess.Popen[bytes]) -> tuple[int, int] | None:
    """(status, peak of memory) if the process has ended."""
    pid, raw, usage = os.wait4(process.pid, os.WNOHANG)
    if pid == 0:
        return None
    process.returncode = os.waitstatus_to_exitcode(raw)
    kill_group(process.pid)  # what it may have left behind
    return process.returncode, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# ---------------------------------------------------------------------------------------------------- terminal


def _run_on_terminal(command: list[str], case: Case, directory: Path, seconds: float) -> Outcome:
    start = time.monotonic()
    with contextlib.closing(_Terminal(command, directory, start + seconds)) as terminal:
        while not terminal.output and terminal.ended is None and time.monotonic() < start + STARTING:
            terminal.read_for(0.05)  # ^C before the VM has said anything would hit Python as it starts, or the loader
        for pause, typed in case.keys + tuple((PATIENCE, key) for key in FAREWELL * FAREWELLS):
            terminal.read_for(pause)
            if terminal.ended is not None:
                break
            terminal.type(typed)
        while terminal.ended is None and time.monotonic() < terminal.end:
            terminal.read_for(PATIENCE)
        status, peak = terminal.ended or (None, 0)
        return Outcome(status, bytes(terminal.output), b"", time.monotonic() - start, peak)


class _Terminal(Terminal):
    """A terminal that is there until `end`, on the clock of time.monotonic()."""

    def __init__(self, command: list[str], directory: Path, end: float) -> None:
        super().__init__(command, prepare=_limit, **_surroundings(directory))
        self.end = end
        self.output = bytearray()
        self.ended: tuple[int, int] | None = None
        os.set_blocking(self.master, False)

    def read_for(self, seconds: float) -> None:
        """Read what the process prints, for that long or until the process has ended."""
        end = min(time.monotonic() + seconds, self.end)
        while self.ended is None:
            self.ended = _ended(self.process)
            if self._take(min(0.02, end - time.monotonic())) == b"":
                time.sleep(0.005)
            if time.monotonic() >= end:
                return
        while self._take(0):
            pass

    def _take(self, seconds: float) -> bytes | None:
        """Like `read`; keeps some of it."""
        data = self.read(seconds)
        if data and len(self.output) < 2 * SHOWN:
            self.output += data
        return data

    def type(self, typed: bytes) -> None:
        """A terminal takes only so much that nobody reads; the rest is lost, as with a real one."""
        with contextlib.suppress(OSError):
            self.send(typed)


def is_there(vm: Vm) -> bool:
    return shutil.which(vm.command[0]) is not None
