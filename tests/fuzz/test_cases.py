"""What fuzzing has found stays repaired: every case kept in `cases/` is run on the VM.

SOM_VM names the VM, see `vm_process`. `python -m som.tools.fuzz` keeps what it finds as directories like those.
"""

import json
import os
import shlex
from pathlib import Path

import pytest
from som.tools.fuzzing_cases import load
from som.tools.fuzzing_judging import judge
from som.tools.fuzzing_running import run, vm_for

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/case.json"))
SECONDS = 100  # on a busy machine, too


def vm():
    """The VM under test."""
    [command] = shlex.split(os.environ.get("SOM_VM", "")) or ["hosted"]
    return vm_for(command)


@pytest.mark.parametrize("name", NAMES)
def test_case(name):
    case = load(CASES / name)
    assert judge(case, run(vm(), case, SECONDS)) is None


def test_there_are_cases():
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_reasons(name):
    """Each case says what was wrong."""
    assert len(json.loads((CASES / name / "case.json").read_text(encoding="ascii"))["why"]) > 10
