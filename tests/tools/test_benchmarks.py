"""Measuring: what is taken from the output of a harness, and whole runs with VMs that are scripts."""

import subprocess
import sys

import pytest
from fake_tools import write_script
from som.tools import benchmarks
from som.tools.benchmark_report import Measurement
from som.tools.benchmark_suites import Task, Vm
from sources import ROOT

RECORDED = """Starting Sieve benchmark ...\x20
Sieve: GC count:     0n
Sieve: GC time:      0ms
Sieve: Allocated:    0bytes
Sieve: Compile time: 1ms
Sieve: iterations=1 runtime: 213770us
Sieve: GC count:     0n
Sieve: GC time:      0ms
Sieve: Allocated:    0bytes
Sieve: Compile time: 0ms
Sieve: iterations=1 runtime: 94044us
Sieve: iterations=2 average: 153907us total: 307814us


Total Runtime: 307814us
"""

FAKE = """case "$*" in
*--version) echo "som 9, fake" ;;
--stats*) echo "peak memory            2048 KiB" >&2 ;;
*Hello.som) ;;
*Queens*) echo "some trace" >&2; echo "Benchmark failed" >&2; exit 1 ;;
*Towers*) exit 3 ;;
*) echo "Sieve: iterations=1 runtime: 100000us"
   while :; do echo "Sieve: iterations=1 runtime: 50000us"; sleep 0.01; done ;;
esac
"""


@pytest.fixture
def fake(tmp_path):
    """A VM that behaves, does not know Queens, and dies of Towers."""
    return write_script(tmp_path / "som-jit", FAKE)


def run_main(tmp_path, *arguments):
    return benchmarks.main(arguments, tmp_path / "results.json", tmp_path / "docs" / "page.md")


# --- parts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_iterations_in_recorded_output(newline):
    """Averages and incomplete lines do not count."""
    text = RECORDED.replace("\n", newline)
    assert benchmarks.iteration_times(text) == [213770, 94044]
    assert benchmarks.iteration_times(text[: text.index("94044") + 3]) == [213770]


@pytest.mark.parametrize("times, steady", [([9], 9), ([9, 3], 3), ([99, 3, 5], 4), ([99, 50, 7, 1, 3, 2], 2)])
def test_the_steady_state_is_the_median_of_the_second_half(times, steady):
    assert benchmarks.steady_time(times) == steady


def test_a_run_stops_in_time(fake):
    run = benchmarks.run_for([fake, "Sieve"], 0.3, 20)
    assert run.problem == ""
    assert run.times[0] == 100000 and len(run.times) > 2 and set(run.times[1:]) == {50000}
    assert run.peak is None or run.peak > 0


def test_a_run_waits_for_the_first_iteration(tmp_path):
    script = write_script(tmp_path / "slow", 'sleep 0.5; echo "A: iterations=1 runtime: 7us"; sleep 30')
    assert benchmarks.run_for([script], 0.1, 20).times == [7]


def test_a_run_does_not_wait_for_ever(tmp_path):
    script = write_script(tmp_path / "endless", "exec sleep 30")
    run = benchmarks.run_for([script], 0.1, 0.3)
    assert (run.times, run.problem) == ([], "no iteration within 0.3 s")


def test_a_process_that_ends_has_failed(fake):
    """Even after some iterations: the others are missing because something was wrong."""
    assert benchmarks.run_for([fake, "Queens"], 5, 20).problem == "Benchmark failed"
    assert benchmarks.run_for([fake, "Towers"], 5, 20).problem == "ended with status 3"


def test_new_results_replace_old_ones():
    old = [Measurement("a", "S", "B", 1.0, 1.0), Measurement("b", "S", "B", 2.0, 2.0)]
    new = [Measurement("a", "S", "B", 3.0, 3.0), Measurement("a", "S", "C", 4.0, 4.0)]
    assert benchmarks.merge(old, new) == [new[0], old[1], new[1]]


def test_results_are_kept(tmp_path):
    path = tmp_path / "new" / "results.json"
    assert benchmarks.read_results(path) == []
    measured = [Measurement("a", "S", "B", 1.5, 1.0, 7), Measurement("b", "S", "B", problem="dead")]
    benchmarks.save_results(path, measured)
    assert benchmarks.read_results(path) == measured


# --- whole runs -----------------------------------------------------------------------------------------------------


