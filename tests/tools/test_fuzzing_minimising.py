"""Cases become as small as they can be, and still show the problem."""

import time

from som.tools.fuzzing_cases import DIRECTORY, FIFO, Case
from som.tools.fuzzing_minimising import minimise, without_parts


def test_parts():
    assert without_parts(list(range(100)), lambda some: {3, 77} <= set(some)) == [3, 77]
    assert without_parts([1, 2, 3], lambda some: True) == []
    assert without_parts([1, 2, 3], lambda some: len(some) == 3) == [1, 2, 3]
    assert without_parts([], lambda some: True) == []


def test_few_tries_for_long_lists():
    tries = []
    without_parts(list(range(1000)), lambda some: tries.append(1) or 500 in some)
    assert len(tries) < 100


def test_files_and_lines_and_bytes():
    text = b"Foo = (\n    run = ( 1 println )\n    bad = ( ^ self crashHere )\n)\n"
    case = Case(
        "mutated", ("-cp", "x", "Foo.som"), {"Foo.som": text, "Bar.som": b"Bar = ( )"}, {"a": FIFO, "b": DIRECTORY}
    )
    smallest = minimise(case, lambda case: b"crash" in case.texts() and "b" in case.special)
    assert smallest == Case("mutated", (), {"Foo.som": b"crash"}, {"b": DIRECTORY})


def test_input():
    assert minimise(Case("shell", stdin=b"1\n2 + x\n3\n" * 20), lambda case: b"x" in case.stdin).stdin == b"x"


def test_arguments():
    case = Case("options", ("--stats", "-e", "abc \u2764 \udcff"), stdin=b"1")
    smallest = minimise(case, lambda case: any("\udcff" in argument for argument in case.arguments))
    assert smallest == Case("options", ("\udcff",))


def test_keys():
    """At least one stays, so that there is a terminal."""
    case = Case("terminal", keys=tuple((0.1, b"ab\x03") for _ in range(20)))
    smallest = minimise(case, lambda case: any(b"\x03" in typed for _, typed in case.keys))
    assert smallest.keys == ((0.1, b"\x03"),)
    assert len(minimise(case, lambda case: True).keys) == 1


def test_time_is_limited():
    start = time.monotonic()
    case = Case("shell", stdin=b"".join(b"%d\n" % n for n in range(10000)))
    smallest = minimise(case, lambda case: time.sleep(0.01) or b"5000" in case.stdin, seconds=0.3)
    assert b"5000" in smallest.stdin
    assert time.monotonic() - start < 5
