"""Which name is taken for a misspelt one, and that other names are not."""

import random

import pytest

from som.spelling import LONGEST, distance, nearest, tolerance


def slow_distance(one, other):
    """The definition, without a bound and without a table that is reused."""
    table = {}
    for row in range(len(one) + 1):
        for column in range(len(other) + 1):
            if row == 0 or column == 0:
                table[row, column] = row + column
                continue
            best = min(table[row - 1, column] + 1, table[row, column - 1] + 1)
            best = min(best, table[row - 1, column - 1] + (one[row - 1] != other[column - 1]))
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                best = min(best, table[row - 2, column - 2] + 1)
            table[row, column] = best
    return table[len(one), len(other)]


@pytest.mark.parametrize(
    "one,other,apart",
    [
        ("println", "println", 0),
        ("println", "prinltn", 1),
        ("println", "printn", 1),
        ("println", "printlln", 1),
        ("println", "printlm", 1),
        ("at:put:", "at:putt:", 1),
        ("ab", "ba", 1),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_distances(one, other, apart):
    assert distance(one, other, 9) == distance(other, one, 9) == apart


def test_distances_are_those_of_the_definition():
    """Also where a bound ends the search."""
    numbers = random.Random(4)
    for _ in range(400):
        one = "".join(numbers.choice("abc") for _ in range(numbers.randrange(7)))
        other = "".join(numbers.choice("abc") for _ in range(numbers.randrange(7)))
        for limit in range(4):
            assert distance(one, other, limit) == min(slow_distance(one, other), limit + 1), (one, other, limit)


def test_tolerance_grows_with_the_name():
    assert [tolerance(length) for length in (1, 2, 3, 5, 6, 8, 9, 50)] == [0, 0, 1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    "name,candidates,meant",
    [
        ("prinltn", ["print", "println", "value"], "println"),
        ("Vectr", ["Victor", "Vector"], "Vector"),
        ("VECTOR", ["Vectors", "Vector"], "Vector"),
        ("count", ["cound", "counts"], "cound"),
        ("count", ["counts", "cound"], "cound"),
        ("ab", ["ac", "AB"], "AB"),
        ("ab", ["ac"], ""),
        ("abc", ["xyz", ""], ""),
        ("foo", ["f"], ""),
        ("count", ["count"], ""),
        ("a" * (LONGEST + 1), ["a" * LONGEST], ""),
    ],
)
def test_nearest(name, candidates, meant):
    assert nearest(name, candidates) == meant
