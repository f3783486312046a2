"""Numbers as users write them."""

import pytest
from som.cli.quantities import count_of, is_time, size_of


@pytest.mark.parametrize("text, count", [("1", 1), ("10000", 10000), ("007", 7)])
def test_counts(text, count):
    assert count_of(text) == count


@pytest.mark.parametrize("text", ["", "0", "-1", "1.0", "1e3", "1_000", " 1", "x", "9" * 100])
def test_no_counts(text):
    assert count_of(text) == 0


@pytest.mark.parametrize(
    "text, size", [("64M", 64 << 20), ("1g", 1 << 30), ("2048K", 2 << 20), ("1048576", 1 << 20), ("1024k", 1 << 20)]
)
def test_sizes(text, size):
    assert size_of(text) == size


@pytest.mark.parametrize(
    "text", ["", "M", "0M", "1023K", "100", "1T", "1.5G", "-1G", "1 G", "GG", "9" * 30 + "G", "2M2"]
)
def test_no_sizes(text):
    """Neither is what no VM could start with."""
    assert size_of(text) == 0


@pytest.mark.parametrize("text", ["1", "0.5", "2.25", "00.001", "999999999"])
def test_times(text):
    assert is_time(text)


@pytest.mark.parametrize("text", ["", "0", "0.0", ".", ".5", "5.", "-1", "1e3", "inf", "nan", "1.2.3", "1,5", "9" * 10])
def test_no_times(text):
    assert not is_time(text)
