"""Which of several names was probably meant by one that does not exist."""

from __future__ import absolute_import

LONGEST = 64  # bytes; nobody mistypes a longer name in one or two letters only


def tolerance(length):
    """How many slips of the pen are likely in a name of this many bytes: none in a very short one."""
    if length < 3:
        return 0
    if length < 6:
        return 1
    if length < 9:
        return 2
    return 3


def distance(one, other, limit):
    """How many letters to insert, delete, replace or swap with their neighbour make `other` out of `one`.

    Damerau's and Levenshtein's distance in the restricted form (no letter is touched twice); `limit + 1` for all
    distances above `limit`.
    """
    too_far = limit + 1
    if len(one) - len(other) > limit or len(other) - len(one) > limit:
        return too_far
    width = len(other) + 1
    before = [0] * width
    last = [column for column in range(width)]
    for row in range(1, len(one) + 1):
        current = [row] * width
        smallest = row
        for column in range(1, width):
            current[column] = _cheapest(one, other, row, column, before, last, current)
            if current[column] < smallest:
                smallest = current[column]
        if smallest > limit:
            return too_far
        before = last
        last = current
    if last[width - 1] > limit:
        return too_far
    return last[width - 1]


def _cheapest(one, other, row, column, before, last, current):
    """The distance between the first `row` letters of one and the first `column` letters of the other name."""
    same = one[row - 1] == other[column - 1]
    best = last[column - 1]
    if not same:
        best += 1
    if last[column] + 1 < best:
        best = last[column] + 1
    if current[column - 1] + 1 < best:
        best = current[column - 1] + 1
    if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
        if before[column - 2] + 1 < best:
            best = before[column - 2] + 1
    return best


def nearest(name, candidates):
    """The candidate that is spelt most like the name; "" if none is similar. The name itself is no candidate.

    Names that differ in upper and lower case only are closest of all. Of equally close ones the first in the order of
    the alphabet wins, so that the order of the candidates does not matter.
    """
    if len(name) > LONGEST:
        return ""
    lower = name.lower()
    best = ""
    limit = tolerance(len(name))
    for candidate in candidates:
        if candidate != name and candidate != "":
            apart = 0
            if candidate.lower() != lower:
                apart = distance(name, candidate, limit)
                if apart * 2 >= len(candidate):  # most letters would have to be changed: another name
                    apart = limit + 1
            if apart < limit or (apart == limit and (best == "" or candidate < best)):
                best = candidate
                limit = apart
    return best
