"""Two machines in one process do not see each other."""

import io
import threading

import pytest

from som.embedding import Som, SomError, SomRuntimeError

COUNTER = """Counter = (
    | n |
    value = ( n := n isNil ifTrue: [ %d ] ifFalse: [ n + %d ]. ^n )
    ----
    | made |
    made = ( made isNil ifTrue: [ made := 0 ]. made := made + 1. ^made )
)"""


@pytest.fixture
def pair():
    outputs = [io.StringIO(), io.StringIO()]
    with Som(output=outputs[0]) as one, Som(output=outputs[1]) as other:
        yield one, other, outputs


def test_globals(pair):
    one, other, _ = pair
    one.globals["Answer"] = 42
    assert "Answer" not in other.globals
    other.globals["Answer"] = 43
    assert (one.evaluate("Answer"), other.evaluate("Answer")) == (42, 43)


def test_classes_of_one_name(pair):
    """Different methods, fields of the class side, inline caches: the same text runs in both by turns."""
    one, other, _ = pair
    one.define(COUNTER % (1, 1))
    other.define(COUNTER % (10, 10))
    text = "| c | c := Counter new. c value. c value. c value"
    assert [som.evaluate(text) for som in (one, other, one, other)] == [3, 30, 3, 30]
    assert [one.evaluate("Counter made") for _ in range(3)] == [1, 2, 3]
    assert other.evaluate("Counter made") == 1


def test_classes_of_class_paths(tmp_path):
    for name, answer in [("a", "1"), ("b", "2")]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "Place.som").write_text("Place = ( ---- answer = ( ^%s ) )" % answer)
    with Som(class_path=[tmp_path / "a"]) as one, Som(class_path=[tmp_path / "b"]) as other, Som() as third:
        assert (one.evaluate("Place answer"), other.evaluate("Place answer")) == (1, 2)
        with pytest.raises(SomRuntimeError):
            third.evaluate("Place answer")


def test_another_core_library_is_for_one_machine(tmp_path):
    """Methods of the classes that the VM knows."""
    with open("core-lib/Smalltalk/Nil.som", encoding="utf-8") as file:
        text = file.read()
    (tmp_path / "Nil.som").write_text(text.replace("Nil = (", "Nil = ( whoami = ( ^#mine )", 1))
    with Som(class_path=[tmp_path]) as one, Som() as other:
        assert one.evaluate("nil whoami") == "mine"
        with pytest.raises(SomRuntimeError):
            other.evaluate("nil whoami")


def test_methods_that_a_program_replaces(pair):
    """What one machine assumes about operators, and has cached, does not change in the other."""
    one, other, _ = pair
    text = """| methods plus minus |
        methods := Integer methods.
        1 to: methods length do: [ :i |
            (methods at: i) signature = #+ ifTrue: [ plus := i ].
            (methods at: i) signature = #- ifTrue: [ minus := i ] ].
        methods at: plus put: (methods at: minus)"""
    sums = "| s | s := 0. it do: [ :each | s := s + each ]. s"
    assert (one.evaluate(sums, it=[1, 2, 3]), other.evaluate(sums, it=[1, 2, 3])) == (6, 6)
    one.evaluate(text)
    assert one.evaluate("7 + 2") == 5
    assert other.evaluate("7 + 2") == 9
    assert other.evaluate(sums, it=[1, 2, 3]) == 6


def test_symbols_are_each_machine_s_own(pair):
    one, other, _ = pair
    w_one = one._session.universe.symbol_for("foo")
    assert w_one is one._session.universe.symbol_for("foo")
    assert w_one is not other._session.universe.symbol_for("foo")


def test_outputs(pair):
    one, other, outputs = pair
    one.evaluate("1 println")
    other.evaluate("2 println")
    assert [output.getvalue() for output in outputs] == ["1\n", "2\n"]


def test_limits(pair):
    """A deep recursion in one, with the other unlimited."""
    text = "| b | b := nil. b := [ :n | n = 0 ifTrue: [ 0 ] ifFalse: [ (b value: n - 1) + 1 ] ]. b value: 300"
    with Som(max_depth=100) as limited:
        with pytest.raises(SomError, match="Depth limit of 100 activations"):
            limited.evaluate(text)
        assert pair[0].evaluate(text) == 300


def test_statistics(pair):
    one, other, _ = pair
    one.evaluate("1 to: 5 do: [ :i | system fullGC ]")
    assert one._session.universe.statistics.collections == 5
    assert other._session.universe.statistics.collections == 0


def test_machines_run_side_by_side(pair):
    """In two threads, each with its own classes and results."""
    results = {}

    def work(som, step):
        som.define(COUNTER % (step, step))
        results[step] = som.evaluate("| c | c := Counter new. 1 to: 2000 do: [ :i | c value ]. c value")

    threads = [threading.Thread(target=work, args=(som, step)) for som, step in zip(pair, (1, 10))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {1: 2001, 10: 20010}


def test_a_machine_may_use_another(pair):
    """A function of one calls into the other, which runs in its own thread."""
    one, other, _ = pair
    assert one.evaluate("(it value: '3 + 4') + 1", it=other.evaluate) == 8
