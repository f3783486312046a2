"""The command line, parsed: options up to the program, then the program with its arguments, untouched."""

from __future__ import absolute_import

import os

from som.cli.quantities import count_of, is_time, size_of
from som.limits import Limits

VERSION = "0.1.0"

RUN, EVALUATE, SHELL, HELP, SHOW_VERSION, MISUSE, MISTAKE = range(7)

STANDARD_INPUT = "-"  # as program

USAGE = (
    """Usage: som [options] [program [arguments ...]]

Runs [directory/]Name[.som], or, if it is '-', the class read from standard
input. Without a program, starts the shell.

  -cp DIRECTORIES       where to look for classes, separated by '%s'; searched
                        after the program's directory, before the current one
  -e EXPRESSION         print the value of an expression
  -d                    list the code of each class that is loaded, on stderr
  --max-heap SIZE       memory for objects, e.g. 64M or 1G
  --max-depth N         activations of methods and blocks at the same time
  --time-limit SECONDS  how long the process may run, e.g. 2.5
  --sandbox             no files but those on the class path; limits by default
  --jit PARAMETERS      tune the JIT: off, or name=value,name=value
  --stats               report times and memory on stderr after the run
  --no-inlining         compile control structures to real message sends
  --hosted              run on Python, even where there is a native VM
  --version             print the version, and what runs
  -h, -?, --help        print this text
  --                    ends the options

The program gets everything behind its name unchanged.
"""
    % os.pathsep
)

CLASS_PATH = ["-cp", "--cp"]
WITH_VALUE = CLASS_PATH + ["-e", "--jit", "--max-heap", "--max-depth", "--time-limit"]


class CommandLine(object):
    """What the user asked for. `action` is one of the constants above."""

    def __init__(self):
        self.action = SHELL
        self.class_path = []  # the directories given with -cp
        self.dump_code = False
        self.inlining = True
        self.jit = ""  # parameters, "" for the defaults
        self.statistics = False
        self.hosted = False  # for the installed command, which may choose
        self.expression = ""  # for EVALUATE
        self.program = ""  # for RUN: as it was given
        self.arguments = []  # for RUN: everything behind the program
        self.limits = Limits()
        self.sandbox = False
        self.mistake = ""  # for MISUSE, which is followed by the usage, and for MISTAKE: one line


def parse_command_line(argv):
    """The CommandLine for a host argument list, whose first element names the executable."""
    command = CommandLine()
    index = 1
    while index < len(argv) and command.action != MISUSE and command.action != MISTAKE:
        argument = argv[index]
        index += 1
        if argument == "--":
            if index < len(argv):
                _set_program(command, argv[index], argv, index + 1)
            break
        if argument in WITH_VALUE:
            if index == len(argv):
                _refuse(command, "%s needs a value" % argument)
                if argument in CLASS_PATH:
                    command.action = MISUSE
            else:
                _set_value(command, argument, argv[index])
            index += 1
        elif not _set_flag(command, argument) and not _set_joined(command, argument):
            _set_program(command, argument, argv, index)
            break
    return command


def _set_joined(command, argument):
    """Whether the argument is a long option and its value, joined by `=`; if so, notes it."""
    end = argument.find("=")
    if end < 0 or not argument.startswith("--") or argument[:end] not in WITH_VALUE:
        return False
    _set_value(command, argument[:end], argument[end + 1 :])
    return True


def _set_value(command, option, value):
    if option == "-e":
        command.expression = value
        if command.action == SHELL:
            command.action = EVALUATE
    elif option == "--jit":
        command.jit = value
    elif option in CLASS_PATH:
        _add_directories(command, value)
    else:
        _set_limit(command, option, value)


def _set_limit(command, option, value):
    if option == "--max-heap":
        command.limits.heap = size_of(value)
        if command.limits.heap == 0:
            _refuse(command, "--max-heap needs a size of at least 1M, such as 64M or 1G, not '%s'" % value)
    elif option == "--max-depth":
        command.limits.depth = count_of(value)
        if command.limits.depth == 0:
            _refuse(command, "--max-depth needs a positive number, not '%s'" % value)
    else:
        if is_time(value):
            command.limits.time = value
        else:
            _refuse(command, "--time-limit needs a positive number of seconds, such as 2 or 0.5, not '%s'" % value)


def _refuse(command, mistake):
    command.action = MISTAKE
    command.mistake = mistake


def _add_directories(command, value):
    for directory in value.split(os.pathsep):
        if directory != "":
            command.class_path.append(directory)


def _set_flag(command, argument):
    """Whether the argument is an option without value; if so, notes it."""
    if argument == "-d":
        command.dump_code = True
    elif argument == "--no-inlining":
        command.inlining = False
    elif argument == "--stats":
        command.statistics = True
    elif argument == "--sandbox":
        command.sandbox = True
    elif argument == "--hosted":
        command.hosted = True
    elif argument == "--version":
        command.action = SHOW_VERSION
    elif argument == "-h" or argument == "--help" or argument == "-?":
        command.action = HELP
    else:
        return False
    return True


def _set_program(command, program, argv, index):
    if command.action == EVALUATE:
        _refuse(command, "-e takes no program, but there is '%s'" % program)
    elif command.action == SHELL:
        command.action = RUN
        command.program = program
        command.arguments = argv[index:]


def directory_of(program):
    """The directory part of `[directory/]Name[.som]`, "" if there is none."""
    end = _name_start(program) - 1
    if end < 0:
        return ""
    if end == 0:
        return program[0]
    return program[:end]


def class_name_of(program):
    """The class name in `[directory/]Name[.som]`."""
    start = _name_start(program)
    end = len(program)
    if program.endswith(".som"):
        end -= len(".som")
    if end < start:
        end = start
    assert 0 <= start <= end
    return program[start:end]


def _name_start(program):
    start = program.rfind("/") + 1
    if os.sep != "/":
        other = program.rfind(os.sep) + 1
        if other > start:
            start = other
    assert start >= 0
    return start


def search_path(command):
    """The directories to search for classes, first to last, "" for the current one; the core library comes last.

    A sandbox has the current directory only if the program is there, or it is on the class path.
    """
    path = []
    directory = ""
    if command.action == RUN and command.program != STANDARD_INPUT:
        directory = directory_of(command.program)
    if directory != "":
        path.append(directory)
    path += command.class_path
    if not command.sandbox or (directory == "" and command.action == RUN and command.program != STANDARD_INPUT):
        path.append("")
    return path
