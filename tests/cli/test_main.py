"""Exit statuses, and what goes to stdout and stderr in which order."""

import errno

import pytest
from som.cli import main as main_module
from som.cli.machine import Machine
from som.cli.options import USAGE, VERSION
from som.cli.statuses import BROKEN_PIPE, FAILURE, INTERNAL_ERROR, OUT_OF_MEMORY
from som.errors import CompileErrors, Diagnostic, Exit, FatalError, LoadError, VMError
from som.source import SourceText


HOST = "hosted by a test"


def main(universe, argv):
    return main_module.main(universe, argv, Machine(HOST, False))


def raising(error):
    """A program that prints, without flushing, and then fails."""

    def behaviour(universe):
        universe.stdout.write("before\n")
        raise error

    return behaviour


def status_and_errors(universe, *arguments):
    status = main(universe, ["som"] + list(arguments))
    return status, universe.stderr.text


def test_program(scripted):
    universe = scripted()
    assert status_and_errors(universe, "-cp", "lib", "dir/Hello.som", "-x") == (0, "")
    assert universe.arguments == ["Hello", "-x"]
    assert universe.booted_with == (["dir", "lib", "", "core"], True, False)


def test_options_reach_the_universe_before_it_boots(scripted):
    universe = scripted()
    main(universe, ["som", "--no-inlining", "-d", "Hello"])
    assert universe.booted_with == (["", "core"], False, True)


@pytest.mark.parametrize("option", ["-h", "--help", "-?"])
def test_usage(scripted, option):
    universe = scripted()
    assert status_and_errors(universe, option) == (0, "")
    assert universe.stdout.text == USAGE
    assert universe.booted_with is None


def test_version(scripted):
    universe = scripted()
    assert main(universe, ["som", "--version"]) == 0
    assert universe.stdout.text == "som %s, hosted by a test\n" % VERSION


def test_hosted_is_nothing_new_to_the_hosted_machine(scripted):
    universe = scripted()
    assert status_and_errors(universe, "--hosted", "A") == (0, "")
    assert universe.arguments == ["A"]


def test_the_native_machine_cannot_become_hosted(scripted, monkeypatch):
    monkeypatch.setattr(main_module, "we_are_translated", lambda: True)
    universe = scripted()
    status, errors = status_and_errors(universe, "--hosted", "A")
    assert (status, errors) == (1, "som: this is the native machine; 'python3 -m som' runs the hosted one\n")
    assert universe.arguments is None


def test_misuse_shows_what_is_wrong_and_the_usage(scripted):
    universe = scripted()
    assert status_and_errors(universe, "-cp") == (0, "som: -cp needs a value\n")
    assert universe.stdout.text == USAGE


@pytest.mark.parametrize("code, status", [(0, 0), (3, 3), (256, 0), (257, 1), (-1, 255), (2**62, 0)])
def test_exit_status_is_a_byte(scripted, code, status):
    universe = scripted(raising(Exit(code)))
    assert status_and_errors(universe, "A") == (status, "")
    assert universe.stdout.text == "before\n"


def test_unknown_option_is_explained(scripted):
    universe = scripted(raising(Exit(1)))
    universe.has_class = False
    status, errors = status_and_errors(universe, "--foo", "A.som")
    assert (status, errors) == (1, "som: there is no option '--foo'; 'som --help' lists the options\n")


def test_missing_program_file_is_explained(scripted):
    universe = scripted(raising(Exit(1)))
    universe.has_class = False
    status, errors = status_and_errors(universe, "-cp", "lib", "nowhere/A.som")
    assert (status, errors) == (1, "som: there is no A.som in nowhere, lib, .\n")


def test_directories_are_no_programs(scripted, tmp_path):
    universe = scripted(raising(Exit(1)))
    universe.has_class = False
    status, errors = status_and_errors(universe, str(tmp_path))
    assert status == 1
    assert errors == "som: '%s' is a directory; a program is a class in a file, such as Main.som\n" % tmp_path


def test_a_program_without_a_name(scripted):
    universe = scripted(raising(Exit(1)))
    universe.has_class = False
    assert status_and_errors(universe, "") == (1, "som: '' names no class\n")


def test_programs_that_ran_get_no_explanation(scripted):
    """Even if there is a directory of that name."""
    assert status_and_errors(scripted(raising(Exit(3))), "tests") == (3, "")


@pytest.mark.parametrize("arguments", [["-e", "3"], []])
def test_only_programs_are_looked_for(scripted, monkeypatch, arguments):
    universe = scripted()
    universe.has_class = False
    monkeypatch.setattr(universe, "boot", lambda: raising(Exit(3))(universe))
    assert status_and_errors(universe, *arguments) == (3, "")


def test_programs_that_exist_get_no_explanation(scripted, tmp_path):
    (tmp_path / "A.som").write_text("A = ()")
    universe = scripted(raising(Exit(1)))
    universe.has_class = False
    assert status_and_errors(universe, str(tmp_path / "A.som")) == (1, "")


def test_vm_error_comes_behind_the_output(scripted):
    universe = scripted(raising(VMError("Division by zero")))
    assert main(universe, ["som", "A"]) == FAILURE
    assert universe.log == [("out", "before\n"), ("err", "Traceback of Division by zero.\n")]


def test_syntax_error(scripted, syntax_error):
    status, errors = status_and_errors(scripted(raising(syntax_error)), "A")
    assert status == FAILURE
    assert "Bad.som" in errors and "unexpected '!'" in errors


def test_compile_errors(scripted):
    source = SourceText("A.som", "A = (\n  | a a |\n)\n")
    error = CompileErrors(source, [Diagnostic(12, 13, "Field 'a' has already been defined in this class.")])
    status, errors = status_and_errors(scripted(raising(error)), "A")
    assert status == FAILURE
    assert errors == ("File 'A.som', line 2, column 7:\n  | a a |\nField 'a' has already been defined in this class.\n")


@pytest.mark.parametrize(
    "error, status, message",
    [
        (LoadError("no core library"), FAILURE, "som: no core library\n"),
        (FatalError("broken"), INTERNAL_ERROR, "som: internal error: broken\n"),
        (MemoryError(), OUT_OF_MEMORY, "som: out of memory\n"),
        (RuntimeError("maximum recursion depth exceeded"), FAILURE, "som: the program is nested too deeply\n"),
    ],
)
def test_other_failures(scripted, error, status, message):
    assert status_and_errors(scripted(raising(error)), "A") == (status, message)


def test_expression(scripted):
    universe = scripted()
    assert status_and_errors(universe, "-e", "3 + 4") == (0, "")
    assert universe.stdout.text == "7\n"


def test_expression_that_fails(scripted):
    universe = scripted({"bad": VMError("No")})
    assert status_and_errors(universe, "-e", "bad") == (FAILURE, "Traceback of No.\n")


def refusing(number):
    def flush():
        raise OSError(number, "refused")

    return flush


def test_closed_pipe_is_silent(scripted, monkeypatch):
    written = []
    monkeypatch.setattr(main_module, "write", lambda fd, text: written.append(text))
    universe = scripted()
    universe.stdout.flush = refusing(errno.EPIPE)
    assert (main(universe, ["som", "A"]), written) == (BROKEN_PIPE, [])


def test_full_disk_is_reported(scripted, monkeypatch):
    written = []
    monkeypatch.setattr(main_module, "write", lambda fd, text: written.append((fd, text)))
    universe = scripted()
    universe.stdout.flush = refusing(errno.ENOSPC)
    assert main(universe, ["som", "A"]) == FAILURE
    assert written == [(2, "som: cannot write: No space left on device\n")]
