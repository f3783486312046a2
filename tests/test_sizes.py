"""Files, functions and nesting stay small enough to be read at once."""

import ast

import pytest
from sources import GENERATED, Source, functions_of, sources_below

FILE_LINES = 400
FUNCTION_LINES = 40
HANDLER_LINES = 20  # a function that implements one instruction
NESTED_BLOCKS = 4

# What may be larger, and why. "path" for a file, "path:function" for a function.
EXCEPTIONS = {"som/bytecode/instructions.py": "the instruction set in one place, to be read from top to bottom"}

SOURCES = [source for source in sources_below("som") if source.path not in GENERATED]
BLOCKS = (ast.If, ast.For, ast.While, ast.Try, ast.With)


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def is_handler(function):
    """Whether a function is decorated with `@bytecode(...)`."""
    names = [getattr(decorator, "func", decorator) for decorator in function.decorator_list]
    return any(getattr(name, "id", "") == "bytecode" for name in names)


def depth_of(statements):
    """How deep blocks nest in the statements; an `elif` continues its `if`."""
    deepest = 0
    for statement in statements:
        if isinstance(statement, BLOCKS):
            deepest = max(deepest, 1 + depth_of(statement.body))
            for handler in getattr(statement, "handlers", []):
                deepest = max(deepest, 1 + depth_of(handler.body))
            otherwise = getattr(statement, "orelse", [])
            is_elif = isinstance(statement, ast.If) and len(otherwise) == 1 and isinstance(otherwise[0], ast.If)
            deepest = max(deepest, depth_of(otherwise) if is_elif else (1 + depth_of(otherwise)) * bool(otherwise))
            deepest = max(deepest, 1 + depth_of(getattr(statement, "finalbody", [])))
    return deepest


def oversized_functions(source):
    """(function, what is wrong) for every function of a module that is too long or too deep."""
    for function in functions_of(source):
        limit = HANDLER_LINES if is_handler(function) else FUNCTION_LINES
        if lines_of(function) > limit:
            yield function, "%d lines, limit %d" % (lines_of(function), limit)
        if depth_of(function.body) > NESTED_BLOCKS:
            yield function, "%d nested blocks, limit %d" % (depth_of(function.body), NESTED_BLOCKS)


def all_oversized():
    """{place as in EXCEPTIONS: what is wrong}"""
    found = {}
    for source in SOURCES:
        lines = source.text.count("\n")
        if lines > FILE_LINES:
            found[source.path] = "%d lines, limit %d" % (lines, FILE_LINES)
        for function, problem in oversized_functions(source):
            found["%s:%s" % (source.path, function.name)] = problem
    return found


def test_code_stays_small():
    found = all_oversized()
    problems = ["%s: %s" % item for item in sorted(found.items()) if item[0] not in EXCEPTIONS]
    assert not problems, "\n" + "\n".join(problems)


def test_exceptions_are_still_needed():
    found = all_oversized()
    assert [place for place in EXCEPTIONS if place not in found] == []


def test_exceptions_stay_few():
    assert len(EXCEPTIONS) <= 8
    assert all(len(reason) > 10 for reason in EXCEPTIONS.values())


@pytest.mark.parametrize(
    "code, depth",
    [
        ("a = 1", 0),
        ("if a:\n  b\nelif c:\n  d\nelif e:\n  f", 1),
        ("if a:\n  b\nelse:\n  for c in d:\n    e", 2),
        ("try:\n  a\nexcept b:\n  if c:\n    while d:\n      e", 3),
        ("try:\n  a\nfinally:\n  if c:\n    d", 2),
        ("with a:\n  for b in c:\n    if d:\n      e\n    else:\n      if f:\n        g\n      h", 4),
    ],
)
def test_depth(code, depth):
    assert depth_of(ast.parse(code).body) == depth


def test_handlers_are_recognised():
    """The smaller limit must apply to somebody."""
    handlers = [f for f in functions_of(Source("som/bytecode/instructions.py")) if is_handler(f)]
    assert len(handlers) > 20
