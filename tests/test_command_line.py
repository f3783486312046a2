"""The command line as a process: options, arguments, exit codes, the class path, broken programs and libraries."""

import os
import shutil

import pytest
from judge import PASS, Expectation, lenient_verdict, strict_verdict
from sources import ROOT
from vm_process import CORE_LIBRARY, run_vm

LIBRARY = os.path.join(ROOT, CORE_LIBRARY)

ECHO = "Echo = ( run: arguments = ( arguments do: [:each | ('[' + each + ']') println ] ) )"


def write_class(directory, name, text):
    directory.mkdir(parents=True, exist_ok=True)
    (directory / (name + ".som")).write_text(text, encoding="utf-8")


def run(*arguments, **keywords):
    """Exit code, stdout and stderr as text."""
    outcome = run_vm(*arguments, **keywords)
    return outcome.status, outcome.stdout.decode("utf-8"), outcome.stderr.decode("utf-8")


def ends_with_error(outcome, message):
    return outcome[0] == 1 and outcome[1].endswith("\nERROR: %s\n" % message)


# Options


@pytest.mark.parametrize("option", ["-h", "--help", "-?"])
def test_help_is_usage_on_stdout(option):
    status, stdout, stderr = run(option)
    assert (status, stderr) == (0, "")
    assert stdout.startswith("Usage:") and "-cp" in stdout


def test_class_path_without_value_shows_usage():
    status, stdout, _ = run("-cp")
    assert status == 0 and "Usage:" in stdout


def test_help_is_an_option_only_before_the_program(tmp_path):
    write_class(tmp_path, "Echo", ECHO)
    assert run("-cp", LIBRARY, "Echo.som", "--help", cwd=tmp_path) == (0, "[Echo]\n[--help]\n", "")


def test_an_unknown_option_is_a_program_name():
    outcome = run("-cp", LIBRARY, "--frobnicate")
    assert ends_with_error(outcome, "Tried loading '--frobnicate' as a class, but failed.")


@pytest.mark.parametrize("expression", ["3", "(1 to: 100000) sum"])
def test_statistics_come_last_and_on_stderr(expression):
    """Also when the JIT has not had anything to do."""
    status, stdout, stderr = run("--stats", "-cp", LIBRARY, "-e", expression)
    assert (status, stdout.count("\n")) == (0, 1)
    lines = stderr.splitlines()
    assert lines[0].startswith("run time") and lines[1].startswith("compiling classes")


@pytest.mark.parametrize("parameters", ["nonsense", "threshold=many", "trace_limit=16385", "retrace_limit=5"])
def test_mistaken_jit_parameters_name_the_way_out(parameters):
    """A VM with a JIT refuses them, one without says that there is nothing to tune."""
    status, _, stderr = run("--jit", parameters, "-cp", LIBRARY, "-e", "3")
    assert (status, "examples: off, threshold=500" in stderr) in [(1, True), (0, False)]
    assert stderr.startswith("som: --jit ")


def test_code_dump_does_not_disturb_the_program(tmp_path):
    write_class(tmp_path, "Echo", ECHO)
    status, stdout, _ = run("-d", "-cp", LIBRARY, "Echo.som", "x", cwd=tmp_path)
    assert status == 0 and stdout.endswith("[Echo]\n[x]\n")


def test_expression_on_the_command_line():
    assert run("-cp", LIBRARY, "-e", "3 + 4") == (0, "7\n", "")


def test_a_value_that_prints_the_stack_trace(tmp_path):
    """A copy of the process does it, which must not go on; the program does."""
    write_class(tmp_path, "A", "A = ( println = ( system printStackTrace. 'end' println ) )")
    status, stdout, stderr = run("-cp", "%s:%s" % (tmp_path, LIBRARY), "-e", "A new")
    assert (status, stderr) == (0, "")
    assert stdout.startswith("A>>println (") and stdout.endswith("A.som, line 1)\nend\n")


def test_a_value_whose_printing_is_an_error(tmp_path):
    write_class(tmp_path, "A", "A = ( println = ( self foo ) )")
    status, stdout, stderr = run("-cp", "%s:%s" % (tmp_path, LIBRARY), "-e", "A new")
    assert (status, stdout) == (1, "\nERROR: Method foo not found in class A\n")
    assert "self foo" in stderr


# Arguments


