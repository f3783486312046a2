"""The LALR(1) tables, decoded, and a recogniser that follows them without building anything.

A state is the offset of its row in ACTIONS; columns are tokens or, behind a reduction, what the rule stands for.
An action above 0 is the state to go to, below 0 minus the rule to reduce by, 0 an error.
"""

from __future__ import absolute_import

from som.syntax import tables


def rule_words():
    """(function or "-", column of the left side, number of children) of every rule, as text."""
    return [row.split() for row in tables.RULES.split(";")[:-1]]


def _actions():
    width = tables.WIDTH
    rows = tables.ACTIONS.split(";")
    actions = [0] * (width * (len(rows) - 1))
    for number in range(len(rows) - 1):
        words = rows[number].split()
        for index in range(0, len(words), 2):
            action = int(words[index + 1])
            if action > 0:
                action *= width
            actions[number * width + int(words[index])] = action
    return actions


def _sizes():
    """Children of every rule; PASS for a rule that hands on its only child, ACCEPT for the pseudo rule at the end."""
    return [int(row[2]) for row in rule_words()]


ACTIONS = _actions()
SIZES = _sizes()
LEFTS = [int(row[1]) for row in rule_words()]
FIRST = [int(mask) for mask in tables.FIRST.split(" ")]


def can_begin(column, kind):
    """Whether the nonterminal with this column can begin with a token of this kind; -1 is no token."""
    return kind >= 0 and (FIRST[column - tables.BAD - 1] >> kind) & 1 == 1


class Recogniser(object):
    """A stack of states."""

    _attrs_ = ["states"]

    def __init__(self, states):
        self.states = states

    def feed(self, kind):
        """Read a token: reduce as far as needed and push the state behind it.

        Answers the state in which the token was read, -1 if it is an error.
        """
        states = self.states
        while True:
            state = states[len(states) - 1]
            action = ACTIONS[state + kind]
            if action > 0:
                states.append(action)
                return state
            if action == 0:
                return -1
            size = SIZES[-action]
            if size == tables.ACCEPT:
                return state
            if size == tables.PASS:
                size = 1
            if size > 0:
                base = len(states) - size
                assert base >= 0
                del states[base:]
            states.append(ACTIONS[states[len(states) - 1] + LEFTS[-action]])

    def try_kind(self, kind):
        """What `feed` would answer, without reading the token."""
        return Recogniser(self.states[:]).feed(kind)
