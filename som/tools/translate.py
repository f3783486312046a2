"""Makes the native VM: `python3 targetsom.py` finds the tools, installs RPython, translates, and tries the result.

All that this makes is below `build/`: `build/som-jit` or `build/som-interp`, which appear only when they
are complete and work; `build/translation/` with RPython, the log and the times of the last translation.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, TextIO

from som.tools import progress
from som.tools.progress import Display, Tracker, minutes
from som.tools.toolchain import REQUIREMENTS, Toolchain, ToolchainError, find_all, install_rpython, is_installed

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build"
INTERRUPTED = 130  # what a shell reports for a process that ended by SIGINT
SMOKE_TEST = ("-e", "3 + 4"), "7"  # arguments, output
SMOKE_SECONDS = 60

GCS = ("incminimark", "minimark", "semispace", "generation", "hybrid", "boehm")
LEVELS = ("0", "1", "size", "mem", "2", "3")


class TranslationError(Exception):
    """The translation failed. `str` of it is for the user."""


@dataclass(frozen=True)
class Job:
    """What to make, and where."""

    jit: bool
    gc: str
    level: str  # of optimisation: RPython's -O
    jobs: int | None  # of make; None: RPython decides
    keep: bool  # the C sources
    output: Path  # directory of the result
    home: Path  # directory of everything else

    @property
    def name(self) -> str:
        return "som-jit" if self.jit else "som-interp"

    @property
    def log(self) -> Path:
        return self.home / (self.name + ".log")

    @property
    def times(self) -> Path:
        return self.home / (self.name + "-times.json")

    @property
    def session(self) -> Path:
        """Where RPython works; removed afterwards."""
        return self.home / (self.name + "-session")

    @property
    def packages(self) -> Path:
        return self.home / "site-packages"

    def command(self, tools: Toolchain) -> list[str]:
        options = ["-O" + self.level, "--gc=" + self.gc, "--output=" + self.name]
        if self.jobs is not None:
            options.append("--make-jobs=%d" % self.jobs)
        return [tools.python2, "-u", "-B", "-m", "rpython", "--batch"] + options + [str(ROOT / "targetsom.py")]

    def environment(self) -> dict[str, str]:
        """Nothing of the user's Python must be seen by RPython's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return dict(
            kept,
            PYTHONPATH=os.pathsep.join([str(self.packages), str(ROOT)]),
            PYTHONNOUSERSITE="1",
            PYPY_USESSION_DIR=str(self.session),
            PYPY_USESSION_BASENAME="som",
        )


def shown(path: Path) -> str:
    """A path as the user would write it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def parse_arguments(arguments: list[str]) -> tuple[Job, str | None]:
    """The job, and the Python 2.7 to use if one is named. Exits on a mistake."""
    parser = argparse.ArgumentParser(
        description="Translates the VM to a native binary, build/som-jit or build/som-interp.",
        epilog="Needs a Python 2.7 (SOM_PYTHON2 may name it), gcc (or CC), make; the JIT needs libffi and pkg-config.",
    )
    parser.add_argument("--no-jit", action="store_true", help="without the JIT, which takes a fifth of the time")
    parser.add_argument("--gc", choices=GCS, default="incminimark", help="garbage collector (default: %(default)s)")
    parser.add_argument("--opt", choices=LEVELS, help="level of optimisation without the JIT (default: 2)")
    parser.add_argument("--jobs", "--make-jobs", type=positive, metavar="N", help="C files compiled at a time")
    parser.add_argument("--python2", metavar="PATH", help="Python 2.7 that runs RPython")
    parser.add_argument("--output", type=Path, metavar="DIR", default=BUILD, help="directory for the binary")
    parser.add_argument("--keep", action="store_true", help="keep the generated C sources")
    options = parser.parse_args(arguments)
    if options.opt and not options.no_jit:
        parser.error("--opt needs --no-jit: the JIT is a level of its own")
    if options.gc == "boehm" and not options.no_jit:
        parser.error("the JIT does not work with boehm")
    level = (options.opt or "2") if options.no_jit else "jit"
    output = options.output.absolute()
    job = Job(not options.no_jit, options.gc, level, options.jobs, options.keep, output, BUILD / "translation")
    return job, options.python2


# ------------------------------------------------------------------------------------------------ signals


def handle(handler: Callable[[int, FrameType | None], object]) -> dict[int, object]:
    """Sets the handler of all signals that ask us to end, but not of ignored ones; answers the former handlers."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    replaced = {number: former for number, former in before.items() if former != signal.SIG_IGN}
    for number in replaced:
        signal.signal(number, handler)
    return replaced


