"""The small programs and the benchmarks below `Examples` run, and every benchmark verifies its result.

With another VM than the hosted one in SOM_VM (see `vm_process.py`) the long benchmarks run as well.
"""

import os
import re

import pytest

from programs import run_program
from sources import ROOT

AWFY = "Examples/AreWeFastYet"
CLASSIC = "Examples/Benchmarks"
INTERPRETER = "Examples/Benchmarks/Interpreter"

HELPERS_OF_CLASSIC = ("All", "Benchmark", "BenchmarkHarness", "Random", "SortBenchmark", "TreeNode")
HELPERS_OF_INTERPRETER = ("AllOperations", "OperationBenchmark", "OperationTable")

NATIVE_ONLY = pytest.mark.skipif(not os.environ.get("SOM_VM"), reason="takes minutes on the hosted VM")
LONG_ON_HOSTED = ("Havlak",)
SMALLEST_SIZE = {"CD": "2"}  # inner iterations, where the result for 1 is not known


@pytest.fixture(scope="session")
def som():
    """Runs the VM under test, hosted or that of SOM_VM, with the given arguments."""
    return run_program


def class_names(directory):
    """The names of the classes in a directory of the examples, sorted."""
    return sorted(name[:-4] for name in os.listdir(os.path.join(ROOT, directory)) if name.endswith(".som"))


