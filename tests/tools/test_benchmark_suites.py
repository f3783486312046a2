"""`Examples/rebench.conf` is well-formed for ReBench and for our reader, and names what exists."""

import os
import re

import pytest
from programs import run_program
from som.tools import benchmark_suites
from som.tools.benchmark_suites import ConfigurationError, parse
from sources import ROOT

EXAMPLES = os.path.join(ROOT, "Examples")
NO_BENCHMARKS = ("All", "Benchmark", "BenchmarkHarness", "Random", "SortBenchmark", "TreeNode")
NO_OPERATIONS = ("AllOperations", "OperationBenchmark", "OperationTable")
TOO_LONG_ON_HOSTED = ["Havlak", "Mandelbrot", "NBody"]


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


TEXT = text_of(str(benchmark_suites.CONFIGURATION))
CONTENTS = parse(TEXT)
SUITES = CONTENTS["benchmark_suites"]
CONFIGURATION = benchmark_suites.load()
TASKS = [task for vm in CONFIGURATION.vms() for task in CONFIGURATION.tasks(vm)]


def names_in(suite):
    return [next(iter(item)) if isinstance(item, dict) else item for item in SUITES[suite]["benchmarks"]]


def sizes_in(suite):
    return {next(iter(item)): next(iter(item.values()))["extra_args"] for item in SUITES[suite]["benchmarks"]}


def classes(folder, *others):
    names = [name[:-4] for name in os.listdir(os.path.join(EXAMPLES, folder)) if name.endswith(".som")]
    return sorted(name for name in names if name not in others)


def awfy_names():
    folder = os.path.join(EXAMPLES, "AreWeFastYet")
    return sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name, name + ".som")))


# --- the file -------------------------------------------------------------------------------------------------------


def test_our_reader_and_a_yaml_library_read_the_same():
    yaml = pytest.importorskip("yaml")
    assert CONTENTS == yaml.safe_load(TEXT)


def test_rebench_accepts_the_file():
    configurator = pytest.importorskip("rebench.configurator")
    loaded = configurator.load_config(str(benchmark_suites.CONFIGURATION))
    assert sorted(loaded["experiments"]) == ["compare", "everything"]


def test_every_benchmark_is_in_its_suite_once():
    assert sorted(names_in("micro")) == classes("Benchmarks", *NO_BENCHMARKS)
    assert sorted(names_in("interpreter")) == classes("Benchmarks/Interpreter", *NO_OPERATIONS)
    assert len(awfy_names()) == 14
    assert sorted(names_in("are-we-fast-yet")) == awfy_names()
    assert sorted(names_in("are-we-fast-yet-jit")) == awfy_names()
    assert sorted(names_in("are-we-fast-yet-hosted") + TOO_LONG_ON_HOSTED) == awfy_names()
    assert names_in("start-up") == ["Hello"]
    assert len(SUITES) == 6


def test_a_faster_vm_gets_no_less_to_do():
    hosted, interpreter, jit = (sizes_in("are-we-fast-yet" + suffix) for suffix in ("-hosted", "", "-jit"))
    assert all(0 < hosted[name] <= interpreter[name] for name in hosted)
    assert all(interpreter[name] <= jit[name] for name in awfy_names())


def test_experiments_use_what_is_defined():
    for experiment in CONTENTS["experiments"].values():
        for item in experiment["executions"]:
            ((executor, details),) = item.items()
            assert executor in CONTENTS["executors"]
            assert [name for name in details["suites"] if name not in SUITES] == []
    used = {suite for vm in CONFIGURATION.vms() for suite in vm.suites}
    assert used == set(SUITES)


def test_adapters_are_those_of_rebench_or_ours():
    for suite in SUITES.values():
        adapter = suite["gauge_adapter"]
        if isinstance(adapter, dict):
            ((name, path),) = adapter.items()
            assert "class %s(" % name in text_of(os.path.join(EXAMPLES, path))
        else:
            assert adapter == "RebenchLog"


def test_rebench_runs_the_start_up_by_our_tool():
    pytest.importorskip("rebench")
    adapter_module = pytest.importorskip("rebench.interop.adapter")

    class Executor:
        config_dir = EXAMPLES

    class Run:
        def cmdline_for_next_invocation(self):
            return "build/som-jit Examples/Hello.som"

    adapter = adapter_module.instantiate_adapter(SUITES["start-up"]["gauge_adapter"], False, Executor())
    command = adapter.acquire_command(Run())
    assert command.endswith(" -m som.tools.benchmarks --time build/som-jit Examples/Hello.som")


# --- commands -------------------------------------------------------------------------------------------------------


