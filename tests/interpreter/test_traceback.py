"""Tracebacks: exact places, what inlining has taken away, folding; printStackTrace."""

import os
import re

import pytest

from som.compiler import inlining
from som.errors import Activation, StackTraceRequest, VMError
from som.interpreter import traceback
from som.interpreter.traceback import entries_of, format_traceback, inlined_parameters, request_stack_trace
from som.objects.methodobject import Code
from som.rpy import exit_process
from som.terminal import Style
from som.universe.streams import OutputStream
from tests.interpreter.loops import loop
from tests.machines import deeply, machine, run, shared, write_classes

__all__ = ["loop"]

HEADER = "Traceback (most recent call at bottom):"
LIBRARY_START = ["System.som", "program run"]


def traceback_of(directory, text, inlines=True):
    """The traceback with which the program ends, one host string."""
    universe = machine(write_classes(directory, text), inlining=inlines)
    with pytest.raises(VMError) as caught:
        universe.run_program(["T"])
    return universe.format_traceback(caught.value)


def entries(text):
    """[(file, line, column, [source lines, trimmed])] of a traceback whose frame has been checked."""
    lines = text.split("\n")
    assert lines[0] == HEADER
    assert lines[-1] == ""
    found = []
    for line in lines[1:-2]:
        place = re.match(r"  File (.*), line (\d+), column (\d+):$", line)
        if place:
            found.append((os.path.basename(place.group(1)), int(place.group(2)), int(place.group(3)), []))
        else:
            assert line.startswith("    ") and line == line.rstrip()
            found[-1][3].append(line.strip())
    return found


def in_program(text):
    """The entries below `System>>initialize:`, in short form: (line, column) in the program, source in the library."""
    first, rest = entries(text)[0], entries(text)[1:]
    assert [first[0], first[3][0]] == LIBRARY_START
    return [(line, column) if file == "T.som" else source for file, line, column, source in rest]


def test_the_text(loop, tmp_path):
    """The example of the specification, completely."""
    text = "T = (\n    go = ( ^ 7 / 0 )   \n    run = ( self go )\n)\n"
    shown = traceback_of(tmp_path, text).split("\n")
    assert shown[0] == HEADER
    assert re.match(r"  File .*/System.som, line \d+, column 8:$", shown[1])
    assert shown[2] == "            program run"
    assert shown[3:] == [
        "  File %s/T.som, line 3, column 12:" % tmp_path,
        "        run = ( self go )",
        "  File %s/T.som, line 2, column 13:" % tmp_path,
        "        go = ( ^ 7 / 0 )",
        "Division by zero.",
        "",
    ]


def test_columns_count_characters(loop, tmp_path):
    text = "T = ( run = ( ^ '\u2764\u00e4' , (1 / 0) ) )"
    assert in_program(traceback_of(tmp_path, text)) == [(1, text.index("1 / 0"))]


def test_a_send_over_several_lines_shows_them_all(loop, tmp_path):
    text = "T = (\n  run = (\n    ^ self a: 1\n        b: 2\n  )\n  a: x b: y = ( ^ nil at: 1 / 0 )\n)"
    found = entries(traceback_of(tmp_path, text))[1:]
    assert found[0] == ("T.som", 3, 6, ["^ self a: 1", "b: 2"])
    assert found[1] == ("T.som", 6, text.split("\n")[5].index("1 / 0"), ["a: x b: y = ( ^ nil at: 1 / 0 )"])


def test_blocks_have_entries_and_primitives_none(loop, tmp_path):
    text = "T = (\n  run = ( ^ self eval: [:x |\n    x / 0 ] )\n  eval: b = ( ^ b value: 3 )\n)"
    assert in_program(traceback_of(tmp_path, text)) == [(2, 12), (4, 16), (3, 4)]


