"""Who may import whom, and which Python the machine is written in."""

import ast
import os

import pytest
from sources import ROOT, Source, functions_of, machine_sources, sources_below

# A module imports from lower numbers or, acyclically, from its own package; never from an equal number elsewhere.
LAYERS = {
    "errors": 0,
    "limits": 0,
    "rpy": 0,
    "rpy_limits": 0,
    "rpy_standins": 0,
    "rpy_target": 0,
    "rpy_waiting": 0,
    "source": 0,
    "spelling": 0,
    "terminal": 0,
    "objects": 1,
    "syntax": 1,
    "bytecode": 2,
    "compiler": 3,
    "interpreter": 3,
    "primitives": 4,
    "universe": 5,
    "interactive": 5,
    "cli": 6,
    "embedding": 7,
    "tools": 7,
    "__main__": 8,
}

# What the numbers would allow and the design forbids.
FORBIDDEN = {("bytecode", "syntax"), ("interpreter", "syntax"), ("primitives", "syntax")}

# Who may import what comes from outside.
ONLY_FROM = {
    "prompt_toolkit": {"som.interactive.reader"},
    "pygments": {"som.interactive.lexer"},
    "rpython": {"som.rpy", "som.rpy_limits", "som.rpy_target", "som.rpy_waiting"},
    "lark": {"som.tools.grammar"},
    "interegular": {"som.tools.grammar"},
    "hatchling": {"som.tools.wheel"},
}

# Modules that import inside of functions, and why.
IMPORT_LATE = {
    "som.interactive.opening": "a program must not wait for the import of what only the shell needs",
}

# Modules without a test file of their own, and what tests them instead.
TESTED_ELSEWHERE = {
    "som.__main__": "one call; tests/cli/test_hosting.py runs it",
    "som.cli.installed": "a script; tests/cli/test_launching.py runs it",
    "som.errors": "plain data, raised and read in the tests of everything else",
    "som.syntax.tree": "plain data, built and read in the tests of building and of the compiler",
    "som.tools.random_loops": "plain data; tests/tools/test_random_programs.py uses all of it",
    "som.tools.random_rules": "plain data; tests/tools/test_random_programs.py uses all of it",
    "som.syntax.tables": "generated; tests/tools/test_grammar.py compares it with the grammar",
}

ALL = sources_below("som")
MACHINE = machine_sources()
MACHINE_MODULES = {source.module for source in ALL}
PROGRAMS = ALL + [Source(name) for name in ("targetsom.py",) if os.path.exists(os.path.join(ROOT, name))]


def part_of(module):
    """`som.syntax.parsing` belongs to `syntax`."""
    return module.split(".")[1]


