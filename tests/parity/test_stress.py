"""The native machines stay right where the garbage collector and the JIT compiler are made to work much harder.

A small nursery moves objects all the time, low thresholds compile nearly all code, with many bridges.
"""

import pytest

from tests.parity.cases import TEST_SUITE, comparable, examples, language_programs
from tests.parity.comparing import compare
from tests.parity.vms import hosted_vm

EAGER = "threshold=3,function_threshold=4,trace_eagerness=2"
SETTINGS = {
    "nursery 1k": ((), {"PYPY_GC_NURSERY": "1k"}),
    "nursery 16k": ((), {"PYPY_GC_NURSERY": "16k"}),
    "nursery 64k": ((), {"PYPY_GC_NURSERY": "64k"}),
    "JIT off": (("--jit", "off"), {}),
    "JIT eager": (("--jit", EAGER), {}),
    "JIT eager, nursery 32k": (("--jit", EAGER), {"PYPY_GC_NURSERY": "32k"}),
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
    """Every native machine under every kind of stress."""
    options, environment = SETTINGS[request.param]
    if options and not native.knows(*options):
        pytest.skip("%s does not know %s" % (native.name, " ".join(options)))
    return native.with_options(*options, **environment)


@pytest.mark.parametrize("name", RUNS)
def test_program(stressed, hosted, name):
    outcome = stressed.run(*RUNS[name])
    assert comparable(name, outcome) == comparable(name, hosted(*RUNS[name]))


def test_language(stressed, hosted):
    """All small programs, in one test because there are so many."""
    hosted.expect((arguments, b"") for arguments in LANGUAGE.values())
    different = []
    for name, arguments in LANGUAGE.items():
        if comparable(name, stressed.run(*arguments)) != comparable(name, hosted(*arguments)):
            different.append(name)
    assert different == []


@pytest.mark.parametrize("seed", SEEDS)
def test_random_program(stressed, seed, tmp_path):
    problem = compare(seed, tmp_path, hosted_vm(), stressed)
    assert not problem, "\n" + problem


def test_small_nursery_is_in_effect(native):
    """The variable reaches the collector: the same program collects more often."""
    program = "| a | 1 to: 200000 do: [:i | a := Array new: 5 ]. (system gcStats at: 1) println. true"
    counts = []
    for size in ("16M", "64k"):
        outcome = native.with_options(PYPY_GC_NURSERY=size).run("-e", program)
        assert outcome.status == 0, outcome.stderr
        counts.append(int(outcome.stdout.split(b"\n")[0]))
    assert counts[1] > 2 * counts[0]
