"""A reader who does what the pages say sees what the pages show, on the VM that SOM_VM names."""

import os

import pytest

from tests.documents import Reader, blocks_of, comparable, without_edges
from tests.sources import ROOT

PAGES = ["tutorial.md", "commandline.md", "errors.md"]

pytestmark = pytest.mark.usefixtures("at_full_speed")


def text_of(page):
    with open(os.path.join(ROOT, "docs", page), encoding="utf-8") as file:
        return file.read()


@pytest.mark.parametrize("page", PAGES)
def test_readers_see_what_the_page_shows(page, tmp_path):
    """`python -m tests.documents docs/<page>` writes the real output into the page."""
    reader = Reader(tmp_path)
    blocks = blocks_of(text_of(page))
    assert len(blocks) > 3
    try:
        for kind, body in blocks:
            assert comparable(reader.follow(kind, body)) == comparable(body)
    finally:
        reader.close()


def test_the_tutorial_has_every_topic():
    """Its sessions are typed, its classes saved, its programs run."""
    blocks = blocks_of(text_of("tutorial.md"))
    assert {kind for kind, _ in blocks} == {"smalltalk file", "smalltalk shell", "console"}
    typed = [line for kind, body in blocks if kind == "smalltalk shell" for line in body.splitlines()]
    assert sum(line.startswith("---> ") for line in typed) > 40


def test_a_wrong_page_is_noticed(tmp_path):
    """The comparison sees an answer that is not the VM's, and a session that is over."""
    reader = Reader(tmp_path)
    try:
        shown = reader.follow("smalltalk shell", "$ python3 -m som\n---> 3 + 4\nit = 8\n")
        assert without_edges(shown).endswith("---> 3 + 4\nit = 7")
        with pytest.raises(AssertionError, match="no session"):
            reader.follow("smalltalk shell", "---> system exit: 0\n---> 1\n")
        assert reader.follow("console", "$ exit 3\n$ echo $?\n") == "$ exit 3\n$ echo $?\n3\n"
    finally:
        reader.close()
