"""A difference between two machines is found, attributed to its probe, and made small."""

from tests.parity.comparing import compare, first_different
from som.tools.random_programs import Program
from tests.parity.vms import Outcome, hosted_vm


class WrongVm:
    """Another machine, but another number is printed wherever the number 20 should be."""

    name = "wrong"

    def __init__(self, vm):
        self.vm = vm

    def run(self, *arguments, **settings):
        status, stdout, stderr = self.vm.run(*arguments, **settings)
        return Outcome(status, stdout.replace(b"#Integer 20\n", b"#Integer 21\n"), stderr)


def test_no_difference_between_equal_machines(hosted, tmp_path):
    assert compare(0, tmp_path, hosted, hosted_vm()) == ""


def test_a_difference_is_found_and_made_small(hosted, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.parity.comparing.SHRINKING_TIME", 30)
    problem = compare(0, tmp_path, hosted, WrongVm(hosted))
    assert problem.startswith("seed 0, probes ")
    assert "#Integer 20\n" in problem.split("---- stdout, ")[1]
    assert "#Integer 21\n" in problem.split("---- stdout, ")[2]
    source = problem.split("---- Fuzz.som")[1].split("---- FuzzBase.som")[0]
    assert source.count("self show:") < 4, source
    assert len(Program(0).sources()["Fuzz"]) > 10 * len(source)


def test_the_first_different_probe():
    one = Outcome(0, b"1\n--- 3\n2\n--- 4\n3\n--- 5\n", b"")
    other = Outcome(0, b"1\n--- 3\n2\n--- 4\n7\n--- 5\n", b"")
    assert first_different(3, one, other) == 5
    assert first_different(3, one, Outcome(1, b"", b"error")) == 3
