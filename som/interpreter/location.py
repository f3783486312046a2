"""Where in the program a trace is: what the JIT writes into its logs at a merge point.

Without a log it is called only when a loop is compiled or a recording given up. Only reads; no pc makes it fail.
"""

from __future__ import absolute_import

from som.bytecode.listing import instruction_text
from som.bytecode.positions import last_position

LONGEST_INSTRUCTION = 120  # bytes; literals can be as long as a file


def location_of(pc, code, block_code):
    """`Class>>selector file:line instruction`, one line; then the block that the activation evaluates, if it is given.

    The line is the one below which `som -d` lists the instruction. Code without a source has neither file nor line.
    """
    text = code.qualified_name() + place_of(pc, code)
    if 0 <= pc < len(code.bytes):
        text += " " + shortened(instruction_text(code, pc))
    if block_code is not None:
        text += " with " + block_code.qualified_name()
    return on_one_line(text)


def place_of(pc, code):
    """` file:line` for the instruction at `pc`, "" if there is no source."""
    source = code.source
    if source is None:
        return ""
    position = last_position(code.positions, code.home_start, pc)
    offset = code.start
    if position is not None:
        offset = position.start
    start = source.path.rfind("/") + 1
    assert start >= 0
    return " %s:%d" % (source.path[start:], source.line_of(offset))


def shortened(text):
    """The text, or its beginning if it is too long."""
    if len(text) <= LONGEST_INSTRUCTION:
        return text
    end = LONGEST_INSTRUCTION
    while end > 0 and ord(text[end]) & 0xC0 == 0x80:  # inside of a character
        end -= 1
    assert end >= 0
    return text[:end] + "..."


def on_one_line(text):
    """The text with blanks for control characters: symbols may contain line feeds."""
    return "".join([" " if ord(char) < 32 else char for char in text])
