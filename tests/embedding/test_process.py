"""Settings of the process are SOM's while SOM runs, and only then."""

import subprocess
import sys

import pytest
from sources import ROOT

from som.embedding import process
from som.embedding.process import RECURSION_LIMIT, SMALL_RECURSION_LIMIT, SomSettings


def test_the_recursion_limit_comes_back():
    before = sys.getrecursionlimit()
    with SomSettings():
        assert sys.getrecursionlimit() == RECURSION_LIMIT
        with SomSettings():
            pass
        assert sys.getrecursionlimit() == RECURSION_LIMIT
    assert sys.getrecursionlimit() == before


def test_it_comes_back_after_exceptions():
    before = sys.getrecursionlimit()
    with pytest.raises(KeyError), SomSettings():
        raise KeyError
    assert sys.getrecursionlimit() == before


def test_a_higher_limit_stays():
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(RECURSION_LIMIT + 1)
    try:
        with SomSettings():
            assert sys.getrecursionlimit() == RECURSION_LIMIT + 1
    finally:
        sys.setrecursionlimit(before)


def test_without_room_for_large_stacks_recursion_ends_earlier(monkeypatch):
    monkeypatch.setattr(process, "_settings", process._Settings())
    process.settle_for_less()
    with SomSettings():
        assert sys.getrecursionlimit() == SMALL_RECURSION_LIMIT


PROGRAM = """
import sys
sys.set_int_max_str_digits(5000)
import som.embedding
assert sys.get_int_max_str_digits() == 5000
with som.embedding.process.SomSettings():
    assert sys.get_int_max_str_digits() == 0
assert sys.get_int_max_str_digits() == 5000
"""


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="this Python has no such limit")
def test_the_limit_on_digits_survives_the_import():
    """SOM prints integers of any length; the program around it keeps the protection that it has."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
