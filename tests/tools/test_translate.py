"""The translation as a user sees it, with programs that only pretend to translate."""

import fcntl
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_tools import FakeTools
from som.tools import progress, toolchain, translate
from sources import ROOT

PHASES = """
echo "[translation:info] Annotating&simplifying..."
echo "[translation:info] RTyping..."
echo "[rtyper] specializing: 400 / 1000 blocks   (40%)"
"""
BINARY = "#!/bin/sh\nif [ \"$1 $2\" = '-e 3 + 4' ]; then echo 7; fi\n"
WORKING = PHASES + "cp ../../binary som-interp; chmod 755 som-interp"
FAILING = PHASES + "echo '[translation:ERROR] AnnotatorError: v1'; echo '    v1 = f(v0)'; exit 1"


class Place(FakeTools):
    """A project directory with fake tools, RPython installed."""

    def __init__(self, home):
        super().__init__(home)
        self.build = Path(home, "build")
        self.work = self.build / "translation"
        self.install_rpython()
        (self.build / "binary").write_text(BINARY)

    def prepare(self, monkeypatch):
        monkeypatch.setattr(translate, "BUILD", self.build)
        monkeypatch.setattr(os, "environ", dict(self.environ))

    def left(self):
        """Names of what a translation has left, but what is always there."""
        always = {"translation", "binary", "site-packages", "lock", "som-interp.log"}
        return sorted({path.name for home in (self.build, self.work) for path in home.iterdir()} - always)


@pytest.fixture
def place(tmp_path, monkeypatch):
    made = Place(tmp_path)
    made.prepare(monkeypatch)
    return made


def run(capsys, *arguments):
    """(exit status, lines of stdout, lines of stderr)"""
    status = translate.main(["--no-jit", *arguments])
    output = capsys.readouterr()
    return status, output.out.splitlines(), output.err.splitlines()


def test_a_translation(place, capsys):
    """One line a phase, the binary in place, and the times for next time."""
    place.add_python2(WORKING)
    status, lines, errors = run(capsys)
    assert (status, errors) == (0, [])
    assert [line.split()[0] for line in lines[1:4]] == ["load", "annotate", "rtype"]
    assert lines[0].startswith("translating to ") and lines[4].split()[1:3] == ["made", "in"]
    assert (place.build / "som-interp").read_text() == BINARY
    assert os.access(place.build / "som-interp", os.X_OK)
    assert place.left() == ["som-interp", "som-interp-times.json"]
    assert "400 / 1000" in (place.work / "som-interp.log").read_text()


def test_what_rpython_is_asked_for(place, capsys):
    place.add_python2(WORKING + '\necho "$@"; echo "$PYTHONPATH:$PYPY_USESSION_DIR:$PYTHONHASHSEED."; pwd')
    os.environ["PYTHONHASHSEED"] = "3"
    assert run(capsys, "--gc", "boehm", "--opt", "1", "--jobs", "3")[0] == 0
    command, paths, directory = (place.work / "som-interp.log").read_text().splitlines()[-3:]
    target = os.path.join(ROOT, "targetsom.py")
    options = "--batch -O1 --gc=boehm --output=som-interp --make-jobs=3"
    assert command == "-u -B -m rpython %s %s" % (options, target)
    session = str(place.work / "som-interp-session")
    assert paths == "%s:%s:%s:." % (place.work / "site-packages", ROOT, session)
    assert directory == session


@pytest.mark.parametrize(
    "arguments, name, level",
    [([], "som-jit", "-Ojit"), (["--no-jit"], "som-interp", "-O2"), (["--no-jit", "--opt", "3"], "som-interp", "-O3")],
)
def test_variants(arguments, name, level):
    job, python2 = translate.parse_arguments(arguments)
    command = job.command(toolchain.Toolchain("py", "cc"))
    assert (job.name, python2, job.output) == (name, None, Path(ROOT, "build"))
    assert command[:8] == ["py", "-u", "-B", "-m", "rpython", "--batch", level, "--gc=incminimark"]


