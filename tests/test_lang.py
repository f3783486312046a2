"""Run every program of tests/lang in a process of its own and judge it by the expectation in its first comment.

A program is a file, or a directory whose program is test.som and whose other files are the classes it needs.
Processes start from the root of the repository, as `<vm> -cp core-lib/Smalltalk <program>`; SOM_VM names another VM.
"""

import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from judge import PASS, expectation_of, lenient_verdict, strict_verdict
from sources import ROOT
from vm_process import CORE_LIBRARY, run_vm

DIRECTORY = "tests/lang"
PLACES = {"CLASSPATH": CORE_LIBRARY, "AWFY": "Examples/AreWeFastYet/Core"}


def all_programs():
    """{name: path relative to the root}"""
    programs = {}
    for entry in sorted(os.listdir(os.path.join(ROOT, DIRECTORY))):
        path = DIRECTORY + "/" + entry
        if entry.endswith(".som"):
            programs[entry[: -len(".som")]] = path
        else:
            programs[entry] = path + "/test.som"
    return programs


PROGRAMS = all_programs()
NO_INLINING = "--no-inlining"
# Programs about control structures, which must behave the same when these are real sends.
CONTROLLED = [name for name in PROGRAMS if name.startswith(("Bool", "Inline", "Loop", "Scope", "Trace"))]


def source_of(name):
    # newline="": carriage returns belong to some programs.
    with open(os.path.join(ROOT, PROGRAMS[name]), encoding="utf-8", newline="") as file:
        return file.read()


def run_program(name, *options):
    class_path = expectation_of(source_of(name)).classpath(CORE_LIBRARY, PLACES)
    return run_vm(*options, "-cp", class_path, PROGRAMS[name])


@pytest.fixture(scope="session")
def outcomes(request):
    """{(name, option ...): future of the Outcome}, for the tests selected; the processes run side by side."""
    runs = set()
    for item in request.session.items:
        if "outcomes" in item.fixturenames:
            option = (NO_INLINING,) if item.originalname == test_without_inlining.__name__ else ()
            runs.add((item.callspec.params["name"],) + option)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {run: pool.submit(run_program, *run) for run in sorted(runs)}
        pool.shutdown(cancel_futures=True)


def report(name, outcome, reasons):
    """What one needs to see of a failure."""
    return "%s: %s\nexit code %s\n---- stdout\n%s\n---- stderr\n%s\n---- program\n%s" % (
        PROGRAMS[name],
        "; ".join(reasons),
        outcome.status,
        outcome.stdout.decode("utf-8", "replace")[-4000:],
        outcome.stderr.decode("utf-8", "replace")[-4000:],
        source_of(name),
    )


def check_strictly(name, outcome):
    """Status and all lines are as promised; a program that succeeds and promises nothing for stderr leaves it empty."""
    expectation = expectation_of(source_of(name))
    if expectation.status == "success" and expectation.stderr is None:
        expectation.stderr = []
    verdict = strict_verdict(expectation, outcome)
    assert verdict.state == PASS, report(name, outcome, verdict.reasons)


@pytest.mark.parametrize("name", PROGRAMS)
def test_strictly(name, outcomes):
    check_strictly(name, outcomes[name,].result())


@pytest.mark.parametrize("name", CONTROLLED)
def test_without_inlining(name, outcomes):
    """Inlining control structures changes nothing, tracebacks included."""
    check_strictly(name, outcomes[name, NO_INLINING].result())


@pytest.mark.parametrize("name", PROGRAMS)
def test_leniently(name, outcomes):
    """The lines that are promised occur in order."""
    outcome = outcomes[name,].result()
    verdict = lenient_verdict(expectation_of(source_of(name)), outcome)
    assert verdict.state == PASS, report(name, outcome, verdict.reasons)


@pytest.mark.parametrize("name", PROGRAMS)
def test_shape(name):
    """A program says in a second comment what it proves, promises its stdout or an error, and has its file's name."""
    source = source_of(name)
    expectation = expectation_of(source)
    comments = re.match(r'\s*"[^"]*"\s*"([^"]+)"\s*(\w*)', source)
    assert comments and comments.group(1).endswith("."), "no second comment"
    assert expectation.stdout is not None or expectation.status != "success"
    file_name = os.path.basename(PROGRAMS[name])
    assert name == "SyntaxNoClass" or comments.group(2) + ".som" == file_name
