"""Whether a VM has behaved: documented exit statuses, no trace of the host, no signal, an end, bounded memory."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from som.tools.fuzzing_cases import Case
from som.tools.fuzzing_running import Outcome

DOCUMENTED = {0, 1, 122, 123, 124, 130, 141}
NO_END = "no end"
BUG = 70  # the status with which the VM itself reports a bug of its own

# What only the host prints.
HOST_TRACES = {
    "Python traceback": re.compile(rb'Traceback \(most recent call last\):\s+File "[^"]*\.py"'),
    "Python error": re.compile(rb"Fatal Python error|Exception ignored in"),
    "RPython traceback": re.compile(rb"RPython traceback|Fatal RPython error|out of memory:|Assertion failed"),
    "internal error": re.compile(rb"^som: internal error", re.M),
    "Valgrind": re.compile(rb"^==\d+== (?:Invalid|Conditional jump|Use of uninit|Process terminating)", re.M),
    "AddressSanitizer": re.compile(rb"ERROR: AddressSanitizer|runtime error: "),
}

EXIT = re.compile(rb"exit:\s*(-?[0-9]+)?")
HOST_FRAME = re.compile(rb'File "[^"]*?([^"/]+\.py)", line (\d+), in (\w+)')
HOST_ERROR = re.compile(rb"^(\w+(?:Error|Exception|Interrupt|Overflow))\b", re.M)

MEMORY_FACTOR, MEMORY_BASE = 2.5, 200 << 20  # how much more than --max-heap a process may take


@dataclass(frozen=True)
class Problem:
    """`what` is the same for all runs that show the same bug, as far as one can see from outside."""

    what: str
    detail: str = ""

    def __str__(self) -> str:
        return self.what + (": " + self.detail if self.detail else "")


def judge(case: Case, outcome: Outcome, max_heap: int | None = None) -> Problem | None:
    """What is wrong with the outcome; `max_heap`: bytes that the VM was allowed."""
    text = outcome.stdout + b"\n" + outcome.stderr
    for name, pattern in HOST_TRACES.items():
        found = pattern.search(text)
        if found and found.group() not in case.texts():
            return Problem("%s %s" % (name, _place(text, found.start())))
    if outcome.status is None:
        return Problem(NO_END, "after %.1f s" % outcome.seconds)
    if outcome.status < 0:
        return _judge_signal(case, -outcome.status, outcome.stdout)
    if outcome.status == BUG or outcome.status not in DOCUMENTED | exits(case):
        return Problem("status %d" % outcome.status)
    if max_heap is not None and outcome.peak > max_heap * MEMORY_FACTOR + MEMORY_BASE:
        return Problem("memory", "%d MiB of %d" % (outcome.peak >> 20, max_heap >> 20))
    return None


def _judge_signal(case: Case, number: int, output: bytes) -> Problem | None:
    """A user who types ^\\ asks for SIGQUIT, and one who types ^C before the VM has said anything for SIGINT."""
    typed = b"".join(typed for _, typed in case.keys)
    if number == signal.SIGINT and b"\x03" in typed and b"SOM" not in output and b"Traceback" not in output:
        return None
    if number == signal.SIGQUIT and b"\x1c" in typed:
        return None
    return Problem("signal %s" % signal.Signals(number).name)


def exits(case: Case) -> set[int]:
    """The statuses that the program may ask for; all, if one cannot tell which."""
    statuses = set()
    for found in EXIT.finditer(case.texts()):
        if found.group(1) is None:
            return set(range(256))
        number = int(found.group(1).lstrip(b"-")[-8:])  # 256 divides 10 ** 8: the last digits decide
        statuses.add((-number if found.group(1).startswith(b"-") else number) & 0xFF)
    return statuses


def _place(text: bytes, start: int) -> str:
    """The innermost activation and the kind of error of a host's traceback, "" if there is none."""
    frames = HOST_FRAME.findall(text, start)
    errors = HOST_ERROR.findall(text, start)
    if not frames:
        line = text[start:].split(b"\n")[0]
        return re.sub(r"0x[0-9a-f]+|\d+", "N", line.decode("utf-8", "replace")).strip()[:120]
    file, line, function = (part.decode("ascii", "replace") for part in frames[-1])
    return "in %s, line %s, in %s %s" % (file, line, function, errors[-1].decode("ascii") if errors else "")
