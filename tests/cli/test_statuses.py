"""Exit statuses are told apart by scripts."""

import pytest
from som.cli import statuses
from som.errors import DEPTH_LIMIT, HEAP_LIMIT, TIME_LIMIT, Interrupted, LimitExceeded, VMError

NAMES = ["SUCCESS", "FAILURE", "INTERNAL_ERROR", "DEPTH_EXCEEDED", "OUT_OF_MEMORY", "OUT_OF_TIME", "INTERRUPTED"]


def test_all_differ_and_can_be_statuses():
    """Every constant has a value of its own that a process can end with."""
    values = [getattr(statuses, name) for name in NAMES + ["BROKEN_PIPE"]]
    assert values == [0, 1, 70, 122, 123, 124, 130, 141]


@pytest.mark.parametrize(
    "error, status",
    [
        (VMError("x"), statuses.FAILURE),
        (Interrupted(), statuses.INTERRUPTED),
        (LimitExceeded(DEPTH_LIMIT, "x"), statuses.DEPTH_EXCEEDED),
        (LimitExceeded(HEAP_LIMIT, "x"), statuses.OUT_OF_MEMORY),
        (LimitExceeded(TIME_LIMIT, "x"), statuses.OUT_OF_TIME),
    ],
)
def test_statuses_of_errors(error, status):
    assert statuses.status_of(error) == status
