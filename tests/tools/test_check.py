"""The gate fails when a check fails, and when too little was checked."""

import pytest
from som.tools import check


def junit(path, *suites):
    text = "".join('<testsuite tests="%d" skipped="%d" errors="0" failures="0"/>' % suite for suite in suites)
    path.write_text("<testsuites>%s</testsuites>" % text)
    return str(path)


def test_skipped_tests_do_not_count(tmp_path):
    assert check.executed_tests(junit(tmp_path / "results.xml", (10, 3), (5, 0))) == 12


def test_failed_checks_are_named():
    lines = []
    assert check.run_checks([("good", lambda: True), ("bad", lambda: False)], lines.append) == ["bad"]
    assert [line.split(" (")[0] for line in lines] == ["check good: passed", "check bad: FAILED"]


def test_all_checks_run_after_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", [(name, lambda name=name: name != "a") for name in "abcd"])
    assert check.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 checks, 1 failed: a"


def test_success(monkeypatch):
    monkeypatch.setattr(check, "CHECKS", [(name, lambda: True) for name in "abcd"])
    assert check.main([]) == 0


def test_a_missing_check_fails_the_gate(monkeypatch):
    monkeypatch.setattr(check, "CHECKS", [("only", lambda: True)])
    assert check.main([]) == 1
    assert check.main(["only"]) == 0


def test_unknown_checks_are_refused(capsys):
    assert check.main(["lnit"]) == 1
    assert "lnit" in capsys.readouterr().out


@pytest.mark.parametrize("count, result", [(check.MINIMUM_TESTS, True), (check.MINIMUM_TESTS - 1, False)])
def test_the_floor_of_tests(monkeypatch, tmp_path, count, result):
    monkeypatch.setattr(check, "RESULTS", junit(tmp_path / "results.xml", (count + 7, 7)))
    monkeypatch.setattr(check, "run", lambda *command: True)
    assert check.check_tests() is result


def test_stale_tables_are_noticed(tmp_path):
    assert check.check_tables()
    stale = tmp_path / "tables.py"
    with open(check.grammar.TABLES_PATH, encoding="utf-8") as file:
        stale.write_text(file.read().replace("SOURCE_DIGEST", "SOURCE_DIGESTS"), encoding="utf-8")
    assert not check.check_tables(str(stale))


def test_failing_tests_fail_the_check(monkeypatch, tmp_path):
    monkeypatch.setattr(check, "RESULTS", junit(tmp_path / "results.xml", (check.MINIMUM_TESTS, 0)))
    monkeypatch.setattr(check, "run", lambda *command: False)
    assert check.check_tests() is False
