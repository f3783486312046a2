"""The test suites in SOM mention every selector of the core library, and the harness runs all of them.

A selector counts as covered if the suite sends it or names it as a symbol (`hasMethod: #halt`). Which behaviour is
asserted for it is the suite's business; here only a gap is noticed that nobody meant to leave.
"""

import pathlib

import pytest

from som.rpy import read_file
from som.source import SourceText
from som.syntax import tree
from som.syntax.parsing import parse

CORE_LIB = pathlib.Path(__file__).resolve().parent.parent / "core-lib"
LIBRARY = sorted((CORE_LIB / "Smalltalk").glob("*.som"))
SUITE = sorted((CORE_LIB / "TestSuite").glob("*.som"))

# Helpers of a class that only its own methods send; a test of them would fix how the class is written.
PRIVATE = {
    "Hashtable": ["grow"],
    "String": ["countOf:"],
    "Vector": ["checkIndex:ifValid:", "errorIndex:", "grow"],
}

MINIMUM_NUMBER_OF_TESTS = 640


def parsed(path):
    """The ClassNode of a SOM file."""
    return parse(SourceText(str(path), read_file(str(path))))


def methods_of(class_node):
    """The MethodNodes of both sides."""
    return class_node.instance_side.methods + class_node.class_side.methods


def children(node):
    """The nodes directly below a node, whatever their attributes are called."""
    for value in vars(node).values():
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, tree.Node):
                yield child


def mentioned_selectors(node):
    """Texts of all messages sent and symbols written below a node."""
    found = set()
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, tree.SendNode):
            found.add(current.selector)
        elif isinstance(current, tree.SymbolNode):
            found.add(current.value)
        pending.extend(children(current))
    return found


@pytest.fixture(scope="module")
def suite():
    """The ClassNodes of the test suite by class name."""
    return {node.name: node for node in map(parsed, SUITE)}


@pytest.fixture(scope="module")
def mentioned(suite):
    """All selectors the test suite mentions."""
    return set().union(*(mentioned_selectors(node) for node in suite.values()))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_selector_of_the_library_is_mentioned(path, mentioned):
    """No method of the library is unknown to the test suite, apart from private helpers."""
    declared = {method.selector for method in methods_of(parsed(path))}
    assert sorted(declared - mentioned - set(PRIVATE.get(path.stem, []))) == []


def test_exceptions_are_still_needed(mentioned):
    """Each exception names a selector that its class declares and that the suite does not mention."""
    for class_name, selectors in PRIVATE.items():
        declared = {method.selector for method in methods_of(parsed(CORE_LIB / "Smalltalk" / (class_name + ".som")))}
        assert set(selectors) <= declared
        assert not set(selectors) & mentioned


def test_the_harness_runs_every_suite(suite):
    """TestHarness>>tests names each class whose name ends in Test, once."""
    tests = next(method for method in methods_of(suite["TestHarness"]) if method.selector == "tests")
    named = []
    pending = [tests]
    while pending:
        node = pending.pop()
        if isinstance(node, tree.NameNode):
            named.append(node.name)
        pending.extend(children(node))
    assert sorted(named) == sorted(name for name in suite if name.endswith("Test"))


def test_there_are_enough_tests(suite):
    """The number of test methods does not fall below what was there once."""
    names = [
        (class_name, method.selector)
        for class_name, node in suite.items()
        if class_name.endswith("Test")
        for method in node.instance_side.methods
        if method.selector.startswith("test")
    ]
    assert len(names) >= MINIMUM_NUMBER_OF_TESTS
    assert len(names) == len(set(names))


def test_no_test_takes_arguments(suite):
    """A test method with parameters would be picked up by the framework and fail when performed."""
    for class_name, node in suite.items():
        if class_name.endswith("Test"):
            for method in node.instance_side.methods:
                assert not (method.selector.startswith("test") and method.parameters), method.selector
