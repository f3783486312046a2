"""Code as text: one line an instruction, source lines in between. What `som -d` prints."""

from __future__ import absolute_import

from som.bytecode.positions import PositionReader
from som.bytecode.spec import BLOCK, CELL, CODE, LITERAL, NUMBER, SITE, TARGET, WIDE, decode
from som.objects.arrayobject import W_Array
from som.objects.doubleobject import W_Double, double_text
from som.objects.integerobject import W_BigInteger, W_Integer, integer_text
from som.objects.methodobject import W_Method
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol


def list_class(w_class):
    """The code of all methods of both sides of a class."""
    parts = []
    for w_side in [w_class, w_class.layout.w_class]:
        for w_method in w_side.methods_w:
            name = "%s>>%s" % (w_side.w_name.text, w_method.w_signature.text)
            if isinstance(w_method, W_Method):
                parts.append(list_code(w_method.code, name))
            else:
                parts.append("%s = primitive\n" % name)
    return "\n".join(parts) + "\n"


def list_code(code, name):
    """The instructions of a method or block, then those of the blocks in it."""
    lines = ["%s (%d arguments, %d slots%s)" % (name, code.argument_count, code.frame_size, _context(code))]
    positions = PositionReader(code.positions, code.home_start)
    position = positions.next()
    last_line = 0
    pc = 0
    while pc < len(code.bytes):
        if position is not None and positions.pc == pc:
            line = code.source.line_of(position.start)
            if line != last_line:
                last_line = line
                lines.append("  %d: %s" % (line, code.source.lines_between(position.start, position.start)[0].strip()))
            position = positions.next()
        lines.append("  %s%s" % (_padded("%d" % pc, 6), list_instruction(code, pc)))
        pc = decode(code.bytes, pc).next_pc
    text = "\n".join(lines) + "\n"
    for index in range(len(code.blocks)):
        text += list_code(code.blocks[index], "%s [%d]" % (name, index))
    return text


def _context(code):
    if code.context_size < 0:
        return ""
    if code.is_home:
        return ", context of %d, blocks return from here" % code.context_size
    return ", context of %d" % code.context_size


def list_instruction(code, pc):
    """The instruction at `pc`: mnemonic and operands, comments for what they mean."""
    return _instruction(code, pc, 24, 45)


def instruction_text(code, pc):
    """The same without columns: one blank in between."""
    return _instruction(code, pc, 0, 0).rstrip(" ")


def _instruction(code, pc, operand_column, comment_column):
    decoded = decode(code.bytes, pc)
    instruction = decoded.instruction
    operands = []
    comment = ""
    index = 0
    for kind in instruction.kinds:
        if kind == CODE:
            continue
        operand = decoded.operands[index]
        index += 1
        operands.append(_operand(kind, operand))
        comment += _comment(code, kind, operand)
    name = instruction.name.upper()
    if ord(code.bytes[pc]) >= WIDE:
        name += " wide"
    text = _padded(name, operand_column) + " ".join(operands)
    if comment != "":
        text = _padded(text, comment_column) + ";" + comment
    return text


def _operand(kind, operand):
    if kind == TARGET:
        return "->%d" % operand
    if kind == LITERAL:
        return "literal %d" % operand
    if kind == CELL:
        return "global %d" % operand
    if kind == SITE:
        return "send %d" % operand
    if kind == BLOCK:
        return "block %d" % operand
    if kind == NUMBER:
        return "%d" % operand
    return "s%d" % operand


def _comment(code, kind, operand):
    if kind == LITERAL:
        return " " + literal_text(code.literals_w[operand])
    if kind == CELL:
        return " " + code.cells[operand].w_name.text
    if kind == SITE:
        return " #" + code.sites[operand].w_selector.text
    return ""


def literal_text(w_literal):
    """A literal in the notation of the language."""
    if isinstance(w_literal, W_Integer) or isinstance(w_literal, W_BigInteger):
        return integer_text(w_literal)
    if isinstance(w_literal, W_Double):
        return double_text(w_literal.value)
    if isinstance(w_literal, W_Symbol):
        return "#" + w_literal.text
    if isinstance(w_literal, W_String):
        return "'" + escaped(w_literal.text) + "'"
    if isinstance(w_literal, W_Array):
        return "#(...)"
    return "?"


def escaped(text):
    """The text as it stands between quotes."""
    parts = []
    for char in text:
        if char == "\n":
            parts.append("\\n")
        else:
            if char == "'" or char == "\\":
                parts.append("\\")
            parts.append(char)
    return "".join(parts)


def _padded(text, width):
    if len(text) < width:
        return text + " " * (width - len(text))
    return text + " "
