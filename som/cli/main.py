"""From an argument list to an exit status: what `python -m som` and the native binary share."""

from __future__ import absolute_import

import errno
import os

from som.cli.limiting import close_sandbox, default_limits, start_limits
from som.cli.options import EVALUATE, HELP, MISTAKE, MISUSE, RUN, SHOW_VERSION, STANDARD_INPUT, USAGE, VERSION
from som.cli.options import class_name_of, parse_command_line, search_path
from som.cli.reporting import error_text
from som.cli.shell import Shell
from som.cli.statistics import report
from som.cli.statuses import BROKEN_PIPE, FAILURE, INTERNAL_ERROR, OUT_OF_MEMORY, SUCCESS, status_of
from som.errors import CompileErrors, Exit, FatalError, LoadError, SomSyntaxError, VMError
from som.interpreter.tuning import set_parameters
from som.rpy import StackOverflow, check_stack_overflow, count_collections, file_exists, is_directory, read_all
from som.rpy import we_are_translated, write
from som.rpy_limits import may_run, use_reserve
from som.source import SourceText
from som.syntax.parsing import parse

STDIN, STDOUT, STDERR = range(3)


def main(universe, argv, machine):
    """Does what the command line asks for and returns the exit status, 0 to 255.

    `universe` is not booted yet; `machine` says what runs the VM, see `machine`.
    """
    command = parse_command_line(argv)
    try:
        status = _perform(universe, command, machine)
        universe.stdout.flush()
        universe.stderr.flush()
    except OSError as error:
        return _output_failure(error.errno)
    return status


def _perform(universe, command, machine):
    """Like `main`, but output may still be buffered. Raises OSError if output cannot be written."""
    if command.hosted and we_are_translated():
        _complain(universe, "this is the native machine; 'python3 -m som' runs the hosted one")
        return FAILURE
    if command.action == HELP:
        universe.stdout.write(USAGE)
        return SUCCESS
    if command.action == SHOW_VERSION:
        universe.stdout.write("som %s, %s\n" % (VERSION, machine.description))
        return SUCCESS
    if command.action == MISUSE:
        _complain(universe, command.mistake)
        universe.stdout.write(USAGE)
        return SUCCESS
    if command.action == MISTAKE:
        _complain(universe, command.mistake)
        return FAILURE
    if not _tune(universe, command, machine):
        return FAILURE
    status = _execute_guarded(universe, command)
    if command.statistics:
        _show(universe, report(universe, machine))
    return status


def _tune(universe, command, machine):
    """Sets the JIT's parameters. False if they are mistaken; then the user has been told."""
    if command.jit == "":
        return True
    if not machine.has_jit:
        _complain(universe, "--jit has no effect: this VM is %s" % machine.description)
        return True
    if set_parameters(command.jit):
        return True
    _complain(universe, "--jit does not understand '%s'; examples: off, threshold=500,trace_limit=16000" % command.jit)
    return False


def _execute_guarded(universe, command):
    """Does what the command line asks for; every error ends in a message and an exit status."""
    try:
        _execute(universe, command)
    except Exit as error:
        status = error.status & 0xFF
        if status != 0:
            _hint(universe, command)
        return status
    except (SomSyntaxError, CompileErrors, LoadError, VMError) as error:
        return _report(universe, error)
    except FatalError as error:
        _complain(universe, "internal error: " + error.message)
        return INTERNAL_ERROR
    except MemoryError:
        use_reserve()
        _complain(universe, "out of memory")
        return OUT_OF_MEMORY
    except StackOverflow:
        check_stack_overflow()
        _complain(universe, "the program is nested too deeply")
        return FAILURE
    return SUCCESS


def _report(universe, error):
    """Shows an error, or at least its message if there is not enough left for more, and answers the status."""
    try:
        text = error_text(universe, error)
    except MemoryError:
        text = ""
    except VMError:  # an alarm
        text = ""
    if text == "" and isinstance(error, VMError):
        text = error.message + ".\n"
    _show(universe, text)
    if isinstance(error, VMError):
        return status_of(error)
    return FAILURE


def _execute(universe, command):
    count_collections()
    universe.options.inlining = command.inlining
    universe.options.dump_code = command.dump_code
    universe.class_path = search_path(command) + universe.class_path
    universe.stdout.is_interactive = os.isatty(STDOUT)
    if command.sandbox:
        default_limits(command.limits)
        close_sandbox(universe)
    start_limits(universe, command.limits, os.isatty(STDIN) or os.isatty(STDOUT) or os.isatty(STDERR))
    may_run(True)
    universe.boot()
    if command.action == RUN and command.program == STANDARD_INPUT:
        universe.run_program([_define_from_input(universe)] + command.arguments)
    elif command.action == RUN:
        universe.run_program([class_name_of(command.program)] + command.arguments)
    elif command.action == EVALUATE:
        universe.print_line(universe.evaluate(command.expression, universe.interp.w_nil))
    else:
        Shell(universe, os.isatty(STDIN)).run()


def _define_from_input(universe):
    """Reads the definition of a class from stdin, and answers the name of the class, which is ready then."""
    try:
        text = read_all(STDIN)
    except OSError:  # it is closed
        text = ""
    source = SourceText("<stdin>", text)
    name = parse(source).name
    universe.loader.define(source, name)
    return name


def _hint(universe, command):
    """Helps when the program class was not found because the command line is mistaken."""
    program = command.program
    name = class_name_of(program)
    if command.action != RUN or program == STANDARD_INPUT or universe.global_value(name) is not None:
        return
    if program.startswith("-"):
        _complain(universe, "there is no option '%s'; 'som --help' lists the options" % program)
    elif is_directory(program):
        _complain(universe, "'%s' is a directory; a program is a class in a file, such as Main.som" % program)
    elif name == "":
        _complain(universe, "'%s' names no class" % program)
    else:
        file_name = name + ".som"
        places = []
        for directory in search_path(command):
            if directory == "":
                directory = "."
            if file_exists(directory + "/" + file_name):
                return
            places.append(directory)
        _complain(universe, "there is no %s in %s" % (file_name, ", ".join(places)))


def _complain(universe, message):
    _show(universe, "som: %s\n" % message)


def _show(universe, text):
    """Writes to stderr; everything that the program has printed so far is delivered first."""
    universe.stderr.write(text)
    universe.stderr.flush()


def _output_failure(error_number):
    """The exit status when stdout or stderr do not take our output; a closed pipe is no reason to say anything."""
    if error_number == errno.EPIPE:
        return BROKEN_PIPE
    try:
        write(STDERR, "som: cannot write: %s\n" % os.strerror(error_number))
    except OSError:
        pass
    return FAILURE
