"""What the documentation says is true: paths exist, commands work, links lead somewhere."""

import ast
import os
import re
import subprocess
import sys

import pytest
from sources import ROOT

from som.bytecode.spec import decode
from som.interpreter import tuning
from som.interpreter.location import location_of
from tests.machines import define

FENCE = re.compile(r"^```(\w*)(?: (\w+))?\n(.*?)^```$", re.M | re.S)
PATH = re.compile(r"`((?:som|core-lib|Examples|tests|\.ci)/[^`\s]*)`")
RLIB_JIT = os.path.join(ROOT, "build", "python2.7", "rpython", "rlib", "jit.py")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def pages():
    """All Markdown files of the project."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "build"]
        for name in files:
            if name.endswith(".md"):
                yield os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, "/")


PAGES = sorted(pages())


def text_of(page):
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        return file.read()


def shell_blocks(page):
    """{name or "": [command line]} for the blocks of shell commands; comments are dropped."""
    blocks = {}
    for language, name, body in FENCE.findall(text_of(page)):
        if language == "sh":
            lines = [line.partition(" #")[0].strip() for line in body.splitlines()]
            blocks.setdefault(name, []).extend(line for line in lines if line)
    return blocks


def commands_to_run():
    """The commands that need nothing installed; .ci/run executes the block that installs the tests."""
    blocks = shell_blocks("README.md")
    return blocks["run"] + blocks[""]


def exists(page, path):
    return any(os.path.exists(os.path.join(ROOT, base, path)) for base in ("", os.path.dirname(page), "tests"))


@pytest.mark.parametrize("page", PAGES)
def test_paths_exist(page):
    paths = [path for path in PATH.findall(FENCE.sub("", text_of(page))) if "<" not in path]
    assert [path for path in paths if not exists(page, path)] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    assert [link for link in LINK.findall(text_of(page)) if not exists(page, link)] == []


def test_every_page_is_reached_from_the_readme():
    pages = ["docs/" + name for name in os.listdir(os.path.join(ROOT, "docs")) if name.endswith(".md")]
    linked = LINK.findall(text_of("README.md"))
    assert len(pages) > 5
    assert [page for page in pages if page not in linked] == []


def test_every_package_is_on_the_map():
    packages = [
        name for name in os.listdir(os.path.join(ROOT, "som")) if os.path.isdir(os.path.join(ROOT, "som", name))
    ]
    page = text_of("docs/development.md")
    assert [name for name in packages if not name.startswith("_") and "`som/%s/`" % name not in page] == []


@pytest.mark.parametrize("command", commands_to_run())
def test_commands_work(command):
    assert command.startswith("python3 -m som")
    command = command.replace("python3", '"%s"' % sys.executable, 1)
    done = subprocess.run(command, shell=True, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.strip() != b""


def test_the_readme_installs_and_tests():
    """.ci/run takes both commands out of the README by these names."""
    blocks = shell_blocks("README.md")
    assert len(blocks["run"]) == 1 and len(blocks["test"]) == 1
    assert "pip install" in blocks["test"][0] and "pytest" in blocks["test"][0]


def test_instructions_quoted_in_the_recipes_are_the_real_ones():
    code = [body for language, _, body in FENCE.findall(text_of("docs/development.md")) if language == "python"]
    assert len(code) == 2
    instructions = text_of("som/bytecode/instructions.py")
    assert code[0].strip() in instructions


def rows_of(page, heading):
    """{first cell: other cells} of the first table below a heading, without its own first two lines."""
    section = text_of(page).split("\n## %s\n" % heading)[1]
    rows = [line.split("|")[1:-1] for line in section.split("\n## ")[0].splitlines() if line[:1] == "|"]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows[2:]}


def test_the_parameters_of_the_jit_are_documented(monkeypatch):
    """Those that we set, with the values that we set them to, are in the table."""
    rows = rows_of("docs/tuning.md", "JIT parameters")
    changed = {}
    monkeypatch.setattr(tuning, "set_param", lambda driver, name, value: changed.update({name: str(value)}))
    tuning.set_defaults()
    assert changed == {name: cells[1] for name, cells in rows.items() if cells[1] != ""}


@pytest.mark.skipif(not os.path.exists(RLIB_JIT), reason="rpython is not in build/; python3 targetsom.py puts it there")
def test_the_parameters_are_those_of_rpython():
    """And so are the values in the table's second column."""
    with open(RLIB_JIT, encoding="utf-8") as file:
        real = ast.literal_eval(re.search(r"^PARAMETERS = (\{.*?\})", file.read(), re.M | re.S).group(1))
    documented = {}
    for names, cells in rows_of("docs/tuning.md", "JIT parameters").items():
        documented.update((name, cells[0]) for name in names.split(", "))
    assert documented == {name: str(value) for name, value in real.items()}


@pytest.mark.parametrize("binary", ["som-interp", "som-jit"])
def test_the_documented_variables_are_read(binary):
    """A native VM contains the name of each."""
    path = os.path.join(ROOT, "build", binary)
    if not os.path.exists(path):
        pytest.skip("there is no %s; python3 targetsom.py makes it" % binary)
    with open(path, "rb") as file:
        content = file.read()
    names = set(re.findall(r"\bPYPY[A-Z_]+", text_of("docs/tuning.md") + text_of("Examples/README.md")))
    assert len(names) > 5
    assert [name for name in names if name.encode() + b"\0" not in content] == []


def test_the_trace_on_the_page_is_that_of_its_program():
    """Each place in the example is one that the listing of the program has, too."""
    text = text_of("docs/tuning.md")
    [program] = [body for _, _, body in FENCE.findall(text) if body.startswith("Loop = (")]
    code = define(program).methods_w[0].code
    code.source.path = "Loop.som"
    places = set()
    pc = 0
    while pc < len(code.bytes):
        places.add(location_of(pc, code, None))
        pc = decode(code.bytes, pc).next_pc
    quoted = re.findall(r"^# Loop 1 \((.*)\) : |^debug_merge_point\(0, 0, '(.*)'\)$", text, re.M)
    assert len(quoted) == 3
    assert {heading or operation for heading, operation in quoted} <= places
