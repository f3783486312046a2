"""Run generated programs on two machines; where they differ, find the smallest program that shows it."""

import os
import re
import time

from som.tools.random_programs import Program
from som.tools.random_rules import PLAINEST
from som.tools.random_trees import shrink
from tests.parity.vms import CORE_LIBRARY, ROOT

RESTARTS = 8  # a program goes on behind a probe that ended it, this many times at most
SHRINKING_TIME = 20  # seconds for making one difference small


class Comparison:
    """One program in one directory, and what the machines make of it."""

    def __init__(self, program, directory, reference):
        self.program = program
        self.directory = str(directory)
        self.reference = reference
        self.write()
        self.expected = self._run_all()

    def write(self):
        """(Re)write the sources of the program."""
        os.makedirs(self.directory, exist_ok=True)
        for name, text in self.program.sources().items():
            with open(os.path.join(self.directory, name + ".som"), "w", encoding="utf-8", newline="") as file:
                file.write(text)

    def run(self, vm, first, last):
        """The Outcome of these probes."""
        library = os.path.join(ROOT, CORE_LIBRARY)
        return vm.run("-cp", library, "Fuzz.som", str(first), str(last), cwd=self.directory)

    def _run_all(self):
        """{(first, last): Outcome of the reference}; what follows a probe that ended the program runs anew."""
        outcomes = {}
        first, last = min(self.program.probes), max(self.program.probes)
        while first <= last and len(outcomes) <= RESTARTS:
            outcome = self.run(self.reference, first, last)
            outcomes[first, last] = outcome
            first = last_completed(outcome, first) + 2
        return outcomes

    def completed(self):
        """How many probes ran to their end on the reference."""
        return sum(last_completed(outcome, first) + 1 - first for (first, _), outcome in self.expected.items())

    def difference(self, vm):
        """A report of the first difference between the machine and the reference, "" if there is none."""
        for (first, last), expected in self.expected.items():
            outcome = self.run(vm, first, last)
            if outcome != expected:
                return self._report(vm, first, last, expected, outcome)
        return ""

    def _report(self, vm, first, last, expected, outcome):
        number = first_different(first, expected, outcome)
        single = self.run(self.reference, number, number), self.run(vm, number, number)
        if single[0] != single[1]:
            single = self._shrink(vm, number)
            first = last = number
        else:
            single = expected, outcome
        return report(self, vm, first, last, *single)

    def _shrink(self, vm, number):
        """Make the program small; answers the different outcomes."""
        end = time.monotonic() + SHRINKING_TIME
        self.program.only(number)
        found = []

        def still_differs():
            if time.monotonic() > end:
                return False
            self.write()
            outcomes = [self.run(each, number, number) for each in (self.reference, vm)]
            if outcomes[0] != outcomes[1] and is_sound(outcomes[0]):
                found[:] = outcomes
            return outcomes[0] != outcomes[1] and is_sound(outcomes[0])

        if not still_differs():  # an odd outcome of the reference itself is what differs
            return [self.run(each, number, number) for each in (self.reference, vm)]
        for tree in self.program.trees():
            shrink(tree, still_differs, PLAINEST)
        self.write()
        return found


def is_sound(outcome):
    """Whether the program is a valid one, and ended in time."""
    return outcome.status is not None and b"Fuzz" not in outcome.stderr.split(b"\n")[0]


def last_completed(outcome, first):
    """The number of the last probe that ran to its end, first - 1 if none did."""
    numbers = re.findall(rb"^--- (\d+)$", outcome.stdout, re.MULTILINE)
    return int(numbers[-1]) if numbers else first - 1


def first_different(first, one, other):
    """The number of the first probe that printed something else."""
    common = os.path.commonprefix([one.stdout, other.stdout])
    numbers = re.findall(rb"^--- (\d+)\n", common, re.MULTILINE)
    return int(numbers[-1]) + 1 if numbers else first


def excerpt(expected, text):
    """The part of the text that begins shortly before it leaves the expected one."""
    start = max(0, text.rfind(b"\n", 0, len(os.path.commonprefix([expected, text]))))
    return text[max(0, start - 200) :][:1500].decode("utf-8", "replace")


def report(comparison, vm, first, last, expected, outcome):
    """What one needs to see of a difference."""
    lines = [
        "seed %d, probes %d to %d: %s differs from the hosted machine" % (comparison.program.seed, first, last, vm)
    ]
    for name in ("status", "stdout", "stderr"):
        values = getattr(expected, name), getattr(outcome, name)
        if values[0] == values[1]:
            continue
        if name != "status":
            values = excerpt(values[1], values[0]), excerpt(values[0], values[1])
        lines += ["---- %s, hosted" % name, str(values[0]), "---- %s, %s" % (name, vm.name), str(values[1])]
    if first == last:
        sources = comparison.program.sources()
        lines += ["---- %s.som\n%s" % (name, sources[name]) for name in ("Fuzz", "FuzzBase", "FuzzChild", "FuzzOther")]
    lines.append("Its sources are in %s." % comparison.directory)
    return "\n".join(lines)


def compare(seed, directory, reference, vm):
    """A report of a difference between the machines in the program of this seed, or ""."""
    return Comparison(Program(seed), directory, reference).difference(vm)
