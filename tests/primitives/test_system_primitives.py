"""Primitives of System."""

import pytest

from som.errors import CompileErrors, Exit, LoadError, SomSyntaxError
from som.primitives import system_primitives as module
from tests.machines import evaluate, failure, machine, shared, write_classes
from tests.objects.texts import carried

SYMBOL = "Expected instance of 'Symbol' but got instance of '%s'"
STRING = "Expected object of type 'String_' but got type '%s'"


@pytest.fixture
def universe():
    return machine()


# Globals


def test_globals(universe):
    assert evaluate("system global: #Foo", universe) is None
    assert evaluate("system hasGlobal: #Foo", universe) is False
    assert evaluate("(system global: #Foo put: 3) == system", universe) is True
    assert evaluate("Array with: Foo with: (system global: #Foo) with: (system hasGlobal: #Foo)", universe) == [
        3,
        3,
        True,
    ]
    assert evaluate("system global: #Foo put: 4. Foo", universe) == 4


def test_globals_bound_to_nil_are_bound(universe):
    text = "system global: #Foo put: nil. Array with: Foo with: (system hasGlobal: #Foo)"
    assert evaluate(text, universe) == [None, True]


def test_asking_for_a_global_loads_nothing(universe):
    assert evaluate("Array with: (system global: #Vector) with: (system hasGlobal: #Vector)", universe) == [None, False]
    assert evaluate("system global: #Integer", universe) == "<Integer>"


@pytest.mark.parametrize("message", ["global: %s", "global: %s put: 1", "hasGlobal: %s", "load: %s"])
@pytest.mark.parametrize(
    "name, class_name", [("'Foo'", "String"), ("3", "Integer"), ("nil", "Nil"), ("Object", "Object class")]
)
def test_names_are_symbols(message, name, class_name):
    assert failure("system " + message % name) == SYMBOL % class_name


# Loading


