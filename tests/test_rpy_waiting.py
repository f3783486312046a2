"""Waiting for input, on pipes."""

import os
import time

import pytest
from som.rpy_waiting import TICK, has_input


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_no_input(pipe):
    """False, but only after a while: the caller does not spin."""
    reading, writing = pipe
    start = time.monotonic()
    assert has_input(reading) is False
    assert time.monotonic() - start >= TICK / 1000.0 * 0.9
    os.close(writing)


def test_input(pipe):
    reading, writing = pipe
    os.write(writing, b"x")
    assert has_input(reading) is True
    assert os.read(reading, 2) == b"x"
    os.close(writing)


def test_the_end_counts_as_input(pipe):
    reading, writing = pipe
    os.close(writing)
    assert has_input(reading) is True
