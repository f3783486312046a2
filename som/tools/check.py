"""The gate: formatting, lint, fresh tables, and all tests with their branch coverage.

    python -m som.tools.check [check ...]

Runs the named checks, by default all, and prints a line for each. Exits with 1 if one fails, if fewer
tests ran than there must be, or if the tests leave too much of the machine untouched: a check that
silently does nothing is a failed check.
"""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree

from som.tools import grammar

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = os.path.join("build", "test-results.xml")

MINIMUM_CHECKS = 4
MINIMUM_TESTS = 3000  # raise it as tests are added
MINIMUM_COVERAGE = 95  # per cent of the branches and lines of som/, tools aside


def run(*command):
    """Runs a Python module in the root of the project; its output goes to ours. Whether it succeeded."""
    return subprocess.call([sys.executable, "-m"] + list(command), cwd=ROOT) == 0


def check_format():
    return run("ruff", "format", "--check", "--quiet", ".")


def check_lint():
    return run("ruff", "check", "--quiet", ".")


def check_tables(path=grammar.TABLES_PATH):
    """Whether the parser's tables are those that the grammar makes."""
    with open(path, encoding="utf-8") as file:
        return file.read() == grammar.Tables(grammar.read_grammar()).render()


def check_tests():
    coverage = ["--cov", "--cov-report=term", "--cov-fail-under=%d" % MINIMUM_COVERAGE]
    passed = run("pytest", "-q", "-n", "auto", "--junitxml", RESULTS, *coverage)
    count = executed_tests(os.path.join(ROOT, RESULTS))
    if count < MINIMUM_TESTS:
        print("only %d tests ran, there must be at least %d" % (count, MINIMUM_TESTS))
        return False
    return passed


CHECKS = [("format", check_format), ("lint", check_lint), ("tables", check_tables), ("tests", check_tests)]


def executed_tests(path):
    """How many tests a JUnit file reports as executed: skipped ones do not count."""
    suites = xml.etree.ElementTree.parse(path).getroot().iter("testsuite")
    return sum(int(suite.get("tests")) - int(suite.get("skipped")) for suite in suites)


def run_checks(checks, report=print):
    """Runs (name, function) pairs; returns the names of those that failed."""
    failed = []
    for name, function in checks:
        start = time.monotonic()
        passed = function()
        if not passed:
            failed.append(name)
        report("check %s: %s (%.1f s)" % (name, "passed" if passed else "FAILED", time.monotonic() - start))
    return failed


def main(names):
    unknown = sorted(set(names) - {name for name, _ in CHECKS})
    if unknown:
        print("no such check: %s; there are: %s" % (", ".join(unknown), ", ".join(name for name, _ in CHECKS)))
        return 1
    chosen = [(name, function) for name, function in CHECKS if not names or name in names]
    failed = run_checks(chosen)
    print("%d checks, %d failed%s" % (len(chosen), len(failed), ": " + ", ".join(failed) if failed else ""))
    too_few = not names and len(chosen) < MINIMUM_CHECKS
    return 1 if failed or too_few else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
