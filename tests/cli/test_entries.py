"""What an entry of the shell is, and when it is complete."""

import pytest
from som.cli.entries import CLASS, COMMAND, EMPTY, STATEMENTS, UNFINISHED, WRONG
from som.cli.entries import argument_of, classify, is_given_up, word_of


@pytest.mark.parametrize(
    "text, kind",
    [
        ("", EMPTY),
        (" \n\t", EMPTY),
        (":help", COMMAND),
        ("  :load a.som ", COMMAND),
        (":time 3 + 4", COMMAND),
        (":time )", COMMAND),
        (":time (3 +", UNFINISHED),
        (":timed (3 +", COMMAND),
        ("3 + 4", STATEMENTS),
        ("| a | a := 3. a", STATEMENTS),
        ('"a comment"', EMPTY),
        (' "one"\n"another" ', EMPTY),
        ('"one" 3', STATEMENTS),
        ("x = 3", STATEMENTS),
        ("x = ( y = ( 3 ) )", STATEMENTS),
        ("Foo = 3", STATEMENTS),
        ("Foo = ( 3 + 4 )", STATEMENTS),
        ("3 +", UNFINISHED),
        ("'open", UNFINISHED),
        ('"open', UNFINISHED),
        ("[ :x |", UNFINISHED),
        ("| a", UNFINISHED),
        ("3 + )", WRONG),
        ("#(1 2]", WRONG),
        ("Foo = ()", CLASS),
        ("Foo = Bar ( | a b | )", CLASS),
        ("Foo = ( a = ( 3 ) )", CLASS),
        ('"About Foo" Foo = ( a = ( ^3 ) ---- b = primitive )', CLASS),
        ("Foo = (", UNFINISHED),
        ("Foo = Bar (", UNFINISHED),
        ("Foo = ( a = (\n\n", UNFINISHED),
        ("Foo = ( 3 +", UNFINISHED),
        ("Foo = ( a = ( ^3 + ) )", WRONG),
        ("Foo = ( a = ( 3 ) ) )", WRONG),
    ],
)
def test_kinds(text, kind):
    entry = classify(text)
    assert entry.kind == kind
    assert (entry.error is not None) == (kind in (UNFINISHED, WRONG))


def test_a_mistake_in_a_class_does_not_leave_its_rest_to_the_next_prompts():
    """The class is read to its closing bracket, then the mistake is shown."""
    text = "Foo = (\n  a = ( ^3 + ) \n  b = ( ^4 )\n"
    assert classify(text).kind == UNFINISHED
    entry = classify(text + ")")
    assert entry.kind == WRONG and entry.error.start == text.index(") \n")


def test_who_gives_up():
    assert is_given_up("3 +", 1)
    assert not is_given_up("Foo = (", 2)
    assert is_given_up("Foo = (", 3)


@pytest.mark.parametrize(
    "command, parts", [(":help", (":help", "")), (":time  3 + 4 ", (":time", "3 + 4")), (":", (":", ""))]
)
def test_parts_of_commands(command, parts):
    assert (word_of(command), argument_of(command)) == parts