def test_library_methods_have_entries(loop, tmp_path):
    text = "T = ( run = ( #(1 2) collect: [:x | x / 0 ] ) )"
    shown = in_program(traceback_of(tmp_path, text))
    assert shown[0] == (1, text.index("#(1")) and shown[-1] == (1, text.index("x / 0"))
    assert 1 <= len(shown[1:-1]) <= 8
    assert all(isinstance(entry, list) for entry in shown[1:-1])


ARGUMENT_OF_CONDITIONAL = """T = (
    run = ( self fail )
    fail = (
        true
            ifTrue: 1 / 0
            ifFalse: [ 2 ]
    )
)"""


def test_arguments_are_evaluated_before_the_conditional(loop, tmp_path):
    """The place is that of the argument alone."""
    found = entries(traceback_of(tmp_path, ARGUMENT_OF_CONDITIONAL))[1:]
    assert found == [
        ("T.som", 2, 12, ["run = ( self fail )"]),
        ("T.som", 5, 20, ["ifTrue: 1 / 0"]),
    ]


BRANCH = """T = (
    run = ( self fail: false )
    fail: condition = (
        condition
            ifTrue: [ 1 ]
            ifFalse: [ 1 / 0 ]
    )
)"""


@pytest.mark.parametrize("inlines", [True, False])
def test_the_branch_of_a_conditional(loop, tmp_path, inlines):
    """The conditional with its three lines, the library's two methods and its block, then the branch."""
    found = entries(traceback_of(tmp_path, BRANCH, inlines))[1:]
    assert [(file, source) for file, _, _, source in found] == [
        ("T.som", ["run = ( self fail: false )"]),
        ("T.som", ["condition", "ifTrue: [ 1 ]", "ifFalse: [ 1 / 0 ]"]),
        ("Boolean.som", ["self ifFalse: [ ^falseBlock value ]."]),
        ("False.som", ["ifFalse: block = ( ^block value )"]),
        ("Boolean.som", ["self ifFalse: [ ^falseBlock value ]."]),
        ("T.som", ["ifFalse: [ 1 / 0 ]"]),
    ]
    assert found[-1][:3] == ("T.som", 6, 23)


# For every inlined selector and each of its blocks: the entries are those of a program that was not inlined.
INLINED = [
    "true ifTrue: [ 1 / 0 ]",
    "false ifFalse: [ 1 / 0 ]",
    "true ifTrue: [ 1 / 0 ] ifFalse: [ 2 ]",
    "false ifTrue: [ 2 ] ifFalse: [ 1 / 0 ]",
    "true and: [ 1 / 0 ]",
    "true && [ 1 / 0 ]",
    "false or: [ 1 / 0 ]",
    "false || [ 1 / 0 ]",
    "nil ifNil: [ 1 / 0 ]",
    "3 ifNotNil: [ 1 / 0 ]",
    "nil ifNil: [ 1 / 0 ] ifNotNil: [ 2 ]",
    "true ifNil: [ 2 ] ifNotNil: [ 1 / 0 ]",
    "true ifNotNil: [ 1 / 0 ] ifNil: [ 2 ]",
    "nil ifNotNil: [ 2 ] ifNil: [ 1 / 0 ]",
    "[ 1 / 0 ] whileTrue: [ 1 ]",
    "[ true ] whileTrue: [ 1 / 0 ]",
    "[ 1 / 0 ] whileFalse: [ 1 ]",
    "[ false ] whileFalse: [ 1 / 0 ]",
    "1 to: 2 do: [:i | i / 0 ]",
    "1 to: 9 by: 2 do: [:i | i / 0 ]",
    "2 downTo: 1 do: [:i | i / 0 ]",
    "9 downTo: 1 by: 2 do: [:i | i / 0 ]",
    "3 timesRepeat: [ 1 / 0 ]",
]