def test_arguments_reach_the_program_unchanged(tmp_path):
    arguments = ["1", "two words", "", "--gc", "-cp", "-h", "a/b.som", "x.som", "-", "--", "\u2764"]
    write_class(tmp_path, "Echo", ECHO)
    expected = "".join("[%s]\n" % argument for argument in ["Echo"] + arguments)
    assert run("-cp", LIBRARY, "Echo.som", *arguments, cwd=tmp_path) == (0, expected, "")


@pytest.mark.parametrize("program", ["Echo.som", "Echo", "./Echo.som", "./Echo", "sub/../Echo.som"])
def test_program_argument_forms(tmp_path, program):
    """A path and the extension .som are allowed and are not part of the class name."""
    write_class(tmp_path, "Echo", ECHO)
    (tmp_path / "sub").mkdir()
    assert run("-cp", LIBRARY, program, cwd=tmp_path) == (0, "[Echo]\n", "")


@pytest.mark.parametrize("extension", ["", ".som"])
def test_program_in_another_directory(tmp_path, extension):
    write_class(tmp_path / "far", "Echo", ECHO)
    assert run("-cp", LIBRARY, str(tmp_path / "far" / "Echo") + extension) == (0, "[Echo]\n", "")
    assert run("-cp", LIBRARY, "far/Echo" + extension, cwd=tmp_path) == (0, "[Echo]\n", "")


def test_program_found_on_the_class_path(tmp_path):
    write_class(tmp_path / "far", "Echo", ECHO)
    assert run("-cp", "far:" + LIBRARY, "Echo.som", "x", cwd=tmp_path) == (0, "[Echo]\n[x]\n", "")


def test_run_is_used_if_there_is_no_run_with_arguments(tmp_path):
    write_class(tmp_path, "Plain", "Plain = ( run = ( 'ran' println. ^ 3 ) )")
    assert run("-cp", LIBRARY, "Plain.som", "ignored", cwd=tmp_path) == (0, "ran\n", "")


def test_an_inherited_run_with_arguments_is_preferred(tmp_path):
    write_class(tmp_path, "Echo", ECHO)
    write_class(tmp_path, "Heir", "Heir = Echo ( run = ( 'wrong' println ) )")
    assert run("-cp", LIBRARY, "Heir.som", cwd=tmp_path) == (0, "[Heir]\n", "")


# Exit codes


@pytest.mark.parametrize(
    "statement, status",
    [
        ("3", 0),
        ("system exit: 0", 0),
        ("system exit", 0),
        ("system exit: 1", 1),
        ("system exit: 255", 255),
        ("self error: 'x'", 1),
        ("self unknown", 1),
        ("Unknown", 1),
        ("1 / 0", 1),
        ("self subclassResponsibility", 1),
        ("#(1) at: 2", 1),
    ],
)
def test_exit_codes(tmp_path, statement, status):
    write_class(tmp_path, "Ends", "Ends = ( run = ( %s ) )" % statement)
    assert run("-cp", LIBRARY, "Ends.som", cwd=tmp_path)[0] == status


def test_program_class_not_found(tmp_path):
    outcome = run("-cp", LIBRARY, "Missing.som", cwd=tmp_path)
    assert ends_with_error(outcome, "Tried loading 'Missing' as a class, but failed.")
    assert outcome[1] == "\nERROR: Tried loading 'Missing' as a class, but failed.\n"


def test_program_without_run(tmp_path):
    write_class(tmp_path, "Still", "Still = ( walk = ( ) )")
    outcome = run("-cp", LIBRARY, "Still.som", cwd=tmp_path)
    assert ends_with_error(outcome, "Method run not found in class Still")


def test_program_that_is_a_directory(tmp_path):
    (tmp_path / "Folder.som").mkdir()
    status, _, stderr = run("-cp", LIBRARY, "Folder.som", cwd=tmp_path)
    assert status == 1 and "Traceback (most recent call last)" not in stderr


def test_program_that_is_not_utf_8(tmp_path):
    """Bytes that are no UTF-8 end in an error of the VM or are carried through, never in a host traceback."""
    (tmp_path / "Bytes.som").write_bytes(b"Bytes = ( run = ( '\xff' println ) )")
    outcome = run_vm("-cp", LIBRARY, "Bytes.som", cwd=tmp_path)
    assert outcome.status in (0, 1)
    assert b"Traceback (most recent call last)" not in outcome.stderr


# The class path


def say(text):
    return "Helper = ( say = ( ^ '%s' ) )" % text


ASKING = "Asking = ( run = ( Helper new say println ) )"


