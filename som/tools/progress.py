"""How far a translation is: phases from RPython's output, expected times, and what the user sees of it.

The only invariant between versions of RPython is the line that announces each task; it is all that
the phases rest on. Where more is known (blocks typed, files compiled) it is shown and nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class Phase:
    """A stretch of a translation; `announcement` is RPython's line for it. 0 seconds: does not occur."""

    name: str
    announcement: str
    interp_seconds: int
    jit_seconds: int


# Seconds on an ordinary machine. The last two are parts of one task of RPython, which is silent during both.
PHASES = (
    Phase("load", "", 5, 5),
    Phase("annotate", "Annotating&simplifying", 15, 50),
    Phase("rtype", "RTyping", 25, 90),
    Phase("jitcodes", "JIT compiler generation", 0, 330),
    Phase("backendopt", "lltype back-end optimisations", 25, 70),
    Phase("gc transform", "Creating database for generating c source", 40, 190),
    Phase("C sources", "Generating c source", 15, 45),
    Phase("C compile", "Compiling c source", 55, 115),
    Phase("link", "", 2, 5),
)
BY_ANNOUNCEMENT = {phase.announcement: phase.name for phase in PHASES if phase.announcement}

TASK = re.compile(r"\[translation:info\] (.+)\.\.\.$")
TYPED_BLOCKS = re.compile(r"\[rtyper\] specializing: (\d+) / (\d+) blocks")
NODES = re.compile(r"\[c\] +(\d+) nodes")
JITCODES = re.compile(r"Produced (\d+) jitcodes")


def default_times(jit: bool) -> dict[str, float]:
    """{name of phase: expected seconds}, in the order of the phases."""
    times = {phase.name: float(phase.jit_seconds if jit else phase.interp_seconds) for phase in PHASES}
    return {name: seconds for name, seconds in times.items() if seconds}


def load_times(path: Path, jit: bool) -> dict[str, float]:
    """What the last translation took, or the defaults if there was none."""
    try:
        times = json.loads(path.read_text(encoding="utf-8"))
        return {name: float(times[name]) for name in default_times(jit)}
    except (OSError, ValueError, KeyError, TypeError):
        return default_times(jit)


def save_times(path: Path, times: dict[str, float]) -> None:
    path.write_text(json.dumps({name: round(seconds, 1) for name, seconds in times.items()}) + "\n", encoding="utf-8")


def minutes(seconds: float) -> str:
    return "%d:%02d" % divmod(round(seconds), 60)


class Tracker:
    """Which phase a translation is in, since when, and how long all will take.

    Times are seconds of any one clock. `expected` maps phases to their expected seconds.
    """

    def __init__(self, expected: dict[str, float], now: float) -> None:
        self.expected = expected
        self.times: dict[str, float] = {}  # of finished phases
        self.phase = "load"
        self.detail = ""
        self.start = now
        self.phase_start = now

    def read(self, line: str, now: float) -> str | None:
        """Takes a line of RPython's output; answers the phase that it ended, if any."""
        task = TASK.search(line.rstrip())
        if task and task.group(1) in BY_ANNOUNCEMENT:
            return self.enter(BY_ANNOUNCEMENT[task.group(1)], now)
        typed, nodes, jitcodes = TYPED_BLOCKS.search(line), NODES.search(line), JITCODES.search(line)
        if typed and self.phase == "rtype":  # more is typed in later phases, but not most of their work
            self.detail = "%d %%" % (100 * int(typed.group(1)) // int(typed.group(2)))
        elif nodes:
            self.detail = "%s nodes" % nodes.group(1)
        elif jitcodes:
            self.detail = "%s jitcodes" % jitcodes.group(1)
        return None

    def compiled(self, done: int, total: int, now: float) -> str | None:
        """Takes how many object files there are; answers the phase that ended, if any."""
        if self.phase != "C compile":
            return None
        if done == total:
            return self.enter("link", now)
        self.detail = "%d of %d files" % (done, total)
        return None

    def enter(self, phase: str, now: float) -> str | None:
        """Ends the current phase, and answers it, if another one begins."""
        if phase == self.phase:
            return None
        ended = self.finish(now)
        self.phase, self.detail = phase, ""
        return ended

    def finish(self, now: float) -> str:
        self.times[self.phase] = self.times.get(self.phase, 0.0) + now - self.phase_start
        self.phase_start = now
        return self.phase

    def expected_total(self, now: float) -> float:
        """Seconds from the start to the end. What is to come is taken to go as what is done went."""
        done = sum(self.expected.get(name, 0.0) for name in self.times)
        pace = (self.phase_start - self.start) / done if done > 10 else 1.0
        current = max(now - self.phase_start, pace * self.expected.get(self.phase, 0.0))
        names = list(self.expected)
        position = names.index(self.phase) if self.phase in names else len(names)
        later = sum(self.expected[name] for name in names[position + 1 :])
        return self.phase_start - self.start + current + pace * later

    def status(self, now: float) -> str:
        """What happens now, on one line."""
        what = "%s (%s)" % (self.phase, self.detail) if self.detail else self.phase
        overall = "%s of about %s" % (minutes(now - self.start), minutes(self.expected_total(now)))
        return "%s  %s    in all %s" % (what.ljust(28), minutes(now - self.phase_start).rjust(5), overall)


class Display:
    """Shows the status: on a terminal as one line that changes, otherwise as one line a phase."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_terminal = stream.isatty()

    def status(self, text: str) -> None:
        if self.is_terminal:
            width = shutil.get_terminal_size().columns - 1
            self._write("\r%s\x1b[K" % text[:width])

    def phase_ended(self, name: str, seconds: float) -> None:
        if not self.is_terminal:
            self._write("%s  %s\n" % (name.ljust(14), minutes(seconds).rjust(5)))

    def clear(self) -> None:
        """Before something else is printed."""
        if self.is_terminal:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


# ------------------------------------------------------------------------------------------------ files and logs


def object_files(session: Path) -> tuple[int, int] | None:
    """(existing, all) object files of the makefile below RPython's session directory, None if there is none yet."""
    for makefile in session.glob("usession-*/testing_1/Makefile"):
        definition = re.search(r"^OBJECTS = ((?:.*\\\n)*.*)$", makefile.read_text(errors="replace"), re.MULTILINE)
        if definition:
            names = [name for name in definition.group(1).split() if name != "\\"]
            return sum((makefile.parent / name).exists() for name in names), len(names)
    return None


PREFIX = re.compile(r"\[[\w:]+\] ?")


def error_lines(log: str, limit: int = 20) -> list[str]:
    """The lines of a failed translation's log that say why, at most `limit`, the last ones."""
    lines = [line for line in log.splitlines() if line.strip()]
    errors: list[str] = []
    in_error = False
    for line in lines:
        if PREFIX.match(line):
            in_error = line.startswith("[translation:ERROR]")
        if in_error:
            errors.append(line)
    if any("CompilationError" in line for line in errors):  # the compiler's own words are in the log, line by line
        said = [line for line in lines if line.startswith("[platform:Error]")]
        errors = [line for line in said if re.search(r"\b(error|Error|undefined)\b", line[16:])] or said or errors
    if not errors:  # the target could not be loaded, or RPython itself has failed
        starts = [number for number, line in enumerate(lines) if line.startswith("Traceback ")]
        errors = lines[starts[-1] :] if starts else [line for line in lines if "WARNING]" not in line]
    return errors[-limit:]
