"""The commands of the shell, performed in a universe of their own."""

import re

import pytest
import som.primitives  # noqa: F401  (registers the primitives)
from som.cli.commands import HELP, NAMES, duration
from som.cli.library import core_library_directory
from som.cli.shell import Shell
from som.errors import LoadError
from som.universe.universe import Universe
from cli.test_shell import Collector


@pytest.fixture
def do():
    """Performs commands and entries; answers what they print."""
    universe = Universe(core_library_directory())
    universe.boot()
    universe.stdout = universe.stderr = Collector()
    shell = Shell(universe, True)

    def run(text):
        universe.stdout.text = ""
        shell.perform(text)
        return universe.stdout.text

    return run


def test_help_names_every_command_and_fits_a_screen(do):
    text = do(":help")
    assert text == HELP
    assert [name for name in NAMES if "  %s " % name not in text] == []
    assert text.count("\n") <= 22 and max(len(line) for line in text.splitlines()) <= 79


def test_source_of_a_method(do):
    do('A = (\n  "Adds."\n  add: x = (\n    ^x + 1\n  )\n)')
    assert do(":source A>>add:") == '<class A>, line 3\n  "Adds."\n  add: x = (\n    ^x + 1\n  )\n'
    assert do(":source A >> #add:") == do(":source A>>add:")


def test_source_of_an_inherited_method(do):
    assert do(":source Integer>>println").startswith("core-lib/Smalltalk/Object.som, line ")


def test_source_of_a_primitive(do):
    assert do(":source Object>>hashcode").endswith("    hashcode = primitive\n")


def test_source_of_the_class_side(do):
    assert "fromString: " in do(":source Integer class>>fromString:")


def test_source_of_a_class(do):
    text = "A = ( m = ( ^1 ) )"
    do(text)
    assert do(":source A") == text + "\n"


def test_a_comment_in_the_line_of_another_method_is_not_taken(do):
    do('A = ( a = ( ^1 ) "one"\n b = ( ^2 ) )')
    assert do(":source A>>b") == "<class A>, line 2\n b = ( ^2 ) )\n"


def test_code_of_a_method(do):
    do("A = ( m: x = ( ^x foo ) )")
    text = do(":code A>>m:")
    assert text.startswith("A>>m: (1 arguments, ") and "#foo" in text


def test_code_of_a_class_lists_both_sides(do):
    do("A = ( m = ( ^1 ) ---- c = ( ^2 ) )")
    text = do(":code A")
    assert "A>>m " in text and "A class>>c " in text


def test_code_of_primitives(do):
    assert "is a primitive" in do(":code Object>>hashcode")
    text = do(":code String>>+")
    assert "where the machine does not perform it itself" in text and "String>>+ (1 arguments" in text


def test_methods(do):
    do("A = ( m = ( ^1 ) n: x = ( ^2 ) ---- c = ( ^3 ) )")
    assert (do(":methods A"), do(":methods A class")) == ("m n:\n", "c\n")


@pytest.mark.parametrize(
    "command, message",
    [
        (":source Vectr>>at:", "there is no class Vectr; did you mean Vector?"),
        (":source Qqqqqqq", "there is no class Qqqqqqq"),
        (":code Integer>>fromStrin:", "Integer has no method fromStrin:"),
        (":code Integer>>prinln", "Integer has no method prinln; did you mean println?"),
        (":methods ../Foo", "there is no class ../Foo"),
    ],
)
def test_what_is_not_there(do, command, message):
    do("Vector new")
    with pytest.raises(LoadError) as caught:
        do(command)
    assert caught.value.message == message


def test_time(do):
    """The value, then the time; of an error, too."""
    assert re.fullmatch(r"it = 7\n\d+\.\d ms\n", do(":time 3 + 4"))
    assert do("it") == "it = 7\n"


@pytest.mark.parametrize("seconds, text", [(0.0, "0.0 ms\n"), (0.01234, "12.3 ms\n"), (2.0, "2000.0 ms\n")])
def test_duration(seconds, text):
    assert duration(seconds) == text


def test_results(do):
    do("3")
    do("'a'")
    assert do(":results") == "it1 = 3\nit2 = a\n"


def test_load(do, tmp_path):
    path = tmp_path / "A.som"
    path.write_text("A = ( m = ( ^1 / 0 ) )")
    assert do(":load %s" % path) == "A is defined\n"
    assert do(":source A>>m").startswith("%s, line 1\n" % path)
    assert do(":load %s" % path).startswith("A is redefined")
    assert do(":load %s" % (tmp_path / "A")).startswith("A is redefined")
    with pytest.raises(LoadError):
        do(":load %s" % (tmp_path / "B.som"))


@pytest.mark.parametrize(
    "command, hint",
    [
        (":tiem 3", "som: there is no command :tiem; did you mean :time?\n"),
        (":frobnicate", "som: there is no command :frobnicate; :help lists them\n"),
        (":load", "som: :load what? :help shows an example\n"),
        (":quit 3", "som: :quit takes no argument; 'system exit: 3' ends the shell with a status\n"),
    ],
)
def test_hints(do, command, hint):
    assert do(command) == hint
