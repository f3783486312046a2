"""From an argument list to an exit status: what `python -m som` and the native binary share."""

from __future__ import absolute_import

import errno
import os

from som.cli.options import EVALUATE, HELP, MISUSE, RUN, SHOW_VERSION, USAGE, VERSION
from som.cli.options import class_name_of, parse_command_line, search_path
from som.cli.reporting import error_text
from som.cli.shell import Shell
from som.cli.statistics import report
from som.errors import CompileErrors, Exit, FatalError, LoadError, SomSyntaxError, VMError
from som.interpreter.tuning import set_parameters
from som.rpy import StackOverflow, check_stack_overflow, count_collections, file_exists, we_are_translated, write

STDIN, STDOUT, STDERR = range(3)

FAILURE = 1  # any error of the user or of the SOM program
INTERNAL_ERROR = 70  # a bug of the VM
BROKEN_PIPE = 141  # what a shell reports for a process that ended by SIGPIPE


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
        return 0
    if command.action == SHOW_VERSION:
        universe.stdout.write("som %s, %s\n" % (VERSION, machine.description))
        return 0
    if command.action == MISUSE:
        _complain(universe, command.mistake)
        universe.stdout.write(USAGE)
        return 0
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
        _show(universe, error_text(universe, error))
        return FAILURE
    except FatalError as error:
        _complain(universe, "internal error: " + error.message)
        return INTERNAL_ERROR
    except MemoryError:
        _complain(universe, "out of memory")
        return FAILURE
    except StackOverflow:
        check_stack_overflow()
        _complain(universe, "the program is nested too deeply")
        return FAILURE
    return 0


def _execute(universe, command):
    count_collections()
    universe.options.inlining = command.inlining
    universe.options.dump_code = command.dump_code
    universe.class_path = search_path(command) + universe.class_path
    universe.stdout.is_interactive = os.isatty(STDOUT)
    universe.boot()
    if command.action == RUN:
        universe.run_program([class_name_of(command.program)] + command.arguments)
    elif command.action == EVALUATE:
        w_value = universe.evaluate(command.expression, universe.interp.w_nil)
        universe.interp.send(w_value, "println", [])
    else:
        Shell(universe, os.isatty(STDIN)).run()


def _hint(universe, command):
    """Helps when the program class was not found because the command line is mistaken."""
    program = command.program
    if program.startswith("-"):
        _complain(universe, "there is no option '%s'; 'som --help' lists the options" % program)
    elif program.endswith(".som"):
        file_name = class_name_of(program) + ".som"
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
