"""Mutations change texts, repeatably, and cope with every text."""

from random import Random

import pytest
from som.tools import fuzzing_mutating
from som.tools.fuzzing_mutating import MUTATORS, mutate, random_bytes, tokens

SOURCE = b"Foo = (\n    | a |\n    run: x = ( a := x + 'it' length. ^ #(1 2.5 #b) at: 1 ) \"comment\"\n)\n"
ODD = [b"", b"\n", b"x", b"\0", b"\xff\xfe", b"'open", b'"open', "\u2764".encode(), b"((((", bytes(range(256))]


@pytest.mark.parametrize("text", [SOURCE] + ODD)
def test_tokens_make_up_the_text(text):
    assert b"".join(tokens(text)) == text


def test_tokens():
    assert [each for each in tokens(b"a at: 'x y' put: 2.5.") if each != b" "] == [
        b"a",
        b"at:",
        b"'x y'",
        b"put:",
        b"2.5",
        b".",
    ]


@pytest.mark.parametrize(
    "mutator", sorted(set(MUTATORS), key=lambda each: each.__name__), ids=lambda each: each.__name__
)
def test_mutators(mutator):
    """Each changes most programs, and none fails on an odd text."""
    changed = sum(mutator(Random(seed), SOURCE, [b"Other = (\n    x = ( ^ 3 )\n)\n"]) != SOURCE for seed in range(20))
    assert changed >= 10
    for seed in range(20):
        for text in ODD:
            assert isinstance(mutator(Random(seed), text, []), bytes)


def test_repeatable():
    assert mutate(Random(5), SOURCE, [SOURCE]) == mutate(Random(5), SOURCE, [SOURCE])
    assert len({mutate(Random(seed), SOURCE, [SOURCE]) for seed in range(100)}) > 90


def test_no_changes():
    assert mutate(Random(1), SOURCE, [], 0) == SOURCE


def test_texts_stay_small_enough():
    assert max(len(mutate(Random(seed), SOURCE, [SOURCE])) for seed in range(300)) < 50_000_000


def test_random_bytes_are_of_all_kinds():
    texts = [random_bytes(Random(seed), 50) for seed in range(100)]
    assert any(b"\0" in text for text in texts)
    assert any(max(text) < 128 for text in texts)
    assert any(word in text for text in texts for word in fuzzing_mutating.WORDS if len(word) > 8)
    assert any(max(text) >= 128 and text.decode("utf-8", "replace").isprintable() for text in texts)
    assert random_bytes(Random(1), 0) == b""
