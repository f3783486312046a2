"""What is remembered of the place of an error."""

from som.source import SourceText
from som.syntax import tables
from som.syntax.situation import Situation, place
from som.syntax.states import Recogniser


def situation_behind(text, tokens, start):
    """`tokens`: [(kind, start, end)]"""
    situation = Situation(SourceText("Test.som", text), Recogniser([start * tables.WIDTH]))
    for kind, first, end in tokens:
        situation.recogniser.feed(kind)
        situation.remember(kind, first, end)
    situation.find_accepted()
    return situation


def test_the_latest_tokens_are_kept():
    text = "a b c d e"
    tokens = [(tables.IDENTIFIER, offset, offset + 1) for offset in range(0, 9, 2)]
    situation = situation_behind(text, tokens, tables.START_SNIPPET)
    assert [situation.text_of(back) for back in range(4)] == ["e", "d", "c", "b"]
    assert situation.kinds == [tables.IDENTIFIER] * 4


def test_what_could_come():
    situation = situation_behind("Foo", [(tables.IDENTIFIER, 0, 3)], tables.START_CLASS_DEFINITION)
    assert situation.accepts(tables.EQUAL)
    assert not situation.accepts(tables.END)
    assert situation.accepts_only(tables.EQUAL, tables.EQUAL)
    assert situation.accepts_only(tables.EQUAL, tables.KEYWORD)
    assert not situation.accepts_only(tables.KEYWORD, tables.EQUAL)
    situation = situation_behind("a", [(tables.IDENTIFIER, 0, 1)], tables.START_SNIPPET)
    assert not situation.accepts_only(tables.KEYWORD, tables.PERIOD)


def test_as_what_it_could_come():
    situation = situation_behind("a", [(tables.IDENTIFIER, 0, 1)], tables.START_SNIPPET)
    assert situation.accepts_as(tables.IDENTIFIER, tables.UNARY_SELECTOR_RULE)
    assert not situation.accepts_as(tables.IDENTIFIER, tables.EXPRESSION_RULE)
    assert not situation.accepts_as(tables.RPAREN, tables.UNARY_SELECTOR_RULE)


def test_places_count_from_one():
    source = SourceText("Test.som", "a\n\xc3\xa4b")
    assert place(source, 0) == "line 1, column 1"
    assert place(source, 4) == "line 2, column 2"
