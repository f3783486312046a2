"""Each kind of case is what it promises, and determined by its seed."""

import re

import pytest
from som.tools.fuzzing_kinds import KINDS, VALUES, corpus, make

MANY = 60


def cases(kind, count=MANY):
    return [make(kind, seed) for seed in range(count)]


@pytest.mark.parametrize("kind", KINDS)
def test_seeds_decide(kind):
    assert make(kind, 7) == make(kind, 7)
    assert len({repr(case) for case in cases(kind, 10)}) > 7
    assert all(case.kind == kind for case in cases(kind, 10))


@pytest.mark.parametrize("kind", KINDS)
def test_a_process_can_have_the_arguments(kind):
    """No NUL, which the system does not know, and not longer than it takes."""
    for case in cases(kind):
        assert all(
            "\0" not in each and len(each.encode("utf-8", "surrogateescape")) < 131072 for each in case.arguments
        )


def test_bytes_get_everywhere():
    found = cases("bytes")
    assert any(case.stdin for case in found)
    assert any(case.arguments[:1] == ("-e",) for case in found)
    starts = {case.files["Foo.som"][:14] for case in found if case.files}
    assert b"Foo = ( run = " in starts and len(starts) > 5


def test_mutations_of_everything():
    """Of all sources of the project; each has the name of the class it was."""
    directories = {path.rpartition("/")[0] for path in corpus()}
    assert {"core-lib/Smalltalk", "core-lib/TestSuite", "Examples", "tests/lang"} <= directories
    for case in cases("mutated"):
        [name] = [name for name in case.files if name != "Go.som"]
        [original] = {path for path in corpus() if path.endswith("/" + name)} or {None}, *()
        assert original is not None


def test_generated_programs_are_complete():
    for case in cases("generated", 3):
        assert {"Fuzz.som", "FuzzKit.som", "FuzzBase.som"} <= set(case.files)


def test_all_options_are_tried():
    seen = {argument for case in cases("options", 300) for argument in case.arguments}
    assert {"-cp", "-e", "-d", "--no-inlining", "--stats", "--help", "--version", "--jit"} <= seen
    assert len(seen & set(VALUES)) > len(VALUES) / 2
    assert {case.stdout for case in cases("options")} == {"pipe", "full", "closed", "broken"}


def test_shell_input_has_lines():
    assert max(case.stdin.count(b"\n") for case in cases("shell")) > 10


def test_keys_at_a_terminal():
    found = cases("terminal")
    typed = b"".join(keys for case in found for _, keys in case.keys)
    assert all(case.keys for case in found)
    assert {b"\x03", b"\x04", b"\t", b"\x1b"} <= set(re.findall(rb"[\x03\x04\t\x1b]", typed))
    assert all(0 <= pause <= 1 for case in found for pause, _ in case.keys)
