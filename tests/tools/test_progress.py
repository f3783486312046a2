"""Phases and times of a translation, read from what RPython says."""

import io

import pytest
from som.tools import progress
from som.tools.progress import Display, Tracker

# (second, line): announcements as RPython 0.2.1 prints them, with what else may mislead
JIT_LOG = [
    (1, "[translation:info] Translating target as defined by targetsom"),
    (5, "[translation:info] Annotating&simplifying..."),
    (5, "[24] {translation-task"),
    (50, "[translation:info] RTyping..."),
    (80, "[rtyper] specializing: 4500 / 11114 blocks   (40%)"),
    (130, "[translation:info] JIT compiler generation..."),
    (200, "[jitcodewriter:info] Produced 500 jitcodes"),
    (210, "[rtyper] specializing: 12000 / 14165 blocks   (84%)"),
    (400, "[translation:info] lltype back-end optimisations..."),
    (470, "[translation:info] inserting stack checks..."),
    (471, "[translation:info] Creating database for generating c source..."),
    (480, "[c]     1000 nodes  [ array: 193  framework rtti: 30  func: 226  group: 1  struct: 1623 ]"),
    (640, "[translation:info] Generating c source..."),
    (690, "[translation:info] Compiling c source..."),
    (690, "[platform:execute] make -j 2 in session/testing_1"),
]


@pytest.fixture
def tracker():
    return Tracker(progress.default_times(True), 0)


def play(tracker, until):
    return [ended for now, line in JIT_LOG if now <= until for ended in [tracker.read(line + "\n", now)] if ended]


def test_phases_of_a_translation(tracker):
    assert play(tracker, 1000) == [
        "load",
        "annotate",
        "rtype",
        "jitcodes",
        "backendopt",
        "gc transform",
        "C sources",
    ]
    assert tracker.compiled(3, 40, 700) is None
    assert tracker.detail == "3 of 40 files"
    assert tracker.compiled(40, 40, 790) == "C compile"
    assert tracker.finish(795) == "link"
    assert list(tracker.times.values()) == [5, 45, 80, 270, 71, 169, 50, 100, 5]
    assert list(tracker.times) == [phase.name for phase in progress.PHASES]


@pytest.mark.parametrize("now, detail", [(50, ""), (80, "40 %"), (200, "500 jitcodes"), (210, "500 jitcodes")])
def test_details(tracker, now, detail):
    play(tracker, now)
    assert tracker.detail == detail


def test_object_files_matter_only_while_c_is_compiled(tracker):
    assert tracker.compiled(0, 0, 3) is None
    assert tracker.phase == "load"


def test_status_line(tracker):
    """471 seconds for what takes 545: the 190 and 165 that are left are expected to take 164 and 143."""
    play(tracker, 490)
    assert tracker.status(500) == "gc transform (1000 nodes)      0:29    in all 8:20 of about 12:58"


def test_the_expected_time_follows_the_pace():
    tracker = Tracker({"load": 10, "annotate": 20, "rtype": 30}, 0)
    assert tracker.expected_total(1) == 60
    assert tracker.expected_total(15) == 65  # late
    tracker.enter("annotate", 20)
    assert tracker.expected_total(21) == 70  # 10 seconds are too few to tell the pace
    tracker.enter("rtype", 60)
    assert tracker.expected_total(60) == 120  # twice as slow as expected
    assert tracker.expected_total(125) == 125
    tracker.finish(130)
    assert tracker.times == {"load": 20, "annotate": 40, "rtype": 70}


def test_unexpected_phases_do_no_harm():
    tracker = Tracker(progress.default_times(False), 0)
    assert play(tracker, 1000)[3] == "jitcodes"
    assert tracker.expected_total(700) > 700


def test_times_of_the_last_translation_are_expected(tmp_path):
    path = tmp_path / "times.json"
    assert progress.load_times(path, False) == progress.default_times(False)
    times = {name: float(number) for number, name in enumerate(progress.default_times(False))}
    progress.save_times(path, times)
    assert progress.load_times(path, False) == times


@pytest.mark.parametrize("text", ["", "[]", "3", '{"load": 1}', '{"load": null}'])
def test_a_useless_file_of_times_is_ignored(tmp_path, text):
    path = tmp_path / "times.json"
    path.write_text(text)
    assert progress.load_times(path, True) == progress.default_times(True)


def test_expected_times():
    """A JIT takes about a quarter of an hour, an interpreter about three minutes; it has no jitcodes."""
    assert sum(progress.default_times(True).values()) == 15 * 60
    assert 150 < sum(progress.default_times(False).values()) < 210
    assert "jitcodes" not in progress.default_times(False)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def show(stream):
    display = Display(stream)
    display.status("x" * 500)
    display.phase_ended("rtype", 83.6)
    display.clear()
    return stream.getvalue()


def test_a_terminal_shows_one_line_that_changes(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert show(Terminal()) == "\r" + "x" * 39 + "\x1b[K" + "\r\x1b[K"


def test_elsewhere_each_phase_has_a_line():
    assert show(io.StringIO()) == "rtype            1:24\n"


# ------------------------------------------------------------------------------------------------ files and logs


def test_object_files_are_counted(tmp_path):
    assert progress.object_files(tmp_path) is None
    home = tmp_path / "usession-som-0" / "testing_1"
    home.mkdir(parents=True)
    (home / "Makefile").write_text(
        "SOURCES = a.c \\\n  b.c\n\nOBJECTS = a.o \\\n          b.o \\\n  c.o\n\nCFLAGS = d.o\n"
    )
    assert progress.object_files(tmp_path) == (0, 3)
    for name in ("b.o", "c.o", "d.o"):
        (home / name).touch()
    assert progress.object_files(tmp_path) == (2, 3)


ANNOTATION_ERROR = """
[translation:info] Annotating&simplifying...
[platform:Error] probe.c:1: error: harmless
[translation:info] Error:
  File "driver.py", line 300
[translation:ERROR] AnnotatorError:

Blocked block -- operation cannot succeed
    v1 = getattr(v0, ('x'))
[Timer] Timings:
"""

COMPILE_ERROR = """
[platform:execute] make -j 2
[platform:Error] som_cli.c: In function 'f':
[platform:Error] som_cli.c:3:1: warning: unused
[platform:Error] som_cli.c:4:2: error: unknown type name
[platform:Error] make: *** [som_cli.o] Error 1
[translation:ERROR] CompilationError: CompilationError(out=''')
"""

LOAD_ERROR = """
Traceback (most recent call last):
  first
[translation:info] something
Traceback (most recent call last):
  File "targetsom.py", line 1
ImportError: No module named som
"""


@pytest.mark.parametrize(
    "log, first, last",
    [
        (ANNOTATION_ERROR, "[translation:ERROR] AnnotatorError:", "    v1 = getattr(v0, ('x'))"),
        (
            COMPILE_ERROR,
            "[platform:Error] som_cli.c:4:2: error: unknown type name",
            "[platform:Error] make: *** [som_cli.o] Error 1",
        ),
        (LOAD_ERROR, "Traceback (most recent call last):", "ImportError: No module named som"),
        ("one\ntwo\n", "one", "two"),
    ],
)
def test_the_lines_that_say_why(log, first, last):
    lines = progress.error_lines(log)
    assert (lines[0], lines[-1]) == (first, last)
    assert len(lines) <= 3


def test_no_more_lines_than_can_be_read():
    assert progress.error_lines("\n".join(map(str, range(100))), 3) == ["97", "98", "99"]
