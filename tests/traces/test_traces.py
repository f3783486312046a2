"""What the JIT makes of loops: exact numbers of operations per iteration, after peeling, label and jump included.

Runs on the native VM with JIT in `build/`. Operation counts do not depend on the machine's speed; a change of
the VM that changes one of them has to be looked at, whichever way it goes.
"""

import os
import re

import pytest
from traces import reading

pytestmark = pytest.mark.skipif(
    not os.path.exists(reading.BINARY) and "SOM_REQUIRE_NATIVE" not in os.environ,
    reason="there is no native VM with JIT; python3 targetsom.py makes one",
)

SOURCE = """Traced = (
    | count kept |
    double: x = ( ^ x + x )
    apply: aBlock to: x = ( ^ aBlock value: x )
    leave: x = ( self apply: [:y | ^ y + 1 ] to: x. ^ 0 )
    f: x = ( count := x )
    run = ( %s )
)"""

ARRAY = "a := Array new: 100000 withAll: 3. "

# name: body of run; start of the loop's heading; operations, allocations, stores into the heap
LOOPS = {
    "summing with whileTrue:": (
        "| s i | s := 0. i := 0. [ i < 100000 ] whileTrue: [ s := s + i. i := i + 1 ]. s println",
        "Traced>>run",
        (8, 0, 0),
    ),
    "summing with to:do:": ("| s | s := 0. 1 to: 100000 do: [:i | s := s + i ]. s println", "Traced>>run", (8, 0, 0)),
    "field increment": (
        "count := 0. 1 to: 100000 do: [:i | count := count + 1 ]. count println",
        "Traced>>run",
        (11, 0, 1),
    ),
    "monomorphic send": (
        "| s | s := 0. 1 to: 100000 do: [:i | s := s + (self double: i) ]. s println",
        "Traced>>run",
        (12, 0, 0),
    ),
    "block passed to a method": (
        "| s | s := 0. 1 to: 100000 do: [:i | s := s + (self apply: [:x | x + 1 ] to: i) ]. s println",
        "Traced>>run",
        (13, 0, 0),
    ),
    "do: over an array of Integers": (
        "| a s | " + ARRAY + "s := 0. a do: [:e | s := s + e ]. s println",
        "Array>>do: ",
        (18, 0, 1),  # the captured sum is overwritten in its cell
    ),
    "inject:into:": (
        "| a | " + ARRAY + "(a inject: 0 into: [:x :y | x + y ]) println",
        "Array>>inject:into: ",
        (16, 0, 0),
    ),
}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A function: the log of a program given as the body of Traced>>run."""

    def run(body):
        directory = tmp_path_factory.mktemp("traced")
        program = directory / "Traced.som"
        program.write_text(SOURCE % body)
        return reading.log_of([str(program)], directory / "log")

    return run


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_loops_have_exactly_these_operations(log, name):
    """And none of them calls into the VM."""
    body, heading, expected = LOOPS[name]
    loops = [trace for trace in reading.traces_in(log(body)) if trace.is_loop and "(" + heading in trace.heading]
    assert len(loops) == 1
    found = (len(loops[0].body), len(loops[0].allocations()), len(loops[0].heap_stores()))
    assert found == expected, "\n".join("%s(%s" % each for each in loops[0].body)
    assert loops[0].calls() == []


def test_traces_name_file_line_and_instruction(log):
    """In their headings and at each instruction, also if a method is compiled for each block that it is given."""
    text = log("| a s |\n\n" + ARRAY + "s := 0. a do: [:e | s := s + e ]. s println")
    [heading] = [each.heading for each in reading.traces_in(text) if "(Array>>do: " in each.heading]
    assert re.match(r"# Loop \d+ \(Array>>do: Array\.som:\d+ [A-Z_0-9]+ .* with Traced>>run \[\]\) : ", heading)
    places = re.findall(r"^debug_merge_point\(\d+, \d+, '(.*)'\)$", text, re.M)
    assert places != []
    assert [
        place for place in places if not re.match(r"\S+( class)?>>\S+( \[\])? \w+\.som:\d+ [A-Z_0-9]+", place)
    ] == []
    assert any(place.startswith("Traced>>run [] Traced.som:9 ") for place in places)


def test_a_return_out_of_an_inlined_block_is_free(log):
    """No exception, no context, no call: the block's `^` is a jump in the trace."""
    text = log("| s | s := 0. 1 to: 100000 do: [:i | s := s + (self leave: i) ]. s println")
    loops = [trace for trace in reading.traces_in(text) if trace.is_loop]
    assert len(loops) == 1
    assert loops[0].allocations() == []
    assert loops[0].calls() == []


def test_an_object_with_one_field_takes_24_bytes(log, tmp_path):
    """Header, layout, field. A String is no small Integer, so that the field needs no cell."""
    (tmp_path / "OneField.som").write_text("OneField = ( | only | only: x = ( only := x ) )")
    program = tmp_path / "Maker.som"
    program.write_text("Maker = ( | kept | run = ( 1 to: 100000 do: [:i | kept := OneField new. kept only: 'a' ] ) )")
    loops = [each for each in reading.traces_in(reading.log_of([str(program)], tmp_path / "log")) if each.is_loop]
    sizes = [text for text in loops[0].allocations() if "SizeDescr 24" in text]
    assert len(sizes) == 1, loops[0].allocations()


def test_a_counter_that_many_bind_does_not_invalidate_traces(log):
    """A global that changes becomes a variable; nothing is compiled again and again."""
    text = log("system global: #Turns put: 0. 1 to: 100000 do: [:i | system global: #Turns put: i ]. Turns println")
    assert reading.summary_number(text, "abort: force quasi-immut") == 0


AWFY = os.path.join(reading.ROOT, "Examples", "AreWeFastYet")


@pytest.mark.parametrize("name, inner", [("Richards", 5), ("DeltaBlue", 500), ("Json", 5), ("CD", 100), ("Havlak", 15)])
def test_benchmarks_do_not_abort_traces_for_ever(tmp_path, name, inner):
    """A handful of traces may grow too long; then what they inlined is no longer inlined."""
    path = ":".join(os.path.join(AWFY, directory) for directory in ["Core", name])
    arguments = ["-cp", path, os.path.join(AWFY, "Harness.som"), name, "3", str(inner)]
    text = reading.log_of(arguments, tmp_path / "log", "jit-summary")
    assert reading.summary_number(text, "abort: trace too long") <= 6
    assert reading.summary_number(text, "abort: vable escape") == 0