def restore(handlers: dict[int, object]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Inside, signals that ask us to end raise KeyboardInterrupt, unless they are ignored, as by nohup."""
    before = handle(signal.default_int_handler)
    try:
        yield
    finally:
        restore(before)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Signals that arrive inside raise KeyboardInterrupt at the end."""
    arrived: list[int] = []
    before = handle(lambda number, frame: arrived.append(number))
    try:
        yield
    finally:
        restore(before)
    if arrived:
        raise KeyboardInterrupt


# ------------------------------------------------------------------------------------------------ RPython's run


def read_lines(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    """Puts all lines of a stream into a queue, at the end None."""
    for line in stream:
        lines.put(line)
    lines.put(None)


def stop(process: subprocess.Popen[str]) -> None:
    """Ends a process and all that it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)


class Translation:
    """One run of RPython: its output goes to the log, its progress to the display."""

    def __init__(self, job: Job, tools: Toolchain, display: Display) -> None:
        self.job = job
        self.tools = tools
        self.display = display
        self.tracker = Tracker(progress.load_times(job.times, job.jit), time.monotonic())

    def run(self) -> None:
        """Leaves the binary in the session directory. Raises TranslationError."""
        command = self.job.command(self.tools)
        with open(self.job.log, "w", encoding="utf-8") as log:
            log.write("%s\n" % " ".join(command))
            log.flush()
            process = None
            try:
                with uninterrupted():  # else it could run before we know it
                    process = self._start(command)
                self._follow(process, log)
                status = process.wait()
            finally:
                if process is not None:
                    stop(process)
                self.display.clear()
        if status != 0:
            raise TranslationError(self._failure(status))
        last = self.tracker.finish(time.monotonic())
        self.display.phase_ended(last, self.tracker.times[last])

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            cwd=self.job.session,
            env=self.job.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that it ends as a whole, and by us
        )

    def _follow(self, process: subprocess.Popen[str], log: TextIO) -> None:
        """Until the process has said its last."""
        assert process.stdout is not None
        lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=read_lines, args=(process.stdout, lines), daemon=True).start()
        while True:
            ended = None
            try:
                line = lines.get(timeout=1)
            except queue.Empty:
                if process.poll() is not None:  # a child of its holds the stream open
                    break
                files = progress.object_files(self.job.session) if self.tracker.phase == "C compile" else None
                if files is not None:
                    ended = self.tracker.compiled(files[0], files[1], time.monotonic())
            else:
                if line is None:
                    break
                log.write(line)
                log.flush()
                ended = self.tracker.read(line, time.monotonic())
            self._show(ended)

    def _show(self, ended: str | None) -> None:
        if ended is not None:
            self.display.phase_ended(ended, self.tracker.times[ended])
        self.display.status(self.tracker.status(time.monotonic()))

    def _failure(self, status: int) -> str:
        what = "RPython was killed by signal %d" % -status if status < 0 else "RPython failed"
        if status == -signal.SIGKILL:
            what += " (the system does so when memory is short)"
        spent = minutes(time.monotonic() - self.tracker.start)
        lines = ["%s in phase '%s' after %s" % (what, self.tracker.phase, spent)]
        if status > 0:  # a killed process had no time to say why
            lines += ["    " + line for line in progress.error_lines(self.job.log.read_text(encoding="utf-8"))]
        return "\n".join(lines + ["complete log: " + shown(self.job.log)])


# ------------------------------------------------------------------------------------------------ from job to binary


def smoke_test(binary: Path) -> None:
    """Raises TranslationError if the binary does not evaluate an expression."""
    arguments, expected = SMOKE_TEST
    try:
        result = subprocess.run(
            [str(binary), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=SMOKE_SECONDS,
        )
        answer = "exit status %d, output: %s" % (result.returncode, result.stdout.strip() or "none")
        works = result.returncode == 0 and result.stdout.strip() == expected
    except subprocess.TimeoutExpired:
        works, answer = False, "no end after %d seconds" % SMOKE_SECONDS
    except OSError as error:
        works, answer = False, str(error.strerror)
    if not works:
        raise TranslationError("the new binary does not work: asked for '%s', %s" % (arguments[-1], answer))


def publish(binary: Path, target: Path) -> None:
    """Puts the binary where it belongs: all at once, even onto another file system."""
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(target.name + ".new")
    try:
        shutil.copy2(binary, copy)
        os.replace(copy, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            copy.unlink()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time is inside. Raises BlockingIOError if another one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextlib.contextmanager
def session(job: Job) -> Iterator[None]:
    """The directory RPython works in, for as long as it is needed."""
    shutil.rmtree(job.session, ignore_errors=True)
    job.session.mkdir(parents=True)
    try:
        yield
    finally:
        if not job.keep:
            shutil.rmtree(job.session, ignore_errors=True)


def build(job: Job, tools: Toolchain, display: Display) -> Tracker:
    """Makes, tries and publishes the binary. Raises TranslationError; then nothing is published."""
    with session(job):
        translation = Translation(job, tools, display)
        translation.run()
        binary = job.session / job.name
        try:
            smoke_test(binary)
        except TranslationError as error:
            broken = job.home / (job.name + ".broken")
            if binary.exists():
                publish(binary, broken)
                raise TranslationError("%s\nit is kept as %s" % (error, shown(broken))) from None
            raise
        publish(binary, job.output / job.name)
        progress.save_times(job.times, translation.tracker.times)
        return translation.tracker


def translate(job: Job, python2: str | None, stream: TextIO) -> None:
    """Everything, with reports to a stream. Raises ToolchainError and TranslationError."""
    try:
        with locked(job.home / "lock"):  # RPython empties a cache beside itself when it starts
            tools = find_all(job.jit, python2, job.packages, os.environ)
            if not is_installed(job.packages):
                print("installing %s" % REQUIREMENTS[0], file=stream, flush=True)
                install_rpython(tools.python2, job.packages)
            expected = sum(progress.load_times(job.times, job.jit).values())
            print(
                "translating to %s with %s and %s; minutes expected: %d; log: %s"
                % (shown(job.output / job.name), tools.python2, tools.compiler, round(expected / 60), shown(job.log)),
                file=stream,
                flush=True,
            )
            tracker = build(job, tools, Display(stream))
    except BlockingIOError:
        raise TranslationError("another translation is running here") from None
    phases = ", ".join("%s %s" % (name, minutes(seconds)) for name, seconds in tracker.times.items())
    total = minutes(sum(tracker.times.values()))
    print("%s: made in %s (%s)" % (shown(job.output / job.name), total, phases), file=stream, flush=True)


def main(arguments: list[str]) -> int:
    """Returns the exit status: 0, 1 after an error, 130 when interrupted."""
    job, python2 = parse_arguments(arguments)
    try:
        with interruptible():
            translate(job, python2, sys.stdout)
    except (ToolchainError, TranslationError) as error:
        print("targetsom.py: %s" % error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("targetsom.py: interrupted, nothing has changed", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