@pytest.mark.parametrize("expression", INLINED)
def test_inlined_messages_leave_the_same_entries(tmp_path, expression):
    text = "T = (\n run = ( self go: 3 )\n go: x = ( | a |\n a := x.\n %s.\n ^ a )\n)" % expression
    inlined = traceback_of(tmp_path, text)
    assert inlined == traceback_of(tmp_path, text, inlines=False)
    assert len(entries(inlined)) >= 5
    assert in_program(inlined)[-1] == (5, 1 + re.search(r"\w / 0", expression).start())


def test_every_inlined_selector_is_covered():
    named = {"".join(re.findall(r"[a-zA-Z]+:|&&|\|\|", re.sub(r"\[:i \|", "[", each))) for each in INLINED}
    assert named == set(inlining._KINDS)


@pytest.mark.parametrize(
    "expression",
    [
        "true ifTrue: [ nil ifNil: [ 1 to: 1 do: [:i | i / 0 ] ] ]",
        "[ true and: [ 1 / 0 ] ] whileTrue: [ 1 ]",
        "1 to: 2 do: [:i | #(1) do: [:each | i = 1 ifTrue: [ each / 0 ] ] ]",
        "[ false ifFalse: [ 1 / 0 ] ] value",
        "x > 2 and: [ (x < 2) or: [ 1 / 0 ] ]",
        "(true ifTrue: [ x ]) > 2 ifTrue: [ false ifFalse: [ x / 0 ] ]",
    ],
)
def test_nested_inlined_messages_leave_the_same_entries(tmp_path, expression):
    text = "T = (\n run = ( self go: 3 )\n go: x = (\n %s )\n)" % expression
    assert traceback_of(tmp_path, text) == traceback_of(tmp_path, text, inlines=False)


def test_a_library_that_does_not_evaluate_the_block(tmp_path):
    """Its methods are asked, not remembered: with other ones on the class path the entries are theirs, or none."""
    false = "False = Boolean ( asString = ( ^ 'false' ) not = ( ^ true ) or: b = ( ^ b value ) and: b = ( ^ false )"
    true = "True = Boolean ( ifTrue: block = ( ^ 42 ) ifFalse: b = ( ^ nil ) asString = ( ^ 'true' ) )"
    text = "T = ( run = ( ^ true ifTrue: [ 1 / 0 ] ) )"
    write_classes(tmp_path, true, false + " ifFalse: b = ( ^ b value ) ifTrue: b = ( ^ nil ) )")
    assert len(entries(traceback_of(tmp_path, text))) == 3


def test_a_library_that_fails_otherwise(tmp_path):
    """An error of its own while it is asked adds no entries."""
    true = "True = Boolean ( ifTrue: block = ( ^ nil + (2 // 0) ) ifFalse: b = ( ^ nil ) asString = ( ^ 'true' ) )"
    write_classes(tmp_path, true)
    text = "T = ( run = ( ^ true ifTrue: [ 1 / 0 ] ) )"
    assert in_program(traceback_of(tmp_path, text)) == [(1, text.index("true")), (1, text.index("1 / 0"))]


def test_a_library_whose_loops_do_nothing(tmp_path):
    """Then the probe comes back, and there is nothing to show."""
    write_classes(tmp_path, "Block = ( value = primitive whileTrue: b = ( ^ nil ) whileFalse: b = ( ^ nil ) )")
    text = "T = ( run = ( [ 1 / 0 ] whileTrue: [ 1 ] ) )"
    assert in_program(traceback_of(tmp_path, text)) == [(1, text.index("[ 1 /")), (1, text.index("1 / 0"))]


@pytest.mark.parametrize("depth", [1, 7, 8, 100])
def test_recursions_are_folded(tmp_path, depth):
    """Two rounds are shown, a line stands for the others, if these are more than five."""
    text = "T = ( run = ( self down: %d ) down: n = ( n = 0 ifTrue: [ 1 / 0 ]. self down: n - 1 ) )" % depth
    shown = deeply(lambda: traceback_of(tmp_path, text))
    notes = re.findall(r"^  \.\.\. the last activation repeated (\d+) times \.\.\.$", shown, re.M)
    assert notes == (["%d" % (depth - 2)] if depth > 7 else [])
    assert shown.count("self down: n - 1 ) )") == (4 if depth > 7 else depth + 2) + 1 * 2 - 1


