"""The command line, parsed: options up to the program, then the program with its arguments, untouched."""

from __future__ import absolute_import

import os

VERSION = "0.1.0"

RUN, EVALUATE, SHELL, HELP, SHOW_VERSION, MISUSE = range(6)

USAGE = (
    """Usage: som [options] [program [arguments ...]]

Runs a SOM program: [directory/]Name[.som]. Without a program, starts the shell.

  -cp DIRECTORIES   where to look for classes, separated by '%s'; searched after the
                    directory of the program and before the current directory
  -e EXPRESSION     print the value of an expression
  -d                list the code of each class that is loaded, on stderr
  --jit PARAMETERS  tune the JIT: off, or name=value,name=value (see README.md)
  --stats           report times, memory and the JIT's work on stderr after the run
  --no-inlining     compile every control structure to real message sends
  --hosted          run on Python, even where the command could run natively
  --version         print the version, and what runs
  -h, -?, --help    print this text

The program gets everything behind its name unchanged.
"""
    % os.pathsep
)


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
        self.mistake = ""  # for MISUSE: one line


def parse_command_line(argv):
    """The CommandLine for a host argument list, whose first element names the executable."""
    command = CommandLine()
    index = 1
    while index < len(argv):
        argument = argv[index]
        index += 1
        if argument == "-cp" or argument == "--cp" or argument == "-e" or argument == "--jit":
            if index == len(argv):
                command.action = MISUSE
                command.mistake = "%s needs a value" % argument
                return command
            _set_value(command, argument, argv[index])
            index += 1
        elif not _set_flag(command, argument):
            _set_program(command, argument, argv, index)
            return command
    return command


def _set_value(command, option, value):
    if option == "-e":
        command.expression = value
        if command.action == SHELL:
            command.action = EVALUATE
        return
    if option == "--jit":
        command.jit = value
        return
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
        command.action = MISUSE
        command.mistake = "-e takes no program, but there is '%s'" % program
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
    """The directories to search for classes, first to last, "" for the current one; the core library comes last."""
    path = []
    if command.action == RUN:
        directory = directory_of(command.program)
        if directory != "":
            path.append(directory)
    for directory in command.class_path:
        path.append(directory)
    path.append("")
    return path
