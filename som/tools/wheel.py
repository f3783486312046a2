"""What the wheel contains: with a translated VM below `build/`, that VM; it is then a wheel for this platform only.

hatchling calls this, because pyproject.toml says so.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags  # comes with hatchling

BINARIES = ("som-jit", "som-interp")  # below build/, the best one first
PLACE = "som/native/som"  # inside of the wheel, where som/cli/launching.py looks for it
ANSWER_SECONDS = 60


class NativeBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """An editable installation runs the sources that are edited, and gets no binary."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is made; `version` is its kind. Ends the process if the binary is unfit."""
        binary = find_binary(Path(self.root) / "build")
        if version == "editable" or binary is None:
            return
        mistake = unfitness(binary, self.metadata.version)
        if mistake is not None:
            self.app.abort("%s: %s. Translate again, or remove it." % (binary, mistake))
        build_data["force_include"][str(binary)] = PLACE
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + platform()


def platform() -> str:
    """The platform part of the wheel's tag: this one. A binary that suits other Linuxes, too, is not what we make."""
    return next(tag.platform for tag in sys_tags() if not tag.platform.startswith(("manylinux", "musllinux")))


def find_binary(directory: Path) -> Path | None:
    """The best binary that was translated."""
    for name in BINARIES:
        if (directory / name).is_file():
            return directory / name
    return None


def unfitness(binary: Path, version: str) -> str | None:
    """Why the binary must not be part of a wheel of this version; None if it may."""
    try:
        result = subprocess.run(
            [str(binary), "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=ANSWER_SECONDS,
        )
    except OSError as error:
        return "does not start: %s" % error.strerror
    except subprocess.TimeoutExpired:
        return "does not end"
    if result.returncode != 0 or not result.stdout.startswith("som %s, native " % version):
        return "is no som %s; '--version' answers: %s" % (version, result.stdout.strip() or "nothing")
    return None
