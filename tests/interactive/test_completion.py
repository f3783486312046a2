"""What the shell offers behind a text."""

import os

import pytest
import som.primitives  # noqa: F401  (registers the primitives)
from cli.test_shell import Collector
from som.cli.library import core_library_directory
from som.cli.shell import Shell
from som.interactive.completion import candidates, carried, class_of_operand, shown
from som.universe.universe import Universe


@pytest.fixture(scope="module")
def shell():
    universe = Universe(core_library_directory())
    universe.boot()
    universe.stdout = universe.stderr = Collector()
    shell = Shell(universe, True)
    universe.options.keeps_variables = True
    shell.perform("counter := 3")
    shell.perform("Thing = ( frobnicate = ( ^1 ) put: a into: b = ( ^2 ) ---- build: x = ( ^3 ) )")
    shell.perform("thing := Thing new")
    return shell


def texts(shell, text):
    return [candidate.text for candidate in candidates(shell, text)]


@pytest.mark.parametrize(
    "text, offered",
    [
        (":", [":code", ":help", ":load", ":methods", ":quit", ":results", ":source", ":time"]),
        (":ti", [":time"]),
        (":time coun", ["counter"]),
        (":source Thi", ["Thing"]),
        (":source Thing>>fr", ["frobnicate"]),
        (":code Thing class>>bu", ["build:"]),
        (":code Thing cl", ["class"]),
        (":methods Thing ", ["class"]),
        (":code Thing class", []),
        (":code Thing classes", []),
        ("Thin", ["Thing"]),
        ("Hashta", ["Hashtable"]),
        ("coun", ["counter"]),
        ("3 + coun", ["counter"]),
        ("[ :element | ele", ["element"]),
        ("| local | loc", ["local"]),
        ("syst", ["system"]),
        ("thing frob", ["frobnicate"]),
        ("thing pu", ["put:"]),
        ("Thing bui", ["build:"]),
        ("3 betw", ["between:"]),
        ("'a' substringF", ["substringFrom:"]),
        ("3.5 roun", ["round"]),
        ("Thing new frob", ["frobnicate"]),
        ("3. Hashtable new containsK", ["containsKey:"]),
        ("Thing new bui", ["build:"]),
        ("#Vector new appe", []),
        ("thing qqq", []),
        ("(3 + 4) frobn", ["frobnicate"]),
        ("", []),
        ("3", []),
        ("#fro", []),
        ('"thing frob', []),
        ('3. "thing\n frob', []),
        ("'thing frob", []),
        ("'\\' thing frob", []),
        ("'\\\\' size. thing frob", ["frobnicate"]),
        ('"it\'s" thing frob', ["frobnicate"]),
        ("'\"' size. thing frob", ["frobnicate"]),
    ],
)
def test_offers(shell, text, offered):
    assert texts(shell, text) == offered


def test_all_messages_of_a_known_receiver(shell):
    """A blank behind it asks for them; operators need no completion."""
    found = texts(shell, "thing ")
    assert "frobnicate" in found and "println" in found and "put:" in found and "==" not in found
    assert "build:" not in found


def test_the_part_in_front_of_the_cursor_is_replaced(shell):
    assert candidates(shell, "thing frob")[0].length == len("frob")


def test_notes_tell_the_whole_selector(shell):
    assert candidates(shell, "thing pu")[0].note == "put:into: instVarAt:put:"


def test_notes_do_not_repeat_the_selector(shell):
    """They tell whose it is, if there is but one class."""
    assert [each.note for each in candidates(shell, "thing frob") + candidates(shell, "3 frob")] == ["Thing", "Thing"]
    assert [each.note for each in candidates(shell, "thing isN") if each.text == "isNil"] == ["Object"]
    assert [each.note for each in candidates(shell, "(3) isN") if each.text == "isNil"] == [""]


def test_keyword_messages_go_on(shell):
    """The next part comes first, behind it what the argument understands."""
    assert texts(shell, "thing put: 3 in")[0] == "into:"
    assert texts(shell, "thing put: 3 ")[0] == "into:"
    assert "into:" not in texts(shell, "thing put: (3 ")


def test_files(shell, tmp_path):
    (tmp_path / "dir").mkdir()
    for name in ("a.som", "b.txt", ".hidden.som"):
        (tmp_path / name).write_text("")
    assert texts(shell, ":load %s%s" % (tmp_path, os.sep)) == ["a.som", "dir/"]
    assert texts(shell, ":load %s%sa" % (tmp_path, os.sep)) == ["a.som"]
    assert texts(shell, ":load /nowhere/at/all/") == []
    assert texts(shell, ":load \x00/") == []


def test_a_class_that_does_not_load_has_no_selectors(shell, tmp_path):
    (tmp_path / "Broken.som").write_text("Broken = ( a = ( ")
    shell.universe.class_path.insert(0, str(tmp_path))
    try:
        assert texts(shell, "Brok") == ["Broken"]
        assert texts(shell, ":source Broken>>") == []
        assert texts(shell, ":source Broken>>a") == []
        assert class_of_operand(shell.universe, "Broken") is None
    finally:
        shell.universe.class_path.pop(0)


def test_a_class_that_is_too_much_for_the_compiler_has_no_selectors(shell, monkeypatch):
    def load(name):
        raise RecursionError

    monkeypatch.setattr(shell.universe.loader, "load", load)
    assert class_of_operand(shell.universe, "Set") is None


def test_no_class_is_loaded_that_would_be_printed(shell, monkeypatch):
    """With the option -d."""
    monkeypatch.setattr(shell.universe.options, "dump_code", True)
    printed = shell.universe.stderr.text
    assert class_of_operand(shell.universe, "Set") is None
    assert class_of_operand(shell.universe, "Thing").w_name.text == "Thing class"
    assert shell.universe.stderr.text == printed


def test_nothing_is_run(shell):
    """Only what is bound has a class; messages are not sent to find out."""
    assert class_of_operand(shell.universe, ")") is None
    assert class_of_operand(shell.universe, "unknown") is None
    assert class_of_operand(shell.universe, "#a").w_name.text == "Symbol"


def test_texts_of_the_machine():
    assert shown(carried("\u00e9\u2764")) == "\u00e9\u2764"
    assert carried("\u00e9") == "\xc3\xa9"
