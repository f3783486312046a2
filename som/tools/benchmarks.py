"""Measures the VMs with the suites of `Examples/rebench.conf`, and writes `docs/benchmarks.md`.

    python -m som.tools.benchmarks [option ...]

A quick look that needs nothing installed; for statistics over many runs there is ReBench. See Examples/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import pty
import re
import select
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from som.tools.benchmark_report import Circumstances, Measurement, page, tables
from som.tools.benchmark_suites import ROOT, Configuration, ConfigurationError, Task, Vm, load

PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "build" / "benchmarks.json"

FOREVER = 1000000  # iterations: the process is stopped before
ITERATION = re.compile(r"^\w+: iterations=1 runtime: ([0-9]+)us\r?$", re.M)
PEAK_OF_STATISTICS = re.compile(r"^peak memory +([0-9]+) KiB$", re.M)


# ---------------------------------------------------------------------------------------------- one process


@dataclass
class Run:
    """What a harness has done so far."""

    times: list[int] = field(default_factory=list)  # of its iterations, in microseconds
    peak: int | None = None  # KiB
    problem: str = ""


def iteration_times(output: str) -> list[int]:
    """The microseconds of the iterations that a harness has reported."""
    return [int(number) for number in ITERATION.findall(output)]


def steady_time(times: Sequence[int]) -> float:
    """The median of the second half, which has the middle one, too."""
    return statistics.median(times[len(times) // 2 :])


def peak_memory(pid: int) -> int | None:
    """The largest resident size of a living process so far in KiB; None where the system does not tell."""
    try:
        status = Path("/proc/%d/status" % pid).read_text()
    except OSError:
        return None
    match = re.search(r"^VmHWM:\s+([0-9]+) kB$", status, re.M)
    return int(match.group(1)) if match else None


def run_for(command: Sequence[str], seconds: float, limit: float) -> Run:
    """Runs a harness for some seconds, longer if the first iteration takes longer, but never beyond the limit."""
    reader, writer = pty.openpty()  # on a terminal, a VM delivers every line at once
    with tempfile.TemporaryFile() as errors, os.fdopen(reader, "rb", buffering=0) as terminal:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writer, stderr=errors, cwd=str(ROOT))
        os.close(writer)
        try:
            output, ended = collect(terminal, seconds, limit)
            run = Run(iteration_times(output), peak_memory(process.pid))
        finally:
            process.kill()
            process.wait()
        if ended:
            process_errors = read_all(errors)
            run.problem = process_errors or "ended with status %d" % process.returncode
        elif not run.times:
            run.problem = "no iteration within %g s" % limit
    return run


def collect(terminal: IO[bytes], seconds: float, limit: float) -> tuple[str, bool]:
    """The output of the process behind the terminal until the time is over, and whether it ended on its own."""
    output = b""
    start = time.monotonic()
    while True:
        elapsed = time.monotonic() - start
        end = seconds if iteration_times(output.decode("utf-8", "replace")) else limit
        if elapsed >= min(end, limit):
            return output.decode("utf-8", "replace"), False
        ready, _, _ = select.select([terminal], [], [], min(end, limit) - elapsed)
        if ready:
            try:
                chunk = terminal.read(65536)
            except OSError:  # Linux: nobody has the other side open
                chunk = b""
            if not chunk:
                return output.decode("utf-8", "replace"), True
            output += chunk


def read_all(file: IO[bytes]) -> str:
    """The last line of what a process wrote to stderr."""
    file.seek(0)
    lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else ""


def time_process(command: Sequence[str]) -> float:
    """Seconds from start to end of a process. Raises OSError and CalledProcessError."""
    start = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=str(ROOT), check=True)
    return time.perf_counter() - start


def peak_of_start(vm: Vm, command: Sequence[str]) -> int | None:
    """The peak memory in KiB that the VM itself reports at the end; None if it does not know `--stats`."""
    with_option = [*vm.command, "--stats", *command[len(vm.command) :]]
    done = subprocess.run(with_option, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=str(ROOT))
    match = PEAK_OF_STATISTICS.search(done.stderr)
    return int(match.group(1)) if match else None


# ---------------------------------------------------------------------------------------------- measuring


def measure(task: Task, seconds: float, limit: float, starts: int) -> Measurement:
    """A task's figures, or what went wrong."""
    if task.is_start_up:
        return measure_start_up(task, starts)
    try:
        run = run_for(task.command(FOREVER), seconds, limit)
    except OSError as error:
        run = Run(problem=str(error.strerror))
    if run.problem:
        return Measurement(task.vm.name, task.title, task.benchmark, problem=run.problem)
    first, steady = run.times[0] / task.inner, steady_time(run.times) / task.inner
    first_ten = statistics.fmean(run.times[:10]) / task.inner if len(run.times) >= 10 else None
    return Measurement(task.vm.name, task.title, task.benchmark, first, steady, run.peak, first_ten=first_ten)


def measure_start_up(task: Task, starts: int) -> Measurement:
    command = task.command(1)
    problem, median, peak = "", None, None
    try:
        times = [time_process(command) for _ in range(starts + 1)]
        median = statistics.median(times[1:]) * 1e6
        peak = peak_of_start(task.vm, command)
    except subprocess.CalledProcessError as error:
        problem = "ended with status %d" % error.returncode
    except OSError as error:
        problem = str(error.strerror)
    return Measurement(task.vm.name, task.title, task.benchmark, None, median, peak, problem, is_start_up=True)


