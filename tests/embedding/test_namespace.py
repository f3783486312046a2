"""Globals as a mapping."""

import pytest

from som.embedding import SomClass


def test_reading_and_writing(som):
    som.globals["\u00dcber"] = [1, 2]
    assert som.globals["\u00dcber"] == [1, 2]
    assert som.evaluate("system global: #answer put: 42. it", it=1) == 1
    assert som.globals["answer"] == 42
    assert type(som.globals["Object"]) is SomClass


def test_unbound_names(som):
    """They are no members, and reading loads no classes."""
    with pytest.raises(KeyError):
        som.globals["Dictionary"]
    assert "Dictionary" not in som.globals
    assert som.globals.get("Dictionary", 3) == 3
    assert som.globals.get("nil", 3) is None


def test_members(som):
    som.globals["member"] = None
    names = list(som.globals)
    assert {"Object", "system", "member"} <= set(names)
    assert names == sorted(names)
    assert len(som.globals) == len(names)
    assert "member" in som.globals
