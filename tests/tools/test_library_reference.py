"""The reference of the core library is complete, up to date, and finds the comments where they are written."""

import os

import pytest
from sources import ROOT

from som.tools import library_reference
from som.tools.library_reference import class_text, comments_of, page

SOURCE = """"About it,
 on two lines."
Example = Object (
    | field |

    "Reading"

    first = ( "Says what it answers." ^'no "comment" here' )

    "Above a primitive."
    at: index = primitive

    "Writing"

    | value = (
        ^"not at the beginning"value
    )

    put: key at: index = (
        "Stores."
        ^self
    )

    ----

    "Making"

    new = primitive
)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Example.som").write_text(SOURCE, encoding="utf-8")
    return str(tmp_path)


def test_the_page_is_fresh():
    """Whoever changes the core library runs `python -m som.tools.library_reference`."""
    with open(os.path.join(ROOT, *library_reference.PATH.split("/")), encoding="utf-8") as file:
        assert file.read() == page(), "run python -m som.tools.library_reference"


def test_a_class(folder):
    assert class_text("Example", folder).split("\n") == [
        "### Example",
        "",
        "Superclass: [Object](#object)",
        "",
        "About it, on two lines.",
        "",
        "**Reading**",
        "",
        "| Message | |",
        "|---|---|",
        "| `first` | Says what it answers. |",
        "| `at: index` | *primitive* Above a primitive. |",
        "",
        "**Writing**",
        "",
        "| Message | |",
        "|---|---|",
        "| `\\| value` |  |",
        "| `put: key at: index` | Stores. |",
        "",
        "**Messages to the class: Making**",
        "",
        "| Message | |",
        "|---|---|",
        "| `new` | *primitive* |",
        "",
    ]


def test_the_root_has_no_superclass():
    assert "Superclass: none" in class_text("Object")


def test_quotes_in_strings_are_no_comments():
    assert [each.text for each in comments_of('\'"a"\' "b" \'it\\\'s "c"\' "d\n  e"')] == ["b", "d e"]


def test_every_class_is_in_a_group(folder):
    """A new class of the library is not forgotten silently."""
    assert "## All\n\n### Example" in page([("All", ["Example"])], folder)
    with pytest.raises(ValueError, match="Example"):
        page([], folder)


def test_main(tmp_path, capsys):
    """Writes the page below a root."""
    (tmp_path / "docs").mkdir()
    library_reference.main(str(tmp_path))
    assert capsys.readouterr().out == "wrote docs/library.md\n"
    assert (tmp_path / "docs" / "library.md").read_text(encoding="utf-8") == page()