def test_endless_recursion(tmp_path):
    """The message, and a text that can be read at once."""
    shown = traceback_of(tmp_path, "T = ( run = ( ^ self run ) )")
    assert shown.endswith("Stack overflow.\n")
    assert shown.count("the last activation repeated") == 1
    assert shown.count("File") <= 5


def test_marks_on_a_terminal(tmp_path):
    """Below expressions on one line; the message and what is folded have their colours."""
    text = (
        "T = (\n  run = ( self go: 1\n     to: 9 )\n\tgo: a to: n = ( n = 0 ifTrue: [ 1 / 0 ]. self go: a to: n - 1 ) )"
    )
    universe = machine(write_classes(tmp_path, text))
    with pytest.raises(VMError) as caught:
        universe.run_program(["T"])
    shown = format_traceback(universe.interp, caught.value, Style(True, True))
    assert "    \tgo: a to: n = ( n = 0 ifTrue: [ 1 / 0 ]. self go: a to: n - 1 ) )\n" in shown
    line = text.split("\n")[3]
    assert "\n    \t" + " " * (line.index("self") - 1) + "\x1b[31m" + "^" * 20 + "\x1b[0m\n" in shown
    assert "         to: 9 )\n  File" in shown
    assert "  \x1b[2m... the last activation repeated 7 times ...\x1b[0m\n" in shown
    assert shown.endswith("\x1b[31m^^^^^\x1b[0m\n\x1b[1;31mDivision by zero.\x1b[0m\n")


@pytest.mark.parametrize(
    "expression, hint",
    [
        ("#(1) at: 0", "Elements are counted from 1 up to the length."),
        ("Array new: -1", "An index or a number of elements cannot be negative."),
        ("self run", "Does the recursion have an end?"),
        ("3 + 'a'", "A String is converted by asInteger or Double fromString:."),
        ("3 + nil", "'Inst' is any other object: nil perhaps, because nothing was assigned?"),
        ("3 / 0", ""),
    ],
)
def test_advice_on_a_terminal(tmp_path, expression, hint):
    """The last line; without a terminal the message is the last one."""
    universe = machine(write_classes(tmp_path, "T = ( run = ( ^ %s ) )" % expression))
    with pytest.raises(VMError) as caught:
        universe.run_program(["T"])
    shown = format_traceback(universe.interp, caught.value, Style(False, True)).split("\n")
    plain = format_traceback(universe.interp, caught.value).split("\n")
    message = caught.value.message + "."
    assert shown[-3:] == ([message, "hint: " + hint, ""] if hint else [shown[-3], message, ""])
    assert plain[-2:] == [message, ""]


def test_lines_may_end_in_any_character(tmp_path):
    """U+00C5 ends in a byte that the host, reading single bytes, takes for a blank."""
    shown = traceback_of(tmp_path, 'T = ( run = ( ^ 1 / 0 "\u00c5\n" ) )')
    assert 'T = ( run = ( ^ 1 / 0 "\xc3\x85\n' in shown


def test_code_without_source_or_place_has_no_entry():
    """Code that the VM makes itself, and instructions that cannot fail."""
    code = Code("probe", 0, True)
    assert entries_of(shared().interp, Activation(code, 0)) == []
    code.source = shared().load_class("Object").source
    assert entries_of(shared().interp, Activation(code, 0)) == []
    error = VMError("oops")
    error.activations.append(Activation(code, 0))
    assert format_traceback(shared().interp, error) == HEADER + "\noops.\n"


def test_parameters_of_inlined_blocks():
    assert [inlined_parameters(each) for each in ("to:do:", "downTo:by:do:", "ifTrue:", "timesRepeat:")] == [1, 1, 0, 0]


# printStackTrace