@pytest.mark.parametrize(
    "arguments", [["--opt", "2"], ["--gc", "boehm"], ["--gc", "none"], ["--jobs", "0"], ["--jobs", "x"], ["more"]]
)
def test_mistakes_in_the_command_line(arguments, capsys):
    with pytest.raises(SystemExit):
        translate.parse_arguments(arguments)
    assert "error:" in capsys.readouterr().err


def test_another_directory_for_the_binary(place, capsys, tmp_path):
    place.add_python2(WORKING)
    assert run(capsys, "--output", str(tmp_path / "new" / "bin"))[0] == 0
    assert os.listdir(tmp_path / "new" / "bin") == ["som-interp"]
    assert not (place.build / "som-interp").exists()


def test_the_sources_are_kept_if_asked_for(place, capsys):
    place.add_python2(WORKING + "\necho > source.c")
    assert run(capsys, "--keep")[0] == 0
    assert sorted(os.listdir(place.work / "som-interp-session")) == ["som-interp", "source.c"]


def test_a_missing_tool(place, capsys):
    place.remove("make")
    status, lines, errors = run(capsys)
    assert (status, lines) == (1, [])
    assert errors[:2] == ["targetsom.py: these are missing:", "  make"]


def test_rpython_is_installed_once(place, capsys, monkeypatch):
    installed = []

    def install(python2, home):
        installed.append(python2)
        (home / toolchain.MARKER).write_text("\n".join(toolchain.REQUIREMENTS))

    monkeypatch.setattr(translate, "install_rpython", install)
    (place.packages / toolchain.MARKER).unlink()
    python2 = place.add_python2(WORKING)
    assert run(capsys)[1][0] == "installing rpython==0.2.1"
    assert run(capsys)[1][0].startswith("translating to ")
    assert installed == [python2]


# ------------------------------------------------------------------------------------------------ failures


@pytest.fixture
def earlier(place):
    """The binary of an earlier translation, which failures must not touch."""
    path = place.build / "som-interp"
    path.write_text("earlier")
    return path


def test_a_failed_translation(place, earlier, capsys):
    """Says in which phase and why, and where the log is."""
    place.add_python2(FAILING)
    status, _, errors = run(capsys)
    assert status == 1
    assert errors == [
        "targetsom.py: RPython failed in phase 'rtype' after 0:00",
        "    [translation:ERROR] AnnotatorError: v1",
        "        v1 = f(v0)",
        "complete log: " + translate.shown(place.work / "som-interp.log"),
    ]
    assert earlier.read_text() == "earlier"
    assert place.left() == ["som-interp"]


def test_rpython_is_killed(place, capsys):
    place.add_python2("echo last; kill -9 $$")
    _, _, errors = run(capsys)
    assert "killed by signal 9 (the system does so when memory is short) in phase 'load'" in errors[0]
    assert errors[1].startswith("complete log: ")


def test_no_binary_after_all(place, earlier, capsys):
    place.add_python2(PHASES)
    assert run(capsys)[2] == [
        "targetsom.py: the new binary does not work: asked for '3 + 4', No such file or directory"
    ]
    assert earlier.read_text() == "earlier"


@pytest.mark.parametrize(
    "binary, answer",
    [
        ("echo 8", "exit status 0, output: 8"),
        ("echo 7; exit 3", "exit status 3, output: 7"),
        ("exit 1", "exit status 1, output: none"),
        ("sleep 50", "no end after 1 seconds"),
    ],
)
def test_a_binary_that_does_not_work_is_not_published(place, earlier, capsys, monkeypatch, binary, answer):
    monkeypatch.setattr(translate, "SMOKE_SECONDS", 1)
    (place.build / "binary").write_text("#!/bin/sh\nexec_() { %s; }\nexec_\n" % binary.replace("sleep", "exec sleep"))
    place.add_python2(WORKING)
    status, _, errors = run(capsys)
    assert status == 1
    assert errors[0] == "targetsom.py: the new binary does not work: asked for '3 + 4', " + answer
    assert errors[1] == "it is kept as " + translate.shown(place.work / "som-interp.broken")
    assert earlier.read_text() == "earlier"
    assert place.left() == ["som-interp", "som-interp.broken"]


