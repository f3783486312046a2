"""The report of `--stats`."""

import re

from som.cli import statistics
from som.cli.machine import Machine


class FakeUniverse(object):
    """As much of a universe as the report reads."""

    def __init__(self):
        self.statistics = self
        self.start_time = statistics.time() - 2.0
        self.compilation_time = 0.25
        self.collections = 3
        self.collection_time = 0.0125


def test_times_are_whole_milliseconds():
    text = statistics.report(FakeUniverse(), Machine("hosted", False))
    assert re.search(r"^run time +2\d\d\d ms$", text, re.M)
    assert "compiling classes      250 ms\n" in text
    assert "requested collections  3, 12 ms\n" in text


def test_collections_of_any_cause_are_counted(monkeypatch):
    monkeypatch.setattr(statistics, "collections_so_far", lambda: 17)
    assert "collections            17\n" in statistics.report(FakeUniverse(), Machine("hosted", False)).splitlines(True)


def test_only_a_machine_with_a_jit_reports_on_it():
    assert "bridges" not in statistics.report(FakeUniverse(), Machine("hosted", False))
    assert "bridges                0\n" in statistics.report(FakeUniverse(), Machine("native with JIT", True))


def test_the_peak_is_that_of_this_process():
    """A Python process has more than a megabyte and less than 100 gigabytes."""
    assert 1000 < statistics.peak_memory() < 100000000


def test_systems_that_do_not_tell_the_peak(monkeypatch, tmp_path):
    """The line is left out when the file is missing or has other content."""
    for content in [None, "", "VmHWM:", "VmHWM: many kB"]:
        path = tmp_path / "status"
        if content is not None:
            path.write_text(content)
        monkeypatch.setattr(statistics, "PROCESS_STATUS", str(path))
        assert statistics.peak_memory() == -1
    assert "peak" not in statistics.report(FakeUniverse(), Machine("hosted", False))