def test_loading_classes(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = ( bar = ( ^ 1 ) )"))
    assert evaluate("(system load: #Foo) new bar", universe) == 1
    assert evaluate("(system load: #Foo) == Foo", universe) is True
    assert evaluate("system load: #Missing", universe) is None
    assert evaluate("system hasGlobal: #Missing", universe) is False


def test_loading_answers_what_the_name_is_bound_to(universe):
    assert evaluate("system global: #Foo put: 3. system load: #Foo", universe) == 3
    assert evaluate("system global: #Vector put: nil. system load: #Vector", universe) is None


@pytest.mark.parametrize(
    "text, error",
    [
        ("Foo = ( bar = ", SomSyntaxError),
        ("Foo = ( bar = ( x := 1 ) )", CompileErrors),
        ("Foo = Missing ( )", LoadError),
    ],
)
def test_errors_in_loaded_files_end_the_program(tmp_path, text, error):
    universe = machine(write_classes(tmp_path, text))
    with pytest.raises(error):
        evaluate("system load: #Foo", universe)
    with pytest.raises(error):
        evaluate("Foo", universe)


def test_loading_texts(tmp_path):
    path = tmp_path / "text"
    path.write_bytes("a \u2764\nb\n".encode("utf-8"))
    assert evaluate("system loadFile: '%s'" % path) == "a \u2764\nb\n"
    assert evaluate("(system loadFile: '%s') length" % path) == 6
    assert evaluate("system loadFile: '%s' asSymbol" % path) == "a \u2764\nb\n"


def test_texts_that_cannot_be_read(tmp_path):
    for path in (str(tmp_path), str(tmp_path / "missing"), "", "a\\0b"):
        assert evaluate("system loadFile: '%s'" % path) is None
    assert failure("system loadFile: 3") == STRING % "Int"


# The end


@pytest.mark.parametrize("status", [0, 1, 42, 255, 256, -1, 2**31 - 1, -(2**31)])
def test_the_program_ends(status):
    with pytest.raises(Exit) as caught:
        evaluate("system exit: %d. 'not reached' println" % status)
    assert caught.value.status == status


@pytest.mark.parametrize(
    "status, message",
    [
        (str(2**31), "Domain error"),
        (str(-(2**31) - 1), "Domain error"),
        (str(2**63), "Domain error"),
        (str(-(2**200)), "Domain error"),
        ("1.0", "Expected object of type 'Int' but got type 'Double'"),
        ("'1'", "Expected object of type 'Int' but got type 'String_'"),
        ("nil", "Expected object of type 'Int' but got type 'Inst'"),
        ("#()", "Expected object of type 'Int' but got type 'Array'"),
    ],
)
def test_codes_that_are_none(status, message):
    assert failure("system exit: " + status) == message


# Output


def test_output(universe):
    text = "((system printString: 'a\u2764') == system) and: [ (system printString: #b) printNewline == system ]"
    assert evaluate(text, universe) is True
    assert (universe.stdout.taken(), universe.stderr.taken()) == (carried("a\u2764b\n"), "")


def test_errors(universe):
    assert evaluate("((system errorPrint: 'a') errorPrintln: #b) == system", universe) is True
    evaluate("system errorPrintln", universe)
    assert (universe.stdout.taken(), universe.stderr.taken()) == ("", "ab\n\n")


def test_error_output_is_delivered_at_once(universe, monkeypatch):
    """After what was printed before it."""
    order = []
    monkeypatch.setattr(universe.stderr, "flush", lambda: order.append(universe.stderr.taken()))
    evaluate("system errorPrint: 'a'. system errorPrintln: 'b'. 3 halt", universe)
    assert order == ["a", "b\n", "BREAKPOINT\n"]


@pytest.mark.parametrize("message", ["printString:", "errorPrint:", "errorPrintln:"])
@pytest.mark.parametrize("value, type_name", [("3", "Int"), ("nil", "Inst"), ("#(1)", "Array"), ("Object", "Class")])
def test_only_texts_are_written(message, value, type_name):
    assert failure("system %s %s" % (message, value)) == STRING % type_name


# Time and memory


def test_clocks_start_with_the_machine(universe, monkeypatch):
    """Milliseconds and microseconds; the latter never zero."""
    universe.start_time = 100.0
    monkeypatch.setattr(module, "time", lambda: 101.5)
    assert evaluate("Array with: system time with: system ticks", universe) == [1500, 1500001]
    monkeypatch.setattr(module, "time", lambda: 100.0)
    assert evaluate("Array with: system time with: system ticks", universe) == [0, 1]


def test_clocks_do_not_run_backwards():
    text = "| last ok | ok := true. last := system ticks. 1 to: 200 do: [:i | | now | now := system ticks. "
    assert evaluate(text + "now < last ifTrue: [ ok := false ]. last := now ]. ok") is True


def test_requested_collections_are_timed(universe, monkeypatch):
    """And counted, for the report; the program is told how many there were of any kind."""
    times = iter([10.0, 10.25, 20.0, 20.5])
    counts = iter([7, 8, 10])
    collected = []
    monkeypatch.setattr(module, "collect", lambda: collected.append(True))
    monkeypatch.setattr(module, "time", lambda: next(times))
    monkeypatch.setattr(module, "collections_so_far", lambda: next(counts))
    assert evaluate("system gcStats", universe) == [7, 0, 0]
    assert evaluate("system fullGC", universe) is True
    assert evaluate("system gcStats", universe) == [8, 250, 0]
    assert evaluate("system fullGC", universe) is True
    assert evaluate("system gcStats", universe) == [10, 750, 0]
    assert len(collected) == universe.statistics.collections == 2


def test_a_requested_collection_takes_place(universe):
    """Python's collector tells so; it may run more often than asked to."""
    text = (
        "| before | before := system gcStats at: 1. 3 timesRepeat: [ system fullGC ]. (system gcStats at: 1) - before"
    )
    assert evaluate(text, universe) >= 3


def test_compilation_time(universe):
    universe.statistics.compilation_time = 1.2345
    assert evaluate("system totalCompilationTime", universe) == 1234


def test_the_system_is_singular():
    assert shared().interp.class_of(shared().w_system) is shared().classes["System"]
    with pytest.raises(Exit):
        evaluate("System new")
    shared().stdout.taken()


def test_the_stack_is_printed_on_request(universe, monkeypatch):
    """See the tests of tracebacks; the message answers the system."""
    asked = []
    monkeypatch.setattr(module, "request_stack_trace", asked.append)
    assert evaluate("system printStackTrace == system", universe) is True
    assert asked == [universe.interp]
