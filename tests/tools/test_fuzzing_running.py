"""What a process of fuzzing finds, and what bounds it."""

import os
import time

import pytest
from som.tools.fuzzing_cases import BROKEN, CLOSED, FULL, Case
from som.tools.fuzzing_running import OUTPUT, SHOWN, is_there, run, vm_for

from tests.tools.fake_vm import fake_vm

NOTHING = Case("bytes")

pytestmark = pytest.mark.usefixtures("at_full_speed")


def shown(tmp_path, body, case=NOTHING, options=()):
    """The output of a script, as text."""
    outcome = run(fake_vm(tmp_path, body, options), case)
    assert outcome.status == 0, outcome
    return outcome.stdout.decode()


def test_arguments_and_options(tmp_path):
    case = Case("bytes", ("{root}/x", "\udcff"))
    text = shown(tmp_path, "print([ascii(each) for each in sys.argv[1:]])", case, ["--time-limit", "8"])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    assert text == "%s\n" % [ascii(each) for each in ["--time-limit", "8", root + "/x", "\udcff"]]


def test_files_are_in_its_directory(tmp_path):
    case = Case("bytes", files={"Foo.som": b"\0\xff", "sub/Bar.som": b"x"})
    body = "print([open(name, 'rb').read() for name in ('Foo.som', 'sub/Bar.som')], sorted(os.listdir('.')))"
    assert shown(tmp_path, body, case) == "[b'\\x00\\xff', b'x'] ['Foo.som', 'sub']\n"


def test_input_and_errors(tmp_path):
    outcome = run(fake_vm(tmp_path, "sys.stderr.write(sys.stdin.read().upper())"), Case("shell", stdin=b"abc"))
    assert (outcome.stdout, outcome.stderr) == (b"", b"ABC")


def test_a_home_of_its_own(tmp_path):
    assert shown(tmp_path, "print(os.environ['HOME'] == os.getcwd(), 'USER' in os.environ)") == "True False\n"


def test_memory_and_time_are_measured(tmp_path):
    small = run(fake_vm(tmp_path, "pass"), Case("bytes"))
    large = run(fake_vm(tmp_path, "x = bytearray(600 << 20); time.sleep(0.3)"), Case("bytes"))
    assert 600 << 20 < large.peak < 800 << 20
    assert small.peak < large.peak - (100 << 20)  # it includes what this process had when it forked
    assert 0.3 <= large.seconds


def test_the_end_of_patience(tmp_path):
    """Children end, too."""
    body = """
        import subprocess
        child = subprocess.Popen(["sleep", "60"])
        with open(%r, "w") as file:
            file.write(str(child.pid))
        child.wait()
    """
    outcome = run(fake_vm(tmp_path, body % str(tmp_path / "child")), Case("bytes"), 4)
    assert outcome.status is None and 4 <= outcome.seconds < 30
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 30  # it has been killed, which may take effect later
    while not is_gone(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_gone(pid):
    """Whether there is no such process, or only what nobody has asked after yet."""
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("stdout, name", [(FULL, "ENOSPC"), (CLOSED, "EBADF"), (BROKEN, "EPIPE")])
def test_outputs_that_fail(tmp_path, stdout, name):
    body = """
        import errno
        try:
            os.write(1, b"x")
        except OSError as error:
            os.write(2, errno.errorcode[error.errno].encode())
    """
    assert run(fake_vm(tmp_path, body), Case("options", stdout=stdout)).stderr.decode() == name


def test_a_program_that_prints_on_and_on(tmp_path):
    """It gets an error, and we do not keep it all."""
    body = """
        try:
            while True:
                os.write(1, b"x" * 100000)
        except OSError as error:
            os.write(2, b"full")
    """
    outcome = run(fake_vm(tmp_path, body), Case("bytes"))
    assert (outcome.status, outcome.stderr) == (0, b"full")
    assert 2 * SHOWN <= len(outcome.stdout) < 2 * SHOWN + 100 < OUTPUT


CASE_OF_KEYS = Case("terminal", keys=((0.0, b"a\n"), (0.2, b"b\n")))

TERMINAL = """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("ready", all(os.isatty(fd) for fd in (0, 1, 2)), flush=True)
    for line in sys.stdin:
        print("<%s>" % line.strip(), flush=True)
    print("end")
"""


def test_a_terminal(tmp_path):
    """Keys come in order and in time; the end of the input is typed at last."""
    outcome = run(fake_vm(tmp_path, TERMINAL), CASE_OF_KEYS)
    assert outcome.status == 0
    assert b"ready True" in outcome.stdout
    assert [line for line in outcome.stdout.split(b"\r\n") if line.startswith((b"<", b"end"))][:2] == [b"<a>", b"<b>"]
    assert b"end" in outcome.stdout


def test_interrupting_at_a_terminal(tmp_path):
    """Not before the VM has said something."""
    body = "time.sleep(0.5); print('ready', flush=True); time.sleep(60)"
    outcome = run(fake_vm(tmp_path, body), Case("terminal", keys=((0.0, b"\x03"),)))
    assert outcome.status == -2 and outcome.stdout.startswith(b"ready\r\n^C")


def test_vms():
    assert vm_for("hosted").name == "hosted"
    assert is_there(vm_for("hosted"))
    assert not is_there(vm_for("build/no-such-vm"))
    assert os.path.isabs(vm_for("build/som-interp").command[0])


def test_known_options(tmp_path):
    vm = fake_vm(tmp_path, "print('--time-limit SECONDS')")
    assert vm.supports("--time-limit") and not vm.supports("--max-heap")
