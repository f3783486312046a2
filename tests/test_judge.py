"""The judges accept what the expectation promises and reject everything else."""

import pytest
from judge import (
    FAIL,
    PASS,
    SKIP,
    Expectation,
    ExpectationError,
    Outcome,
    expectation_of,
    lenient_verdict,
    parse_expectation,
    strict_verdict,
)


def strictly(expected, output, status=0, promised="success"):
    """The strict verdict on stdout, both texts given with line feeds."""
    expectation = Expectation(status=promised, stdout=expected.split("\n") if expected else [])
    return strict_verdict(expectation, Outcome(status, output.encode("utf-8"), b"")).state


def leniently(expected, output, status=0, case_sensitive=False):
    """The lenient verdict on stdout."""
    lines = expected.split("\n") if expected else []
    expectation = Expectation(stdout=lines, case_sensitive=case_sensitive)
    return lenient_verdict(expectation, Outcome(status, output.encode("utf-8"), b"")).state


# The format


def test_all_keys_are_read():
    expectation = parse_expectation(
        "\nVM:\n  status: 42\n  case_sensitive: True\n  custom_classpath: @AWFY:here\n"
        "  stdout: a\n    b\n\n    c\n  stderr:\n      d\n        e\n"
    )
    assert expectation.status == 42
    assert expectation.case_sensitive
    assert expectation.custom_classpath == "@AWFY:here"
    assert expectation.stdout == ["a", "b", "", "c"]
    assert expectation.stderr == ["d", "e"]


def test_missing_keys_have_defaults():
    expectation = parse_expectation("VM:\n")
    assert expectation.status == "success"
    assert expectation.stdout is None and expectation.stderr is None
    assert expectation.custom_classpath is None and not expectation.case_sensitive


def test_an_empty_text_differs_from_a_missing_one():
    assert parse_expectation("VM:\n  stdout:\n").stdout == []


def test_text_that_looks_like_a_key_belongs_to_the_key_above_if_it_is_deeper():
    assert parse_expectation("VM:\n  stdout:\n    status: error\n").stdout == ["status: error"]


def test_the_indentation_as_a_whole_does_not_matter():
    expectation = parse_expectation("\n    VM:\n        status: error\n        stdout: x\n")
    assert expectation.status == "error" and expectation.stdout == ["x"]


def test_tabs_indent():
    assert parse_expectation("VM:\n\tstdout:\n\t\tx\n").stdout == ["x"]


def test_tabs_inside_text_are_kept():
    assert parse_expectation("VM:\n\tstdout: a\tb\n").stdout == ["a\tb"]


def test_the_expectation_is_the_first_comment():
    source = '\n"\nVM:\n  stdout: 1\n"\n"VM:\n  stdout: 2\n" T = ( )'
    assert expectation_of(source).stdout == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "status: error\n",
        "VM:\n  statuss: error\n",
        "VM:\n  status: maybe\n",
        "VM:\n  status: -1\n",
        "VM:\n  status:\n",
        "VM:\n  stdout: a\n  stdout: b\n",
        "VM:\n  case_sensitive: yes\n",
        "VM:\n  stdout: a\nVM:\n",
        "VM:\nstdout: a\n",
        "VM:\n  nonsense\n",
    ],
)
def test_malformed_expectations_are_rejected(text):
    with pytest.raises(ExpectationError):
        parse_expectation(text)


def test_a_program_without_comment_is_rejected():
    with pytest.raises(ExpectationError):
        expectation_of("T = ( )")


def test_the_custom_class_path_replaces_the_default_and_names_environment_variables():
    assert Expectation().classpath("lib", {}) == "lib"
    assert Expectation(custom_classpath="@A:b:@C").classpath("lib", {"A": "x", "C": "y"}) == "x:b:y"
    with pytest.raises(ExpectationError):
        Expectation(custom_classpath="@A").classpath("lib", {})


# The strict judge


@pytest.mark.parametrize(
    "expected, output",
    [
        ("", ""),
        ("", "\n  \n"),
        ("a", "a\n"),
        ("a", "\n\n   a  \n\n"),
        ("a\n\nb", "a\n  \nb\n"),
        ("...", ""),
        ("...", "a\nb\n"),
        ("a\n...", "a"),
        ("a\n...", "a\nb\nc"),
        ("...\nc", "c"),
        ("...\nc", "a\nb\nc"),
        ("a\n...\nd\n...\ng", "a\nb\nc\nd\ne\nf\ng"),
        ("...\n...\nc", "a\nc"),
        ("ab...", "abcd"),
        ("ab...", "ab"),
        ("...cd", "abcd"),
        ("...bc...", "abcd"),
        ("...\n...d...", "abc\nxdx"),
        ("a...d", "a...d"),
    ],
)
def test_strict_accepts(expected, output):
    assert strictly(expected, output) == PASS


