"""Makes long tracebacks short: recursions, also mutual ones, are shown twice and counted.

What is still long then loses its middle.
"""

from __future__ import absolute_import

FOLD_AT = 60  # lines; longer tracebacks are folded in the middle
SHOWN_AT_ENDS = 25

LONGEST_PERIOD = 8  # activations that one round of a recursion may take
SHOWN_ROUNDS = 2
FEWEST_HIDDEN = 6  # activations; a line that stands for fewer is not worth it


class Piece(object):
    """A line of a traceback: an Activation, or a note about `count` activations that are not shown."""

    def __init__(self, activation, note, count):
        self.activation = activation
        self.note = note
        self.count = count


def folded(activations):
    """The Pieces to show, outermost first; the activations are given innermost first."""
    pieces = []
    index = len(activations) - 1
    while index >= 0:
        period, rounds = _recursion(activations, index)
        if rounds == 0:
            pieces.append(Piece(activations[index], "", 1))
            index -= 1
        else:
            stop = index - period * SHOWN_ROUNDS
            while index > stop:
                pieces.append(Piece(activations[index], "", 1))
                index -= 1
            hidden = rounds - SHOWN_ROUNDS
            pieces.append(Piece(None, _repeated(period, hidden), period * hidden))
            index -= period * hidden
    return _without_middle(pieces)


def _recursion(activations, first):
    """(activations of a round, number of rounds) of the recursion that begins at `first`; (0, 0) if there is none."""
    for period in range(1, LONGEST_PERIOD + 1):
        index = first - period
        while index >= 0 and _same(activations[index], activations[index + period]):
            index -= 1
        rounds = (first - index) // period
        if (rounds - SHOWN_ROUNDS) * period >= FEWEST_HIDDEN:
            return period, rounds
    return 0, 0


def _same(one, other):
    return one.code is other.code and one.pc == other.pc


def _repeated(period, times):
    if period == 1:
        return "the last activation repeated %d times" % times
    return "the last %d activations repeated %d times" % (period, times)


def _without_middle(pieces):
    count = len(pieces)
    if count <= FOLD_AT:
        return pieces
    hidden = 0
    for index in range(SHOWN_AT_ENDS, count - SHOWN_AT_ENDS):
        hidden += pieces[index].count
    short = []
    for index in range(count):
        if index == SHOWN_AT_ENDS:
            short.append(Piece(None, "%d more activations" % hidden, hidden))
        if index < SHOWN_AT_ENDS or index >= count - SHOWN_AT_ENDS:
            short.append(pieces[index])
    return short
