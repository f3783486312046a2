"""The reference pages are complete and up to date."""

import os
import re

import pytest
from sources import ROOT

from som.bytecode.spec import INSTRUCTIONS, KIND_WORDS
from som.primitives.registry import PRIMITIVES
from som.tools import reference


@pytest.mark.parametrize("path", sorted(reference.PAGES))
def test_pages_are_fresh(path):
    """Whoever changes an instruction or a primitive runs `python -m som.tools.reference`."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        assert file.read() == reference.PAGES[path](), "run python -m som.tools.reference"


def rows_of(page):
    """The cells of all rows of the last table."""
    lines = page.split("|---")[-1].split("\n")[1:]
    return [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in lines if line.startswith("|")]


def test_all_instructions_are_listed():
    """In order, with mnemonic and sizes; every kind of operand is explained."""
    page = reference.instructions_page()
    expected = [[str(each.number), "`%s`" % each.name.upper()] for each in INSTRUCTIONS]
    assert [row[:2] for row in rows_of(page)] == expected
    assert [row[3:5] for row in rows_of(page)] == [[str(each.size), str(each.wide_size)] for each in INSTRUCTIONS]
    assert set(KIND_WORDS) - set(reference.KIND_TEXTS) == {"code"}


def test_the_running_code_is_not_listed():
    """It is an argument of the handler, but no operand."""
    row = [row for row in rows_of(reference.instructions_page()) if row[1] == "`SEND_UNINLINED`"][0]
    assert row[2] == "target: out, row: row, index: number"


def test_all_primitives_are_listed():
    """Each with its class, and whether the library declares it or writes it in SOM."""
    rows = rows_of(reference.primitives_page())
    names = [row[0] + ">>" + row[1].strip("`").replace("\\|", "|") for row in rows]
    assert sorted(names) == sorted(PRIMITIVES)
    places = dict(zip(names, [row[2] for row in rows]))
    assert places["Array>>at:"] == "primitive"
    assert set(places.values()) <= {"primitive", "SOM", "-"}


@pytest.mark.parametrize("text, line", [("One.\n\nMore.", "One."), ("\n  One.  \n", "One.  "), ("", ""), (None, "")])
def test_first_lines(text, line):
    assert reference.first_line(text).rstrip() == line.rstrip()


def test_bars():
    """A bar in a selector does not end the cell."""
    assert reference.code("||") == "`\\|\\|`"


def test_main(tmp_path, capsys):
    """Writes all pages below a root."""
    for path in reference.PAGES:
        (tmp_path / path).parent.mkdir(parents=True)
    reference.main(str(tmp_path))
    assert capsys.readouterr().out.count("wrote ") == len(reference.PAGES)
    for path, page in reference.PAGES.items():
        assert (tmp_path / path).read_text(encoding="utf-8") == page()
