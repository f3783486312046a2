"""Cases of fuzzing come back from their directory as they were."""

import os
import stat

import pytest
from som.tools.fuzzing_cases import (
    CLOSED,
    DIRECTORY,
    FIFO,
    LINK,
    SPARSE,
    UNREADABLE,
    Case,
    load,
    make_removable,
    make_special,
    save,
)

CASES = {
    "nothing": Case("options"),
    "arguments": Case("options", ("-e", "\u2764 \udcff\udc80", "", "{root}"), stdout=CLOSED),
    "files": Case("bytes", ("Foo.som",), {"Foo.som": bytes(range(256)), "sub/Bar.som": b"a\r\nb\rc\n"}),
    "special": Case("classpath", ("Foo.som",), {"Bar.som": b""}, {"Foo.som": FIFO, "x": LINK + "/dev/zero"}),
    "input": Case("shell", stdin=bytes(range(256))),
    "keys": Case("terminal", keys=((0.0, b"\x03"), (0.25, bytes(range(256))))),
}


@pytest.mark.parametrize("name", CASES)
def test_kept_cases(tmp_path, name):
    save(CASES[name], tmp_path / "case", "because")
    assert load(tmp_path / "case") == CASES[name]


def test_the_reason_is_kept(tmp_path):
    save(CASES["nothing"], tmp_path, "signal SIGSEGV")
    assert '"why": "signal SIGSEGV"' in (tmp_path / "case.json").read_text()


def test_special_files(tmp_path):
    kinds = {"d": DIRECTORY, "f": FIFO, "u": UNREADABLE, "s": SPARSE + str(1 << 30), "a/l": LINK + "/dev/zero"}
    Case("classpath", files={"b/c": b"x"}, special=kinds).write_files(tmp_path)
    assert (tmp_path / "d").is_dir() and (tmp_path / "f").is_fifo() and (tmp_path / "a" / "l").is_char_device()
    assert stat.S_IMODE((tmp_path / "u").stat().st_mode) == 0
    large = (tmp_path / "s").stat()
    assert large.st_size == 1 << 30 and large.st_blocks < 1000
    assert (tmp_path / "b" / "c").read_bytes() == b"x"


def test_no_such_special_file(tmp_path):
    with pytest.raises(ValueError, match="socket"):
        make_special(tmp_path / "x", "socket")


def test_everything_can_be_removed(tmp_path):
    (tmp_path / "a").mkdir()
    os.chmod(tmp_path / "a", 0)
    make_removable(tmp_path)
    assert os.access(tmp_path / "a", os.W_OK)


def test_texts_and_size():
    case = Case("shell", ("-e", "a"), {"x": b"b"}, stdin=b"c", keys=((0.0, b"d"),))
    assert case.texts() == b"b\n-e\na\nc\nd"
    assert case.size() > Case("shell", ("-e", "a"), {"x": b"b"}, stdin=b"c").size()
