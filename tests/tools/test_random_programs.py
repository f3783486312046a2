"""Random programs are determined by their seed, valid, and of many kinds."""

import pytest
from som.source import SourceText
from som.syntax.parsing import parse
from som.tools.random_loops import HOT
from som.tools.random_programs import PROBES, Program, Writer
from som.tools.random_rules import LEAVES, RULES


@pytest.mark.parametrize("seed", range(5))
def test_programs_are_valid(seed):
    """Each text is a class of its name, without diagnostics."""
    for name, text in Program(seed).sources().items():
        tree = parse(SourceText(name, text.encode("utf-8").decode("latin-1")))
        assert tree.name == name
        if name == "Fuzz":
            assert len(tree.instance_side.methods) == PROBES + 1


def test_a_seed_determines_the_program():
    assert Program(7).sources() == Program(7).sources()
    assert Program(7).sources()["Fuzz"] != Program(8).sources()["Fuzz"]


def test_the_rest_can_be_dropped():
    program = Program(3)
    before = program.probes[5].text()
    program.only(5)
    assert [tree.text() for tree in program.trees()][0] == before
    assert program.sources()["Fuzz"].count("p5 = (") == 1 and "p6 = (" not in program.sources()["Fuzz"]


class Chooser:
    """Chooses each of the rules in turn; never anything doubtful."""

    def __init__(self):
        self.turn = 0

    def random(self):
        return 0.9

    def choice(self, rules):
        self.turn += 1
        return rules[self.turn % len(rules)]


@pytest.mark.parametrize("kind", sorted(set(RULES) | set(LEAVES)))
def test_every_kind_can_be_written(kind):
    """All kinds that rules mention exist, and texts end."""
    writer = Writer(Chooser())
    for _ in range(20):
        assert "{" not in writer.write(kind).text()


def test_loops_that_run_long_can_be_written():
    writer = Writer(Chooser())
    assert len({writer.hot().text() for _ in HOT}) > len(HOT) // 2