def test_the_directory_of_the_program_comes_first(tmp_path):
    write_class(tmp_path / "program", "Asking", ASKING)
    write_class(tmp_path / "program", "Helper", say("program"))
    write_class(tmp_path / "one", "Helper", say("one"))
    write_class(tmp_path, "Helper", say("current"))
    assert run("-cp", "one:" + LIBRARY, "program/Asking.som", cwd=tmp_path)[1] == "program\n"


def test_class_path_entries_are_searched_in_order(tmp_path):
    write_class(tmp_path / "program", "Asking", ASKING)
    write_class(tmp_path / "one", "Helper", say("one"))
    write_class(tmp_path / "two", "Helper", say("two"))
    write_class(tmp_path, "Helper", say("current"))
    assert run("-cp", "one:two:" + LIBRARY, "program/Asking.som", cwd=tmp_path)[1] == "one\n"
    assert run("-cp", LIBRARY + ":two:one", "program/Asking.som", cwd=tmp_path)[1] == "two\n"


def test_the_current_directory_comes_last(tmp_path):
    write_class(tmp_path / "program", "Asking", ASKING)
    write_class(tmp_path, "Helper", say("current"))
    assert run("-cp", LIBRARY, "program/Asking.som", cwd=tmp_path)[1] == "current\n"


def test_directories_on_the_class_path_that_do_not_exist_are_skipped(tmp_path):
    write_class(tmp_path, "Asking", ASKING)
    write_class(tmp_path / "one", "Helper", say("one"))
    assert run("-cp", "nowhere:one::" + LIBRARY, "Asking.som", cwd=tmp_path) == (0, "one\n", "")


def test_directories_are_not_searched_recursively(tmp_path):
    write_class(tmp_path, "Asking", ASKING)
    write_class(tmp_path / "one" / "deep", "Helper", say("deep"))
    outcome = run("-cp", "one:" + LIBRARY, "Asking.som", cwd=tmp_path)
    assert ends_with_error(outcome, "Tried loading 'Helper' as a class, but failed.")


def test_without_class_path_the_current_directory_and_the_program_count(tmp_path):
    write_class(tmp_path / "program", "Asking", ASKING)
    write_class(tmp_path, "Helper", say("current"))
    assert run("program/Asking.som", cwd=tmp_path) == (0, "current\n", "")


def test_a_class_whose_name_differs_from_its_file_loads_silently(tmp_path):
    write_class(tmp_path, "File", "Klass = ( run = ( self println. (File == Klass) println ) )")
    assert run("-cp", LIBRARY, "File.som", cwd=tmp_path) == (0, "instance of Klass\ntrue\n", "")


# Broken programs


def test_missing_superclass(tmp_path):
    write_class(tmp_path, "Orphan", "Orphan = Nobody ( run = ( 'wrong' println ) )")
    status, stdout, stderr = run("-cp", LIBRARY, "Orphan.som", cwd=tmp_path)
    assert (status, stdout) == (1, "")
    assert "Super class Nobody could not be loaded" in stderr


def test_missing_superclass_of_a_class_loaded_later(tmp_path):
    write_class(tmp_path, "Uses", "Uses = ( run = ( 'before' println. Orphan new. 'after' println ) )")
    write_class(tmp_path, "Orphan", "Orphan = Nobody ( )")
    status, stdout, stderr = run("-cp", LIBRARY, "Uses.som", cwd=tmp_path)
    assert (status, stdout) == (1, "before\n")
    assert "Super class Nobody could not be loaded" in stderr


@pytest.mark.parametrize("text", ["Own = Own ( run = ( ) )", "Own = Other ( run = ( ) )"])
def test_circular_superclasses_are_an_error(tmp_path, text):
    write_class(tmp_path, "Own", text)
    write_class(tmp_path, "Other", "Other = Own ( )")
    status, stdout, stderr = run("-cp", LIBRARY, "Own.som", cwd=tmp_path)
    assert (status, stdout) == (1, "") and stderr != ""
    assert "Traceback (most recent call last)" not in stderr


TRUNCATED = "Whole = ( | a | run = ( | b | b := #(1 'two' #three). [:x | b at: x ] value: 1. ^ (3 + 4) ) ---- c = ( ) )"


@pytest.mark.parametrize("length", range(0, len(TRUNCATED), 6))
def test_truncated_programs_are_errors(tmp_path, length):
    (tmp_path / "Whole.som").write_text(TRUNCATED[:length])
    status, stdout, stderr = run("-cp", LIBRARY, "Whole.som", cwd=tmp_path)
    assert (status, stdout) == (1, "")
    assert "Whole.som" in stderr and "Traceback" not in stderr


