"""What the tracer and the optimizer make of loops, without a native VM: exact operations of one iteration.

The same programs on the native VM: `tests/traces`. A change of the VM that changes a number here has to be looked
at, whichever way it goes.
"""

from __future__ import absolute_import

import pytest

from som.rpy import HAVE_RPYTHON

if HAVE_RPYTHON:
    from tracing import TracedMachine, allocated_bytes

pytestmark = pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")

SOURCES = {
    "OneField": "OneField = ( | only | only: x = ( only := x ) )",
    "Traced": """Traced = (
    | count kept |
    double: x = ( ^ x + x )
    apply: aBlock to: x = ( ^ aBlock value: x )
    leave: x = ( self apply: [:y | ^ y + 1 ] to: x. ^ 0 )
    whileTrue = ( | s i | s := 0. i := 0. [ i < 30 ] whileTrue: [ s := s + i. i := i + 1 ]. ^ s )
    toDo = ( | s | s := 0. 1 to: 30 do: [:i | s := s + i ]. ^ s )
    field = ( count := 0. 1 to: 30 do: [:i | count := count + 1 ]. ^ count )
    send = ( | s | s := 0. 1 to: 30 do: [:i | s := s + (self double: i) ]. ^ s )
    block = ( | s | s := 0. 1 to: 30 do: [:i | s := s + (self apply: [:x | x + 1 ] to: i) ]. ^ s )
    return = ( | s | s := 0. 1 to: 30 do: [:i | s := s + (self leave: i) ]. ^ s )
    do = ( | s | s := 0. (Array new: 30 withAll: 3) do: [:each | s := s + each ]. ^ s )
    inject = ( ^ (Array new: 30 withAll: 3) inject: 0 into: [:x :y | x + y ] )
    objects = ( 1 to: 30 do: [:i | kept := OneField new. kept only: 'a' ]. ^ 30 )
)""",
}

# Of a loop that calls a block; a return out of the block costs nothing.
SUM_WITH_A_BLOCK = {
    "label": 1,
    "guard_not_invalidated": 1,
    "int_add_ovf": 2,
    "guard_no_overflow": 2,
    "int_ge": 1,
    "guard_false": 1,
    "jump": 1,
}

# selector: its value; how the location of its loop begins and ends; the operations of one iteration, after peeling
LOOPS = {
    "whileTrue": (
        435,
        ("Traced>>whileTrue ", ""),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "int_add_ovf": 1,
            "guard_no_overflow": 1,
            "int_add": 1,
            "int_lt": 1,
            "guard_true": 1,
            "jump": 1,
        },
    ),
    "toDo": (
        465,
        ("Traced>>toDo ", ""),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "int_add_ovf": 1,
            "guard_no_overflow": 1,
            "int_ge": 1,
            "guard_false": 1,
            "int_add": 1,
            "jump": 1,
        },
    ),
    "field": (
        30,
        ("Traced>>field ", ""),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "int_add_ovf": 1,
            "guard_no_overflow": 1,
            "int_ne": 1,  # is it the word of nil?
            "guard_true": 1,
            "setfield_gc": 1,
            "int_ge": 1,
            "guard_false": 1,
            "int_add": 1,
            "jump": 1,
        },
    ),
    "send": (
        930,
        ("Traced>>send ", ""),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "int_add_ovf": 2,
            "guard_no_overflow": 2,
            "int_ge": 1,
            "guard_false": 1,
            "int_add": 1,
            "jump": 1,
        },
    ),
    "block": (495, ("Traced>>block ", ""), SUM_WITH_A_BLOCK),
    "return": (495, ("Traced>>return ", ""), SUM_WITH_A_BLOCK),
    "do": (
        90,
        ("Array>>do: ", " with Traced>>do []"),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "uint_lt": 1,
            "guard_true": 1,
            "int_sub": 1,
            "getarrayitem_gc_i": 1,
            "int_eq": 1,  # is it nil?
            "guard_false": 2,
            "int_add_ovf": 1,
            "guard_no_overflow": 1,
            "setfield_gc": 1,  # the captured sum is overwritten in its cell
            "int_ge": 1,
            "int_add": 1,
            "arraylen_gc": 1,
            "jump": 1,
        },
    ),
    "inject": (
        90,
        ("Array>>inject:into: ", " with Traced>>inject []"),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "uint_lt": 1,
            "guard_true": 1,
            "int_sub": 1,
            "getarrayitem_gc_i": 1,
            "int_eq": 1,
            "guard_false": 2,
            "int_add_ovf": 1,
            "guard_no_overflow": 1,
            "int_ge": 1,
            "int_add": 1,
            "jump": 1,
        },
    ),
    "objects": (
        30,
        ("Traced>>objects ", ""),
        {
            "label": 1,
            "guard_not_invalidated": 1,
            "int_ge": 1,
            "guard_false": 1,
            "int_add": 1,
            "new_with_vtable": 1,
            "setfield_gc": 3,  # its layout, its field, and where it is kept
            "jump": 1,
        },
    ),
}


@pytest.fixture(scope="module")
def traced():
    """A function: the value of a method of Traced, and its loop. It fails if there is not exactly one."""
    machine = TracedMachine(SOURCES, "Traced", sorted(LOOPS))
    known = {}

    def run(selector):
        if selector not in known:
            begin, end = LOOPS[selector][1]
            value, loops = machine.run(selector)
            own = [each for each in loops if each.location.startswith(begin) and each.location.endswith(end)]
            assert len(own) == 1, [each.location for each in loops]
            known[selector] = value, own[0]
        return known[selector]

    return run


@pytest.mark.parametrize("selector", sorted(LOOPS))
def test_loops_have_exactly_these_operations(traced, selector):
    """And the program computes the right value with them."""
    value, loop = traced(selector)
    assert value == LOOPS[selector][0]
    assert loop.counts() == LOOPS[selector][2], "%r\n%s" % (loop.counts(), loop.text())


@pytest.mark.parametrize("selector", ["whileTrue", "toDo"])
def test_summing_takes_at_most_8_operations(traced, selector):
    """Label and jump included; it neither allocates nor writes to memory, whatever the table above is changed to."""
    loop = traced(selector)[1]
    assert len(loop.body) <= 8, loop.text()
    assert loop.stores() == [], loop.text()


@pytest.mark.parametrize("selector", sorted(set(LOOPS) - set(["objects"])))
def test_loops_without_objects_do_not_allocate(traced, selector):
    """Frames, blocks, contexts and numbers are virtual; one that stays in an object or context has its cell."""
    loop = traced(selector)[1]
    assert loop.allocations() == [], loop.text()


@pytest.mark.parametrize("selector", sorted(LOOPS))
def test_loops_do_not_call_into_the_machine(traced, selector):
    """Sends, blocks and the return out of a block are inlined, in the first iteration already."""
    loop = traced(selector)[1]
    assert loop.calls() == [], loop.text()


def test_a_return_out_of_a_block_needs_no_memory(traced):
    """Neither its block nor its home context exists in the first iteration either."""
    loop = traced("return")[1]
    assert [each for each in loop.whole if each.getopname().startswith("new")] == [], loop.text()


def test_an_object_with_one_field_takes_24_bytes(traced):
    """Header, layout, field. A String is no small Integer, so that the field needs no cell."""
    loop = traced("objects")[1]
    assert [allocated_bytes(each) for each in loop.allocations()] == [24], loop.text()
