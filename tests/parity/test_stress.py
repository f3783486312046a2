"""The native machines stay right where the garbage collector and the JIT compiler are made to work much harder.

A small nursery moves objects all the time, low thresholds compile nearly all code, with many bridges.
"""

import re

import pytest

from tests.parity.cases import TEST_SUITE, comparable, examples, language_programs
from tests.parity.comparing import compare

EAGER = "threshold=3,function_threshold=4,trace_eagerness=2"
# The collector takes every size. Below 264k it collects each time that so many bytes are used, with 1 at every object.
SETTINGS = {
    "nursery 1": ((), {"PYPY_GC_NURSERY": "1"}),
    "nursery 1k": ((), {"PYPY_GC_NURSERY": "1k"}),
    "nursery 16k": ((), {"PYPY_GC_NURSERY": "16k"}),
    "JIT off": (("--jit", "off"), {}),
    "JIT eager": (("--jit", EAGER), {}),
    "JIT eager, nursery 1k": (("--jit", EAGER), {"PYPY_GC_NURSERY": "1k"}),
    "JIT without unrolling": (("--jit", "threshold=11,enable_opts=intbounds:rewrite:virtualize:string:pure:heap"), {}),
}
BENCHMARKS = ["AWFY " + name for name in ("DeltaBlue", "Json", "NBody", "Richards", "Storage")] + [
    "benchmark " + name for name in ("Fannkuch", "GraphSearch", "PageRank", "QuickSort", "TreeSort")
]
RUNS = {"TestSuite": TEST_SUITE, "TestSuite --no-inlining": ("--no-inlining",) + TEST_SUITE}
RUNS.update((name, arguments) for name, arguments in examples().items() if name in BENCHMARKS)
LANGUAGE = language_programs()
SEEDS = range(100, 106)


@pytest.fixture(params=SETTINGS)
def stressed(request, native):
    """Every native machine under every kind of stress that means something to it."""
    options, environment = SETTINGS[request.param]
    if options and not native.has_jit():
        pytest.skip("%s has no JIT compiler" % native.name)
    return native.with_options(*options, **environment)


@pytest.mark.parametrize("name", RUNS)
def test_program(stressed, hosted, name):
    outcome = stressed.run(*RUNS[name])
    assert comparable(name, outcome) == comparable(name, hosted.run(*RUNS[name]))


def test_language(stressed, hosted):
    """All small programs, in one test because there are so many."""
    different = []
    for name, arguments in LANGUAGE.items():
        if comparable(name, stressed.run(*arguments)) != comparable(name, hosted.run(*arguments)):
            different.append(name)
    assert different == []


@pytest.mark.parametrize("seed", SEEDS)
def test_random_program(stressed, hosted, seed, tmp_path):
    problem = compare(seed, tmp_path, hosted, stressed)
    assert not problem, "\n" + problem


KEEPING = """| a |
a := Array new: 1000.
1 to: 300000 do: [:i | a at: i % 1000 + 1 put: (Array new: 5 withAll: i) ].
(a at: 1) length"""


def log_of(native, nursery, sections, directory, *options):
    """The Outcome of a program that allocates all the time, and what the collector wrote meanwhile."""
    path = directory / ("log-" + nursery)
    variables = {"PYPY_GC_NURSERY": nursery, "PYPYLOG": "%s:%s" % (sections, path)}
    outcome = native.with_options(*options, **variables).run("-e", KEEPING)
    assert (outcome.status, outcome.stdout) == (0, b"5\n"), outcome.stderr
    return outcome, path.read_bytes()


def test_small_nursery_is_in_effect(native, tmp_path):
    """The variable reaches the collector: new objects outgrow a small nursery many more times than a larger one."""
    sizes = ("16M", "64k", "1k")
    large, small, tiny = [log_of(native, size, "gc-minor", tmp_path)[1].count(b"{gc-minor\n") for size in sizes]
    assert small > 50 * (large + 1)
    assert tiny > 30 * small


def test_parameters_of_the_jit_are_in_effect(native):
    """Eager, it compiles many times what it does otherwise; switched off, nothing."""
    if not native.has_jit():
        pytest.skip("%s has no JIT compiler" % native.name)
    made = []
    for options in (("--jit", "off"), (), ("--jit", EAGER)):
        report = native.run(*options, "--stats", *TEST_SUITE).stderr
        made.append([int(number) for number in re.findall(rb"^(?:loops|bridges) +([0-9]+)$", report, re.M)])
    (no_loops, no_bridges), (loops, bridges), (many_loops, many_bridges) = made
    assert (no_loops, no_bridges) == (0, 0)
    assert many_loops > 5 * loops and many_bridges > 5 * bridges


def test_collections_are_counted(native, tmp_path):
    """The report has as many as the collector itself wrote into its log."""
    for size in ("4M", "64k"):
        outcome, log = log_of(native, size, "gc-collect", tmp_path, "--stats")
        finished = re.findall(rb"stopping, now in gc state: *SCANNING", log)
        counted = re.search(rb"^collections +([0-9]+)$", outcome.stderr, re.M)
        assert int(counted.group(1)) == len(finished)
    assert len(finished) > 1
