"""Wheels with and without a native VM, as a user makes and installs them."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import types
import venv
import zipfile
from pathlib import Path

import pytest
from fake_tools import write_script
from som.cli.options import VERSION
from sources import ROOT

PLACE = "som/native/som"
FAKE_VERSION = "som %s, native for a test\n" % VERSION
FAKE = """if [ "$1" = --version ]; then printf '%s'; else printf '%%s|' "$@"; exit 7; fi\n""" % FAKE_VERSION
HOSTED_VERSION = "som %s, hosted by " % VERSION
PLATFORM = sysconfig.get_platform().replace("-", "_").replace(".", "_")


def environment():
    """That of a user who has set nothing of interest."""
    removed = ("PYTHONPATH", "PYTHONHOME", "SOM_NATIVE")
    return {name: value for name, value in os.environ.items() if name not in removed}


def run(command, directory, **variables):
    """(status, stdout, stderr) of a process."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=str(directory),
        env=dict(environment(), **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=600,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def copy_project(directory):
    """What a wheel is made of, without the results of a translation."""
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(os.path.join(ROOT, name), str(directory))
    for name in ("som", "core-lib"):
        shutil.copytree(os.path.join(ROOT, name), str(directory / name), ignore=shutil.ignore_patterns("__pycache__"))


def make_wheel(project):
    """`pip wheel .`: (status, all output)."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", project / "dist", "."]
    if importlib.util.find_spec("hatchling"):
        command.append("--no-build-isolation")
    status, output, errors = run(command, project)
    return status, output + errors


class Installation:
    """A virtual environment with the wheel of a copy of the project and nothing else."""

    def __init__(self, directory, binary=None):
        """`binary`: path of the native VM that the translation has left, if any."""
        project = directory / "project"
        project.mkdir()
        copy_project(project)
        if binary is not None:
            (project / "build").mkdir()
            shutil.copy2(str(binary), str(project / "build" / "som-jit"))
        status, output = make_wheel(project)
        assert status == 0, output
        (self.wheel,) = (project / "dist").iterdir()
        self.home = directory / "venv"
        self.directory = directory / "elsewhere"
        self.directory.mkdir()
        shutil.copy(os.path.join(ROOT, "Examples", "Hello.som"), str(self.directory))
        venv.create(str(self.home), with_pip=False, symlinks=True)
        python = str(self.home / "bin" / "python")
        pip = [sys.executable, "-m", "pip", "--python", python]
        status, output, errors = run(pip + ["install", "--quiet", "--no-index", self.wheel], directory)
        assert status == 0, output + errors

    def som(self, *arguments, **variables):
        return run((self.home / "bin" / "som",) + arguments, self.directory, **variables)

    def native(self):
        """The installed binary."""
        (path,) = self.home.glob("lib/*/site-packages/" + PLACE)
        return path

    def assert_hosted_works(self, *options, **variables):
        status, output, errors = self.som(*options + ("Hello.som",), **variables)
        assert (status, errors) == (0, "") and "Hello" in output
        status, output, errors = self.som(*options + ("--version",), **variables)
        assert (status, errors) == (0, "") and output.startswith(HOSTED_VERSION)


def test_without_a_native_machine(tmp_path):
    """The wheel suits every platform, and the command runs programs on Python."""
    installation = Installation(tmp_path)
    assert installation.wheel.name == "som-%s-py3-none-any.whl" % VERSION
    with zipfile.ZipFile(str(installation.wheel)) as archive:
        names = archive.namelist()
    assert PLACE not in names and "som/core-lib/Smalltalk/Object.som" in names
    installation.assert_hosted_works()
    installation.assert_hosted_works("--hosted")


def test_with_a_native_machine(tmp_path):
    """Seen with a stand-in: the wheel is for this platform, the command runs the binary, or Python on demand."""
    installation = Installation(tmp_path, write_script(tmp_path / "fake", FAKE))
    assert installation.wheel.name == "som-%s-py3-none-%s.whl" % (VERSION, PLATFORM)
    assert installation.som("--version") == (0, FAKE_VERSION, "")
    assert installation.som("Hello.som", "two words", "") == (7, "Hello.som|two words||", "")
    installation.assert_hosted_works("--hosted")
    installation.assert_hosted_works(SOM_NATIVE="0")
    module = (installation.home / "bin" / "python", "-m", "som", "--version")
    assert run(module, installation.directory)[1].startswith(HOSTED_VERSION)

    installation.native().write_bytes(b"broken")
    status, output, errors = installation.som("Hello.som")
    assert status == 0 and "Hello" in output
    assert errors.startswith("som: the native machine does not start") and errors.count("\n") == 1


def translated():
    """The native VM of this checkout if it is one of this version, else None."""
    for name in ("som-jit", "som-interp"):
        path = Path(ROOT, "build", name)
        if path.exists() and run([path, "--version"], ROOT)[1].startswith("som %s, native " % VERSION):
            return path
    return None


def test_with_the_native_machine_of_this_checkout(tmp_path):
    binary = translated()
    if binary is None:
        pytest.skip("build/ has no native VM of this version")
    installation = Installation(tmp_path, binary)
    status, output, errors = installation.som("Hello.som")
    assert (status, errors) == (0, "") and "Hello" in output
    kind = "with" if binary.name == "som-jit" else "without"
    assert installation.som("--version") == (0, "som %s, native %s JIT\n" % (VERSION, kind), "")
    installation.assert_hosted_works("--hosted")


def test_an_unfit_binary_is_not_packed(tmp_path):
    """A binary of another version would outlive the sources that it was made from."""
    copy_project(tmp_path)
    write_script(tmp_path / "build" / "som-interp", "echo som 0.0.0, native without JIT")
    status, output = make_wheel(tmp_path)
    assert status != 0 and not list(tmp_path.glob("dist/*"))
    assert "som-interp: is no som %s; '--version' answers: som 0.0.0" % VERSION in output
    assert "Translate again, or remove it." in output


@pytest.fixture
def wheel():
    """The module, which needs hatchling."""
    pytest.importorskip("hatchling")
    return importlib.import_module("som.tools.wheel")


@pytest.mark.parametrize("names, best", [([], None), (["som-interp"], "som-interp"), (None, "som-jit")])
def test_the_best_binary_is_packed(wheel, tmp_path, names, best):
    for name in wheel.BINARIES if names is None else names:
        (tmp_path / name).touch()
    assert wheel.find_binary(tmp_path) == (best and tmp_path / best)


def test_directories_are_no_binaries(wheel, tmp_path):
    (tmp_path / "som-jit").mkdir()
    assert wheel.find_binary(tmp_path) is None
    assert wheel.find_binary(tmp_path / "missing") is None


@pytest.mark.parametrize(
    "body, mistake",
    [
        ("echo som 1.2.3, native with JIT", None),
        ("echo som 1.2.30, native with JIT", "is no som 1.2.3; '--version' answers: som 1.2.30, native with JIT"),
        ("echo som 1.2.3, hosted", "is no som 1.2.3; '--version' answers: som 1.2.3, hosted"),
        ("echo som 1.2.3, native with JIT; exit 1", "is no som 1.2.3; "),
        ("kill -11 $$", "is no som 1.2.3; '--version' answers: nothing"),
        ("sleep 5", "does not end"),
    ],
)
def test_unfitness(wheel, monkeypatch, tmp_path, body, mistake):
    monkeypatch.setattr(wheel, "ANSWER_SECONDS", 2)
    found = wheel.unfitness(Path(write_script(tmp_path / "som-jit", "exec 2>/dev/null\n" + body)), "1.2.3")
    assert found == mistake or (mistake and found.startswith(mistake))


def test_a_binary_that_does_not_start(wheel, tmp_path):
    (tmp_path / "som-jit").write_text("text")
    assert wheel.unfitness(tmp_path / "som-jit", "1.2.3") == "does not start: Permission denied"


def test_an_editable_installation_gets_no_binary(wheel, tmp_path):
    """The same hook for the other kind of wheel packs it."""
    write_script(tmp_path / "build" / "som-jit", "echo som 1.2.3, native with JIT")
    metadata = types.SimpleNamespace(version="1.2.3")
    hook = wheel.NativeBuildHook(str(tmp_path), {}, None, metadata, str(tmp_path), "wheel")
    editable, standard = {"force_include": {}}, {"force_include": {}}
    hook.initialize("editable", editable)
    assert editable == {"force_include": {}}
    hook.initialize("standard", standard)
    packed = {str(tmp_path / "build" / "som-jit"): PLACE}
    assert standard == {"force_include": packed, "pure_python": False, "tag": "py3-none-" + PLATFORM}
