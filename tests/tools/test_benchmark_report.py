"""The page of results: every figure is in its place, and the factors are right."""

import pytest
from som.tools.benchmark_report import Circumstances, Measurement, geometric_mean, page, significant, tables

AWFY = "Are We Fast Yet"
MEASURED = [
    Measurement("jit", "Start-up", "Hello", None, 10000.0, 8192, is_start_up=True),
    Measurement("jit", AWFY, "Sieve", 80.0, 50.0, 20480, first_ten=53.0),
    Measurement("jit", AWFY, "Queens", 300.0, 150.0, 30720),
    Measurement("jit", AWFY, "CD", problem="wrong result"),
    Measurement("interp", "Start-up", "Hello", None, 8000.0, None, is_start_up=True),
    Measurement("interp", AWFY, "Sieve", 160.0, 400.0, 10240),
    Measurement("interp", AWFY, "Queens", 600.0, 300.0, 10240),
]
CIRCUMSTANCES = Circumstances(
    "2026-01-02",
    "A Processor, 4 logical",
    "Linux 6, Python 3.11.0",
    "0.1",
    [("jit", "build/som-jit", "som 1, native"), ("interp", "build/som-interp", "som 1, native")],
    7.0,
    15,
)


def rows(text, title):
    """{first cell: [other cells]} of the table below a heading."""
    part = text.split("### %s\n" % title)[1].split("\n#")[0]
    lines = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:] for cells in lines[1:]}


@pytest.mark.parametrize(
    "value, text",
    [
        (1234567.8, "1234568"),
        (99.96, "100"),
        (99.9, "99.9"),
        (10.0, "10.0"),
        (9.99, "9.99"),
        (0.28, "0.28"),
        (0.02, "0.0200"),
    ],
)
def test_three_digits(value, text):
    assert significant(value) == text


def test_geometric_mean():
    assert geometric_mean([2.0, 8.0]) == pytest.approx(4.0)


def test_a_table_for_each_figure_of_a_suite():
    text = tables(MEASURED, ["jit", "interp"])
    assert rows(text, AWFY + ": Steady state, µs") == {
        "Sieve": ["50.0", "400 (8.00)"],
        "Queens": ["150", "300 (2.00)"],
        "CD": ["–", "–"],
        "**geometric mean of the factors**": ["**1**", "**4.00**"],
    }
    assert rows(text, AWFY + ": First iteration, µs")["Sieve"] == ["80.0", "160 (2.00)"]
    assert rows(text, AWFY + ": First ten iterations, µs")["Sieve"] == ["53.0", "–"]
    assert rows(text, AWFY + ": Peak memory, MiB")["Queens"] == ["30.0", "10.0 (0.33)"]
    assert rows(text, "Start-up: Time, ms") == {"Hello": ["10.0", "8.00 (0.80)"]}
    assert rows(text, "Start-up: Peak memory, MiB") == {"Hello": ["8.00", "–"]}


def test_failures_are_told():
    assert "* CD, jit: wrong result\n" in tables(MEASURED, ["jit", "interp"])


def test_columns_are_in_the_given_order_and_nobody_is_forgotten():
    text = tables(MEASURED, ["interp"])
    assert rows(text, AWFY + ": Steady state, µs")["Sieve"] == ["400", "50.0 (0.12)"]


def test_without_a_figure_of_the_first_vm_there_is_no_factor():
    others = [each for each in MEASURED if (each.vm, each.benchmark) != ("jit", "Sieve")]
    table = rows(tables(others, ["jit", "interp"]), AWFY + ": Steady state, µs")
    assert table["Sieve"] == ["–", "400"]
    assert table["**geometric mean of the factors**"] == ["**1**", "**2.00**"]


def test_one_vm_has_no_factors():
    text = tables([each for each in MEASURED if each.vm == "jit"], ["jit"])
    assert "geometric" not in text and "(" not in text


def test_the_page_says_how_it_was_measured():
    text = page(MEASURED, CIRCUMSTANCES)
    assert text.startswith("# Results of the benchmarks\n") and text.endswith("\n") and not text.endswith("\n\n")
    assert "| date | 2026-01-02 |\n| processor | A Processor, 4 logical |\n" in text
    assert "| jit | `build/som-jit` | som 1, native |\n" in text
    assert "again and again for 7 s" in text and "the median of 15 processes" in text
    assert tables(MEASURED, ["jit", "interp"]).strip() in text
