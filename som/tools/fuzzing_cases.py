"""A case of fuzzing: everything that one run of the VM sees, and how it is kept as a directory of plain files."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CORE_LIBRARY = "{root}/core-lib/Smalltalk"  # in arguments, `{root}` stands for the checkout

# What a special file is made of; the number behind `sparse` is its size in bytes.
DIRECTORY, FIFO, UNREADABLE, SPARSE, LINK = "directory", "fifo", "unreadable", "sparse ", "link "

PIPE, FULL, CLOSED, BROKEN = "pipe", "full", "closed", "broken"  # where the output goes


@dataclass(frozen=True)
class Case:
    """What a process of the VM gets. Bytes that are no UTF-8 are surrogates in `arguments`, as in sys.argv."""

    kind: str
    arguments: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)  # in its directory
    special: dict[str, str] = field(default_factory=dict)  # path -> one of the constants above
    stdin: bytes = b""
    keys: tuple[tuple[float, bytes], ...] = ()  # typed at a terminal: seconds to wait before, what is typed then
    stdout: str = PIPE

    def with_files(self, files: dict[str, bytes]) -> Case:
        return replace(self, files=files)

    def texts(self) -> bytes:
        """Everything that may be a program, one behind the other."""
        parts = list(self.files.values()) + [os.fsencode(argument) for argument in self.arguments]
        return b"\n".join(parts + [self.stdin] + [typed for _, typed in self.keys])

    def size(self) -> int:
        return len(self.texts()) + len(self.files) + len(self.special) + len(self.arguments)

    def write_files(self, directory: Path) -> None:
        """Make the files, special ones too."""
        for name, content in self.files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, what in self.special.items():
            make_special(directory / name, what)

    def command_line(self) -> list[str]:
        return [argument.replace("{root}", str(ROOT)) for argument in self.arguments]


def make_special(path: Path, what: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == DIRECTORY:
        path.mkdir()
    elif what == FIFO:
        os.mkfifo(path)
    elif what == UNREADABLE:
        path.write_bytes(b"Foo = ( run = ( 1 println ) )")
        path.chmod(0)
    elif what.startswith(SPARSE):
        with open(path, "wb") as file:
            file.truncate(int(what[len(SPARSE) :]))
    elif what.startswith(LINK):
        path.symlink_to(what[len(LINK) :])
    else:
        raise ValueError("no special file: " + what)


def make_removable(directory: Path) -> None:
    """So that a user other than root can remove what the case has made."""
    for folder, _, _ in os.walk(directory):
        os.chmod(folder, stat.S_IRWXU)


# --------------------------------------------------------------------------------------------------- kept cases


def save(case: Case, directory: Path, why: str) -> None:
    """Keep the case: its files below `files/`, everything else, and why it is kept, in `case.json`."""
    for name, content in case.files.items():
        path = directory / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    directory.mkdir(parents=True, exist_ok=True)
    values = {name: value for name, value in asdict(case).items() if name != "files" and value}
    if case.stdin:
        values["stdin"] = case.stdin.decode("latin-1")
    if case.keys:
        values["keys"] = [[seconds, typed.decode("latin-1")] for seconds, typed in case.keys]
    text = json.dumps(dict(why=why, **values), indent=1)
    (directory / "case.json").write_text(text + "\n", encoding="ascii")


def load(directory: Path) -> Case:
    """A case that `save` has kept."""
    values = json.loads((directory / "case.json").read_text(encoding="ascii"))
    values.pop("why")
    files = {}
    for path in sorted((directory / "files").rglob("*")):
        if path.is_file():
            files[path.relative_to(directory / "files").as_posix()] = path.read_bytes()
    values["arguments"] = tuple(values.get("arguments", ()))
    values["stdin"] = values.get("stdin", "").encode("latin-1")
    values["keys"] = tuple((seconds, typed.encode("latin-1")) for seconds, typed in values.get("keys", ()))
    return Case(files=files, **values)
