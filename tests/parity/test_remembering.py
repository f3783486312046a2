"""A question is asked once; whatever may change the answer makes it another question."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.parity.remembering import RememberingVm
from tests.parity.vms import Outcome


class CountingVm:
    """Answers how often it has been asked."""

    name = "counting"

    def __init__(self):
        self.runs = 0

    def run(self, *arguments, stdin, cwd):
        self.runs += 1
        return Outcome(self.runs, stdin, repr(arguments).encode("utf-8"))


@pytest.fixture
def directory(tmp_path):
    """Where Outcomes are kept."""
    path = tmp_path / "outcomes"
    path.mkdir()
    return path


def test_a_question_is_asked_once(directory):
    vm = CountingVm()
    outcomes = [RememberingVm(vm, directory).run("-e", "1", stdin=b"x") for _ in range(3)]
    assert outcomes == [Outcome(1, b"x", b"('-e', '1')")] * 3
    assert isinstance(outcomes[2], Outcome)


def test_other_arguments_and_input_are_other_questions(directory):
    remembering = RememberingVm(CountingVm(), directory)
    questions = [(("1", "2"), b""), (("12",), b""), (("1",), b"2"), (("1",), b"")]
    assert [remembering.run(*arguments, stdin=stdin).status for arguments, stdin in questions] == [1, 2, 3, 4]


def test_other_sources_are_another_question(directory, tmp_path):
    """Hence a program may be made smaller between two runs."""
    remembering = RememberingVm(CountingVm(), directory)
    statuses = []
    for text in ("A = ()", "A = ( )", "A = ()"):
        (tmp_path / "A.som").write_text(text)
        statuses.append(remembering.run("A.som", cwd=str(tmp_path)).status)
    assert statuses == [1, 2, 1]


def test_askers_at_the_same_time_share_the_answer(directory):
    vm = CountingVm()
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(RememberingVm(vm, directory).run, "-e", str(number % 4)) for number in range(64)]
    assert sorted({future.result().status for future in futures}) == [1, 2, 3, 4]
    assert vm.runs == 4
