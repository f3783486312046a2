"""Automata match what their regular expressions match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.tools.automaton import AmbiguousTerminals, build, complement, normalised


def longest(automaton, text):
    """(name, end) of the longest match at the beginning of the text, or None."""
    state, best = 1, None
    for index, character in enumerate(text):
        number = max(bound for bound in automaton.class_bounds if bound[0] <= ord(character))[1]
        state = automaton.transitions[state][number]
        if state == 0:
            break
        if automaton.accepted[state]:
            best = (automaton.accepted[state], index + 1)
    return best


EXPRESSIONS = [
    "a",
    "[ab]+",
    "[^ab]",
    "ab|ac|b",
    "(ab)*c",
    "a?b?c",
    "a{2,3}",
    "a{2,}b",
    ".",
    "(a|b)*abb",
    r"\\.",
    "[a-c]x|[b-d]y",
    "'([^']|'')*'",
    "a(b(c)?)?",
    "[\u00e0-\u00ff]+",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(text=st.text(alphabet="abcdxy'\\\n\u00e9\u2764", max_size=8))
def test_one_expression(expression, text):
    """Whether a whole text matches, as the host's engine says."""
    automaton = build({"T": (expression, 0)})
    found = longest(automaton, text)
    assert (found == ("T", len(text))) == bool(text and re.fullmatch(expression, text))


def test_longest_match_wins():
    automaton = build(
        {
            "A": ("a", 9),
            "AB": ("ab", 0),
            "NAME": (
                "[a-z]+",
                0,
            ),
        }
        | {"AB": ("ab", 1)}
    )
    assert longest(automaton, "abc") == ("NAME", 3)
    assert longest(automaton, "ab") == ("AB", 2)
    assert longest(automaton, "a") == ("A", 1)


def test_rank_decides_equal_texts():
    assert longest(build({"WORD": ("if", 1), "NAME": ("[a-z]+", 0)}), "if") == ("WORD", 2)
    with pytest.raises(AmbiguousTerminals, match="the terminals NAME and WORD match the same text"):
        build({"WORD": ("if", 0), "NAME": ("[a-z]+", 0)})


def test_pending():
    """What can still be reached tells an open string from an open comment."""
    automaton = build({"S": ("'[^']*'", 0), "C": ('"[^"]*"', 0)})
    states = {}
    for character in "'\"":
        number = max(bound for bound in automaton.class_bounds if bound[0] <= ord(character))[1]
        states[character] = automaton.transitions[1][number]
    assert automaton.pending[states["'"]] == {"S"}
    assert automaton.pending[states['"']] == {"C"}
    assert automaton.pending[1] == {"S", "C"}
    assert automaton.pending[0] == frozenset()


def test_minimal():
    """`(a|b)*abb` needs four live states, the textbook's example."""
    assert len(build({"T": ("(a|b)*abb", 0)}).transitions) == 1 + 4


@pytest.mark.parametrize("expression", ["a*?", "^a", "a$", r"(a)\1", r"\d"])
def test_what_terminals_may_not_use(expression):
    with pytest.raises(ValueError):
        build({"T": (expression, 0)})


def test_ranges():
    assert normalised([(5, 6), (1, 2), (3, 3), (10, 20), (12, 13)]) == ((1, 3), (5, 6), (10, 20))
    assert complement([(0, 4), (10, 0x10FFFE)]) == ((5, 9), (0x10FFFF, 0x10FFFF))
    assert complement([]) == ((0, 0x10FFFF),)