@pytest.mark.parametrize(
    "expected, output",
    [
        ("", "a"),
        ("a", ""),
        ("a", "A"),
        ("a", "a\nb"),
        ("b", "a\nb"),
        ("a\nb", "a\n\nb"),
        ("a\n\nb", "a\nb"),
        ("a\nb", "b\na"),
        ("...\nc", "a\nb"),
        ("...\nc", "c\nd"),
        ("a\n...", "b"),
        ("ab...", "xab"),
        ("...cd", "cdx"),
        ("...bc...", "b c"),
        ("a...d", "abcd"),
        ("12", "1 2"),
    ],
)
def test_strict_rejects(expected, output):
    assert strictly(expected, output) == FAIL


def test_strict_does_not_backtrack():
    """The first `c` is the one that ends the gap, so the second one is too much."""
    assert strictly("...\nc", "c\na\nc") == FAIL


@pytest.mark.parametrize(
    "promised, status, state",
    [
        ("success", 0, PASS),
        ("success", 1, FAIL),
        ("error", 1, PASS),
        ("error", 42, PASS),
        ("error", 0, FAIL),
        (42, 42, PASS),
        (42, 1, FAIL),
        (0, 0, PASS),
        ("error", -11, FAIL),
        ("error", None, FAIL),
        ("success", None, FAIL),
    ],
)
def test_strict_compares_the_status(promised, status, state):
    """A signal and a timeout are no exit codes, hence never what a program promises."""
    assert strictly("", "", status=status, promised=promised) == state


def test_strict_checks_each_stream_that_is_mentioned():
    outcome = Outcome(0, b"out\n", b"err\n")
    assert strict_verdict(Expectation(), outcome).state == PASS
    assert strict_verdict(Expectation(stdout=["out"]), outcome).state == PASS
    assert strict_verdict(Expectation(stderr=["err"]), outcome).state == PASS
    assert strict_verdict(Expectation(stdout=["out"], stderr=["other"]), outcome).reasons == ["stderr differs"]
    assert strict_verdict(Expectation(stdout=["other"], stderr=["err"]), outcome).reasons == ["stdout differs"]


def test_strict_rejects_output_that_is_not_utf_8():
    assert strict_verdict(Expectation(stdout=["..."]), Outcome(0, b"\xff", b"")).state == FAIL


def test_only_line_feeds_end_a_line():
    assert strictly("a\x0cb", "a\x0cb\n") == PASS
    assert strictly("a\nb", "a\x0cb\n") == FAIL


# The lenient judge


@pytest.mark.parametrize(
    "expected, output",
    [
        ("", ""),
        ("", "a"),
        ("a", "a"),
        ("A", "  a "),
        ("b", "a\nb\nc"),
        ("a\nc", "a\nb\nc"),
        ("a\n\nc", "a\nc"),
        ("...\nb", "a\nb"),
        ("a\n...\nc", "a\nb\nc"),
        ("a\n...\nc", "a\nb\nb\nc"),
        ("ab...ef", "xefabx"),
        ("ab...", "xxabxx"),
        ("1.11***234", "1.11"),
        ("1.11***234", "1.112"),
        ("1.11***234", "1.11234"),
    ],
)
def test_lenient_accepts(expected, output):
    assert leniently(expected, output) == PASS


@pytest.mark.parametrize(
    "expected, output",
    [
        ("a", ""),
        ("a", "ab"),
        ("a\nb", "b\na"),
        ("a\na", "a"),
        ("...\nb", "b"),
        ("a\n...\nb", "a\nb"),
        ("...", ""),
        ("ab...ef", "ab"),
        ("1.11***234", "1.1"),
        ("1.11***234", "1.113"),
    ],
)
def test_lenient_rejects(expected, output):
    assert leniently(expected, output) == FAIL


def test_lenient_ignores_the_status():
    assert leniently("a", "a", status=1) == PASS


def test_lenient_compares_case_on_request():
    assert leniently("A", "a", case_sensitive=True) == FAIL
    assert leniently("A", "A", case_sensitive=True) == PASS


def test_lenient_skips_output_that_is_not_utf_8():
    assert lenient_verdict(Expectation(stdout=["a"]), Outcome(0, b"\xff", b"")).state == SKIP


def test_lenient_checks_both_streams():
    expectation = Expectation(stdout=["a"], stderr=["b"])
    assert lenient_verdict(expectation, Outcome(0, b"a", b"b")).state == PASS
    assert lenient_verdict(expectation, Outcome(0, b"a", b"c")).state == FAIL
    assert lenient_verdict(expectation, Outcome(0, b"c", b"b")).state == FAIL
