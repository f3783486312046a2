"""The installed command becomes the native VM if there is one that starts, and runs the hosted one otherwise."""

import os
import runpy
import subprocess
import sys

import pytest
from fake_tools import write_script
from som.cli import hosting, launching
from sources import ROOT

ECHO = """printf '%s|' "$@"; cat; exit 7"""

LAUNCH = """
import sys
from som.cli import launching
launching.NATIVE = sys.argv.pop(1)
from som.cli.installed import run
run()
"""


def start():
    """What the command does in this process."""
    runpy.run_module("som.cli.installed")["run"]()


def launch(native, *arguments, text="", **variables):
    """(status, stdout, stderr) of the command with a native VM in this file."""
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, str(native)] + list(arguments),
        input=text.encode("utf-8"),
        cwd=ROOT,
        env=dict(os.environ, **variables),
        capture_output=True,
        timeout=120,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.fixture
def hosted(monkeypatch):
    """A list that gets an element when the hosted VM would run; there is no native one."""
    runs = []
    monkeypatch.setattr(hosting, "run", lambda: runs.append("hosted"))
    monkeypatch.setattr(launching, "NATIVE", "no such file")
    monkeypatch.setattr(sys, "argv", ["som", "A.som"])
    monkeypatch.delenv("SOM_NATIVE", raising=False)
    return runs


def test_the_native_machine_gets_everything(tmp_path):
    """Arguments with their bytes, and stdin; its status is that of the command."""
    native = write_script(tmp_path / "som", ECHO)
    arguments = ["-d", "A.som", "", "two words", "--hosted", "\u00e4", "\udcff"]
    expected = "-d|A.som||two words|--hosted|\u00e4|".encode("utf-8") + b"\xff|input"
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, native] + arguments,
        input=b"input",
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "SOM_NATIVE"},
        capture_output=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, expected, b"")


def test_the_native_machine_replaces_python(tmp_path):
    native = write_script(tmp_path / "som", "echo $$")
    process = subprocess.Popen([sys.executable, "-c", LAUNCH, native], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.communicate(timeout=120)[0] == b"%d\n" % process.pid


def test_hosted_on_demand(tmp_path):
    native = write_script(tmp_path / "som", ECHO)
    assert launch(native, "--hosted", "-e", "3 + 4") == (0, "7\n", "")
    assert launch(native, "-d", "--hosted", "--version")[1].startswith("som ")
    assert launch(native, "-e", "3 + 4", SOM_NATIVE="0") == (0, "7\n", "")


def test_a_broken_native_machine(tmp_path):
    """The program runs all the same, but not in silence: it is slow now."""
    native = tmp_path / "som"
    native.write_bytes(b"\x7fELF, but no program")
    native.chmod(0o755)
    status, output, errors = launch(native, "-e", "3 + 4")
    assert (status, output) == (0, "7\n")
    assert errors == "som: the native machine does not start (Exec format error), Python runs the program\n"


def test_a_native_machine_for_another_system(tmp_path, capfd, monkeypatch, hosted):
    """Its loader is missing, which is the same error as if it was missing itself."""
    native = tmp_path / "som"
    native.write_text("#!/no/such/loader\n")
    native.chmod(0o755)
    monkeypatch.setattr(launching, "NATIVE", str(native))
    start()
    assert hosted == ["hosted"]
    assert capfd.readouterr().err.startswith("som: the native machine does not start (No such file")


def test_no_native_machine_is_no_news(hosted, capfd):
    start()
    assert hosted == ["hosted"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("arguments, variable", [(["--hosted"], None), (["-d", "--hosted"], None), ([], "0")])
def test_the_native_machine_is_not_even_tried(hosted, monkeypatch, arguments, variable):
    tried = []
    monkeypatch.setattr(os, "execv", lambda path, argv: tried.append(path))
    monkeypatch.setattr(sys, "argv", ["som"] + arguments)
    if variable is not None:
        monkeypatch.setenv("SOM_NATIVE", variable)
    start()
    assert (hosted, tried) == (["hosted"], [])


def test_hosted_as_an_argument_of_the_program(hosted, monkeypatch):
    tried = []
    monkeypatch.setattr(os, "execv", lambda path, argv: tried.append(argv))
    monkeypatch.setattr(sys, "argv", ["som", "A.som", "--hosted"])
    start()
    assert tried == [["som", "A.som", "--hosted"]]


def test_a_complaint_nobody_can_read(monkeypatch):
    def refuse(fd, data):
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "write", refuse)
    launching.complain("text")


def test_nothing_else_is_imported():
    """Python's own start is all that the native VM has to wait for."""
    code = "import os, sys; old = set(sys.modules); import som.cli.launching; print(*sorted(set(sys.modules) - old))"
    done = subprocess.run([sys.executable, "-S", "-E", "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    own = [b"som", b"som.cli", b"som.cli.launching", b"som.cli.options", b"som.cli.quantities", b"som.limits"]
    assert done.stdout.split() == [b"__future__"] + own
