"""Where a path really leads decides whether the sandbox allows it."""

import os

import pytest
from som.universe.sandbox import Sandbox, parts_of, real_path


@pytest.fixture
def place(tmp_path):
    """A directory `in` with a file, next to a file outside."""
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in" / "below" / "b.txt").write_text("b")
    (tmp_path / "inside.txt").write_text("its name only begins like the directory")
    (tmp_path / "out.txt").write_text("out")
    return tmp_path


def allows(place, path, root="in"):
    return Sandbox([str(place / root)]).allows(str(place) + "/" + path)


def test_files_inside(place):
    assert allows(place, "in/a.txt") and allows(place, "in/below/b.txt") and allows(place, "in/below/../a.txt")


@pytest.mark.parametrize(
    "path",
    ["out.txt", "inside.txt", "in/../out.txt", "in/below/../../out.txt", "in", "in/missing", "in/a.txt/../../out.txt"],
)
def test_files_outside(place, path):
    assert not allows(place, path)


def test_links_are_followed(place):
    """Links that stay inside are allowed, whichever way; those that lead out are not, nor are cycles."""
    os.symlink("../out.txt", str(place / "in" / "relative"))
    os.symlink(str(place / "out.txt"), str(place / "in" / "absolute"))
    os.symlink("..", str(place / "in" / "up"))
    os.symlink("relative", str(place / "in" / "indirect"))
    os.symlink("below/../a.txt", str(place / "in" / "fine"))
    os.symlink("cycle", str(place / "in" / "cycle"))
    os.symlink("in", str(place / "door"))
    refused = ["in/relative", "in/absolute", "in/up/out.txt", "in/indirect", "in/cycle"]
    assert [path for path in refused if allows(place, path)] == []
    assert allows(place, "in/fine") and allows(place, "door/a.txt") and allows(place, "in/up/in/a.txt")


def test_directory_that_is_a_link(place):
    os.symlink("in", str(place / "root"))
    assert allows(place, "in/a.txt", root="root") and allows(place, "root/a.txt", root="root")
    assert not allows(place, "root/../out.txt", root="root")


def test_only_regular_files(place):
    os.mkfifo(str(place / "in" / "pipe"))
    assert not allows(place, "in/pipe") and not allows(place, "in/below")
    assert not Sandbox(["/dev"]).allows("/dev/null")


def test_the_whole_machine(place):
    assert Sandbox(["/"]).allows(str(place / "out.txt"))


def test_no_directories(place):
    assert not Sandbox([]).allows(str(place / "out.txt"))


def test_relative_paths(place, monkeypatch):
    monkeypatch.chdir(place)
    assert Sandbox(["in"]).allows("in/a.txt") and not Sandbox(["in"]).allows("out.txt")
    assert Sandbox([""]).allows("out.txt")


def test_a_nul_leads_nowhere(place):
    assert not allows(place, "in/a.txt\0") and real_path("a\0b") == ""


def test_real_path_agrees_with_the_host(place):
    os.symlink("../in/below", str(place / "in" / "again"))
    for path in ["in/again/../a.txt", "in/./again//b.txt", "in/missing/x", "../../..", "in/again/../../.."]:
        path = str(place) + "/" + path
        assert real_path(path) == os.path.realpath(path)
    assert real_path("/") == "/"


def test_parts():
    assert parts_of("/a//./b/../c/") == ["a", "b", "..", "c"]
