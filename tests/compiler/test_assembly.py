"""The emitter: slots, shared literals, labels, wide forms; and programs too large for narrow ones."""

import pytest

from som.bytecode import opcodes as op
from som.bytecode.positions import find_position
from som.bytecode.spec import INSTRUCTIONS, TARGET, WIDE, decode
from som.compiler.assembly import Assembly, Label
from som.compiler.definition import Compilation
from som.errors import FatalError
from som.objects.globalcell import GlobalCell
from som.objects.methodobject import ALL_LIVE, Code
from som.source import SourceText
from som.syntax.tree import IntegerNode, MethodNode, ReturnNode, SendNode
from tests.compiler.compiling import outcome, run, shared_universe, string


def assembled(assembly, origin=0):
    code = Code("test", 0, False)
    assembly.assemble(code, origin)
    return code


def decoded(code):
    """(name, operands) of all instructions."""
    found = []
    pc = 0
    while pc < len(code.bytes):
        each = decode(code.bytes, pc)
        found.append((each.instruction.name, each.operands))
        pc = each.next_pc
    return found


def test_slots_are_a_stack():
    """The frame is as large as the most slots in use at a time."""
    assembly = Assembly()
    assert (assembly.allocate(1), assembly.allocate(3), assembly.top) == (0, 1, 4)
    assembly.release(1)
    assert (assembly.allocate(1), assembly.frame_size) == (1, 4)
    assembly.allocate(3)
    assert assembly.frame_size == 5


@pytest.mark.parametrize("operands", [[], [1], [1, 2, 3]])
def test_operands_are_counted(operands):
    """A wrong number of operands is a bug of the code generator."""
    with pytest.raises(FatalError) as caught:
        Assembly().emit(op.MOVE, operands)
    assert caught.value.message == "wrong number of operands for move"


def test_the_running_code_is_no_operand():
    """SEND_UNINLINED has four operands, but only three are encoded."""
    assembly = Assembly()
    assembly.emit(op.SEND_UNINLINED, [1, 2, 300])
    assembly.emit(op.SEND_UNINLINED, [1, 2, 3])
    assert decoded(assembled(assembly)) == [("send_uninlined", [1, 2, 300]), ("send_uninlined", [1, 2, 3])]


def test_literals_cells_sites_blocks():
    """Literals of equal key and cells are shared, everything else is not."""
    assembly = Assembly()
    w_text = string("a")
    assert [assembly.literal(key, w_text) for key in ("x", "y", "x")] == [0, 1, 0]
    assert [assembly.unique_literal(w_text) for _ in range(2)] == [2, 3]
    cells = [GlobalCell(w_text), GlobalCell(w_text)]
    assert [assembly.cell(cell) for cell in cells + cells] == [0, 1, 0, 1]
    assert [assembly.site(w_text, 1) for _ in range(2)] == [0, 1]
    assert [assembly.block(None) for _ in range(2)] == [0, 1]
    code = assembled(assembly)
    assert (len(code.literals_w), code.cells, len(code.sites), code.blocks) == (4, cells, 2, [None, None])


@pytest.mark.parametrize("operand", [0, 1, 255, 256, 65535, 65536, 2**31])
def test_operand_sizes(operand):
    """An operand beyond a byte makes the instruction wide."""
    assembly = Assembly()
    assembly.emit(op.MOVE, [1, operand])
    code = assembled(assembly)
    assert decoded(code) == [("move", [1, operand])]
    assert (ord(code.bytes[0]) >= WIDE) == (operand > 255)
    assert len(code.bytes) == (9 if operand > 255 else 3)


@pytest.mark.parametrize("count", [0, 1, 21842, 21843, 40000])
def test_jumps_over_any_distance(count):
    """Labels are places in the code, forwards and backwards; far jumps make all jumps wide."""
    assembly = Assembly()
    start = Label()
    end = Label()
    assembly.place(start)
    assembly.emit_jump(op.JUMP, [], [end])
    for _ in range(count):
        assembly.emit(op.MOVE, [1, 2])
    assembly.place(end)
    assembly.emit_jump(op.JUMP_BACK, [7], [start])
    code = assembled(assembly)
    instructions = decoded(code)
    is_wide = count * 3 + 3 + 4 >= 65536
    assert instructions[0] == ("jump", [count * 3 + (5 if is_wide else 3)])
    assert instructions[-1] == ("jump_back", [0, 7])
    assert (ord(code.bytes[0]) >= WIDE) == is_wide
    assert len(instructions) == count + 2


def test_wide_jump_for_a_wide_operand():
    """A jump with a large operand has a four-byte target, too."""
    assembly = Assembly()
    label = Label()
    assembly.emit_jump(op.UNLESS_TRUE, [300], [label, label])
    assembly.emit(op.NIL, [1])
    assembly.place(label)
    assembly.emit(op.RETURN_SELF, [])
    assert decoded(assembled(assembly))[0] == ("unless_true", [300, 15, 15])


