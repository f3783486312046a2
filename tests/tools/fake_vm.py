"""A script that stands for a VM which does a certain thing wrong, or right."""

import sys
import textwrap

from som.tools.fuzzing_running import Vm

PYTHON_TRACEBACK = """
Traceback (most recent call last):
  File "/somewhere/som/objects/layout.py", line 17, in slot
    return self.slots[index]
IndexError: list index out of range
"""

RPYTHON_TRACEBACK = """
RPython traceback:
  File "som_interpreter.c", line 1234, in Interpreter_run
Fatal RPython error: AssertionError
"""

# What a VM may do wrong: name -> (body of the script, beginning of the problem).
MISBEHAVIOUR = {
    "Python traceback": (
        "sys.stderr.write(%r); sys.exit(1)" % PYTHON_TRACEBACK,
        "Python traceback in layout.py, line 17",
    ),
    "traceback on stdout": ("sys.stdout.write(%r)" % PYTHON_TRACEBACK, "Python traceback"),
    "RPython traceback": ("sys.stderr.write(%r); sys.exit(1)" % RPYTHON_TRACEBACK, "RPython traceback"),
    "internal error": ("sys.stderr.write('som: internal error: x\\n'); sys.exit(1)", "internal error"),
    "bug": ("sys.exit(70)", "status 70"),
    "undocumented status": ("sys.exit(3)", "status 3"),
    "segmentation fault": ("os.kill(os.getpid(), signal.SIGSEGV)", "signal SIGSEGV"),
    "abort": ("os.abort()", "signal SIGABRT"),
    "hang": ("time.sleep(60)", "no end"),
    "hang that ignores ^C": ("signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)", "no end"),
    "memory": ("x = bytearray(500 << 20); sys.exit(0)", "memory"),
    "memory without bounds": ("x = bytearray(1 << 40)", "Python traceback"),
    "Valgrind": ("sys.stderr.write('==123== Invalid read of size 8\\n')", "Valgrind"),
}


def fake_vm(directory, body, options=()):
    """A Vm that executes this Python."""
    script = directory / "vm.py"
    script.write_text("import os, signal, sys, time\n" + textwrap.dedent(body) + "\n")
    return Vm("fake", (sys.executable, "-S", str(script)), tuple(options))
