"""What a translation needs: a Python 2.7, a C compiler, and RPython in a directory of its own.

Everything is looked for before a translation starts. What is missing is told at once, with the commands
that install it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# RPython imports py; only its tests need pytest, which is pinned because later ones do not run on 2.7.
REQUIREMENTS = ("rpython==0.2.1", "py==1.11.0", "pytest==2.9.2")
MARKER = "installed.txt"  # in the directory that RPython is installed in: the requirements

PROBE_SECONDS = 60  # a probe that takes longer hangs
PYTHON2_NAMES = ("pypy", "pypy2", "pypy2.7", "python2.7", "python2")
SYSTEMS = ("Debian, Ubuntu", "Fedora", "macOS")


@dataclass(frozen=True)
class Tool:
    """Something that must be there; `installers` are (command, packages) in the order of SYSTEMS."""

    what: str
    installers: tuple[tuple[str, str], ...]


def packages(what: str, debian: str, fedora: str, macos: tuple[str, str]) -> Tool:
    return Tool(what, (("sudo apt-get install", debian), ("sudo dnf install", fedora), macos))


XCODE = ("xcode-select --install", "")
PYTHON2 = Tool("Python 2.7, CPython or PyPy (RPython runs on no other)", (("pyenv install", "2.7.18"),) * 3)
COMPILER = packages("a C compiler", "gcc libc6-dev", "gcc glibc-devel", XCODE)
HEADERS = packages("the headers of the C library", "libc6-dev", "glibc-devel", XCODE)
MAKE = packages("make", "make", "make", XCODE)
PKG_CONFIG = packages("pkg-config", "pkg-config", "pkgconf-pkg-config", ("brew install", "pkg-config"))
LIBFFI = packages("the headers of libffi", "libffi-dev", "libffi-devel", ("brew install", "libffi"))
PIP = packages("pip, for this Python or for Python 2.7", "python3-pip", "python3-pip", ("brew install", "python3"))


class ToolchainError(Exception):
    """A tool is missing or does not work. `str` of it is for the user."""


@dataclass(frozen=True)
class Toolchain:
    python2: str  # path of an interpreter that runs
    compiler: str  # name or path


def missing_text(found: list[tuple[Tool, str]]) -> str:
    """What is missing, given as (tool, remark), and how to install all of it, as lines of text."""
    lines = ["these are missing:"]
    lines += ["  %s%s" % (tool.what, "; " + remark if remark else "") for tool, remark in found]
    lines.append("to install them:")
    for index, system in enumerate(SYSTEMS):
        commands: dict[str, list[str]] = {}
        for tool, _ in found:
            command, names = tool.installers[index]
            commands.setdefault(command, []).extend(names.split())
        texts = [" ".join([command] + names) for command, names in commands.items()]
        lines.append("  %-15s %s" % (system + ":", " && ".join(texts)))
    return "\n".join(lines)


def find_all(jit: bool, python2: str | None, rpython_home: Path, environ: Mapping[str, str]) -> Toolchain:
    """The tools for a translation with or without JIT. Raises ToolchainError which names all that are missing."""
    missing: list[tuple[Tool, str]] = []
    interpreter = ""
    try:
        interpreter = find_python2(python2, environ)
    except ToolchainError as error:
        missing.append((PYTHON2, str(error)))
    compiler = compiler_name(environ)
    missing += missing_for_c(compiler, jit, environ)
    if not is_installed(rpython_home) and not pip_commands(interpreter):
        missing.append((PIP, ""))
    if missing:
        raise ToolchainError(missing_text(missing))
    return Toolchain(interpreter, compiler)


# ------------------------------------------------------------------------------------------------ Python 2.7


def python2_candidates(environ: Mapping[str, str]) -> Iterator[str]:
    """Paths that may be a Python 2.7, the fastest first: the search path, then what pyenv has installed."""
    directories = [directory for directory in environ.get("PATH", "").split(os.pathsep) if directory]
    for name in PYTHON2_NAMES:
        for directory in directories:
            path = os.path.join(directory, name)
            if os.path.isfile(path) and os.access(path, os.X_OK):
                yield path
    versions = Path(environ.get("PYENV_ROOT") or os.path.join(environ.get("HOME", ""), ".pyenv"), "versions")
    for pattern in ("pypy2.7*/bin/pypy", "2.7*/bin/python2.7"):
        yield from sorted(map(str, versions.glob(pattern)), reverse=True)


def probe_python(path: str) -> tuple[str, str]:
    """(version, path of the interpreter itself), e.g. ("2.7", ...). Raises OSError if it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
    try:
        result = subprocess.run([path, "-c", code], capture_output=True, text=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        raise OSError("it hangs") from None
    lines = result.stdout.splitlines()
    if result.returncode != 0 or len(lines) != 2:
        complaints = result.stderr.strip().splitlines() or ["exit status %d" % result.returncode]
        raise OSError(complaints[-1 if complaints[0].startswith("Traceback") else 0])
    return lines[0], lines[1] or path  # a wrapper script knows the real interpreter


def find_python2(given: str | None, environ: Mapping[str, str]) -> str:
    """The interpreter that was `given`, or the first that works. ToolchainError says what was tried."""
    asked = given or environ.get("SOM_PYTHON2")
    if asked:
        path = shutil.which(asked, path=environ.get("PATH")) or asked
        try:
            version, interpreter = probe_python(path)
        except OSError as error:
            raise ToolchainError("%s does not run: %s" % (asked, error.strerror or error)) from None
        if version != "2.7":
            raise ToolchainError("%s is Python %s" % (asked, version))
        return interpreter
    for path in python2_candidates(environ):
        try:
            version, interpreter = probe_python(path)
        except OSError:
            continue
        if version == "2.7":
            return interpreter
    raise ToolchainError("none on PATH or in pyenv; --python2 or SOM_PYTHON2 may name one")


# ------------------------------------------------------------------------------------------------ C


def compiler_name(environ: Mapping[str, str]) -> str:
    """The compiler that RPython will call."""
    return environ.get("CC") or ("gcc" if sys.platform.startswith("linux") else "clang")


def compiles(compiler: str, header: str, flags: list[str]) -> bool:
    """Whether the compiler finds a header."""
    command = [compiler] + flags + ["-x", "c", "-fsyntax-only", "-"]
    program = "#include <%s>\n" % header
    try:
        return (
            subprocess.run(command, input=program, text=True, capture_output=True, timeout=PROBE_SECONDS).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def missing_for_c(compiler: str, jit: bool, environ: Mapping[str, str]) -> list[tuple[Tool, str]]:
    """What the C side lacks. Only the JIT calls foreign functions through libffi, found by pkg-config."""
    missing: list[tuple[Tool, str]] = []
    path = environ.get("PATH")
    compiler_path = shutil.which(compiler, path=path)
    if compiler_path is None:
        asked = "CC asks for " if environ.get("CC") else "no "
        missing.append((COMPILER, "%s'%s'" % (asked, compiler)))
    elif not compiles(compiler_path, "stdio.h", []):
        missing.append((HEADERS, "%s does not compile a program that includes stdio.h" % compiler))
    if shutil.which("make", path=path) is None:
        missing.append((MAKE, ""))
    if jit:
        pkg_config = shutil.which("pkg-config", path=path)
        if pkg_config is None:
            missing.append((PKG_CONFIG, ""))
        if not has_libffi(compiler_path, pkg_config):
            missing.append((LIBFFI, ""))
    return missing


def has_libffi(compiler: str | None, pkg_config: str | None) -> bool:
    """Whether libffi can be used, as far as the tools that are there can tell; not if there is none."""
    flags: list[str] = []
    if pkg_config is not None:
        try:
            result = subprocess.run(
                [pkg_config, "--cflags", "libffi"], capture_output=True, text=True, timeout=PROBE_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        if result.returncode != 0:
            return False
        flags = result.stdout.split()
    return compiles(compiler, "ffi.h", flags) if compiler is not None else pkg_config is not None


# ------------------------------------------------------------------------------------------------ RPython


def is_installed(home: Path) -> bool:
    """Whether the directory holds just the RPython that we want."""
    try:
        return (home / MARKER).read_text(encoding="utf-8").split() == list(REQUIREMENTS)
    except OSError:
        return False


def pip_commands(python2: str) -> list[list[str]]:
    """Beginnings of commands that install what Python 2.7 can use, the best first.

    The packages are pure Python, so that the pip of any Python can unpack their wheels. That of
    Python 3 comes first: old ones may fail to speak to today's servers.
    """
    for_python2 = ["--python-version", "2.7", "--implementation", "py", "--abi", "none"]
    found = []
    for python, options in ((sys.executable, for_python2), (python2, [])):
        try:
            probe = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, timeout=PROBE_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if probe.returncode == 0:
            found.append([python, "-m", "pip", "--disable-pip-version-check", "install"] + options)
    return found


def install_rpython(python2: str, home: Path) -> None:
    """Makes `home` a directory of packages with RPython. Raises ToolchainError with pip's complaint."""
    fresh = home.with_name(home.name + ".new")
    complaint = "there is no pip"
    for command in pip_commands(python2):
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.parent.mkdir(parents=True, exist_ok=True)
        options = ["--quiet", "--no-deps", "--no-compile", "--only-binary=:all:", "--target", str(fresh)]
        result = subprocess.run(command + options + list(REQUIREMENTS), capture_output=True, text=True)
        if result.returncode == 0:
            break
        complaint = "\n".join(result.stderr.strip().splitlines()[-8:])
    else:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ToolchainError("cannot install %s:\n%s" % (REQUIREMENTS[0], complaint))
    # Saves seconds at each start. Some of the files are not meant to be compiled, so errors do not count.
    subprocess.run([python2, "-m", "compileall", "-q", str(fresh)], capture_output=True)
    (fresh / MARKER).write_text("\n".join(REQUIREMENTS) + "\n", encoding="utf-8")
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