def test_tables_of_two_vms(fake, tmp_path, capsys):
    """Inner iterations are divided by, and two VMs of the same kind are compared."""
    options = ("--seconds", "0.2", "--starts", "2", "--benchmark", "Sieve", "--benchmark", "Hello")
    assert run_main(tmp_path, "--vm", "old=" + fake, "--vm", "new=" + fake, *options) == 0
    printed = capsys.readouterr()
    assert "| Sieve | 25.0 | 25.0 (1.00) |\n" in printed.out
    assert "| Sieve | 50.0 | 50.0 (1.00) |\n" in printed.out
    assert "| Hello | 2.00 | 2.00 (1.00) |\n" in printed.out
    assert "4/4 new Sieve: 25 us\n" in printed.err
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("count, expected", [(9, None), (10, 19.0), (11, 19.0)])
def test_the_first_ten_iterations(monkeypatch, count, expected):
    """Their mean for an inner iteration, if there are so many."""
    run = benchmarks.Run(times=[1000] + [100] * (count - 1), peak=1)
    monkeypatch.setattr(benchmarks, "run_for", lambda *arguments: run)
    vm = Vm("new", ("som",), 10, ("awfy",))
    task = Task(vm, "awfy", "AWFY", "Sieve", "Sieve %(iterations)s 10", 10, False)
    assert benchmarks.measure(task, 1, 1, 1).first_ten == expected


def test_the_page_is_written_in_pieces(fake, tmp_path):
    vm = ("--vm", "new=" + fake, "--seconds", "0.1", "--write")
    assert run_main(tmp_path, *vm, "--benchmark", "Sieve") == 0
    assert run_main(tmp_path, *vm, "--benchmark", "Bounce", "--continue") == 0
    text = (tmp_path / "docs" / "page.md").read_text(encoding="utf-8")
    assert "| Sieve | 25.0 |\n| Bounce | 33.3 |\n" in text
    assert "| new | `%s` | som 9, fake |\n" % fake in text
    assert run_main(tmp_path, *vm, "--benchmark", "Bounce") == 0
    assert "Sieve" not in (tmp_path / "docs" / "page.md").read_text(encoding="utf-8")


def test_failures_are_told_and_are_the_status(fake, tmp_path, capsys):
    options = ("--seconds", "0.1", "--benchmark", "Queens", "--benchmark", "Towers")
    assert run_main(tmp_path, "--vm", "new=" + fake, *options) == 1
    printed = capsys.readouterr().out
    assert "* Queens, new: Benchmark failed\n* Towers, new: ended with status 3\n" in printed


def test_a_vm_that_is_not_there(tmp_path, capsys):
    options = ("--starts", "1", "--benchmark", "Hello", "--benchmark", "Sieve", "--write")
    assert run_main(tmp_path, "--vm", "none=%s/none" % tmp_path, *options) == 1
    assert capsys.readouterr().err.count("No such file or directory") == 2


def test_the_budget_is_kept(fake, tmp_path, capsys):
    assert run_main(tmp_path, "--vm", "new=" + fake, "--suite", "micro", "--budget", "0") == 0
    assert "The budget is used up: 0 of 15 measured.\n" in capsys.readouterr().err


def test_unknown_names_are_refused(fake, tmp_path, capsys):
    assert run_main(tmp_path, "--vm", "new=" + fake, "--benchmark", "None") == 2
    assert "no VM to measure has a suite or benchmark 'None'" in capsys.readouterr().err
    assert run_main(tmp_path, "--vm", "None") == 2


def test_the_hosted_vm_is_measured(tmp_path, capsys):
    assert run_main(tmp_path, "--vm", "hosted", "--benchmark", "FieldLoop", "--seconds", "0.1") == 0
    printed = capsys.readouterr().out
    assert "### Micro benchmarks: Steady state, µs" in printed and "| FieldLoop | " in printed


def test_rebench_can_read_the_time_of_a_process():
    command = [sys.executable, "-m", "som.tools.benchmarks", "--time", sys.executable, "-c", "print(1)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    (microseconds,) = benchmarks.iteration_times(done.stdout)
    assert 1000 < microseconds < 60000000


def test_a_process_that_fails_has_no_time(capsys):
    assert benchmarks.main(["--time", sys.executable, "-c", "raise SystemExit(3)"]) == 1
    assert "iterations" not in capsys.readouterr().out
