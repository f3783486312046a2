"""What stderr says about errors of the library: completely, at the place of the mistake, and only then."""

import pytest

from som.errors import Exit
from som.terminal import Style
from som.universe.explaining import explanation_text
from tests.machines import machine, write_classes

HEADER = "Traceback (most recent call at bottom):\n"


def said(directory, *texts, inlining=True):
    """(status, stderr below the entry of `initialize:`) of the program T; "" if stderr stays empty."""
    universe = machine(write_classes(directory, *texts), inlining=inlining)
    with pytest.raises(Exit) as caught:
        universe.run_program(["T"])
    text = universe.stderr.taken()
    if text == "":
        return caught.value.status, ""
    assert text.startswith(HEADER)
    return caught.value.status, text.split("\n", 4)[4].replace(str(directory) + "/", "")


@pytest.mark.parametrize("inlining", [True, False])
def test_a_message_that_is_not_understood(tmp_path, inlining):
    """Receiver and arguments; the library's methods that report it are left out."""
    text = "T = (\n  run = ( 3 < 4 ifTrue: [ ^ self go: 'abc' ] )\n  go: x = ( ^ x\n\tat: 1 putt: #(2) )\n)"
    status, shown = said(tmp_path, text, inlining=inlining)
    assert status == 1
    assert shown.endswith(
        "  File T.som, line 2, column 28:\n"
        "      run = ( 3 < 4 ifTrue: [ ^ self go: 'abc' ] )\n"
        "                                ^^^^^^^^^^^^^^\n"
        "  File T.som, line 3, column 14:\n"
        "      go: x = ( ^ x\n"
        "    \tat: 1 putt: #(2) )\n"
        "String does not understand #at:putt:.\n"
        "  receiver: 'abc'\n"
        "  argument 1: 1\n"
        "  argument 2: #(2)\n"
    )


@pytest.mark.parametrize("inlining", [True, False])
def test_an_unknown_name(tmp_path, inlining):
    status, shown = said(tmp_path, "T = ( run = ( ^ Vectr new ) )", inlining=inlining)
    assert shown == (
        "  File T.som, line 1, column 16:\n"
        "    T = ( run = ( ^ Vectr new ) )\n"
        "                    ^^^^^\n"
        "There is no variable or class 'Vectr'.\n"
        "hint: Did you mean 'Vector'?\n"
    )


def test_an_error_of_the_program(tmp_path):
    status, shown = said(tmp_path, "T = ( run = ( self error: 'no ' + 'money' ) )")
    assert shown == (
        "  File T.som, line 1, column 14:\n"
        "    T = ( run = ( self error: 'no ' + 'money' ) )\n"
        "                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "Error: no money\n"
    )


def test_a_message_that_is_no_string(tmp_path):
    """The library cannot print it; a class that can says so itself."""
    object = "U = ( asString = ( ^ 'u' ) concatenate: other = ( ^ other ) println = () )"
    status, shown = said(tmp_path, object, "T = ( run = ( self error: U new ) )")
    assert shown.split("\n")[-2] in ("The program has reported an error.", "Error: ERROR: u")


def test_an_abstract_method(tmp_path):
    status, shown = said(tmp_path, "T = ( run = ( self go ) go = ( self subclassResponsibility ) )")
    assert shown.endswith("Error: This method is abstract and should be overridden\n")
    assert shown.count("File") == 2


def test_an_escaped_block(tmp_path):
    status, shown = said(tmp_path, "T = ( run = ( self block value ) block = ( ^ [ ^ 1 ] ) )")
    assert shown.endswith(
        "Error: Block has escaped and cannot be executed\n"
        "hint: '^' in a block returns from the method that the block is written in; it has ended.\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "system exit: 1",
        "system exit: 0",
        "#(1) do: [:each | system exit: each ]",
        "3 foo",
    ],
)
def test_a_program_that_ends_by_itself(tmp_path, body):
    """Only the library's `error:` is explained, not what a program does in its place."""
    integer = "T = ( run = ( %s ) error: message = ( system exit: 1 ) )" % body.replace("3 foo", "self foo")
    assert said(tmp_path, integer)[1] == ""


def test_a_handler_of_the_program_that_fails(tmp_path):
    """What it was asked about is not the mistake."""
    text = "T = ( run = ( self foo ) doesNotUnderstand: s arguments: a = ( self error: 'never' ) )"
    status, shown = said(tmp_path, text)
    assert shown.endswith("\nError: never\n")
    assert shown.count("File T.som") == 2


def test_colours(tmp_path):
    universe = machine(write_classes(tmp_path, "T = ( run = ( ^ 3 foo: nil ) )"))
    with pytest.raises(Exit) as caught:
        universe.run_program(["T"])
    text = explanation_text(universe, caught.value, ["T"], Style(True, True))
    assert "\x1b[1;31mInteger does not understand #foo:.\x1b[0m\n  receiver: 3\n  argument 1: nil\n" in text
    assert "\x1b[31m^^^^^^^^^^\x1b[0m" in text
    assert "File \x1b[36m%s/T.som\x1b[0m, line 1, column 16:" % tmp_path in text
