"""Every text that tells a user what is wrong, or what to do about it, is held by a test.

The texts are found in the sources: what is new there without a test, fails here.
"""

import ast
import functools
import glob
import os
import re

import pytest
from sources import ROOT, sources_below

# Packages whose strings with a blank in them are for users: messages and advice.
PACKAGES = ("compiler", "interpreter", "objects", "primitives", "syntax", "universe")

# Modules with other strings, and what these are.
NO_DIAGNOSTICS = {
    "som/objects/instanceobject.py": "Python from which classes are made",
    "som/primitives/registry.py": "for those who write primitives; the VM does not start then",
    "som/interpreter/tuning.py": "what --stats counts",
}
# Single strings that no user can get to see, and why.
INTERNAL = {
    "no instruction has this number": "an assertion",
    "a node of unknown kind": "a bug of the VM",
}


def docstrings_of(tree):
    """The nodes of all docstrings of a module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def texts_of(source):
    """(line, text) of all strings of a module in which words are separated by a blank."""
    hidden = docstrings_of(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in hidden:
            if re.search(r"[a-z'] [a-z']|[a-z]: [a-z]", node.value):
                yield node.lineno, node.value


def diagnostics():
    """{text: the place of its definition}"""
    found = {}
    for source in sources_below("som"):
        if source.path.split("/")[1] in PACKAGES and source.path not in NO_DIAGNOSTICS:
            for line, text in texts_of(source):
                found.setdefault(text, "%s:%d" % (source.path, line))
    return {text: place for text, place in found.items() if text not in INTERNAL}


@functools.lru_cache(maxsize=None)
def texts_in_tests():
    """All strings of all tests, and the programs among them, as one text."""
    parts = []
    for name in glob.glob(os.path.join(ROOT, "tests", "**", "*.py"), recursive=True):
        if os.path.samefile(name, __file__):
            continue
        with open(name, encoding="utf-8") as file:
            tree = ast.parse(file.read())
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts.append(node.value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
                parts.append(node.value.decode("latin-1"))
    for name in glob.glob(os.path.join(ROOT, "tests", "lang", "**", "*.som"), recursive=True):
        with open(name, encoding="utf-8", newline="") as file:
            parts.append(file.read())
    return "\n".join(parts)


def fixed_parts(text):
    """What a text consists of besides the places that are filled in."""
    return [part.strip() for part in re.split(r"%[sdx]|\n", text) if re.search(r"\w", part)]


DIAGNOSTICS = diagnostics()


@pytest.mark.parametrize("text", sorted(DIAGNOSTICS), ids=lambda text: DIAGNOSTICS[text])
def test_it_is_expected_somewhere(text):
    """Each part of it that is always the same."""
    for part in fixed_parts(text):
        if part not in texts_in_tests():
            pytest.fail("no test knows %r" % part, pytrace=False)


def test_they_are_found():
    """The search sees messages, advice, and texts with places to fill in."""
    assert "Division by zero" in DIAGNOSTICS
    assert "Is a period missing before it? Statements are separated by periods." in DIAGNOSTICS
    assert "No such field '%s' in class" in DIAGNOSTICS
    assert len(DIAGNOSTICS) > 120


def test_the_parts_that_are_always_the_same():
    assert fixed_parts("%s has no field named '%s'") == ["has no field named '"]
