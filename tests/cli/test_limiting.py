"""The limits of the command line reach the universe."""

import pytest
from som.cli import limiting
from som.cli.limiting import close_sandbox, default_limits, start_limits
from som.limits import Limits


class Interpreter:
    run = None


class Universe:
    """What `start_limits` sets."""

    polls = counts_depth = False

    def __init__(self):
        self.interp = Interpreter()
        self.interp.universe = self
        self.class_path = []
        self.core_library = ""


@pytest.fixture
def sizes(monkeypatch):
    """The sizes that the heap is limited to, instead of limiting that of the tests; the machine has 1000 bytes."""
    sizes = []
    monkeypatch.setattr(limiting, "limit_heap", sizes.append)
    monkeypatch.setattr(limiting, "memory_of_machine", lambda: 1000.0)
    return sizes


def started(is_watched=False, **settings):
    universe = Universe()
    limits = Limits()
    for name, value in settings.items():
        setattr(limits, name, value)
    start_limits(universe, limits, is_watched)
    return universe


def test_without_options_only_memory_is_limited(sizes):
    universe = started()
    assert (universe.polls, universe.counts_depth, universe.interp.run, sizes) == (False, False, None, [750])


def test_given_limits(sizes):
    universe = started(heap=5, depth=7, time="3")
    assert (universe.polls, universe.counts_depth, sizes) == (True, True, [5])
    assert universe.interp.run is not None


def test_traces_look_for_alarms_on_terminals(sizes):
    assert started(is_watched=True).polls


def test_sandbox_defaults():
    """They yield to what the user asks for."""
    limits = Limits()
    default_limits(limits)
    assert (limits.heap, limits.depth, limits.time) == (512 << 20, 10000, "60")
    limits.heap, limits.depth, limits.time = 1, 2, "3"
    default_limits(limits)
    assert (limits.heap, limits.depth, limits.time) == (1, 2, "3")


def test_the_sandbox_holds_class_path_and_core_library(tmp_path):
    universe = Universe()
    for name in ["path", "core", "other"]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "A.som").write_text("")
    universe.class_path = [str(tmp_path / "path")]
    universe.core_library = str(tmp_path / "core")
    close_sandbox(universe)
    allowed = [name for name in ["path", "core", "other"] if universe.sandbox.allows(str(tmp_path / name / "A.som"))]
    assert allowed == ["path", "core"]
