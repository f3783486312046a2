"""Regular expressions to one minimal deterministic automaton over classes of code points.

The expressions are read with the standard library's own parser; of its language literals, sets, `.`,
groups, alternatives and greedy repeats are understood, which is what lexical grammars need.
"""

from __future__ import annotations

import dataclasses

try:
    from re import _constants as op
    from re import _parser as regex_parser
except ImportError:  # CPython before 3.11
    import sre_constants as op
    import sre_parse as regex_parser

LAST_CODE_POINT = 0x10FFFF
Ranges = "tuple[tuple[int, int], ...]"  # inclusive, ascending, disjoint


@dataclasses.dataclass
class Automaton:
    """State 0 is dead, state 1 the start. Classes of code points are numbered from 0."""

    class_bounds: list[tuple[int, int]]  # (first code point, class), ascending, the first one is 0
    class_count: int
    transitions: list[list[int]]  # [state][class] -> state
    accepted: list[str | None]  # [state] -> name of the terminal that ends here
    pending: list[frozenset[str]]  # [state] -> names of the terminals that can still be reached


class AmbiguousTerminals(Exception):
    """Two terminals of equal rank match the same text."""


def normalised(ranges) -> Ranges:
    """Sorted, with touching ranges joined."""
    result = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return tuple(result)


def complement(ranges) -> Ranges:
    """All code points that are not in `ranges`."""
    result, low = [], 0
    for first, last in normalised(ranges):
        if low < first:
            result.append((low, first - 1))
        low = last + 1
    if low <= LAST_CODE_POINT:
        result.append((low, LAST_CODE_POINT))
    return tuple(result)


class Fragments:
    """A nondeterministic automaton under construction: `edges[state]` is a list of (ranges or None, target)."""

    def __init__(self):
        self.edges: list[list[tuple[Ranges | None, int]]] = []

    def state(self) -> int:
        self.edges.append([])
        return len(self.edges) - 1

    def add(self, pattern, start: int) -> int:
        """Append what the parsed `pattern` matches behind `start`; answer the state where it ends."""
        for kind, argument in pattern:
            start = self._add_item(kind, argument, start)
        return start

    def _add_item(self, kind, argument, start: int) -> int:
        if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            end = self.state()
            self.edges[start].append((self._ranges(kind, argument), end))
            return end
        if kind is op.SUBPATTERN:
            return self.add(argument[-1], start)
        if kind is op.BRANCH:
            end = self.state()
            for alternative in argument[1]:
                self.edges[self.add(alternative, start)].append((None, end))
            return end
        if kind is op.MAX_REPEAT:
            return self._add_repeat(argument, start)
        raise ValueError("terminals may not use %s" % kind)

    def _add_repeat(self, argument, start: int) -> int:
        least, most, pattern = argument
        for _ in range(least):
            start = self.add(pattern, start)
        end = self.state()
        if most is op.MAXREPEAT:
            loop = self.state()
            self.edges[start].append((None, loop))
            self.edges[self.add(pattern, loop)].append((None, loop))
            self.edges[loop].append((None, end))
            return end
        for _ in range(most - least):
            self.edges[start].append((None, end))
            start = self.add(pattern, start)
        self.edges[start].append((None, end))
        return end

    def _ranges(self, kind, argument) -> Ranges:
        if kind is op.LITERAL:
            return ((argument, argument),)
        if kind is op.NOT_LITERAL:
            return complement([(argument, argument)])
        if kind is op.ANY:
            return complement([(10, 10)])
        ranges, negated = [], False
        for item, value in argument:
            if item is op.NEGATE:
                negated = True
            elif item is op.LITERAL:
                ranges.append((value, value))
            elif item is op.RANGE:
                ranges.append(value)
            else:
                raise ValueError("sets in terminals may not use %s" % item)
        return complement(ranges) if negated else normalised(ranges)

    def closure(self, states) -> frozenset[int]:
        """`states` and everything that is reached from them without reading."""
        found, work = set(states), list(states)
        while work:
            for ranges, target in self.edges[work.pop()]:
                if ranges is None and target not in found:
                    found.add(target)
                    work.append(target)
        return frozenset(found)