def imports_of(source):
    """(line, module) for everything a module imports; a name imported from a package is taken as a submodule."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "%s:%d: relative import" % (source, node.lineno)
            for alias in node.names:
                submodule = "%s.%s" % (node.module, alias.name)
                yield node.lineno, submodule if submodule in MACHINE_MODULES else node.module


def own_imports(source):
    return [(line, name) for line, name in imports_of(source) if name.startswith("som.")]


def complain(problems):
    assert not problems, "\n" + "\n".join(problems)


def layering_problems(source):
    """Every import of a module that goes against the layers."""
    if source.module == "som":
        return ["%s:%d: the root package imports %s" % (source, line, name) for line, name in own_imports(source)]
    here = part_of(source.module)
    problems = []
    for line, name in own_imports(source):
        there = part_of(name)
        downwards = LAYERS[there] < LAYERS[here] or (LAYERS[there] == LAYERS[here] == 0)
        if there != here and (not downwards or (here, there) in FORBIDDEN):
            problems.append("%s:%d: %s must not import %s" % (source, line, here, name))
    return problems


def test_every_module_belongs_to_a_layer():
    complain(
        ["%s: no layer" % source for source in ALL if source.module != "som" and part_of(source.module) not in LAYERS]
    )


def test_imports_go_down_the_layers():
    complain([problem for source in ALL for problem in layering_problems(source)])


def cycle_in(graph):
    """Some cycle of the graph as a list of nodes, or None."""
    done = set()

    def visit(node, path):
        if node in path:
            return path[path.index(node) :] + [node]
        if node in done:
            return None
        for successor in graph.get(node, ()):
            found = visit(successor, path + [node])
            if found:
                return found
        done.add(node)
        return None

    for start in graph:
        found = visit(start, [])
        if found:
            return found
    return None


def test_no_import_cycles():
    graph = {source.module: [name for _, name in own_imports(source)] for source in ALL}
    assert cycle_in(graph) is None


def test_cycles_are_found():
    """The search itself: a cycle behind a shared node, and a graph without one."""
    assert cycle_in({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}) is None
    assert cycle_in({"a": ["b", "c"], "b": [], "c": ["d"], "d": ["c"]}) == ["c", "d", "c"]


def test_imports_stand_at_the_top_of_modules():
    """Nearly nowhere an import inside a function. Only rpy and its kin, which ask for rpython, and tools choose."""
    problems = []
    for source in PROGRAMS:
        inside = {id(node) for function in functions_of(source) for node in ast.walk(function)}
        if source.module in IMPORT_LATE:
            inside = set()
        may_choose = source.module in ONLY_FROM["rpython"] or source.module in IMPORT_LATE
        may_choose = may_choose or source.module.startswith("som.tools.")
        for node in ast.walk(source.tree):
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                continue
            if id(node) in inside or (node.col_offset > 0 and not may_choose):
                problems.append("%s:%d: indented import" % (source, node.lineno))
            if node.names[0].name == "*":
                problems.append("%s:%d: import *" % (source, node.lineno))
    complain(problems)


@pytest.mark.parametrize("package", sorted(ONLY_FROM))
def test_outside_packages_have_one_importer(package):
    problems = []
    for source in PROGRAMS:
        for line, name in imports_of(source):
            if name.split(".")[0] == package and source.module not in ONLY_FROM[package]:
                problems.append("%s:%d: imports %s" % (source, line, name))
    complain(problems)


def test_machine_modules_start_with_absolute_import():
    """Python 2.7 would else look for `import string` in the package of the module."""
    problems = []
    for source in MACHINE:
        code = [node for node in source.tree.body if not isinstance(node, ast.Expr)]
        if not code:
            continue  # nothing but a docstring
        first = code[0]
        if not (isinstance(first, ast.ImportFrom) and first.module == "__future__"):
            problems.append("%s: no __future__ import" % source)
        elif "absolute_import" not in [alias.name for alias in first.names]:
            problems.append("%s: absolute_import is missing" % source)
    complain(problems)


def test_modules_explain_themselves():
    complain(["%s: no docstring" % source for source in PROGRAMS if not ast.get_docstring(source.tree)])


NOT_PYTHON_2 = {
    ast.JoinedStr: "f-string",
    ast.AnnAssign: "annotation",
    ast.Nonlocal: "nonlocal",
    ast.AsyncFunctionDef: "async",
    ast.Await: "await",
    ast.NamedExpr: ":=",
    ast.YieldFrom: "yield from",
    ast.Starred: "starred expression outside a call",
    ast.MatMult: "matrix product",
}


def newer_syntax(tree):
    """(line, what) for everything in the tree that Python 2.7 does not understand or understands differently."""
    in_calls = {id(item) for node in ast.walk(tree) if isinstance(node, ast.Call) for item in node.args}
    for node in ast.walk(tree):
        if type(node) in NOT_PYTHON_2 and id(node) not in in_calls:
            yield node.lineno, NOT_PYTHON_2[type(node)]
        elif isinstance(node, ast.FunctionDef):
            arguments = node.args
            if node.returns or any(a.annotation for a in arguments.args):
                yield node.lineno, "annotation"
            if arguments.kwonlyargs or arguments.posonlyargs:
                yield node.lineno, "keyword-only or positional-only parameter"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "super" or node.func.id == "print":
                yield node.lineno, "%s()" % node.func.id
        elif isinstance(node, ast.Raise) and node.cause:
            yield node.lineno, "raise ... from"
        elif isinstance(node, ast.ClassDef) and not node.bases:
            yield node.lineno, "class without base"


def test_the_machine_is_written_in_the_common_subset():
    """Python 2.7 translates the machine, Python 3 runs it."""
    problems = []
    for source in MACHINE:
        problems.extend("%s:%d: %s" % (source, line, what) for line, what in newer_syntax(source.tree))
        if not source.text.isascii():
            problems.append("%s: a character that is not ASCII" % source)
    complain(problems)


def test_newer_syntax_is_found():
    """The search itself, on one line for each kind."""
    text = "f'{a}'\na: int = 1\nclass A: pass\nprint(1)\ndef f(*, a): pass\nraise A from b\nb = [*a]\nf(*a)\n"
    assert [line for line, _ in sorted(newer_syntax(ast.parse(text)))] == [1, 2, 3, 4, 5, 6, 7]


def test_the_tools_are_not_used_by_the_machine():
    complain(["%s imports %s" % (s, name) for s in MACHINE for _, name in own_imports(s) if part_of(name) == "tools"])


def expected_test_of(module):
    """som.syntax.parsing is tested by tests/syntax/test_parsing.py."""
    parts = module.split(".")[1:]
    return "/".join(["tests"] + parts[:-1] + ["test_%s.py" % parts[-1]])


def test_every_module_has_its_tests():
    problems = []
    for source in ALL:
        if source.is_package:
            continue
        path = expected_test_of(source.module)
        exists = os.path.exists(os.path.join(ROOT, path))
        if exists == (source.module in TESTED_ELSEWHERE):
            problems.append("%s: %s" % (source, "needs no exception" if exists else "no " + path))
    modules = {source.module for source in ALL}
    problems.extend("%s: an exception for nothing" % name for name in TESTED_ELSEWHERE if name not in modules)
    complain(problems)


def test_functions_do_not_import_by_call():
    """`__import__` and importlib would go around the rules above."""
    problems = []
    for source in MACHINE:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Name) and node.id == "__import__":
                problems.append("%s:%d: __import__" % (source, node.lineno))
        problems.extend("%s: importlib" % source for _, name in imports_of(source) if name.split(".")[0] == "importlib")
    complain(problems)


def test_host_exceptions_are_typed():
    """No `raise Exception`, no bare `except`: errors.py lists what can be raised."""
    problems = []
    for source in MACHINE:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                problems.append("%s:%d: bare except" % (source, node.lineno))
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                if getattr(node.exc.func, "id", "") in ("Exception", "BaseException"):
                    problems.append("%s:%d: untyped exception" % (source, node.lineno))
    complain(problems)


def test_the_walk_sees_the_machine():
    """A wrong root would make every test here pass on nothing."""
    assert {"som.rpy", "som.cli.main", "som.objects.base"} <= {source.module for source in MACHINE}
    assert sum(len(functions_of(source)) for source in MACHINE) > 100
