"""What hosts offer for limits. The C code of the native VM is tested through programs, see test_exhaustion.py."""

import os
import re
import subprocess
import sys

from som import rpy_limits
from som.rpy_limits import INTERRUPT, NOTHING, alarm_pending, is_running, may_run, memory_of_machine, sound_alarm
from som.rpy_limits import take_alarm
from som.universe.streams import LIMIT
from sources import ROOT

EXHAUSTING = """
from som.rpy_limits import limit_heap, restore_reserve, use_reserve
limit_heap(64 << 20)
for _ in range(2):
    kept = []
    try:
        while len(kept) < 1000:
            kept.append(bytearray(1 << 20))
        print("unlimited")
    except MemoryError:
        use_reserve()
        kept.append(bytearray(10 << 20))
        print("limited", 20 < len(kept) < 80)
        kept = None
    restore_reserve()
"""


def test_alarms_are_taken_once():
    assert (alarm_pending(), take_alarm()) == (False, NOTHING)
    sound_alarm(INTERRUPT)
    assert (alarm_pending(), take_alarm()) == (True, INTERRUPT)
    assert (alarm_pending(), take_alarm()) == (False, NOTHING)


def test_whether_a_program_runs():
    may_run(True)
    assert is_running()
    may_run(False)
    assert not is_running()


def test_memory_of_machine():
    assert 1 << 20 < memory_of_machine() < 1 << 60


def test_groups_of_processes_have_limits(tmp_path, monkeypatch):
    """The first number in a file that exists; `max` and nonsense mean none."""
    numbers = []
    for text in ["123456\n", "max\n", "", "12x"]:
        (tmp_path / "limit").write_text(text)
        numbers.append(rpy_limits._number_in(str(tmp_path / "limit")))
    assert numbers == [123456.0, 0.0, 0.0, 12.0]
    assert rpy_limits._number_in(str(tmp_path / "missing")) == 0.0


def test_heap_limit():
    """Allocation fails near the limit; the reserve is there for reporting, more than once."""
    run = subprocess.run([sys.executable, "-c", EXHAUSTING], cwd=ROOT, capture_output=True, timeout=60)
    assert (run.stdout, run.stderr) == (b"limited True\nlimited True\n", b"")


def test_the_c_code_can_hold_what_streams_hold_back():
    with open(os.path.join(ROOT, "som", "alarm.h")) as header:
        assert int(re.search(r"#define SOM_HELD (\d+)", header.read()).group(1)) >= LIMIT
