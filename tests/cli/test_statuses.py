"""Exit statuses are told apart by scripts."""

from som.cli import statuses


def test_all_differ_and_leave_room_for_signals():
    """Every constant has a value of its own that a process can end with."""
    values = [value for name, value in vars(statuses).items() if name.isupper()]
    assert len(values) == len(set(values)) == 8
    assert all(0 <= value < 256 for value in values)


def test_what_other_tools_use():
    """Those that shells and `timeout` use, too."""
    assert (statuses.SUCCESS, statuses.OUT_OF_TIME, statuses.INTERRUPTED, statuses.BROKEN_PIPE) == (0, 124, 130, 141)
