"""What a translation needs is found, or named together with the commands that install it."""

import os
import sys

import pytest
from fake_tools import FakeTools, write_script
from som.tools import toolchain
from som.tools.toolchain import ToolchainError


@pytest.fixture
def fakes(tmp_path):
    found = FakeTools(tmp_path)
    found.install_rpython()
    return found


def complaint(fakes, **options):
    with pytest.raises(ToolchainError) as error:
        fakes.find_all(**options)
    return str(error.value).splitlines()


def test_everything_is_there(fakes):
    assert fakes.find_all() == toolchain.Toolchain(str(fakes.bin / "python2.7"), "gcc")


@pytest.mark.parametrize(
    "name, what, debian, fedora, macos",
    [
        ("gcc", "  a C compiler; no 'gcc'", "gcc libc6-dev", "gcc glibc-devel", "xcode-select --install"),
        ("make", "  make", "make", "make", "xcode-select --install"),
        ("pkg-config", "  pkg-config", "pkg-config", "pkgconf-pkg-config", "brew install pkg-config"),
    ],
)
def test_a_missing_program(fakes, monkeypatch, name, what, debian, fedora, macos):
    monkeypatch.setattr(sys, "platform", "linux")
    fakes.remove(name)
    assert complaint(fakes) == [
        "these are missing:",
        what,
        "to install them:",
        "  Debian, Ubuntu: sudo apt-get install " + debian,
        "  Fedora:         sudo dnf install " + fedora,
        "  macOS:          " + macos,
    ]


def test_everything_that_is_missing_is_named_at_once(fakes):
    """Even what cannot be looked for because something else is missing."""
    fakes.remove("gcc", "make", "pkg-config", "python2.7")
    (fakes.packages / toolchain.MARKER).unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", "/nonexistent")
        patch.setattr(sys, "platform", "linux")
        lines = complaint(fakes)
    assert [line.split(";")[0].split(",")[0].strip() for line in lines[1:7]] == [
        "Python 2.7",
        "a C compiler",
        "make",
        "pkg-config",
        "the headers of libffi",
        "pip",
    ]
    packages = "gcc libc6-dev make pkg-config libffi-dev python3-pip"
    assert lines[8] == "  Debian, Ubuntu: pyenv install 2.7.18 && sudo apt-get install " + packages
    assert lines[10].count("xcode-select --install") == 1


@pytest.mark.parametrize("tool, body", [("pkg-config", "exit 1"), ("gcc", 'case "$*" in *-I/ffi*) exit 1; esac')])
def test_libffi_without_headers(fakes, tool, body):
    """Unknown to pkg-config, or known to it but not found by the compiler: only the JIT needs it."""
    fakes.environ["CC"] = "gcc"
    fakes.add(tool, body)
    assert "  the headers of libffi" in complaint(fakes)
    fakes.find_all(jit=False)


def test_a_build_without_jit_needs_neither_libffi_nor_pkg_config(fakes):
    fakes.environ["CC"] = "gcc"
    fakes.add("gcc", "read line; case $line in *ffi*) exit 1; esac")
    fakes.remove("pkg-config")
    assert fakes.find_all(jit=False).compiler == "gcc"


def test_a_compiler_without_the_headers_of_the_c_library(fakes):
    fakes.environ["CC"] = "gcc"
    fakes.add("gcc", "exit 1")
    assert complaint(fakes, jit=False)[1].startswith("  the headers of the C library; gcc does not compile")


def test_cc_names_the_compiler(fakes):
    fakes.environ["CC"] = "tcc"
    assert complaint(fakes, jit=False)[1] == "  a C compiler; CC asks for 'tcc'"
    fakes.add("tcc", "exit 0")
    assert fakes.find_all().compiler == "tcc"


# ------------------------------------------------------------------------------------------------ Python 2.7


def test_interpreters_that_do_not_run_or_are_of_another_version_are_passed_over(fakes):
    fakes.add("pypy", "exit 1")
    fakes.add_python2(version="3.10", name="pypy2")
    fakes.add_python2(name="python2")
    fakes.add("python2.7", "echo 2.6; echo x")
    assert fakes.find_all().python2 == str(fakes.bin / "python2")


