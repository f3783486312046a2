"""What docs/sandbox.md promises: for each promise a program that tries to break it. SOM_VM names the VM."""

import os

import pytest
from vm_process import CORE_LIBRARY, run_vm

READING = "run: arguments = ( (system loadFile: (arguments at: 2)) println )"

pytestmark = pytest.mark.usefixtures("at_full_speed")


@pytest.fixture
def place(tmp_path):
    """A directory for programs and their files, next to what they must not see."""
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "note.txt").write_text("allowed")
    (tmp_path / "secret.txt").write_text("s3cret")
    (tmp_path / "Secret.som").write_text("Secret = ( ---- tell = ( ^ 's3cret' ) )")
    return tmp_path


def attack(place, members, *arguments, options=(), **settings):
    (place / "box" / "T.som").write_text("T = (\n%s\n)\n" % members)
    program = str(place / "box" / "T.som")
    return run_vm(*(["--sandbox"] + list(options) + ["-cp", CORE_LIBRARY, program] + list(arguments)), **settings)


def test_files_on_the_class_path_can_be_read(place):
    outcome = attack(place, READING, str(place / "box" / "note.txt"))
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"allowed\n", b"")


def test_classes_on_the_class_path_can_be_loaded(place):
    (place / "box" / "Friend.som").write_text("Friend = ( ---- tell = ( ^ 'hello' ) )")
    outcome = attack(place, "run = ( Friend tell println )")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"hello\n", b"")


@pytest.mark.parametrize(
    "path",
    ["secret.txt", "box/../secret.txt", "box/./../box/../secret.txt", "box/link", "box/up/secret.txt", "box/chain"],
)
def test_no_other_file_can_be_read(place, path):
    """Neither by its path, nor by `..`, nor by symbolic links inside the class path; the answer is nil, as for none."""
    os.symlink("../secret.txt", str(place / "box" / "link"))
    os.symlink("..", str(place / "box" / "up"))
    os.symlink("link", str(place / "box" / "chain"))
    outcome = attack(place, READING, str(place) + "/" + path)
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"nil\n", b"")


def test_the_current_directory_does_not_count(place):
    """Only if the program is there."""
    assert attack(place, READING, "README.md").stdout == b"nil\n"


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/proc/self/cmdline", "/dev/stdin", "/dev/zero"])
def test_the_system_tells_nothing(place, path):
    """No environment, no command line, no devices."""
    outcome = attack(place, READING, path, environment={"TOKEN": "s3cret"}, stdin=b"s3cret")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"nil\n", b"")


def test_a_pipe_on_the_class_path_does_not_block(place):
    os.mkfifo(str(place / "box" / "pipe"))
    assert attack(place, READING, str(place / "box" / "pipe")).stdout == b"nil\n"


@pytest.mark.parametrize("name", ["../Secret", "up/Secret"])
def test_no_class_by_path(place, name):
    """A class is loaded by name only."""
    os.symlink("..", str(place / "box" / "up"))
    outcome = attack(place, "run = ( (system load: #'%s') println )" % name)
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"nil\n", b"")


def test_no_class_through_a_link(place):
    """A link on the class path that leads out of it."""
    os.symlink("../Secret.som", str(place / "box" / "Secret.som"))
    outcome = attack(place, "run = ( Secret tell println )")
    assert (outcome.status, outcome.stdout) == (1, b"")
    assert (
        b": error: the sandbox does not allow this file, which is not on the class path\n" in outcome.stderr
        and b"s3cret" not in outcome.stderr
    )


def test_no_processes(place):
    """printStackTrace starts one."""
    outcome = attack(place, "run = ( [ true ] whileTrue: [ system printStackTrace ] )")
    assert (outcome.status, outcome.stdout) == (1, b"")
    assert outcome.stderr.endswith(b"\nThe sandbox does not allow printStackTrace, which starts a process.\n")


def test_time_ends(place):
    outcome = attack(place, "run = ( [ true ] whileTrue: [] )", options=["--time-limit", "2"])
    assert outcome.status == 124


def test_memory_ends(place):
    """With the limit that the sandbox has by default, far below that of the machine."""
    outcome = attack(place, "run = ( | s | s := 'abc'. [ true ] whileTrue: [ s := s + s ] )")
    assert outcome.status == 123
    assert outcome.stderr.endswith(b"\nOut of memory.\n")


def test_depth_ends(place):
    """One way or the other: the stack of the native VM may end first."""
    outcome = attack(place, "run = ( self down: 1 ) down: n = ( ^ 1 + (self down: n + 1) )")
    assert outcome.status in ([1, 122] if os.environ.get("SOM_VM") else [122])
    assert outcome.stderr.startswith(b"Traceback") and b".py" not in outcome.stderr


def test_own_core_classes_have_no_more_rights(place):
    """A program that brings its own System gets no other primitives."""
    (place / "box" / "System.som").write_text("System = ( initialize: a = ( ^ self loadFile: 'x' ) )")
    outcome = attack(place, READING, str(place / "secret.txt"))
    assert b"s3cret" not in outcome.stdout + outcome.stderr


def test_exit_is_allowed(place):
    assert attack(place, "run = ( system exit: 5 )").status == 5


def test_without_sandbox_the_attacks_succeed(place):
    """What shows that the tests above test the sandbox."""
    (place / "box" / "T.som").write_text("T = (\n%s\n)\n" % READING)
    outcome = run_vm("-cp", CORE_LIBRARY, str(place / "box" / "T.som"), str(place / "secret.txt"))
    assert outcome.stdout == b"s3cret\n"
