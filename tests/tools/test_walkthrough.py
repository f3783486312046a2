"""The walk through the VM shows what the VM does, and the page on it is up to date."""

import os
import re

import pytest
from sources import ROOT

from som.tools import walkthrough
from som.tools.walkthrough import PAGE, SECTION, main, sections, updated


@pytest.fixture(scope="module")
def example():
    return sections()


def text_of_the_page():
    with open(os.path.join(ROOT, *PAGE.split("/")), encoding="utf-8") as file:
        return file.read()


def test_the_page_is_fresh(example):
    """Whoever changes tokens, trees, code, caches or tracebacks runs `python -m som.tools.walkthrough`."""
    page = text_of_the_page()
    assert updated(page) == page, "run python -m som.tools.walkthrough"
    assert sorted(SECTION.findall(page)) == sorted(example)


def test_the_page_quotes_what_it_explains(example):
    """The instructions, slots and places that the sentences name are in the sections."""
    for words in ["3  SEND_1 s5 s0 s1", "17  ADD s3 s3 s1", "12  SEND_1", "context=(14)", "->14 ->29"]:
        assert words in example["trace"] + example["listing"]
    assert "29    MOVE" in example["listing"] and "32    SEND_UNINLINED" in example["listing"]
    assert example["scopes"].split("\n")[0].split() == ["method", "run", "sum", "in", "the", "context"]


def test_the_trace_shows_what_each_instruction_leaves(example):
    """`3 + 4 * 2`, from the arguments to the answer."""
    lines = [re.sub(" +", " ", line).strip() for line in example["trace"].split("\n")]
    first = lines.index("Walk>>weigh: s0=a Walk s1=4 s2=- s3=- s4=-")
    assert lines[first + 2 : first + 7] == [
        "14 LITERAL s3 literal 1 ; 3 s0=a Walk s1=4 s2=- s3=3 s4=-",
        "17 ADD s3 s3 s1 send 1 ; #+ s0=a Walk s1=4 s2=- s3=7 s4=-",
        "22 MULTIPLY_LITERAL s2 s3 literal 2 send 2 ; 2 #* s0=a Walk s1=4 s2=14 s3=7 s4=-",
        "27 RETURN s2 s0=a Walk s1=4 s2=14 s3=7 s4=- answers 14",
        "3 ... answered s0=a Walk s1=4 s2=- s3=- s4=0 s5=14 context=(0)",
    ]
    assert example["result"] == "14"


def test_another_program(tmp_path, capsys):
    """Its sections are printed; without the example's mistake there is no traceback to show."""
    path = tmp_path / "Other.som"
    path.write_text("Other = ( run = ( ^self -> Integer ) -> other = ( ^other ) )", encoding="utf-8")
    main([str(path)])
    output = capsys.readouterr().out
    assert "---- trace\n\nOther>>run" in output and "---- result\n\nInteger\n" in output
    assert "---- error" not in output


def test_main(tmp_path, capsys):
    """Fills the sections of a page below a root."""
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "how-it-works.md"
    page.write_text("# Page\n\n```text result\nold\n```\n\nEnd.\n", encoding="utf-8")
    main([], str(tmp_path))
    assert page.read_text(encoding="utf-8") == "# Page\n\n```text result\n14\n```\n\nEnd.\n"
    assert "wrote " in capsys.readouterr().out


def test_a_program_that_does_not_fail():
    assert walkthrough.failure_of("Fine = ( run = ( ^1 ) )", "Fine.som") == ""
