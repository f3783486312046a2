"""Every program of the project prints the same bytes, and ends with the same status, on all machines."""

import pytest

from tests.parity.cases import all_runs, comparable

RUNS = all_runs()


@pytest.mark.parametrize("name", RUNS)
def test_same_bytes(native, hosted, name):
    arguments, stdin = RUNS[name]
    outcome = native.run(*arguments, stdin=stdin)
    assert comparable(name, outcome) == comparable(name, hosted.run(*arguments, stdin=stdin))