def select_tasks(
    configuration: Configuration, vms: Sequence[Vm], suites: Sequence[str], names: Sequence[str]
) -> list[Task]:
    """The tasks of the VMs in the named suites, and of the named benchmarks; no names: all."""
    tasks = [task for vm in vms for task in configuration.tasks(vm)]
    known = {task.suite for task in tasks} | {task.benchmark for task in tasks}
    for name in [*suites, *names]:
        if name not in known:
            raise ConfigurationError("no VM to measure has a suite or benchmark '%s'" % name)
    tasks = [task for task in tasks if not suites or task.suite in suites]
    return [task for task in tasks if not names or task.benchmark in names]


def measure_all(tasks: Sequence[Task], options: argparse.Namespace) -> list[Measurement]:
    """Measures until the budget is used up; tells on stderr what it does."""
    measurements: list[Measurement] = []
    start = time.monotonic()
    for number, task in enumerate(tasks, 1):
        if options.budget is not None and time.monotonic() - start >= options.budget:
            print("The budget is used up: %d of %d measured." % (number - 1, len(tasks)), file=sys.stderr)
            break
        measurement = measure(task, options.seconds, options.limit, options.starts)
        measurements.append(measurement)
        result = measurement.problem or "%.4g us" % measurement.steady
        print("%d/%d %s %s: %s" % (number, len(tasks), task.vm.name, task.benchmark, result), file=sys.stderr)
    return measurements


# ---------------------------------------------------------------------------------------------- results


def merge(old: Sequence[Measurement], new: Sequence[Measurement]) -> list[Measurement]:
    """All measurements; new ones replace old ones of the same benchmark on the same VM, at their places."""
    merged = {(each.vm, each.title, each.benchmark): each for each in [*old, *new]}
    return list(merged.values())


def read_results(path: Path) -> list[Measurement]:
    """What `save_results` wrote; nothing if it never did."""
    if not path.is_file():
        return []
    return [Measurement(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def save_results(path: Path, measurements: Sequence[Measurement]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(each) for each in measurements], indent=1) + "\n", encoding="utf-8")


def processor() -> str:
    """The name of the processor, and how many of it."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    match = re.search(r"^model name\s*: (.*)$", text, re.M)
    return "%s, %d logical" % (match.group(1) if match else platform.processor() or platform.machine(), os.cpu_count())


def version_of(vm: Vm) -> str:
    """What the VM says that it is."""
    try:
        command = [*vm.command, "--version"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=str(ROOT))
    except OSError as error:
        return str(error.strerror)
    return done.stdout.strip() or "unknown"


def circumstances(vms: Sequence[Vm], load_before: float, options: argparse.Namespace) -> Circumstances:
    return Circumstances(
        date=datetime.date.today().isoformat(),
        processor=processor(),
        system="%s %s, Python %s" % (platform.system(), platform.release(), platform.python_version()),
        load="%.1f" % load_before,
        vms=[(vm.name, shlex.join(vm.command).replace(sys.executable, "python3"), version_of(vm)) for vm in vms],
        seconds=options.seconds,
        starts=options.starts,
    )


# ---------------------------------------------------------------------------------------------- command line


def parse_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m som.tools.benchmarks", description="Measures the VMs.")
    add = parser.add_argument
    add("--vm", action="append", default=[], help="NAME in rebench.conf, or NAME=COMMAND; default: all that exist")
    add("--suite", action="append", default=[], help="only this suite; may be repeated")
    add("--benchmark", action="append", default=[], help="only this benchmark; may be repeated")
    add("--seconds", type=float, default=7.0, help="for each benchmark; default: 7")
    add("--limit", type=float, default=120.0, help="seconds to wait for a first iteration; default: 120")
    add("--starts", type=int, default=15, help="processes to measure the start-up; default: 15")
    add("--budget", type=float, help="seconds after which no further benchmark is started")
    add("--continue", action="store_true", dest="resume", help="add to the last results, in build/benchmarks.json")
    add("--write", action="store_true", help="write docs/benchmarks.md instead of printing the tables")
    add("--time", nargs=argparse.REMAINDER, metavar="COMMAND", help="only time this process, for ReBench")
    return parser.parse_args(arguments)


def report_time(command: Sequence[str]) -> int:
    """Prints the time of a process like that of an iteration of a harness. The exit status."""
    try:
        seconds = time_process(command)
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    print("Process: iterations=1 runtime: %dus" % (seconds * 1e6))
    return 0


def main(arguments: Sequence[str], results: Path = RESULTS, target: Path = PAGE) -> int:
    options = parse_options(arguments)
    if options.time:
        return report_time(options.time)
    load_before = os.getloadavg()[0]
    try:
        configuration = load()
        chosen = [configuration.vm_from_option(text) for text in options.vm]
        vms = chosen or [vm for vm in configuration.vms() if vm.exists()]
        tasks = select_tasks(configuration, vms, options.suite, options.benchmark)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    measured = measure_all(tasks, options)
    everything = merge(read_results(results) if options.resume else [], measured)
    save_results(results, everything)
    names = {each.vm for each in everything}
    known = vms + [vm for vm in configuration.vms() if vm.name in names and vm.name not in {own.name for own in vms}]
    if options.write:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(everything, circumstances(known, load_before, options)), encoding="utf-8")
    else:
        print(tables(everything, [vm.name for vm in known]))
    return 1 if any(each.problem for each in measured) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
