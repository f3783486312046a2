"""Measurements as a Markdown page. Knows nothing of how they were made."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

METHOD = """
* **Steady state**: a process runs a benchmark again and again for %(seconds)g s; the median of the second half of its
  iterations, divided by the inner iterations.
* **First iteration**: the first one of the same process, also for one inner iteration. It contains loading, and what
  a JIT needs to warm up; since it is longer on a JIT, more of the warm-up fits in.
* **First ten iterations**: their mean, likewise: what a program of some seconds has of a JIT.
* **Peak memory**: the largest resident size of that process.
* **Start-up**: the median of %(starts)d processes from start to end, after one that is not counted.

The factor in parentheses is that to the first column; more than 1 is slower or larger. A dash: not measured.
Every benchmark checks its results; a wrong one is a failure and has no time.
"""


@dataclass(frozen=True)
class Measurement:
    """What a benchmark did on a VM. Times are microseconds for one inner iteration; None: there is no such figure."""

    vm: str
    title: str  # of the suite
    benchmark: str
    first: float | None = None
    steady: float | None = None  # of a start-up: the median
    peak: int | None = None  # KiB
    problem: str = ""  # why there are no figures
    is_start_up: bool = False
    first_ten: float | None = None  # the mean; None if there were fewer


@dataclass(frozen=True)
class Circumstances:
    """Where, when and how it was measured."""

    date: str
    processor: str
    system: str
    load: str
    vms: Sequence[tuple[str, str, str]]  # name, command, what `--version` says
    seconds: float
    starts: int


Figure = Callable[[Measurement], "float | None"]


def significant(value: float) -> str:
    """Three digits, or all that are before the point."""
    if value >= 99.95:
        return "%.0f" % value
    if value >= 9.995:
        return "%.1f" % value
    return "%.2f" % value if value >= 0.1 else "%.4f" % value


def geometric_mean(values: Sequence[float]) -> float:
    """Of at least one positive number."""
    return math.exp(sum(math.log(value) for value in values) / len(values))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of Markdown: the first column is text, the others are numbers."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def compared(value: float | None, reference: float | None, is_reference: bool) -> str:
    """A cell."""
    if value is None:
        return "–"
    if is_reference or not reference:
        return significant(value)
    return "%s (%s)" % (significant(value), significant(value / reference))


def comparison(measurements: Sequence[Measurement], vms: Sequence[str], figure: Figure) -> list[str]:
    """The table of one figure: a row for each benchmark, a column for each VM, the means of the factors."""
    values = {(each.benchmark, each.vm): figure(each) for each in measurements}
    vms = [vm for vm in vms if any(name == vm for _, name in values)]
    if not any(value is not None for value in values.values()):
        return []
    benchmarks = list(dict.fromkeys(each.benchmark for each in measurements))
    rows = []
    for benchmark in benchmarks:
        reference = values.get((benchmark, vms[0]))
        cells = [compared(values.get((benchmark, vm)), reference, vm == vms[0]) for vm in vms]
        rows.append([benchmark, *cells])
    if len(vms) > 1 and len(benchmarks) > 1:
        rows.append(
            [
                "**geometric mean of the factors**",
                "**1**",
                *(mean_cell(values, benchmarks, vms[0], vm) for vm in vms[1:]),
            ]
        )
    return table(["", *vms], rows)


def mean_cell(values: dict[tuple[str, str], float | None], benchmarks: Sequence[str], reference: str, vm: str) -> str:
    """Over the benchmarks that both VMs have done."""
    factors = []
    for benchmark in benchmarks:
        value, base = values.get((benchmark, vm)), values.get((benchmark, reference))
        if value and base:
            factors.append(value / base)
    return "**%s**" % significant(geometric_mean(factors)) if factors else "–"


def mebibytes(measurement: Measurement) -> float | None:
    return None if measurement.peak is None else measurement.peak / 1024.0


def milliseconds(measurement: Measurement) -> float | None:
    return None if measurement.steady is None else measurement.steady / 1000.0


def sections(measurements: Sequence[Measurement], vms: Sequence[str]) -> list[str]:
    """The tables of all suites; columns are the VMs, in this order, and others that were measured."""
    vms = list(dict.fromkeys([*vms, *(each.vm for each in measurements)]))
    lines: list[str] = []
    for title in dict.fromkeys(each.title for each in measurements):
        own = [each for each in measurements if each.title == title]
        lines += ["## " + title, ""]
        figures: list[tuple[str, Figure]] = [
            ("Steady state, µs", lambda each: each.steady),
            ("First iteration, µs", lambda each: each.first),
            ("First ten iterations, µs", lambda each: each.first_ten),
            ("Peak memory, MiB", mebibytes),
        ]
        if own[0].is_start_up:
            figures = [("Time, ms", milliseconds), ("Peak memory, MiB", mebibytes)]
        for name, figure in figures:
            rows = comparison(own, vms, figure)
            if rows:
                lines += ["### %s: %s" % (title, name), "", *rows, ""]
        failures = ["* %s, %s: %s" % (each.benchmark, each.vm, each.problem) for each in own if each.problem]
        if failures:
            lines += ["Failures:", "", *failures, ""]
    return lines


def tables(measurements: Sequence[Measurement], vms: Sequence[str]) -> str:
    """Only the figures, for a terminal."""
    return "\n".join(sections(measurements, vms))


def page(measurements: Sequence[Measurement], circumstances: Circumstances) -> str:
    """The whole page."""
    facts = [
        ["date", circumstances.date],
        ["processor", circumstances.processor],
        ["system", circumstances.system],
        ["load before", circumstances.load],
    ]
    vms = [[name, "`%s`" % command, version] for name, command, version in circumstances.vms]
    method = METHOD.strip() % {"seconds": circumstances.seconds, "starts": circumstances.starts}
    lines = ["# Results of the benchmarks", ""]
    lines += ["Generated by `python -m som.tools.benchmarks --write`; do not edit.", ""]
    lines += ["| | |", "|---|---|", *("| %s | %s |" % tuple(fact) for fact in facts), ""]
    lines += ["| VM | command | version |", "|---|---|---|", *("| %s | %s | %s |" % tuple(vm) for vm in vms), ""]
    lines += ["## Method", "", method, ""]
    lines += sections(measurements, [name for name, _, _ in circumstances.vms])
    return "\n".join(lines).rstrip("\n") + "\n"
