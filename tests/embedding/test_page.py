"""docs/embedding.md: every example works as it is shown, and the tables name what there is."""

import doctest
import inspect
import os
import re

from sources import ROOT

import som.embedding
from som.embedding import Som, SomError

PAGE = os.path.join(ROOT, "docs", "embedding.md")


def text_of_page():
    with open(PAGE, encoding="utf-8") as file:
        return file.read()


def test_examples():
    """As a session of Python from top to bottom. Ends of code blocks are ends of the output above them."""
    text = re.sub(r"^```.*$", "", text_of_page(), flags=re.M)
    examples = doctest.DocTestParser().get_doctest(text, {}, "embedding.md", PAGE, 0)
    assert len(examples.examples) > 25
    complaints = []
    failed, _ = doctest.DocTestRunner().run(examples, out=complaints.append)
    assert failed == 0, "".join(complaints)


def rows(first_column):
    """The rows of the table whose first column is called so."""
    table = re.search(r"^\| %s \|.*\n\|[-|]*\n((?:\|.*\n)*)" % first_column, text_of_page(), re.M).group(1)
    return [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in table.splitlines()]


def test_all_arguments_are_there():
    arguments = list(inspect.signature(Som).parameters)
    assert [row[0] for row in rows("argument")] == arguments


def test_all_errors_are_there():
    documented = {row[0]: row[1] for row in rows("class")}
    real = {}
    for name in som.embedding.__all__:
        value = getattr(som.embedding, name)
        if isinstance(value, type) and issubclass(value, SomError) and value is not SomError:
            real[name] = value.kind
    assert documented == real
