"""The table of source positions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from som.bytecode.positions import PositionReader, PositionWriter, find_position, last_position

ENTRIES = st.lists(
    st.tuples(st.integers(1, 70000), st.integers(0, 2**21), st.integers(0, 2**15), st.integers(-1, 300)), max_size=20
)


@settings(max_examples=40, deadline=None)
@given(ENTRIES, st.integers(0, 10**6))
def test_round_trip(entries, origin):
    """What was written is read in the same order, and found by its pc; nothing is found between."""
    writer = PositionWriter(origin)
    expected = []
    pc = 0
    for distance, start, length, branch in entries:
        pc += distance
        writer.add(pc, origin + start, origin + start + length, branch)
        expected.append((pc, origin + start, origin + start + length, branch))
    table = writer.packed()
    assert all(ord(character) < 256 for character in table)
    reader = PositionReader(table, origin)
    for pc, start, end, branch in expected:
        position = reader.next()
        assert (reader.pc, position.start, position.end, position.branch) == (pc, start, end, branch)
        found = find_position(table, origin, pc)
        assert (found.start, found.end, found.branch) == (start, end, branch)
    assert reader.next() is None
    pcs = {pc for pc, _, _, _ in expected}
    for pc in list(pcs):
        if pc + 1 not in pcs:
            assert find_position(table, origin, pc + 1) is None


def test_small_entries_are_small():
    """Four bytes for an ordinary instruction: the table costs little beside the code."""
    writer = PositionWriter(1000)
    writer.add(3, 1010, 1020, -1)
    writer.add(7, 1100, 1227, 5)
    assert writer.packed() == "\x03\x0a\x0a\x00" + "\x04\x64\x7f\x06"


def test_first_instruction():
    """An entry may be at pc 0."""
    writer = PositionWriter(0)
    writer.add(0, 0, 0, -1)
    assert find_position(writer.packed(), 0, 0).end == 0
    assert find_position("", 0, 0) is None


def test_instructions_without_an_entry_belong_to_the_last_one_before():
    writer = PositionWriter(10)
    writer.add(3, 11, 12, -1)
    writer.add(7, 20, 22, 0)
    table = writer.packed()
    assert last_position(table, 10, 2) is None
    assert [last_position(table, 10, pc).start for pc in (3, 4, 6, 7, 8, 1000)] == [11, 11, 11, 20, 20, 20]
    assert last_position("", 0, 0) is None