def classes_of(all_ranges) -> tuple[list[tuple[int, int]], dict[Ranges, frozenset[int]], int]:
    """Partition the code points: those that no element of `all_ranges` tells apart are one class."""
    bounds = {0}
    for ranges in all_ranges:
        for low, high in ranges:
            bounds.add(low)
            bounds.add(high + 1)
    numbers: dict[tuple, int] = {}
    class_bounds, members = [], {ranges: set() for ranges in all_ranges}
    ordered = sorted(all_ranges)
    cursors = [0] * len(ordered)
    for bound in sorted(bounds - {LAST_CODE_POINT + 1}):
        holders = []
        for index, ranges in enumerate(ordered):
            while cursors[index] < len(ranges) and ranges[cursors[index]][1] < bound:
                cursors[index] += 1
            if cursors[index] < len(ranges) and ranges[cursors[index]][0] <= bound:
                holders.append(index)
        number = numbers.setdefault(tuple(holders), len(numbers))
        if not class_bounds or class_bounds[-1][1] != number:
            class_bounds.append((bound, number))
        for index in holders:
            members[ordered[index]].add(number)
    return class_bounds, {ranges: frozenset(numbers) for ranges, numbers in members.items()}, len(numbers)


def build(terminals: dict[str, tuple[str, tuple]]) -> Automaton:
    """The automaton for `terminals`: name -> (regular expression, rank); of equal texts the highest rank wins.

    Raises AmbiguousTerminals.
    """
    fragments = Fragments()
    root = fragments.state()
    ends = {}
    for name, (expression, _) in terminals.items():
        start = fragments.state()
        fragments.edges[root].append((None, start))
        ends[fragments.add(regex_parser.parse(expression), start)] = name
    all_ranges = {ranges for edges in fragments.edges for ranges, _ in edges if ranges is not None}
    class_bounds, members, class_count = classes_of(all_ranges)
    sets, transitions = _subsets(fragments, fragments.closure([root]), members, class_count)
    ranks = {name: rank for name, (_, rank) in terminals.items()}
    accepted = [_winner([ends[state] for state in subset if state in ends], ranks) for subset in sets]
    transitions, accepted = _minimised(transitions, accepted)
    return Automaton(class_bounds, class_count, transitions, accepted, _pending(transitions, accepted))


def _subsets(fragments, start, members, class_count):
    """The subset construction; breadth first, so that numbers do not depend on chance."""
    sets, transitions = [frozenset(), start], [[0] * class_count]
    numbers = {frozenset(): 0, start: 1}
    while len(transitions) < len(sets):
        targets = [set() for _ in range(class_count)]
        for state in sets[len(transitions)]:
            for ranges, target in fragments.edges[state]:
                for number in members.get(ranges, ()):
                    targets[number].add(target)
        row = []
        for target in targets:
            subset = fragments.closure(target)
            if subset not in numbers:
                numbers[subset] = len(sets)
                sets.append(subset)
            row.append(numbers[subset])
        transitions.append(row)
    return sets, transitions


def _winner(names, ranks):
    if not names:
        return None
    best = max(names, key=lambda name: ranks[name])
    equals = sorted(name for name in names if ranks[name] == ranks[best])
    if len(equals) > 1:
        raise AmbiguousTerminals("the terminals %s match the same text" % " and ".join(equals))
    return best


def _minimised(transitions, accepted):
    """Join states that behave alike (Moore's refinement); numbers stay in breadth-first order."""
    block = [0] * len(transitions)
    signatures = [(index == 0, accepted[index]) for index in range(len(transitions))]
    while True:
        numbers: dict = {}
        refined = [numbers.setdefault(signature, len(numbers)) for signature in signatures]
        if refined == block:
            break
        block = refined
        signatures = [(block[i], tuple(block[t] for t in row)) for i, row in enumerate(transitions)]
    first = {}
    for index, number in enumerate(block):
        first.setdefault(number, index)
    representatives = [first[number] for number in range(len(first))]
    return (
        [[block[target] for target in transitions[index]] for index in representatives],
        [accepted[index] for index in representatives],
    )


def _pending(transitions, accepted):
    pending = [{name} if name else set() for name in accepted]
    changed = True
    while changed:
        changed = False
        for state, row in enumerate(transitions):
            for target in row:
                if not pending[target] <= pending[state]:
                    pending[state] |= pending[target]
                    changed = True
    return [frozenset(names) for names in pending]
