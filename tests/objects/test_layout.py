"""Layouts: storage kinds of fields, and that the same question is always answered by the same layout."""

import pytest

from som.objects.layout import (
    ANYTHING,
    DOUBLE_CELL,
    DOUBLE_WORD,
    INTEGER_CELL,
    INTEGER_WORD,
    UNKNOWN,
    fresh_layout,
)
from tests.objects.representing import new_class


def kinds_of(layout):
    return [layout.kind_of(index) for index in range(layout.size)]


def test_a_fresh_layout_knows_nothing():
    w_class = new_class()
    layout = fresh_layout(w_class, 3, False)
    assert layout.w_class is w_class
    assert kinds_of(layout) == [UNKNOWN] * 3
    assert kinds_of(fresh_layout(w_class, 0, True)) == []


def test_a_changed_kind_concerns_one_field_of_a_new_layout():
    layout = fresh_layout(new_class(), 3, False)
    changed = layout.with_kind(1, DOUBLE_CELL)
    assert kinds_of(changed) == [UNKNOWN, DOUBLE_CELL, UNKNOWN]
    assert kinds_of(layout) == [UNKNOWN] * 3
    assert changed.w_class is layout.w_class and changed.size == 3


def test_first_and_last_field():
    layout = fresh_layout(new_class(), 20, False)
    assert kinds_of(layout.with_kind(0, INTEGER_CELL)) == [INTEGER_CELL] + [UNKNOWN] * 19
    assert kinds_of(layout.with_kind(19, ANYTHING)) == [UNKNOWN] * 19 + [ANYTHING]


def test_equal_kinds_are_one_layout_whatever_the_way():
    """Compiled code compares layouts by identity."""
    layout = fresh_layout(new_class(), 2, False)
    one_way = layout.with_kind(0, INTEGER_CELL).with_kind(1, ANYTHING)
    other_way = layout.with_kind(1, ANYTHING).with_kind(0, INTEGER_CELL)
    detour = layout.with_kind(1, DOUBLE_CELL).with_kind(0, INTEGER_CELL).with_kind(1, ANYTHING)
    assert one_way is other_way and one_way is detour
    assert layout.with_kind(0, INTEGER_CELL) is layout.with_kind(0, INTEGER_CELL)


def test_classes_do_not_share_layouts():
    first, second = fresh_layout(new_class(), 1, False), fresh_layout(new_class(), 1, False)
    assert first.with_kind(0, ANYTHING) is not second.with_kind(0, ANYTHING)


@pytest.mark.parametrize("size, expected", [(0, False), (1, True), (8, True), (9, False)])
def test_only_objects_of_inline_fields_have_words(size, expected):
    assert fresh_layout(new_class(), size, True).has_words == expected
    assert not fresh_layout(new_class(), size, False).has_words


def test_having_words_survives_learning():
    layout = fresh_layout(new_class(), 2, True)
    assert layout.with_kind(0, INTEGER_WORD).with_kind(1, ANYTHING).has_words


def test_with_words_keeps_what_was_learnt():
    layout = fresh_layout(new_class(), 4, False)
    layout = layout.with_kind(0, INTEGER_CELL).with_kind(1, DOUBLE_CELL).with_kind(2, ANYTHING).with_words()
    assert kinds_of(layout) == [INTEGER_WORD, DOUBLE_WORD, ANYTHING, UNKNOWN]
    assert layout.has_words and layout.with_kind(3, INTEGER_WORD).has_words