def test_a_binary_that_cannot_be_copied_leaves_the_old_one(place, earlier, capsys, monkeypatch):
    """The target is never open for writing."""

    def copy_half(source, target):
        Path(target).write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(translate.shutil, "copy2", copy_half)
    place.add_python2(WORKING)
    assert run(capsys)[0] == 130
    assert earlier.read_text() == "earlier"
    assert place.left() == ["som-interp"]


def test_two_translations_at_a_time(place, capsys):
    place.add_python2(WORKING)
    with open(place.work / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, _, errors = run(capsys)
    assert (status, errors) == (1, ["targetsom.py: another translation is running here"])
    assert run(capsys)[0] == 0


# ------------------------------------------------------------------------------------------------ interrupts


def eventually(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid):
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        stat = Path("/proc/%d/stat" % pid).read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_everything(place, earlier, number):
    """Also what RPython has started, and leaves no files."""
    pids = place.build / "binary"
    place.add_python2("sleep 600 & echo $$ $! > %s; wait" % pids)
    pids.write_text("")
    program = "import sys; from pathlib import Path; from som.tools import translate\n"
    program += "translate.BUILD = Path(sys.argv[1]); sys.exit(translate.main(['--no-jit']))"
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place.build)],
        cwd=ROOT,
        env=place.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(number, signal.default_int_handler),  # not ignored, as in the background
    )
    eventually(lambda: pids.read_text().endswith("\n"))
    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) == 2 and all(map(is_alive, started))
    try:
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (130, "targetsom.py: interrupted, nothing has changed\n")
        eventually(lambda: not any(map(is_alive, started)))
    finally:
        if is_alive(started[0]):
            os.killpg(started[0], signal.SIGKILL)
    assert earlier.read_text() == "earlier"
    assert place.left() == ["som-interp"]


def test_an_interrupt_while_rpython_starts(place, earlier, capsys, monkeypatch):
    """Waits until the process is known, and then ends it."""
    place.add_python2("sleep 600")
    started = []

    def start(self, command):
        os.kill(os.getpid(), signal.SIGINT)
        started.append(original(self, command))
        return started[0]

    original = translate.Translation._start
    monkeypatch.setattr(translate.Translation, "_start", start)
    assert run(capsys)[0] == 130
    assert started[0].poll() == -signal.SIGTERM
    assert place.left() == ["som-interp"]


def test_ignored_signals_stay_ignored():
    """So that a translation under nohup survives the terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with translate.interruptible():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGHUP, before)
    assert signal.getsignal(signal.SIGTERM) is not signal.default_int_handler


def test_the_end_of_rpython_is_noticed_behind_its_children(place, capsys):
    """A process that it leaves behind holds its output open."""
    place.add_python2(WORKING + "\nsleep 600 &")
    start = time.monotonic()
    assert run(capsys)[0] == 0
    assert time.monotonic() - start < 60


# ------------------------------------------------------------------------------------------------ targetsom.py


def test_a_terminal_shows_the_phase(place, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    place.add_python2(WORKING)
    job = translate.parse_arguments(["--no-jit"])[0]
    stream = Terminal()
    translate.translate(job, None, stream)
    assert "\rrtype (40 %)" in stream.getvalue()
    assert progress.load_times(job.times, False) == progress.default_times(False)  # these phases are not all


def python(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_targetsom_is_the_command():
    result = python("targetsom.py", "--help")
    assert result.returncode == 0
    assert result.stdout.startswith("usage: targetsom.py [-h] [--no-jit]")


def test_targetsom_as_a_target_needs_no_tools():
    code = "import sys, targetsom; print([name for name in sys.modules if name.startswith('som.tools')])"
    assert python("-c", code).stdout == "[]\n"


def test_targetsom_under_python_2_says_what_to_do():
    try:
        interpreter = toolchain.find_python2(None, os.environ)
    except toolchain.ToolchainError:
        pytest.skip("no Python 2.7")
    result = subprocess.run([interpreter, "-B", "targetsom.py"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("targetsom.py: run this with Python 3")
    assert result.stderr.count("\n") == 1
