"""The `som` command as a process: real programs, real exit statuses, no Python traceback."""

import os
import platform
import signal
import subprocess
import sys
import time

import pytest
from som.cli.options import VERSION
from som.tools import toolchain
from sources import ROOT

DEEP = "Deep = ( down: n = ( n = 0 ifTrue: [ ^ 0 ]. ^ 1 + (self down: n - 1) ) run = ( (self down: %d) println ) )"
ENDLESS = "Endless = ( run = ( 1 to: 20000 do: [ :i | '.' print ]. 'kept' println. [ true ] whileTrue: [ ] ) )"


def som(*arguments, text="", directory=ROOT):
    """(status, stdout, stderr) of `python -m som`, decoded."""
    done = subprocess.run(
        [sys.executable, "-m", "som"] + [str(argument) for argument in arguments],
        input=text.encode("utf-8"),
        cwd=str(directory),
        env=dict(os.environ, PYTHONPATH=ROOT),
        capture_output=True,
        timeout=120,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_hello():
    status, output, errors = som(os.path.join("Examples", "Hello.som"))
    assert (status, errors) == (0, "")
    assert "Hello" in output


def test_version_names_the_host():
    host = "%s %s" % (platform.python_implementation(), platform.python_version())
    assert som("--version") == (0, "som %s, hosted by %s\n" % (VERSION, host), "")


def test_program_in_the_current_directory(tmp_path):
    (tmp_path / "Here.som").write_text("Here = ( run: arguments = ( (arguments at: 2) println ) )")
    assert som("Here", "argument", directory=tmp_path) == (0, "argument\n", "")


def test_arguments_keep_their_bytes(tmp_path):
    (tmp_path / "A.som").write_text(
        "A = ( run: arguments = ( (arguments at: 2) println. (arguments at: 2) length println ) )"
    )
    assert som(tmp_path / "A.som", "\u00e4\u20ac") == (0, "\u00e4\u20ac\n2\n", "")


def test_directories_that_are_not_ascii(tmp_path):
    directory = tmp_path / "\u00e4"
    directory.mkdir()
    (directory / "A.som").write_text("A = ( run = ( 7 println ) )")
    assert som(directory / "A.som") == (0, "7\n", "")


def test_exit_status(tmp_path):
    (tmp_path / "A.som").write_text("A = ( run = ( 'out' print. system exit: 7 ) )")
    assert som(tmp_path / "A.som") == (7, "out", "")


def test_error_of_the_program():
    assert som("-e", "nil foo")[:2] == (1, "\nERROR: Method foo not found in class Nil\n")


def test_unknown_option():
    status, output, errors = som("--foo")
    assert (status, output) == (1, "\nERROR: Tried loading '--foo' as a class, but failed.\n")
    assert errors == "som: there is no option '--foo'; 'som --help' lists the options\n"


def test_missing_program():
    status, output, errors = som("Nowhere/Missing.som")
    assert (status, output) == (1, "\nERROR: Tried loading 'Missing' as a class, but failed.\n")
    assert errors == "som: there is no Missing.som in Nowhere, .\n"


def test_vm_error_has_a_traceback():
    status, output, errors = som("-e", "1 / 0")
    assert (status, output) == (1, "")
    assert errors.startswith("Traceback (most recent call at bottom):\n")
    assert errors.endswith("\nDivision by zero.\n")


def test_expression_prints_its_value():
    assert som("-e", "| a | a := 3. a + 4") == (0, "7\n", "")


@pytest.mark.parametrize("source", ["A = (", "A = ( run = ( ) ", "A = ( run = ( 'abc ) )", "\0\xff", "A"])
def test_broken_programs(tmp_path, source):
    """A message that names the file, nothing on stdout, no host traceback."""
    (tmp_path / "A.som").write_text(source, encoding="latin-1")
    status, output, errors = som(tmp_path / "A.som")
    assert (status, output) == (1, "")
    assert "A.som:1:" in errors and ".py" not in errors


def test_shell_session():
    status, output, errors = som(text="3 + 4\nit * 2\n\n#foo\n1 +\n1. 2\n1 / 0\n[ system exit: 5 ] value\n")
    assert status == 5
    banner = 'SOM Shell. Type "quit" to exit.\n\n'
    assert output == banner + "---> it = 7\n---> it = 14\n---> ---> it = #foo\n---> ---> ---> ---> "
    assert errors.count("<input>") >= 2 and errors.endswith("Division by zero.\n")


def test_shell_error_ends_the_process():
    status, output, _ = som(text="nil foo\n3\n")
    assert (status, output.endswith("---> \nERROR: Method foo not found in class Nil\n")) == (1, True)


def test_shell_quits():
    assert som(text="quit\n3\n") == (0, 'SOM Shell. Type "quit" to exit.\n\n---> ', "")


def test_no_inlining_means_the_same(tmp_path):
    (tmp_path / "A.som").write_text("A = ( run = ( 3 = 3 ifTrue: [ 'yes' println ]. 1 to: 3 do: [ :i | i println ] ) )")
    assert som("--no-inlining", tmp_path / "A.som") == som(tmp_path / "A.som") == (0, "yes\n1\n2\n3\n", "")


def test_listing_goes_to_stderr(tmp_path):
    (tmp_path / "A.som").write_text("A = ( run = ( 7 println ) )")
    status, output, errors = som("-d", tmp_path / "A.som")
    assert (status, output) == (0, "7\n")
    assert "A>>#run" in errors or "A>>run" in errors


def test_deep_recursion(tmp_path):
    (tmp_path / "Deep.som").write_text(DEEP % 10000)
    assert som(tmp_path / "Deep.som") == (0, "10000\n", "")


def test_endless_recursion_ends_in_an_error(tmp_path):
    (tmp_path / "Deep.som").write_text(DEEP % 100000000)
    status, output, errors = som(tmp_path / "Deep.som")
    assert (status, output) == (1, "")
    assert errors != "" and ".py" not in errors


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_interrupt(tmp_path):
    """What was printed is not lost, and there is no host traceback."""
    (tmp_path / "Endless.som").write_text(ENDLESS)
    command = [sys.executable, "-m", "som", str(tmp_path / "Endless.som")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1)  # the program runs, and has filled a buffer
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert errors.startswith(b"Traceback (most recent call at bottom):\n")
    assert b"Endless.som, line 1, column" in errors and errors.endswith(b"\nInterrupted.\n") and b".py" not in errors
    assert output.endswith(b".kept\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX pipe")
def test_closed_pipe_is_silent(tmp_path):
    (tmp_path / "A.som").write_text("A = ( run = ( 1 to: 200000 do: [ :i | i println ] ) )")
    command = [sys.executable, "-m", "som", str(tmp_path / "A.som")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk():
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "som", "Examples/Hello.som"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, done.stderr) == (1, b"som: cannot write: No space left on device\n")


@pytest.mark.skipif("COVERAGE_PROCESS_CONFIG" in os.environ, reason="coverage slows the child down")
def test_start_is_fast():
    """Starting, loading the core library and printing a line. Processor time: others may be using the machine."""
    best = 60.0
    for _ in range(3):
        before = os.times()
        som(os.path.join("Examples", "Hello.som"))
        after = os.times()
        best = min(best, after.children_user + after.children_system - before.children_user - before.children_system)
    assert best < 0.6


def test_imports_stay_few():
    """Each of these costs milliseconds at every start."""
    slow = {"argparse", "pathlib", "re", "subprocess", "typing"}
    code = "import sys, som.cli.hosting; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-E", "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert slow & set(done.stdout.decode().split()) == set()
    assert b"som.universe.universe" in done.stdout, done.stderr


def test_an_old_python_says_what_is_needed():
    try:
        interpreter = toolchain.find_python2(None, os.environ)
    except toolchain.ToolchainError:
        pytest.skip("no Python 2.7")
    done = subprocess.run([interpreter, "-B", "-m", "som"], cwd=ROOT, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"som: this is Python 2.7, the hosted machine needs 3.9 or newer\n"
