"""Options are recognised up to the program; everything behind it belongs to the program."""

import os

import pytest
from som.cli.options import (
    EVALUATE,
    HELP,
    MISTAKE,
    MISUSE,
    RUN,
    SHELL,
    SHOW_VERSION,
    USAGE,
    class_name_of,
    directory_of,
    parse_command_line,
    search_path,
)


def parsed(*arguments):
    return parse_command_line(["som"] + list(arguments))


def test_nothing_means_the_shell():
    command = parsed()
    assert (command.action, command.class_path, command.inlining, command.dump_code) == (SHELL, [], True, False)


def test_options_alone_mean_the_shell():
    assert parsed("-cp", "lib", "-d").action == SHELL


def test_a_program_and_its_arguments():
    command = parsed("Hello.som", "a", "b")
    assert (command.action, command.program, command.arguments) == (RUN, "Hello.som", ["a", "b"])


def test_options_behind_the_program_belong_to_it():
    command = parsed("-d", "Harness.som", "--help", "-cp", "-e")
    assert (command.action, command.arguments, command.dump_code) == (RUN, ["--help", "-cp", "-e"], True)


@pytest.mark.parametrize("option", ["-cp", "--cp"])
def test_class_path_is_split(option):
    assert parsed(option, os.pathsep.join(["a", "b/c"])).class_path == ["a", "b/c"]


def test_class_path_accumulates_and_skips_empty_entries():
    assert parsed("-cp", "a" + os.pathsep, "-cp", "b").class_path == ["a", "b"]


@pytest.mark.parametrize("option, action", [("-cp", MISUSE), ("--cp", MISUSE), ("-e", MISTAKE), ("--jit", MISTAKE)])
def test_missing_value(option, action):
    """The specification of SOM wants the usage for the class path."""
    command = parsed(option)
    assert (command.action, command.mistake) == (action, "%s needs a value" % option)


@pytest.mark.parametrize("option", ["-h", "--help", "-?"])
def test_help(option):
    assert parsed("-d", option).action == HELP
    assert parsed(option, "Hello.som").action == HELP


def test_version():
    assert parsed("--version").action == SHOW_VERSION


def test_inlining_can_be_switched_off():
    assert parsed("--no-inlining", "A").inlining is False


def test_hosted():
    assert (parsed("--hosted").hosted, parsed("-d").hosted) == (True, False)


def test_hosted_behind_the_program_belongs_to_it():
    command = parsed("A.som", "--hosted")
    assert (command.hosted, command.arguments) == (False, ["--hosted"])


def test_expression():
    command = parsed("-e", "3 + 4", "-cp", "lib")
    assert (command.action, command.expression, command.class_path) == (EVALUATE, "3 + 4", ["lib"])


def test_an_empty_expression_is_an_expression():
    assert parsed("-e", "").action == EVALUATE


def test_expression_and_program_exclude_each_other():
    assert parsed("-e", "3", "A.som").action == MISTAKE


def test_what_is_unknown_is_the_program():
    command = parsed("--unknown", "A.som")
    assert (command.action, command.program, command.arguments) == (RUN, "--unknown", ["A.som"])


@pytest.mark.parametrize(
    "program, directory, name",
    [
        ("Hello", "", "Hello"),
        ("Hello.som", "", "Hello"),
        ("Examples/Hello.som", "Examples", "Hello"),
        ("a/b/Hello", "a/b", "Hello"),
        ("./Hello.som", ".", "Hello"),
        ("/Hello.som", "/", "Hello"),
        ("a.som/Hello", "a.som", "Hello"),
        ("a.b.som", "", "a.b"),
        ("directory/", "directory", ""),
        (".som", "", ""),
        ("a/.som", "a", ""),
        ("", "", ""),
    ],
)
def test_parts_of_the_program_argument(program, directory, name):
    assert (directory_of(program), class_name_of(program)) == (directory, name)


def test_search_order():
    """Directory of the program, class path, current directory."""
    assert search_path(parsed("-cp", "lib", "dir/A.som")) == ["dir", "lib", ""]
    assert search_path(parsed("A.som")) == [""]
    assert search_path(parsed("-cp", "lib")) == ["lib", ""]


@pytest.mark.parametrize("option", ["-cp", "--cp", "-e", "--jit", "--max-heap", "--max-depth", "--time-limit"])
def test_every_option_with_value_needs_it(option):
    assert parsed(option).mistake == "%s needs a value" % option


def test_limits():
    limits = parsed("--max-heap", "64M", "--max-depth", "500", "--time-limit", "2.5", "A").limits
    assert (limits.heap, limits.depth, limits.time, limits.seconds()) == (64 << 20, 500, "2.5", 2.5)


def test_no_limits_unless_given():
    limits = parsed("A").limits
    assert (limits.heap, limits.depth, limits.time) == (0, 0, "")


def test_long_options_may_be_joined_with_their_values():
    command = parsed("--max-depth=7", "--jit=off", "--cp=a", "--time-limit=1", "--max-heap=1g", "A", "--jit=on")
    assert (command.limits.depth, command.jit, command.class_path) == (7, "off", ["a"])
    assert (command.limits.time, command.limits.heap, command.arguments) == ("1", 1 << 30, ["--jit=on"])


@pytest.mark.parametrize("argument", ["-cp=lib", "--sandbox=1", "--unknown=3", "="])
def test_other_options_cannot_be_joined(argument):
    """They are what any unknown option is: the name of a program."""
    command = parsed(argument, "A")
    assert (command.action, command.program, command.arguments) == (RUN, argument, ["A"])


@pytest.mark.parametrize(
    "option, value",
    [
        ("--max-heap", "much"),
        ("--max-heap", "3"),
        ("--max-heap", "-64M"),
        ("--max-heap", ""),
        ("--max-depth", "0"),
        ("--max-depth", "1.5"),
        ("--time-limit", "0"),
        ("--time-limit", "soon"),
        ("--time-limit", "-1"),
    ],
)
def test_mistaken_values(option, value):
    """The message names the option, what it wants, and what it got."""
    command = parsed(option, value, "A")
    assert command.action == MISTAKE
    assert command.mistake.startswith(option + " needs a ") and command.mistake.endswith(", not '%s'" % value)


def test_sandbox():
    assert (parsed("--sandbox", "A").sandbox, parsed("A", "--sandbox").sandbox) == (True, False)


def test_the_sandbox_does_not_search_the_current_directory():
    """Unless the program is there, or the user puts it on the class path."""
    assert search_path(parsed("--sandbox", "-cp", "lib", "dir/A.som")) == ["dir", "lib"]
    assert search_path(parsed("--sandbox", "A.som")) == [""]
    assert search_path(parsed("--sandbox", "-cp", ".", "-e", "1")) == ["."]
    assert search_path(parsed("--sandbox", "-")) == []


def test_standard_input_as_program():
    command = parsed("-d", "-", "a")
    assert (command.action, command.program, command.arguments) == (RUN, "-", ["a"])


def test_two_dashes_end_the_options():
    command = parsed("-d", "--", "--help", "--")
    assert (command.action, command.program, command.arguments) == (RUN, "--help", ["--"])
    assert parsed("--").action == SHELL


def test_usage_fits_a_screen():
    lines = USAGE.splitlines()
    assert len(lines) <= 24 and max(len(line) for line in lines) < 80
