"""The command that searches: it finds, makes small, keeps, and says so by its status."""

import sys

import pytest
from som.tools import fuzz, fuzzing_cases
from som.tools.fuzzing_judging import judge
from som.tools.fuzzing_running import Vm

from tests.tools.fake_vm import PYTHON_TRACEBACK, fake_vm

FAILS_ON_PARENTHESIS = (
    """
    if any("(" in open(name, encoding="latin-1").read() for name in os.listdir(".")):
        sys.stderr.write(%r)
        sys.exit(1)
"""
    % PYTHON_TRACEBACK
)


def search(tmp_path, vm, *kinds):
    return fuzz.Search([vm], list(kinds), tmp_path / "kept", 5.0)


def test_a_problem_is_made_small_and_kept(tmp_path, capsys):
    found = search(tmp_path, fake_vm(tmp_path, FAILS_ON_PARENTHESIS), "generated")
    found.check("generated", 3)
    [directory] = found.problems.values()
    case = fuzzing_cases.load(directory)
    assert b"(" in b"".join(case.files.values())
    assert case.size() < fuzz.make("generated", 3).size() / 10
    printed = capsys.readouterr().out
    assert "fake, --kind generated --seed 3: Python traceback in layout.py, line 17" in printed
    assert str(directory) in printed


def test_what_was_typed_is_printed(tmp_path):
    case = fuzz.Case("terminal", keys=((0.0, b"1\n"), (0.5, b"\x03")), special={"Foo.som": "fifo"})
    text = fuzz.description(fake_vm(tmp_path, ""), case, fuzz.Outcome(3, b"out", b"err", 1.0, 0))
    assert r"((0.0, b'1\n'), (0.5, b'\x03'))" in text and "Foo.som is fifo" in text and "| outerr" in text


def test_a_problem_is_reported_once(tmp_path, capsys):
    found = search(tmp_path, fake_vm(tmp_path, "sys.exit(3)"), "bytes")
    for seed in range(4):
        found.check("bytes", seed)
    assert len(found.problems) == 1
    assert capsys.readouterr().out.count("--seed") == 1


def test_what_does_not_happen_again_is_kept_as_it_is(tmp_path, capsys):
    """A case that cannot be made small, but must not be lost."""
    body = "first = not os.path.exists(%r); open(%r, 'w'); sys.exit(3 if first else 0)" % ((str(tmp_path / "ran"),) * 2)
    found = search(tmp_path, fake_vm(tmp_path, body), "generated")
    found.check("generated", 1)
    [directory] = found.problems.values()
    assert fuzzing_cases.load(directory) == fuzz.make("generated", 1)
    assert "not when it was run again" in capsys.readouterr().out


def test_a_good_machine(tmp_path):
    found = search(tmp_path, fake_vm(tmp_path, "sys.exit(1)"), *fuzz.KINDS)
    for kind in ("bytes", "mutated", "classpath", "options", "shell"):
        found.check(kind, 1)
    assert found.problems == {}
    assert sum(found.statuses.values()) == 5


@pytest.mark.parametrize("status, result", [(1, 0), (3, 1)])
def test_the_status_of_the_command(tmp_path, monkeypatch, capsys, status, result):
    monkeypatch.setattr(fuzz, "vm_for", lambda command: fake_vm(tmp_path, "sys.exit(%d)" % status))
    arguments = ["--kind", "bytes", "--count", "2", "--seed", "5", "--keep", str(tmp_path / "kept"), "--shrink", "1"]
    assert fuzz.main(arguments + ["--statuses"]) == result
    printed = capsys.readouterr().out
    assert "2 cases from seed 5, on fake: %d problems\n" % result in printed
    assert "fake, bytes: %d" % status in printed


def test_time_is_limited(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fuzz, "vm_for", lambda command: fake_vm(tmp_path, "time.sleep(0.3)"))
    assert fuzz.main(["--minutes", "0.01", "--kind", "bytes"]) == 0
    assert int(capsys.readouterr().out.split()[0]) < 5


def test_a_missing_machine(capsys):
    assert fuzz.main(["--vm", "build/no-such-vm"]) == 2
    assert "no-such-vm" in capsys.readouterr().out


def test_limits_where_there_are_some(tmp_path):
    """Only a machine that says that it knows them gets the options; then its memory is looked at."""
    limited = fuzz.limited(fake_vm(tmp_path, "print('--time-limit --max-heap')"))
    assert limited.options[::2] == ("--time-limit", "--max-heap")
    case = fuzz.Case("bytes", ("-e", "1"))
    assert fuzz.heap_of(limited, case) == fuzz.MEGABYTES << 20
    assert fuzz.heap_of(limited, fuzz.Case("bytes", ("--max-heap", "1G"))) is None
    unlimited = fuzz.limited(Vm("old", (sys.executable, "-c", "print('--help')")))
    assert unlimited.options == () and fuzz.heap_of(unlimited, case) is None
    assert judge(case, fuzz.run(unlimited, case)) is None