def test_commands_are_well_formed():
    """All paths exist, all places are filled, and the harness gets the iterations and the inner iterations."""
    assert len(TASKS) > 100
    for task in TASKS:
        command = task.command(7)
        assert command[: len(task.vm.command)] == list(task.vm.command)
        arguments = command[len(task.vm.command) :]
        assert "%" not in "".join(arguments)
        paths = [path for part in arguments if part.startswith("Examples/") for path in part.split(":")]
        assert paths != [] and [path for path in paths if not os.path.exists(os.path.join(ROOT, path))] == []
        if task.is_start_up:
            assert arguments == ["Examples/Hello.som"]
        else:
            start = arguments.index(task.benchmark)
            counts = ["7", str(task.inner)]
            assert arguments[start + 1 :] == (counts if task.suite != "interpreter" else counts[:1])
            assert task.inner == 1 or task.suite != "interpreter"


@pytest.mark.parametrize(
    "suite, benchmark", [("micro", "FieldLoop"), ("are-we-fast-yet-hosted", "Sieve"), ("interpreter", "NonLocalReturn")]
)
def test_a_command_of_each_harness_works(suite, benchmark):
    """On the hosted VM, with its sizes."""
    vm = next(vm for vm in CONFIGURATION.vms() if vm.name == "hosted")
    task = next(task for task in CONFIGURATION.suite_tasks(vm, suite) if task.benchmark == benchmark)
    lines = run_program(*task.command(1)[len(vm.command) :]).succeeded()
    assert [line for line in lines if re.fullmatch(benchmark + ": iterations=1 runtime: [0-9]+us", line)] != []


def test_sizes_of_a_vm():
    jit, interpreter, hosted = CONFIGURATION.vms()
    assert (jit.name, jit.command) == ("som-jit", ("build/som-jit",))
    assert (interpreter.name, interpreter.command) == ("som-interp", ("build/som-interp",))
    assert (hosted.name, hosted.command[1:]) == ("hosted", ("-m", "som"))
    assert jit.size > interpreter.size > hosted.size == 1


@pytest.mark.parametrize(
    "text, name, command, suite",
    [
        ("som-interp", "som-interp", ("build/som-interp",), "are-we-fast-yet"),
        ("old=a/som-jit --jit off", "old", ("a/som-jit", "--jit", "off"), "are-we-fast-yet-jit"),
        ("python=pypy3 -m som", "python", ("pypy3", "-m", "som"), "are-we-fast-yet-hosted"),
        ("other='a b/vm'", "other", ("a b/vm",), "are-we-fast-yet"),
    ],
)
def test_vms_of_the_command_line_are_measured_like_their_kind(text, name, command, suite):
    vm = CONFIGURATION.vm_from_option(text)
    assert (vm.name, vm.command) == (name, command)
    assert suite in vm.suites


def test_an_unknown_vm_is_refused():
    with pytest.raises(ConfigurationError, match="no VM 'none', but som-jit, som-interp, hosted"):
        CONFIGURATION.vm_from_option("none")


def test_an_incomplete_configuration_is_refused():
    for text in ("a: 1", "- a"):
        with pytest.raises(ConfigurationError, match="incomplete"):
            benchmark_suites.Configuration(text)


# --- the reader -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value",
    [
        ("a: 1\nb: -2 # why\nc: x y#z", {"a": 1, "b": -2, "c": "x y#z"}),
        ("# first\n---\na:\n  b: 1\n  c:\n    - d\nf: g", {"a": {"b": 1, "c": ["d"]}, "f": "g"}),
        ("- a\n- b: 1\n- c: {d: 2, e: f}", ["a", {"b": 1}, {"c": {"d": 2, "e": "f"}}]),
        ("a: {b: [c, 1], d: [], e: {f: g}}", {"a": {"b": ["c", 1], "d": [], "e": {"f": "g"}}}),
        ("a: -cp b:c %(d)s", {"a": "-cp b:c %(d)s"}),
    ],
)
def test_yaml_that_is_understood(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "a value is missing"),
        ("a: 1\na: 2", "line 2: 'a' again"),
        ("a:\nb: 1", "line 1: 'a' has no value"),
        ("a:\n    b: 1\n  c: 2", "line 3: indented"),
        ("a: 1\n- b", "line 2: indented"),
        ("text", "line 1: no 'name: value'"),
        ("a: [b", "line 1: the line ends too early"),
        ("a: {b: 1]", "line 1: "),
        ("a: [b] c", "line 1: 'c' is too much"),
        ("a: &b c", "YAML that our tools do not know"),
        ('a: "b"', "YAML that our tools do not know"),
        ("a: |", "YAML that our tools do not know"),
        ("a: b: c", "YAML that our tools do not know"),
    ],
)
def test_other_text_is_refused(text, message):
    with pytest.raises(ConfigurationError) as caught:
        parse(text)
    assert message in str(caught.value)
