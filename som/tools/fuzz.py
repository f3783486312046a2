"""Looks for bugs of the VMs with cases made at random: docs/fuzzing.md.

    python -m som.tools.fuzz [--minutes N] [--vm build/som-interp] [--seed N] [--kind K] ...

Prints every problem with the smallest case that shows it, keeps that case, and exits with 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from som.tools import fuzzing_cases
from som.tools.fuzzing_cases import Case
from som.tools.fuzzing_judging import NO_END, Problem, judge
from som.tools.fuzzing_kinds import KINDS, make
from som.tools.fuzzing_minimising import minimise
from som.tools.fuzzing_running import Outcome, Vm, is_there, run, vm_for

FOUND = fuzzing_cases.ROOT / "build" / "fuzz"
TIME_LIMIT, HEAP_LIMIT = "--time-limit", "--max-heap"
SECONDS = 8  # for programs, of which some never end
MEGABYTES = 400
SLOW = 60  # seconds for a case that is run again
ENDLESS = 12  # seconds for a smaller case than one that has no end


@dataclass
class Search:
    """What is asked for, and what has been found."""

    vms: list[Vm]
    kinds: list[str]
    keep: Path
    shrinking: float  # seconds for making one case small
    problems: dict[tuple[str, str], Path] = field(default_factory=dict)  # (name of the VM, what) -> where it is kept
    statuses: Counter[str] = field(default_factory=Counter)

    def check(self, kind: str, seed: int) -> None:
        """Run one case on all VMs."""
        case = make(kind, seed)
        for vm in self.vms:
            outcome = run(vm, case)
            self.statuses["%s, %s: %s" % (vm.name, kind, outcome.status)] += 1
            problem = judge(case, outcome, heap_of(vm, case))
            if problem is not None and (vm.name, problem.what) not in self.problems:
                self.report(vm, case, seed, problem)

    def report(self, vm: Vm, case: Case, seed: int, problem: Problem) -> None:
        print("%s, --kind %s --seed %d: %s" % (vm.name, case.kind, seed, problem), flush=True)
        directory = self.keep / ("%s-%s-%d" % (vm.name, case.kind, seed))
        self.problems[vm.name, problem.what] = directory

        def fails(smaller: Case, seconds: float = ENDLESS if problem.what == NO_END else SLOW) -> bool:
            found = judge(smaller, run(vm, smaller, seconds), heap_of(vm, smaller))
            return found is not None and found.what == problem.what

        if not fails(case, SLOW):
            print("  but not when it was run again", flush=True)
            fuzzing_cases.save(case, directory, "%s, not reproducible" % problem)
            return
        smallest = minimise(case, fails, self.shrinking)
        fuzzing_cases.save(smallest, directory, str(problem))
        print(description(vm, smallest, run(vm, smallest)) + "  kept in %s" % directory, flush=True)


def heap_of(vm: Vm, case: Case) -> int | None:
    """The bytes that the VM may use for SOM objects; None if nothing was said, or the case says something else."""
    if HEAP_LIMIT not in vm.options or any(argument.startswith(HEAP_LIMIT) for argument in case.arguments):
        return None
    return MEGABYTES << 20


def limited(vm: Vm) -> Vm:
    """The VM with bounds of its own, so that what they do is tested, too, and endless programs end."""
    options = list(vm.options)
    if vm.supports(TIME_LIMIT):
        options += [TIME_LIMIT, str(SECONDS)]
    if vm.supports(HEAP_LIMIT):
        options += [HEAP_LIMIT, "%dM" % MEGABYTES]
    return replace(vm, options=tuple(options))


def description(vm: Vm, case: Case, outcome: Outcome) -> str:
    """What one needs to see of a case."""
    lines = ["  %s" % " ".join(map(repr, list(vm.options) + list(case.arguments)))]
    for name, content in case.files.items():
        lines.append("  %s: %r" % (name, content[:300]))
    for name, what in case.special.items():
        lines.append("  %s is %s" % (name, what))
    if case.stdin or case.keys:
        lines.append("  input: " + repr(case.stdin[:300] or case.keys))
    lines.append(
        "  output to: %s; status %s, %.1f s, %d MiB"
        % (case.stdout, outcome.status, outcome.seconds, outcome.peak >> 20)
    )
    lines += [
        "  | " + line for line in (outcome.stdout + outcome.stderr)[-1500:].decode("utf-8", "replace").split("\n")[-25:]
    ]
    return "\n".join(lines) + "\n"


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m som.tools.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5, help="how long to search (default: %(default)s)")
    parser.add_argument("--count", type=int, help="of cases of each kind, if it is to be limited")
    parser.add_argument("--seed", type=int, default=1, help="of the first case of each kind (default: %(default)s)")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only cases of that kind; may be repeated")
    parser.add_argument("--vm", action="append", help="`hosted` (the default) or a binary; may be repeated")
    parser.add_argument(
        "--keep", type=Path, default=FOUND, metavar="DIRECTORY", help="where cases are kept (default: build/fuzz)"
    )
    parser.add_argument(
        "--shrink", type=float, default=60, metavar="SECONDS", help="for making a case small (default: %(default)s)"
    )
    parser.add_argument("--statuses", action="store_true", help="print how often each status was seen")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    vms = [vm_for(command) for command in options.vm or ["hosted"]]
    missing = [vm.name for vm in vms if not is_there(vm)]
    if missing:
        print("no such VM: " + ", ".join(missing))
        return 2
    search = Search([limited(vm) for vm in vms], options.kind or list(KINDS), options.keep, options.shrink)
    end = time.monotonic() + 60 * options.minutes
    seed = options.seed
    cases = 0
    while options.count is None or seed < options.seed + options.count:
        for kind in search.kinds:
            if time.monotonic() >= end:
                break
            search.check(kind, seed)
            cases += 1
        if time.monotonic() >= end:
            break
        seed += 1
    if options.statuses:
        print("\n".join("%6d  %s" % (count, what) for what, count in sorted(search.statuses.items())))
    print(
        "%d cases from seed %d, on %s: %d problems"
        % (cases, options.seed, ", ".join(vm.name for vm in vms), len(search.problems))
    )
    return 1 if search.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