STACK = """T = (
    run = ( self each: #(1). 'done' println )
    each: array = ( array do: [:each |
        each = 1 ifTrue: [ system printStackTrace ] ] )
)"""


def stack_machine(directory):
    return machine(write_classes(directory, STACK))


class Ended(Exception):
    """In place of the end of a process."""


def test_the_copy_of_the_process_prints_and_ends(monkeypatch, loop, tmp_path):
    """Played in one process: one line an activation, outermost first."""
    universe = stack_machine(tmp_path)

    def end(status):
        raise Ended(status)

    monkeypatch.setattr(traceback, "in_child_process", lambda: True)
    monkeypatch.setattr(traceback, "exit_process", end)
    with pytest.raises(Ended):
        universe.run_program(["T"])
    lines = universe.stdout.taken().split("\n")
    path = "%s/T.som" % tmp_path
    assert lines[0].startswith("System>>initialize: (core-lib/Smalltalk/System.som, line ")
    assert lines[1:3] == ["T>>run (%s, line 2)" % path, "T>>each: (%s, line 3)" % path]
    assert lines[3].startswith("Array>>do: (")
    assert lines[-2:] == ["T>>each: [] (%s, line 4)" % path, ""]
    assert lines[-3].startswith("Integer>>to:do:") or len(lines) == 6


def test_expressions_have_a_stack_too(monkeypatch, loop):
    universe = machine()
    ended = []
    monkeypatch.setattr(traceback, "in_child_process", lambda: True)
    monkeypatch.setattr(traceback, "exit_process", ended.append)
    universe.evaluate("[ system printStackTrace ] value", universe.w_nil)
    assert ended == [0]
    text = universe.stdout.taken()
    assert text == "Nil>>run: (<input>, line 1)\nNil>>run: [] (<input>, line 1)\n"


def test_activations_without_source_or_place(monkeypatch):
    """Code of the VM itself is not shown; code at no particular place is shown by its name."""
    universe = machine()
    monkeypatch.setattr(traceback, "exit_process", lambda status: None)
    hidden, placeless = Code("hidden", 0, True), Code("placeless", 0, False)
    placeless.source = universe.classes["Object"].source
    request = StackTraceRequest()
    request.activations += [Activation(hidden, 0), Activation(placeless, 0)]
    traceback.print_stack_trace(universe.interp, request)
    assert universe.stdout.taken() == "placeless\n"


def test_the_process_goes_on(tmp_path):
    """With a real copy of this process, which writes to a pipe."""
    universe = stack_machine(tmp_path)
    read_end, write_end = os.pipe()
    universe.stdout = OutputStream(write_end)
    universe.run_program(["T"])
    universe.stdout.flush()
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        lines = pipe.read().split("\n")
    assert lines[1].startswith("T>>run (")
    assert lines[-2:] == ["done", ""]
    assert len([line for line in lines if line == "done"]) == 1


def test_a_system_that_refuses_to_copy_the_process(monkeypatch, tmp_path):
    def refuse():
        raise OSError("no more processes")

    monkeypatch.setattr(traceback, "in_child_process", refuse)
    with pytest.raises(VMError) as caught:
        request_stack_trace(shared().interp)
    assert caught.value.message == "The stack trace cannot be printed: the system refuses to start a process"


def test_the_original_process_only_waits(monkeypatch, tmp_path):
    monkeypatch.setattr(traceback, "in_child_process", lambda: False)
    assert run(stack_machine(tmp_path), "T") == "done\n"


def test_a_copy_that_cannot_write_ends_quietly(monkeypatch):
    class Closed(OutputStream):
        def flush(self):
            raise OSError("closed")

    ended = []
    universe = machine()
    universe.stdout = Closed(1)
    monkeypatch.setattr(traceback, "exit_process", ended.append)
    traceback.print_stack_trace(universe.interp, StackTraceRequest())
    assert ended == [0]
    assert exit_process is not traceback.exit_process
