"""The decoded tables and the recogniser."""

import pytest

from som.syntax import tables
from som.syntax.lexing import Scanner
from som.syntax.states import ACTIONS, LEFTS, SIZES, Recogniser, can_begin, rule_words


def recogniser_behind(text, start=tables.START_SNIPPET):
    recogniser = Recogniser([start * tables.WIDTH])
    scanner = Scanner(text)
    scanner.fill()
    for kind in scanner.kinds[:-1]:
        assert recogniser.feed(kind) >= 0
    return recogniser


def test_tables_fit_together():
    """Every shift and goto leads to a row, every reduction is by a rule."""
    assert len(ACTIONS) % tables.WIDTH == 0
    assert all(action % tables.WIDTH == 0 and action < len(ACTIONS) for action in ACTIONS if action > 0)
    assert all(-action < len(SIZES) for action in ACTIONS if action < 0)
    assert len(SIZES) == len(LEFTS) == len(rule_words())
    assert all(tables.BAD < left < tables.WIDTH for left, size in zip(LEFTS, SIZES) if size != tables.ACCEPT)


def test_no_state_reads_what_is_no_token():
    assert all(ACTIONS[row + tables.BAD] == 0 for row in range(0, len(ACTIONS), tables.WIDTH))


@pytest.mark.parametrize("text", ["", "a", "3 + 4", "| a | a := [ :x | x ]. ^ a", "#(1 #a)"])
def test_complete_snippets_can_end(text):
    assert recogniser_behind(text).try_kind(tables.END) >= 0


@pytest.mark.parametrize("text", ["(", "a :=", "3 +", "[ :x", "| a", "^"])
def test_incomplete_snippets_cannot(text):
    assert recogniser_behind(text).try_kind(tables.END) == -1


def test_trying_changes_nothing():
    recogniser = recogniser_behind("a + b")
    before = recogniser.states[:]
    for kind in range(tables.BAD):
        recogniser.try_kind(kind)
    assert recogniser.states == before


def test_can_begin():
    assert can_begin(tables.EXPRESSION_RULE, tables.LBRACKET)
    assert not can_begin(tables.EXPRESSION_RULE, tables.CARET)
    assert can_begin(tables.STATEMENTS_RULE, tables.CARET)
    assert not can_begin(tables.METHOD_RULE, tables.INTEGER)
    assert not can_begin(tables.METHOD_RULE, -1)
