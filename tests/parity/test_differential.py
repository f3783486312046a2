"""Random programs behave the same on the hosted machine and on the native ones, byte for byte.

SOM_PARITY_SEEDS bounds their number. `python -m tests.parity.fuzz` searches on and on.
"""

import os

import pytest

from tests.parity.comparing import Comparison, compare
from som.tools.random_programs import PROBES, Program

SEEDS = range(int(os.environ.get("SOM_PARITY_SEEDS", "40")))


@pytest.mark.parametrize("seed", SEEDS)
def test_random_program_behaves_the_same(native, hosted, seed, tmp_path):
    problem = compare(seed, tmp_path, hosted, native)
    assert not problem, "\n" + problem


def test_a_program_is_determined_by_its_seed():
    assert Program(7).sources() == Program(7).sources()
    assert Program(7).sources() != Program(8).sources()


def test_random_programs_are_worth_running(hosted, tmp_path):
    """Most probes run to their end, and some end in each of the ways there are to fail."""
    completed = 0
    failures = b""
    for seed in range(3):
        comparison = Comparison(Program(seed), tmp_path / str(seed), hosted)
        completed += comparison.completed()
        assert all(outcome.status in (0, 1) for outcome in comparison.expected.values())
        failures += b"".join(outcome.stdout + outcome.stderr for outcome in comparison.expected.values())
    assert 0.7 * 3 * PROBES < completed < 3 * PROBES
    assert b"\nERROR: " in failures
    assert b"Traceback " in failures