def test_pypy_comes_first(fakes):
    fakes.add_python2(name="pypy")
    assert fakes.find_all().python2 == str(fakes.bin / "pypy")


@pytest.mark.parametrize("root", [".pyenv", "elsewhere"])
def test_versions_of_pyenv_are_found(fakes, tmp_path, root):
    os.rename(fakes.add_python2(), tmp_path / "python")
    path = tmp_path / root / "versions" / "2.7.18" / "bin" / "python2.7"
    path.parent.mkdir(parents=True)
    os.rename(tmp_path / "python", path)
    if root != ".pyenv":
        fakes.environ["PYENV_ROOT"] = str(tmp_path / root)
    assert fakes.find_all().python2 == str(path)


def test_the_interpreter_behind_a_wrapper_is_taken(fakes):
    real = fakes.add_python2(name="real")
    fakes.add("python2.7", 'exec %s "$@"' % real)
    assert fakes.find_all().python2 == real


def test_a_named_interpreter_is_taken_without_a_search(fakes, tmp_path):
    named = fakes.add_python2(name="mine")
    assert fakes.find_all(python2=named).python2 == named
    assert fakes.find_all(python2="mine").python2 == named
    fakes.environ["SOM_PYTHON2"] = named
    assert fakes.find_all().python2 == named
    fakes.environ["SOM_PYTHON2"] = "/nonexistent"
    assert fakes.find_all(python2=named).python2 == named
    assert complaint(fakes)[1].endswith("; /nonexistent does not run: No such file or directory")


def test_what_is_wrong_with_a_named_interpreter(fakes):
    assert complaint(fakes, python2=fakes.add_python2(version="3.12", name="new"))[1].endswith("new is Python 3.12")
    shim = fakes.add("shim", "echo 'shim: no such version' >&2; echo more >&2; exit 127")
    assert complaint(fakes, python2=shim)[1].endswith("shim does not run: shim: no such version")
    broken = fakes.add("broken", "echo 'Traceback:' >&2; echo 'ImportError: no module os' >&2; exit 1")
    assert complaint(fakes, python2=broken)[1].endswith("broken does not run: ImportError: no module os")


# ------------------------------------------------------------------------------------------------ RPython

PIP = """
if [ "$1 $2" = "-m pip" ]; then
    if [ "$3" != --version ]; then
        %s
        while [ "$1" != --target ]; do shift; done
        /bin/mkdir -p "$2/rpython"; echo "$3 $4 $5" > "$2/rpython/arguments"
    fi
    exit 0
fi
"""


@pytest.fixture
def pythons(tmp_path, monkeypatch):
    """(Python 3 whose pip fails, Python 2.7 whose pip works)"""
    python3 = write_script(tmp_path / "python3", PIP % "echo first >&2; echo 'no network' >&2; exit 1")
    monkeypatch.setattr(sys, "executable", python3)
    return python3, write_script(tmp_path / "python2", PIP % "")


def test_rpython_is_installed_by_the_pip_that_works(tmp_path, pythons):
    home = tmp_path / "build" / "site-packages"
    toolchain.install_rpython(pythons[1], home)
    assert (home / "rpython" / "arguments").read_text().split() == list(toolchain.REQUIREMENTS)
    assert toolchain.is_installed(home)
    assert os.listdir(home.parent) == ["site-packages"]


def test_another_version_of_rpython_is_replaced(tmp_path, pythons):
    home = tmp_path / "site-packages"
    write_script(home / "rpython" / "old", "")
    (home / toolchain.MARKER).write_text("rpython==0.1\n")
    assert not toolchain.is_installed(home)
    toolchain.install_rpython(pythons[1], home)
    assert os.listdir(home / "rpython") == ["arguments"]


def test_a_failed_installation_leaves_nothing(tmp_path, pythons):
    home = tmp_path / "build" / "site-packages"
    with pytest.raises(ToolchainError, match="cannot install rpython==0.2.1:\nfirst\nno network"):
        toolchain.install_rpython(pythons[0], home)
    assert os.listdir(home.parent) == []


def test_only_a_pip_that_answers_counts(tmp_path, pythons):
    broken = write_script(tmp_path / "broken", "exit 1")
    assert [command[0] for command in toolchain.pip_commands(broken)] == [pythons[0]]
    assert "--python-version" in toolchain.pip_commands("")[0]
