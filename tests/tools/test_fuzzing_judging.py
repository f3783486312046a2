"""The judge of fuzzing notices everything that a VM must not do, and nothing else."""

import pytest
from som.tools.fuzzing_cases import Case
from som.tools.fuzzing_judging import NO_END, exits, judge
from som.tools.fuzzing_running import Outcome, run

from tests.tools.fake_vm import MISBEHAVIOUR, PYTHON_TRACEBACK, fake_vm


def outcome(status, stdout=b"", stderr=b"", peak=0):
    return Outcome(status, stdout, stderr, 1.0, peak)


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_misbehaviour_is_noticed(tmp_path, name):
    """With a process that really does it."""
    body, expected = MISBEHAVIOUR[name]
    case = Case("bytes", ("Foo.som",), {"Foo.som": b"Foo = ( )"})
    found = judge(case, run(fake_vm(tmp_path, body), case, 1.5 if expected == NO_END else 30), max_heap=50 << 20)
    assert found is not None and str(found).startswith(expected)


@pytest.mark.parametrize("name", ["Python traceback", "internal error", "bug", "segmentation fault", "hang"])
def test_misbehaviour_at_a_terminal_is_noticed(tmp_path, name):
    body, expected = MISBEHAVIOUR[name]
    if name == "hang":
        body = MISBEHAVIOUR["hang that ignores ^C"][0]
    case = Case("terminal", keys=((0.0, b"1\n"),))
    assert str(judge(case, run(fake_vm(tmp_path, body), case, 4))).startswith(expected)


@pytest.mark.parametrize("status", [0, 1, 122, 123, 124, 130, 141])
def test_documented_statuses(status):
    assert judge(Case("bytes"), outcome(status, b"1\n", b"Traceback (most recent call at bottom):\n")) is None


@pytest.mark.parametrize("status", [2, 3, 70, 127, 128, 139, 255])
def test_other_statuses(status):
    assert judge(Case("bytes"), outcome(status)).what == "status %d" % status


def test_the_status_that_the_program_asks_for():
    case = Case("bytes", ("Foo.som",), {"Foo.som": b"Foo = ( run = ( system exit: 42. system exit: -1 ) )"})
    assert judge(case, outcome(42)) is None
    assert judge(case, outcome(255)) is None
    assert judge(case, outcome(43)) is not None


def test_a_status_that_the_program_computes():
    """It may be anything but a bug."""
    assert exits(Case("bytes", ("-e", "system exit: 3 + 4"))) == {3}
    case = Case("bytes", ("-e", "system exit: (3 + 4)"))
    assert judge(case, outcome(7)) is None
    assert judge(case, outcome(70)).what == "status 70"


def test_statuses_from_all_sources():
    case = Case("shell", stdin=b"system exit: 5\n", keys=((0.0, b"system exit: 6\n"),))
    assert exits(case) == {5, 6}


def test_a_program_that_prints_a_traceback_itself():
    case = Case("bytes", ("Foo.som",), {"Foo.som": b"Foo = ( run = ( '%s' println ) )" % PYTHON_TRACEBACK.encode()})
    assert judge(case, outcome(0, PYTHON_TRACEBACK.encode())) is None
    assert judge(Case("bytes"), outcome(0, PYTHON_TRACEBACK.encode())) is not None


def test_the_same_bug_has_the_same_name():
    """The place in the VM, not what varies from run to run."""
    two = [PYTHON_TRACEBACK.replace("out of range", text).encode() for text in ("a", "b")]
    problems = [judge(Case("bytes"), outcome(1, b"", text)) for text in two]
    assert problems[0].what == problems[1].what == "Python traceback in layout.py, line 17, in slot IndexError"


def test_a_user_who_quits():
    case = Case("terminal", keys=((0.0, b"\x1c"),))
    assert judge(case, outcome(-3)) is None
    assert judge(Case("terminal", keys=((0.0, b"1"),)), outcome(-3)).what == "signal SIGQUIT"


def test_a_user_who_interrupts():
    """Before the VM has started, and no later."""
    case = Case("terminal", keys=((0.0, b"1\x03"),))
    assert judge(case, outcome(-2, b"1^C")) is None
    assert judge(case, outcome(-2, b"SOM Shell.\r\n---> ^C")).what == "signal SIGINT"
    assert judge(case, outcome(-2, b"^CTraceback (most recent call last):\r\n")).what == "signal SIGINT"
    assert judge(Case("bytes"), outcome(-2)).what == "signal SIGINT"


def test_memory():
    assert judge(Case("bytes"), outcome(0, peak=10 << 30)) is None
    assert judge(Case("bytes"), outcome(123, peak=400 << 20), max_heap=100 << 20) is None
    assert judge(Case("bytes"), outcome(123, peak=500 << 20), max_heap=100 << 20).what == "memory"


def test_no_end():
    assert judge(Case("bytes"), outcome(None)).what == NO_END


def test_statuses_of_long_numbers():
    """Python refuses to read numbers of so many digits, and only the last ones count."""
    long = "1" * 5000
    case = Case("options", ("-e", "system exit: %s" % long))
    assert exits(case) == {int("1" * 300) & 0xFF}
    assert exits(Case("options", ("-e", "system exit: -%s" % long))) == {-int("1" * 300) & 0xFF}