def test_positions():
    """Spans and branches of the instructions that have them."""
    assembly = Assembly()
    for slot in range(3):
        line = assembly.emit(op.NIL, [slot])
        if slot != 1:
            line.start, line.end, line.branch = 1000 + slot, 1200, slot - 1
    code = assembled(assembly, 900)
    found = [find_position(code.positions, 900, pc) for pc in (0, 2, 4)]
    assert found[1] is None
    assert [(each.start, each.end, each.branch) for each in found[::2]] == [(1000, 1200, -1), (1002, 1200, 1)]


def test_programs_with_large_operands():
    """Literals, send sites, locals, captured variables, blocks and globals beyond a byte."""
    names = ["v%d" % number for number in range(500)]
    text = "".join("%s := %d. " % (name, number) for number, name in enumerate(names))
    text += "".join("sum := sum + #s%d length + %s. " % (number % 2000, names[number % 500]) for number in range(2000))
    text += "".join("sum := [ sum + v%d ] value. " % number for number in range(300))
    text += "".join(
        "system global: #G%d put: %d. sum := sum + G%d. " % (number, number, number) for number in range(300)
    )
    expected = sum(len("s%d" % number) + number % 500 for number in range(2000)) + 2 * sum(range(300))
    program = run("sum := 0. " + text + "sum println", "sum " + " ".join(names))
    assert outcome(program) == "%d\n" % expected


def test_programs_with_many_fields():
    """Fields of instances and classes beyond a byte."""
    names = ["f%d" % number for number in range(500)]
    body = "fill = ( %s ) total = ( ^ %s )" % (
        " ".join("%s := %d." % (name, number) for number, name in enumerate(names)),
        " + ".join(names),
    )
    fields = "| %s |" % " ".join(names)
    members = "Test = ( %s %s run = ( self fill. self total println. Test fill. Test total println ) ---- %s %s )"
    total = sum(range(500))
    assert outcome(
        members % (fields, body, fields.replace("f", "g"), body.replace("f", "g").replace("gill", "fill"))
    ) == ("%d\n%d\n" % (total, total))


def test_programs_with_many_arguments():
    """A message with 100 arguments, in a frame where the row has numbers beyond a byte."""
    words = ["a%d:" % number for number in range(100)]
    pattern = " ".join("%s p%d" % (word, number) for number, word in enumerate(words))
    message = " ".join("%s %d" % (word, number) for number, word in enumerate(words))
    locals = " ".join("v%d" % number for number in range(300))
    member = "%s = ( ^ p0 + p50 + p99 )" % pattern
    assert outcome(run("(self %s) println" % message, locals, member)) == "149\n"


def test_programs_with_much_code():
    """A loop around 24,000 instructions, and conditional jumps over half of them: beyond two bytes."""
    universe = shared_universe()
    text = "| n | n := 0. [ n < 21000 ] whileTrue: [ n < 15000 ifTrue: [ %s n := n + 14000 ] ifFalse: [ %s ] ]. n"
    body = "it := n. " * 12000
    w_method = universe.compile_expression(text % (body, body + "n := n + 10000"))
    assert len(w_method.code.bytes) > 65536
    assert universe.interp.invoke(w_method, universe.w_nil, [universe.w_nil]).value == 28000


def test_long_chains():
    """A chain of 100,000 sends is neither compiled nor executed recursively."""
    universe = shared_universe()
    node = IntegerNode(0, 1, "0")
    for _ in range(100000):
        node = SendNode(0, 5, node, "+", [IntegerNode(4, 5, "1")], 2)
    method = MethodNode(0, 5, "sum", [])
    method.statements = [ReturnNode(0, 5, node)]
    w_method = Compilation(universe, SourceText("<input>", "0 + 1"), True).method(method, {}, False)
    assert universe.interp.invoke(w_method, universe.w_nil, []).value == 100000


def test_slots_of_long_chains():
    """A chain needs no more slots than its longest send."""
    universe = shared_universe()
    code = universe.compile_expression("1" + " + 1" * 1000).code
    assert code.frame_size == 4


@pytest.mark.parametrize("live, expected", [(0, 0), (5, 5), (254, 254), (255, ALL_LIVE), (300, ALL_LIVE)])
def test_live_slots_at_loop_headers(live, expected):
    """They are known at the places that jumps go back to, and nowhere else."""
    assembly = Assembly()
    header = Label()
    assembly.emit(op.NIL, [1])
    assembly.place(header)
    assembly.emit(op.NIL, [2])
    assembly.emit_jump(op.JUMP_BACK, [live], [header])
    live_slots = assembled(assembly).live_slots
    known = {pc: ord(each) for pc, each in enumerate(live_slots) if ord(each) != ALL_LIVE}
    assert known == ({header.pc: expected} if expected != ALL_LIVE else {})


def test_code_without_loops_says_nothing_of_live_slots():
    assembly = Assembly()
    assembly.emit(op.RETURN_SELF, [])
    assert assembled(assembly).live_slots == ""


def test_every_jump_back_says_what_is_live():
    """Its first label is the header, and one of its operands the number of live slots there."""
    for instruction in INSTRUCTIONS:
        jumps_back = "header" in instruction.names or instruction.name == "jump_back"
        assert jumps_back == (instruction.live_operand >= 0 and TARGET in instruction.kinds)
        if jumps_back:
            first_target = instruction.kinds.index(TARGET)
            assert instruction.names[first_target] in ("header", "target")
