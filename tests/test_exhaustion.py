"""What a program has used up, or that it was interrupted, is told by message and exit status; no output is lost.

SOM_VM names the VM, see `vm_process`.
"""

import os
import signal
import subprocess
import time

import pytest
from sources import ROOT
from vm_process import CORE_LIBRARY, run_vm, vm_command

RECURSION = "down: n = ( ^ 1 + (self down: n + 1) ) run = ( 'kept' println. self down: 1 )"
LOOP = "run = ( | i | 'kept' println. i := 0. [ true ] whileTrue: [ i := i + 1 ] )"
SENDS = "run = ( 'kept' println. [ true ] whileTrue: [ self go: 100 ] ) go: n = ( n > 0 ifTrue: [ self go: n - 1 ] )"
PRINTING = "run = ( 'kept' println. 1 to: 100000000 do: [:i | 'a line of text' println ] )"
TREE = "run = ( 'kept' println. self grow: 1000 ) grow: n = ( n > 0 ifTrue: [ self grow: n - 1. self grow: n - 1 ] )"
LIST = "run = ( | v | 'kept' println. v := Vector new. [ true ] whileTrue: [ v append: self text + v size asString ] )"
LONG_TEXT = " text = ( | s | s := 'x'. 16 timesRepeat: [ s := s + s ]. ^ s )"
LIST += LONG_TEXT
TEXT = "run = ( | s | 'kept' println. s := 'abc'. [ true ] whileTrue: [ s := s + s ] )"
ARRAY = "run = ( | a | 'kept' println. a := Array new: 1000000000000. (a at: 1 put: self) println )"
SHIFT = "run = ( 'kept' println. (1 << 4000000000) println )"
HEADER = b"Traceback (most recent call at bottom):\n"

pytestmark = pytest.mark.usefixtures("at_full_speed")


def arguments(tmp_path, members):
    """What the command line needs to run a class with these members."""
    program = tmp_path / "T.som"
    program.write_text("T = (\n%s\n)\n" % members)
    return ["-cp", CORE_LIBRARY, str(program)]


def run(tmp_path, members, *options):
    return run_vm(*options, *arguments(tmp_path, members))


def start(tmp_path, members, stdout):
    """The process that runs the class."""
    command = vm_command() + arguments(tmp_path, members)
    return subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE)


def check(outcome, status, message):
    """Everything that was printed, a traceback that ends at the program, the message, and nothing else."""
    assert (outcome.status, outcome.stdout[:5]) == (status, b"kept\n")
    assert outcome.stderr.startswith(HEADER) and outcome.stderr.endswith(b"\n" + message + b".\n"), outcome.stderr
    assert b"T.som, line 2, column" in outcome.stderr and b'.py"' not in outcome.stderr


def test_depth(tmp_path):
    check(run(tmp_path, RECURSION, "--max-depth", "500"), 122, b"Depth limit of 500 activations exceeded")


def test_depth_that_suffices(tmp_path):
    """Loops and returns give back what they took."""
    members = "go = ( #(1 2) do: [:x | ^ x ] ) run = ( 1 to: 2000 do: [:i | self go ]. 'done' println )"
    outcome = run(tmp_path, members, "--max-depth", "20")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"done\n", b"")


@pytest.mark.parametrize("members", [LIST, TEXT, SHIFT, ARRAY], ids=["list", "text", "shift", "array"])
def test_heap(tmp_path, members):
    check(run(tmp_path, members, "--max-heap", "48M"), 123, b"Out of memory")


def test_heap_that_suffices(tmp_path):
    """What is no longer used does not count."""
    members = "run = ( 1 to: 2000 do: [:i | self text + i asString ]. 'done' println )" + LONG_TEXT
    outcome = run(tmp_path, members, "--max-heap", "48M")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"done\n", b"")


@pytest.mark.parametrize("members", [LOOP, SENDS, TREE, PRINTING], ids=["loop", "sends", "tree", "printing"])
def test_time(tmp_path, members):
    check(run(tmp_path, members, "--time-limit", "2"), 124, b"Time limit of 2 seconds exceeded")


def test_time_in_a_long_primitive(tmp_path):
    """It cannot be interrupted: the process ends all the same, seconds later. Hosted, Python's watchdog does it."""
    members = "run = ( 'kept' println. (1 << 100000000) asString )"
    outcome = run(tmp_path, members, "--time-limit", "1", "--max-heap", "8G")
    assert outcome.status in ([124] if os.environ.get("SOM_VM") else [1, 124])
    assert b'.py"' not in outcome.stderr


def test_time_that_suffices(tmp_path):
    outcome = run(tmp_path, "run = ( 'done' println )", "--time-limit", "100")
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"done\n", b"")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("members", [LOOP, SENDS, PRINTING], ids=["loop", "sends", "printing"])
def test_interrupt(tmp_path, members):
    """Status and message, also where machine code does not look for interrupts; what was printed arrives."""
    with open(str(tmp_path / "output"), "wb") as output:
        process = start(tmp_path, members, output)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert errors.endswith(b"Interrupted.\n") and b".py" not in errors
    assert (tmp_path / "output").read_bytes().startswith(b"kept\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX pipe")
def test_closed_pipe(tmp_path):
    """As with `| head -1`: the status that other tools have, and silence."""
    process = start(tmp_path, PRINTING, subprocess.PIPE)
    assert process.stdout.readline() == b"kept\n"
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (141, b"")


@pytest.mark.parametrize("option", ["--max-heap=1", "--max-depth=no", "--time-limit="])
def test_mistaken_limits(option):
    outcome = run_vm(option, "Hello")
    assert (outcome.status, outcome.stdout) == (1, b"")
    assert outcome.stderr.startswith(b"som: --") and outcome.stderr.count(b"\n") == 1


def test_program_from_standard_input():
    """A class definition; its class is run like that of a file, with arguments."""
    text = b"Piped = ( run: arguments = ( (arguments at: 1) println. (arguments at: 2) println. Piped println ) )"
    outcome = run_vm("-cp", CORE_LIBRARY, "-", "x", stdin=text)
    assert (outcome.status, outcome.stdout, outcome.stderr) == (0, b"Piped\nx\nPiped\n", b"")


@pytest.mark.parametrize("text", [b"", b"Broken = ( run = ( ", b"3 + 4", b"\xff\x00"])
def test_broken_program_from_standard_input(text):
    outcome = run_vm("-cp", CORE_LIBRARY, "-", stdin=text)
    assert (outcome.status, outcome.stdout) == (1, b"")
    assert b"<stdin>" in outcome.stderr and b".py" not in outcome.stderr


def test_errors_in_a_program_from_standard_input_have_places():
    outcome = run_vm("-cp", CORE_LIBRARY, "-", stdin=b"Piped = (\n    run = ( 1 to: 2 do: [:i | 7 / 0 ] )\n)\n")
    assert outcome.status == 1
    assert b"  File <stdin>, line 2, column" in outcome.stderr and outcome.stderr.endswith(b"\nDivision by zero.\n")


def test_closed_standard_input_as_program():
    assert run_vm("-cp", CORE_LIBRARY, "-", stdin=None).status == 1