def symbols_in(path):
    """All symbols with a capital letter in the text of a program."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return re.findall(r"#([A-Z]\w*)", file.read())


def measured(name, iterations):
    """The regular expressions for the lines that follow the first one in the output of both harnesses."""
    once = [
        name + ": GC count:     [0-9]+n",
        name + ": GC time:      [0-9]+ms",
        name + ": Allocated:    -?[0-9]+bytes",
        name + ": Compile time: [0-9]+ms",
        name + ": iterations=1 runtime: [0-9]+us",
    ]
    return once * iterations + ["%s: iterations=%d average: [0-9]+us total: [0-9]+us" % (name, iterations)]


def assert_lines(lines, patterns):
    """Each line matches its pattern completely, and there are as many lines as patterns."""
    unmatched = [(line, pattern) for line, pattern in zip(lines, patterns) if not re.fullmatch(pattern, line)]
    assert unmatched == []
    assert len(lines) == len(patterns)


# --- the smallest programs ------------------------------------------------------------------------------------------


def test_hello(som):
    assert som("Examples/Hello.som").succeeded() == ["Hello, World from SOM", ""]


@pytest.mark.parametrize(
    "arguments, line",
    [((), ""), (("one",), "one"), (("a", "-b", "c d"), "a -b c d"), (("\u2764",), "\u2764")],
    ids=["none", "one", "several", "beyond ASCII"],
)
def test_echo_prints_its_arguments_separated_by_blanks(som, arguments, line):
    assert som("Examples/Echo.som", *arguments).succeeded() == [line, ""]


# --- Are We Fast Yet ------------------------------------------------------------------------------------------------


def awfy_names():
    folders = os.listdir(os.path.join(ROOT, AWFY))
    return sorted(name for name in folders if os.path.isfile(os.path.join(ROOT, AWFY, name, name + ".som")))


def run_awfy(som, name, *counts):
    class_path = AWFY + "/Core:" + AWFY + "/" + name
    return som("-cp", class_path, AWFY + "/Harness.som", name, *counts)


def awfy_cases():
    return [pytest.param(name, marks=NATIVE_ONLY if name in LONG_ON_HOSTED else ()) for name in awfy_names()]


def test_all_fourteen_awfy_benchmarks_are_found():
    assert len(awfy_names()) == 14


@pytest.mark.parametrize("name", awfy_cases())
def test_awfy_benchmark_is_right_and_reports_one_iteration(som, name):
    lines = run_awfy(som, name, "1", SMALLEST_SIZE.get(name, "1")).succeeded()
    end = ["", "", "Total Runtime: [0-9]+us", ""]
    assert_lines(lines, ["Starting " + name + r" benchmark \.\.\. "] + measured(name, 1) + end)


@pytest.mark.parametrize("name", ["Mandelbrot", "NBody"])
def test_awfy_benchmark_without_a_known_result_of_that_size_fails(som, name):
    run = run_awfy(som, name, "1", "2")
    run.failed("Benchmark failed with incorrect result")
    assert name + ": nothing to compare" in run.stdout


@NATIVE_ONLY
@pytest.mark.parametrize("name, size", [("Mandelbrot", "500"), ("Mandelbrot", "750"), ("NBody", "250000")])
def test_awfy_benchmark_has_the_published_result(som, name, size):
    run_awfy(som, name, "1", size).succeeded()


# --- the classic benchmarks -----------------------------------------------------------------------------------------


def classic_names():
    return [name for name in class_names(CLASSIC) if name not in HELPERS_OF_CLASSIC]


def operation_names():
    return [name for name in class_names(INTERPRETER) if name not in HELPERS_OF_INTERPRETER]


def assert_classic_report(lines, name, iterations):
    end = ["", "Total Runtime: [0-9]+us", ""]
    assert_lines(lines, ["Starting " + name + r" benchmark\."] + measured(name, iterations) + end)


@pytest.mark.parametrize("name", classic_names())
def test_classic_benchmark_is_right(som, name):
    lines = som(CLASSIC + "/BenchmarkHarness.som", name).succeeded()
    assert_classic_report(lines, name, 1)


def test_harness_reports_every_iteration_and_their_average(som):
    lines = som(CLASSIC + "/BenchmarkHarness.som", "Knapsack", "3", "2").succeeded()
    assert_classic_report(lines, "Knapsack", 3)
    runtimes = [int(re.search("[0-9]+us", line).group()[:-2]) for line in lines if "iterations=1 " in line]
    assert min(runtimes) > 0
    assert lines[16] == "Knapsack: iterations=3 average: %dus total: %dus" % (sum(runtimes) // 3, sum(runtimes))
    assert lines[18] == "Total Runtime: %dus" % sum(runtimes)


def test_benchmark_is_a_program_of_its_own(som):
    lines = som(CLASSIC + "/GraphSearch.som").succeeded()
    assert_classic_report(lines, "GraphSearch", 1)


def test_harness_collects_garbage_on_request(som):
    for option in ("--gc", "--gc-between-iterations"):
        lines = som(CLASSIC + "/BenchmarkHarness.som", option, "Knapsack").succeeded()
        assert lines[0] == "Starting Knapsack benchmark."


def test_harness_without_a_name_explains_itself(som):
    lines = som(CLASSIC + "/BenchmarkHarness.som").succeeded()
    assert lines[0].startswith("BenchmarkHarness.som ")
    assert lines[1] == ""
    assert [line.split()[0] for line in lines[2:-1]] == ["--gc", "benchmark", "num-iterations", "inner-iter"]


def test_harness_reports_a_missing_benchmark(som):
    som(CLASSIC + "/BenchmarkHarness.som", "NoSuchClass").failed("Failed loading benchmark: NoSuchClass")


@pytest.mark.parametrize(
    "method, error",
    [
        ("verifyResult: result = ( ^ false )", "Benchmark failed with incorrect result"),
        (
            "verifyResult: result = ( ^ self assert: 4 equals: result )",
            "Expected value (4) differs from actual (3) benchmark result.",
        ),
        ("", "This method is abstract and should be overridden"),
    ],
    ids=["false", "assertion", "abstract"],
)
def test_harness_refuses_a_wrong_result(som, tmp_path, method, error):
    (tmp_path / "Wrong.som").write_text("Wrong = Benchmark ( benchmark = ( ^ 3 ) " + method + " )")
    som("-cp", str(tmp_path), CLASSIC + "/BenchmarkHarness.som", "Wrong").failed(error)


def test_all_names_every_classic_benchmark():
    with open(os.path.join(ROOT, CLASSIC, "All.som"), encoding="utf-8") as file:
        assert sorted(re.findall(r"put: ([A-Z]\w*)", file.read())) == classic_names()


@NATIVE_ONLY
def test_all_classic_benchmarks_run_as_one(som):
    assert som(CLASSIC + "/BenchmarkHarness.som", "All", "1", "1").succeeded()[0] == "Starting All benchmark."


def test_readme_describes_every_classic_benchmark():
    with open(os.path.join(ROOT, CLASSIC, "README.md"), encoding="utf-8") as file:
        rows = [line for line in file if line.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", "".join(rows))) == classic_names()


def test_random_numbers_are_those_of_the_published_generator(som, tmp_path):
    expected = [22896, 34761, 34014, 39231, 52540, 41445, 1546, 5947, 65224]
    (tmp_path / "Numbers.som").write_text(
        "Numbers = ( run = ( | random | random := Random new. 1 to: 9 do: [ :i | random next println ]."
        " 1 to: 9 do: [ :i | Random next println ] ) )"
    )
    lines = som("-cp", CLASSIC, str(tmp_path / "Numbers.som")).succeeded()
    assert lines == [str(number) for number in expected * 2] + [""]


# --- single operations ----------------------------------------------------------------------------------------------


def test_all_operations_names_every_operation():
    assert sorted(symbols_in(INTERPRETER + "/AllOperations.som")) == operation_names()


def test_every_operation_is_right_and_has_a_row_in_the_table(som):
    lines = som("-cp", CLASSIC, INTERPRETER + "/OperationTable.som", "20").succeeded()
    assert lines[0].split() == ["operation", "turns", "us", "ns"]
    rows = lines[1:-1]
    assert [row.split()[0] for row in rows] == symbols_in(INTERPRETER + "/AllOperations.som")
    assert all(re.fullmatch(r"\w+ +20 +[0-9]+ +[0-9]+\.[0-9]", row) for row in rows)


@NATIVE_ONLY
@pytest.mark.parametrize("name", operation_names() + ["AllOperations"])
def test_operation_runs_at_its_full_size(som, name):
    lines = som("-cp", INTERPRETER, CLASSIC + "/BenchmarkHarness.som", name, "1", "1").succeeded()
    assert lines[0] == "Starting " + name + " benchmark."


def test_operation_benchmark_refuses_a_wrong_result(som, tmp_path):
    (tmp_path / "Wrong.som").write_text(
        "Wrong = OperationBenchmark ( turns = ( ^ 2 ) execute: n = ( ^ n + 1 ) expectedFor: n = ( ^ n ) )"
    )
    class_path = INTERPRETER + ":" + str(tmp_path)
    run = som("-cp", class_path, CLASSIC + "/BenchmarkHarness.som", "Wrong")
    run.failed("Expected value (2) differs from actual (3) benchmark result.")
