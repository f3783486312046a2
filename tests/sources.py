"""The Python sources of the project as syntax trees, for the tests that look at the code itself."""

import ast
import os

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GENERATED = ("som/syntax/tables.py", "som/objects/letters_generated.py")


class Source:
    """One module. `path` is relative to the root, with slashes; `module` its dotted name."""

    def __init__(self, path):
        self.path = path
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            self.text = file.read()
        self.tree = ast.parse(self.text, path)
        self.is_package = path.endswith("/__init__.py")
        name = path[: -len("/__init__.py" if self.is_package else ".py")]
        self.module = name.replace("/", ".")

    def __repr__(self):
        return self.path


def sources_below(directory):
    """All sources below the directory, sorted by path; generated ones included."""
    found = []
    for folder, folders, files in os.walk(os.path.join(ROOT, directory)):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in files:
            if name.endswith(".py"):
                path = os.path.relpath(os.path.join(folder, name), ROOT)
                found.append(Source(path.replace(os.sep, "/")))
    return sorted(found, key=lambda source: source.path)


def machine_sources():
    """The sources of the virtual machine: all of som/ but the tools."""
    return [source for source in sources_below("som") if not source.path.startswith("som/tools/")]


def functions_of(source):
    """All function definitions of a module, nested ones too."""
    return [node for node in ast.walk(source.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
