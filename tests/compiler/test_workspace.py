"""Variables of the shell: what an entry assigns to undeclared names is there for the next one."""

import pytest
import som.primitives  # noqa: F401  (registers the primitives)
from som.cli.library import core_library_directory
from som.errors import CompileErrors, VMError
from som.source import SourceText
from som.universe.universe import Universe


@pytest.fixture
def evaluate():
    """Evaluates entries in one universe; answers the printed value of the last one."""
    universe = Universe(core_library_directory())
    universe.boot()
    universe.options.keeps_variables = True

    def run(*entries):
        for entry in entries:
            w_value = universe.evaluate(entry, universe.interp.w_nil)
        return universe.interp.send(w_value, "asString", []).text

    run.universe = universe
    return run


@pytest.mark.parametrize(
    "entries, value",
    [
        (["x := 3"], "3"),
        (["x := 3", "x + 1"], "4"),
        (["x := y := 4", "x + y"], "8"),
        (["x := 1. x := x + 1. x"], "2"),
        (["(x := 2) + x"], "4"),
        (["x := 0", "1 to: 10 do: [ :i | x := x + i ]", "x"], "55"),
        (["x := 0", "#(1 2 3) do: [ :e | | d | d := e. x := x + d ]", "x"], "6"),
        (["[ :e | x := e ] value: 5"], "5"),
        (["^x := 7", "x"], "7"),
        (["x := 1", "| x | x := 2", "x"], "1"),
        (["x := 1", "[ :k | | x | x := k ] value: 2", "x"], "1"),
        (["x := 1", "(Array with: (x := 2)) at: 1", "x"], "2"),
        (["x := 3", "x isNil ifTrue: [ x := 4 ] ifFalse: [ x := 5 ]", "x"], "5"),
    ],
)
def test_assigned_names_last(evaluate, entries, value):
    assert evaluate(*entries) == value


@pytest.mark.parametrize("entry", ["self := 3", "nil := 3", "system := 3", "Integer := 3"])
def test_reserved_names_are_not_assigned(evaluate, entry):
    """Among them the classes: the machine would keep its own, the program would see another."""
    with pytest.raises(CompileErrors):
        evaluate("Integer", entry)


def test_a_failed_entry_assigns_nothing(evaluate):
    with pytest.raises(VMError):
        evaluate("x := 1", "x := 1 / 0")
    assert evaluate("x") == "1"


def test_assignments_in_blocks_that_are_compiled_late(evaluate):
    """whileTrue: was compiled inline; its receiver is no block, so the block is made for the send."""
    loop = "o whileTrue: [ x := x + 1 ]"
    handler = "whileTrue: block = ( ^block value )"
    universe = evaluate.universe
    source = SourceText("O.som", "O = ( %s )" % handler)
    universe.loader.define(source, "O")
    assert evaluate("x := 0. o := O new", loop, "x") == "1"


def test_variables_are_not_kept_elsewhere(evaluate):
    universe = Universe(core_library_directory())
    universe.boot()
    with pytest.raises(CompileErrors):
        universe.evaluate("x := 3", universe.interp.w_nil)