def test_the_whole_of_the_truncated_program_is_correct(tmp_path):
    (tmp_path / "Whole.som").write_text(TRUNCATED)
    assert run("-cp", LIBRARY, "Whole.som", cwd=tmp_path) == (0, "", "")


# Core libraries


@pytest.fixture
def library_copy(tmp_path):
    """A copy of the core library that may be changed."""
    shutil.copytree(LIBRARY, str(tmp_path / "library"))
    return tmp_path / "library"


def with_method(text, method):
    """The class text with one more method at the end of the instance side."""
    head, separator, tail = text.partition("\n    ----")
    if not separator:
        head, tail = text.rstrip()[:-1], ")\n"
    return head + "\n" + method + "\n" + separator + tail


def test_another_core_library_is_used(tmp_path, library_copy):
    source = library_copy / "Boolean.som"
    source.write_text(with_method(source.read_text(), "xor: other = ( ^ self == other value not )"))
    write_class(tmp_path, "Uses", "Uses = ( run = ( (true xor: false) println. (true xor: true) println ) )")
    assert run("-cp", "library", "Uses.som", cwd=tmp_path) == (0, "true\nfalse\n", "")


def test_a_core_class_can_be_replaced_alone(tmp_path, library_copy):
    """The directory of the program comes first, for core classes, too."""
    source = (library_copy / "Integer.som").read_text()
    write_class(tmp_path / "program", "Integer", with_method(source, "double = ( ^ self + self )"))
    write_class(tmp_path / "program", "Uses", "Uses = ( run = ( 21 double println. (1 << 70) double println ) )")
    expected = "42\n%d\n" % (1 << 71)
    assert run("-cp", "library", "program/Uses.som", cwd=tmp_path) == (0, expected, "")


@pytest.mark.parametrize("name", ["Object", "Integer", "Block1", "System"])
def test_a_broken_core_class_is_reported(tmp_path, library_copy, name):
    (library_copy / (name + ".som")).write_text("%s = ( | | |" % name)
    write_class(tmp_path, "Uses", "Uses = ( run = ( 'wrong' println ) )")
    status, stdout, stderr = run("-cp", "library", "Uses.som", cwd=tmp_path)
    assert status != 0 and stdout == ""
    assert name + ".som" in stderr and "Traceback" not in stderr


# Tracebacks with all control structures as sends

BRANCHES = """T = (
    run = ( (self choose: false) println )
    choose: flag = (
        ^ flag
            ifTrue: [ 1 ]
            ifFalse: [ 7 / 0 ]
    )
)
"""

ALL_ENTRIES = """Traceback (most recent call at bottom):
...
...T.som, line 2, column 13:
run = ( (self choose: false) println )
...T.som, line 4, column 10:
^ flag
ifTrue: [ 1 ]
ifFalse: [ 7 / 0 ]
...Boolean.som, line...
self ifFalse: [ ^falseBlock value ].
...False.som, line...
ifFalse: block = ( ^block value )
...Boolean.som, line...
self ifFalse: [ ^falseBlock value ].
...T.som, line 6, column 23:
ifFalse: [ 7 / 0 ]
Division by zero."""


def test_traceback_of_a_conditional_that_is_not_inlined(tmp_path):
    """The entries of the library's conditionals are there, between the method and its block."""
    (tmp_path / "T.som").write_text(BRANCHES)
    outcome = run_vm("--no-inlining", "-cp", LIBRARY, "T.som", cwd=tmp_path)
    expectation = Expectation(status=1, stdout=[], stderr=ALL_ENTRIES.split("\n"))
    assert strict_verdict(expectation, outcome).state == PASS, outcome.stderr.decode()
    assert lenient_verdict(expectation, outcome).state == PASS


def test_nothing_stands_before_a_traceback(tmp_path):
    (tmp_path / "T.som").write_text(BRANCHES)
    stderr = run("-cp", LIBRARY, "T.som", cwd=tmp_path)[2]
    assert stderr.startswith("Traceback (most recent call at bottom):\n  File ")
    assert stderr.endswith("\nDivision by zero.\n")


def test_entries_of_a_traceback_are_indented(tmp_path):
    (tmp_path / "T.som").write_text("T = (\n    go = ( ^ 7 / 0 )   \n    run = ( self go )\n)\n")
    stderr = run("-cp", LIBRARY, "T.som", cwd=tmp_path)[2]
    assert "T.som, line 3, column 12:\n        run = ( self go )\n" in stderr
    assert stderr.endswith("T.som, line 2, column 13:\n        go = ( ^ 7 / 0 )\nDivision by zero.\n")
