"""Runs of everything the project has: {name: (arguments, bytes to read)} for the command line of the machine."""

import re

from judge import expectation_of
from test_examples import AWFY, CLASSIC, INTERPRETER, SMALLEST_SIZE, awfy_names, classic_names
from test_lang import CONTROLLED, NO_INLINING, PLACES, PROGRAMS, source_of

from tests.parity.vms import CORE_LIBRARY

TEST_SUITE = ("-cp", "core-lib/TestSuite", "core-lib/TestSuite/TestHarness.som")
STACK, REGISTER = "Examples/StackMachine", "Examples/RegisterMachine"
TOO_LONG_ON_HOSTED = ("Havlak", "CD")

SHELL_INPUT = """1 + 2
'gr\u00fc\u00df' length
x := 3
[ 1. ^ 2 ] value
nil foo
#(1 2.5 #a 'b') at: 9
system global: #y put: 1 << 100
y / 3
(
"""


def language_programs():
    runs = {}
    for name in PROGRAMS:
        class_path = expectation_of(source_of(name)).classpath(CORE_LIBRARY, PLACES)
        runs["lang " + name] = ("-cp", class_path, PROGRAMS[name])
        if name in CONTROLLED:
            runs["lang %s %s" % (name, NO_INLINING)] = (NO_INLINING, "-cp", class_path, PROGRAMS[name])
    return runs


def examples():
    runs = {
        "Hello": ("Examples/Hello.som",),
        "Hello, listed": ("-d", "Examples/Hello.som"),
        "Echo": ("Examples/Echo.som", "a", "-b", "c d", "\u2764"),
        "StackDemo": (STACK + "/StackDemo.som",),
        "RegisterDemo": ("-cp", STACK, REGISTER + "/RegisterDemo.som"),
        "CompareMachines": ("-cp", STACK, REGISTER + "/CompareMachines.som"),
        "Operations": ("-cp", CLASSIC, INTERPRETER + "/OperationTable.som", "20"),
    }
    for name in classic_names():
        runs["benchmark " + name] = (CLASSIC + "/BenchmarkHarness.som", name)
    for name in awfy_names():
        if name not in TOO_LONG_ON_HOSTED:
            class_path = AWFY + "/Core:" + AWFY + "/" + name
            runs["AWFY " + name] = ("-cp", class_path, AWFY + "/Harness.som", name, "1", SMALLEST_SIZE.get(name, "1"))
    return runs


def command_lines():
    """Ways to start the machine."""
    return {
        "TestSuite": TEST_SUITE,
        "TestSuite --no-inlining": (NO_INLINING,) + TEST_SUITE,
        "TestSuite, listed": ("-d",) + TEST_SUITE,
        "-e": ("-e", "(1 << 100) println. 1 // 3"),
        "-e with an error": ("-e", "#(1) at: 2"),
        "-e of nonsense": ("-e", "1 + + 2 )"),
        "-e with a program": ("-e", "1", "Hello"),
        "no such class": ("Examples/Missing.som",),
        "no such option": ("--missing",),
        "-cp without a value": ("-cp",),
        "--help": ("--help",),
    }


def all_runs():
    runs = {name: (arguments, b"") for name, arguments in language_programs().items()}
    runs.update((name, (arguments, b"")) for name, arguments in examples().items())
    runs.update((name, (arguments, b"")) for name, arguments in command_lines().items())
    runs["shell"] = ((), SHELL_INPUT.encode("utf-8"))
    return runs


def without_measurements(name, output):
    """The bytes without the numbers that tell how long something took; only benchmarks print such."""
    if not name.startswith(("benchmark ", "AWFY ", "Operations")):
        return output
    output = re.sub(rb"-?[0-9]+(us|ms|n|bytes)\b", rb"N\1", output)
    return re.sub(rb"(?m) +20 +[0-9]+ +[0-9]+\.[0-9]$", b" 20 N N", output)


def comparable(name, outcome):
    """What must be the same on all machines: (status, stdout, stderr)."""
    stderr = outcome.stderr
    if stderr.endswith(b"\nStack overflow.\n"):  # how deep a program gets depends on the machine
        stderr = stderr.split(b"\n  ... ")[0] + b"\n  ...\nStack overflow.\n"
    return outcome.status, without_measurements(name, outcome.stdout), stderr
