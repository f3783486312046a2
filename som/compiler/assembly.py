"""The emitter: checks operands, hands out slots, literals and sites, and encodes the instructions.

Slots are handed out like a stack: `top` is the first free one, `frame_size` the most that were in use.
"""

from __future__ import absolute_import

from som.bytecode.positions import PositionWriter
from som.bytecode.spec import CODE, INSTRUCTIONS, NARROW_LIMIT, NARROW_TARGET_LIMIT, TARGET, WIDE
from som.errors import FatalError
from som.objects.methodobject import ALL_LIVE
from som.objects.sendsite import SendSite


class Label(object):
    """A place in the code that jumps go to; `pc` is known after `Assembly.assemble`."""

    def __init__(self):
        self.pc = -1


class Line(object):
    """One instruction before it is encoded, or, if `instruction` is None, the place of a label."""

    def __init__(self, instruction, operands, labels, label):
        self.instruction = instruction
        self.operands = operands
        self.labels = labels  # for the TARGET operands, in their order
        self.label = label
        self.start = -1  # span in the source, if the instruction has one
        self.end = -1
        self.branch = -1
        self.is_wide = False

    def copy_position(self, line):
        """Take over another instruction's place in the source."""
        self.start = line.start
        self.end = line.end
        self.branch = line.branch


class Assembly(object):
    """The code of one activation while it is being generated."""

    def __init__(self):
        self.lines = []
        self.literals_w = []
        self.literal_numbers = {}
        self.cells = []
        self.cell_numbers = {}
        self.sites = []
        self.blocks = []
        self.top = 0
        self.frame_size = 0

    def allocate(self, count):
        """The first of `count` consecutive free slots."""
        slot = self.top
        self.top += count
        if self.top > self.frame_size:
            self.frame_size = self.top
        return slot

    def release(self, top):
        """Free all slots from `top` on."""
        self.top = top

    def emit(self, number, operands):
        """Append an instruction without jump targets."""
        return self.emit_jump(number, operands, [])

    def emit_jump(self, number, operands, labels):
        """Append an instruction; `labels` are its jump targets, `operands` all its other operands, in order."""
        instruction = INSTRUCTIONS[number]
        expected = 0
        for kind in instruction.kinds:
            if kind != CODE:
                expected += 1
        if expected != len(operands) + len(labels):
            raise FatalError("wrong number of operands for %s" % instruction.name)
        line = Line(instruction, operands, labels, None)
        self.lines.append(line)
        return line

    def place(self, label):
        """Let the label mean the next instruction."""
        self.lines.append(Line(None, [], [], label))

    def literal(self, key, w_literal):
        """The number of a literal; equal keys share one."""
        number = self.literal_numbers.get(key, -1)
        if number < 0:
            number = len(self.literals_w)
            self.literals_w.append(w_literal)
            self.literal_numbers[key] = number
        return number

    def unique_literal(self, w_literal):
        """The number of a literal that is not shared."""
        self.literals_w.append(w_literal)
        return len(self.literals_w) - 1

    def cell(self, cell):
        """The number of a global's cell."""
        number = self.cell_numbers.get(cell, -1)
        if number < 0:
            number = len(self.cells)
            self.cells.append(cell)
            self.cell_numbers[cell] = number
        return number

    def site(self, w_selector, argument_count):
        """The number of a new send site."""
        self.sites.append(SendSite(w_selector, argument_count))
        return len(self.sites) - 1

    def block(self, code):
        """The number of a nested block's code."""
        self.blocks.append(code)
        return len(self.blocks) - 1

    def assemble(self, code, origin):
        """Encode everything into `code`; positions are relative to the offset `origin`."""
        if self._layout(False) >= NARROW_TARGET_LIMIT:
            self._layout(True)
        writer = PositionWriter(origin)
        chunks = []
        pc = 0
        for line in self.lines:
            if line.instruction is None:
                continue
            if line.start >= 0:
                writer.add(pc, line.start, line.end, line.branch)
            pc += self._encode(line, chunks)
        code.finish(
            "".join(chunks), self._live_slots(), self.literals_w[:], self.cells[:], self.sites[:], self.blocks[:]
        )
        code.positions = writer.packed()

    def _live_slots(self):
        """See `Code.finish`: what the jumps back say about the headers that they go to."""
        live_slots = []
        for line in self.lines:
            if line.instruction is None or line.instruction.live_operand < 0 or len(line.labels) == 0:
                continue
            header = line.labels[0].pc
            live = line.operands[line.instruction.live_operand]
            if live < ALL_LIVE:
                assert header >= 0  # labels are placed
                while len(live_slots) <= header:
                    live_slots.append(chr(ALL_LIVE))
                live_slots[header] = chr(live)
        return "".join(live_slots)

    def _layout(self, wide_jumps):
        """Choose the form of every instruction and place the labels; the size of the code in bytes."""
        pc = 0
        for line in self.lines:
            instruction = line.instruction
            if instruction is None:
                line.label.pc = pc
                continue
            line.is_wide = wide_jumps and len(line.labels) > 0
            for operand in line.operands:
                if operand >= NARROW_LIMIT:
                    line.is_wide = True
            if line.is_wide:
                pc += instruction.wide_size
            else:
                pc += instruction.size
        return pc

    def _encode(self, line, chunks):
        """Append the bytes of one instruction; answers how many."""
        instruction = line.instruction
        if line.is_wide:
            chunks.append(chr(instruction.number + WIDE))
        else:
            chunks.append(chr(instruction.number))
        operand_index = 0
        label_index = 0
        for kind in instruction.kinds:
            if kind == CODE:
                continue
            width = 1
            if kind == TARGET:
                value = line.labels[label_index].pc
                label_index += 1
                width = 2
            else:
                value = line.operands[operand_index]
                operand_index += 1
            if line.is_wide:
                width = 4
            for _ in range(width):
                chunks.append(chr(value & 255))
                value = value >> 8
        if line.is_wide:
            return instruction.wide_size
        return instruction.size
