"""Every program of the project prints the same bytes, and ends with the same status, on all machines."""

import pytest

from tests.parity.cases import all_runs, comparable

RUNS = all_runs()


@pytest.fixture(scope="module")
def hosted_outcomes(request, hosted, native):
    """The machine on Python has been told what it will be asked, so that it works ahead."""
    names = {item.callspec.params["name"] for item in request.session.items if "hosted_outcomes" in item.fixturenames}
    hosted.expect([RUNS[name] for name in RUNS if name in names])
    return hosted


@pytest.mark.parametrize("name", RUNS)
def test_same_bytes(native, hosted_outcomes, name):
    arguments, stdin = RUNS[name]
    outcome = native.run(*arguments, stdin=stdin)
    assert comparable(name, outcome) == comparable(name, hosted_outcomes(*arguments, stdin=stdin))
