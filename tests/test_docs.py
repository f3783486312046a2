"""What the documentation says is true: paths exist, commands work, links lead somewhere."""

import os
import re
import subprocess
import sys

import pytest
from sources import ROOT

FENCE = re.compile(r"^```(\w*)(?: (\w+))?\n(.*?)^```$", re.M | re.S)
PATH = re.compile(r"`((?:som|core-lib|Examples|tests|\.ci)/[^`\s]*)`")
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


def test_every_package_is_on_the_map():
    packages = [
        name for name in os.listdir(os.path.join(ROOT, "som")) if os.path.isdir(os.path.join(ROOT, "som", name))
    ]
    readme = text_of("README.md")
    assert [name for name in packages if not name.startswith("_") and "`som/%s/`" % name not in readme] == []


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


def test_instructions_quoted_in_the_readme_are_the_real_ones():
    code = [body for language, _, body in FENCE.findall(text_of("README.md")) if language == "python"]
    assert len(code) == 2
    instructions = text_of("som/bytecode/instructions.py")
    assert code[0].strip() in instructions
