"""Operand kinds, the `@bytecode` decorator, and the encoding of instructions.

An instruction is one byte for its number and then its operands: one byte each, two for jump targets.
When an operand does not fit, the wide form is used instead: number + WIDE, and four bytes an operand,
least significant first. Invariant: numbers are positions in `instructions.py` and stay below WIDE.
"""

from __future__ import absolute_import

from som.rpy import not_rpython

# Operand kinds. All are stored as numbers; the handler of the instruction gets what the kind says.
SLOT_OUT = 0  # number of the slot that is written
SLOT_IN = 1  # number of a slot that is read
SLOTS_IN = 2  # first of a row of slots that are read
LITERAL = 3  # a SOM object, from the code's literals
CELL = 4  # a GlobalCell
SITE = 5  # a SendSite
BLOCK = 6  # the Code of a block
NUMBER = 7  # plain number: field index, depth, count
TARGET = 8  # an offset in the code
CODE = 9  # not encoded: the code that is running

WIDE = 128
NARROW_LIMIT = 256
NARROW_TARGET_LIMIT = 65536

_NAMES = {
    "out": SLOT_OUT,
    "in": SLOT_IN,
    "row": SLOTS_IN,
    "literal": LITERAL,
    "cell": CELL,
    "site": SITE,
    "block": BLOCK,
    "number": NUMBER,
    "target": TARGET,
    "code": CODE,
}
KIND_WORDS = ["out", "in", "row", "literal", "cell", "site", "block", "number", "target", "code"]


class Instruction(object):
    """One instruction. `kinds`: operand kinds as a list; `size`, `wide_size`: bytes in either form.

    `can_fail`: it may raise an error that has a place in the source.
    """

    def __init__(self, number, name, kinds, names, text, handler, can_fail):
        self.number = number
        self.name = name
        self.kinds = kinds
        self.names = names
        self.text = text
        self.handler = handler
        self.size = 1 + sum([operand_size(kind) for kind in kinds])
        self.can_fail = can_fail or SITE in kinds or CELL in kinds or CODE in kinds
        self.live_operand = -1  # which operand, jump targets not counted, says how many slots are in use
        if "live" in names:
            plain = [name for name, kind in zip(names, kinds) if kind not in (TARGET, CODE)]
            self.live_operand = plain.index("live")
        self.wide_size = 1 + 4 * len([kind for kind in kinds if kind != CODE])


def operand_size(kind):
    """Bytes of an operand of this kind in a narrow instruction."""
    if kind == TARGET:
        return 2
    if kind == CODE:
        return 0
    return 1


INSTRUCTIONS = []  # filled while `instructions` is imported, constant afterwards


def failing(function):
    """Decorator, below `@bytecode`: the instruction may raise an error although it has no send site."""
    function.can_fail = True
    return function


@not_rpython
def bytecode(*kind_names):
    """Decorator: the function executes an instruction whose operands are of these kinds.

    The function gets (interp, frame, pc, operand ...), pc being that of the next instruction, and answers
    the pc to go on with, or a negative number when the activation has its result. TypeError if
    the declaration does not fit the function.
    """

    def register(function):
        kinds = [_NAMES[name] for name in kind_names]
        parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
        if list(parameters[:3]) != ["interp", "frame", "pc"] or len(parameters) != len(kinds) + 3:
            raise TypeError("%s: parameters and operand kinds differ" % function.__name__)
        if not function.__doc__:
            raise TypeError("%s has no docstring" % function.__name__)
        name = function.__name__.rstrip("_")
        number = len(INSTRUCTIONS)
        if number >= WIDE:
            raise TypeError("more than %d instructions" % WIDE)
        function._always_inline_ = True
        INSTRUCTIONS.append(
            Instruction(
                number,
                name,
                kinds,
                list(parameters[3:]),
                function.__doc__,
                function,
                getattr(function, "can_fail", False),
            )
        )
        return function

    return register


@not_rpython
def operator(function):
    """Decorator: two instructions that put `function(interp, w_left, w_right, site)` into a slot."""
    name = function.__name__.rstrip("_")
    sign = function.__doc__
    function._always_inline_ = True

    def in_slots(interp, frame, pc, target, left, right, site):
        frame.slots[target] = function(interp, frame.slots[left], frame.slots[right], site)
        return pc

    def with_literal(interp, frame, pc, target, left, w_right, site):
        frame.slots[target] = function(interp, frame.slots[left], w_right, site)
        return pc

    in_slots.__name__ = name
    in_slots.__doc__ = "slots[target] := slots[left] %s slots[right]" % sign
    with_literal.__name__ = name + "_literal"
    with_literal.__doc__ = "slots[target] := slots[left] %s literal" % sign
    bytecode("out", "in", "in", "site")(in_slots)
    bytecode("out", "in", "literal", "site")(with_literal)
    return function


@not_rpython
def comparison(function):
    """Decorator: an operator whose value, mostly a Boolean, often decides a jump: there are forms that also jump."""
    operator(function)
    name = function.__name__.rstrip("_")
    for literal in [False, True]:
        right = "literal" if literal else "in"
        suffix = "_literal" if literal else ""
        bytecode("in", right, "site", "out", "target", "target")(_unless(function, "unless_" + name + suffix, literal))
        bytecode("in", right, "site", "out", "target", "target")(_when(function, "when_" + name + suffix, literal))
        back = _back_if(function, "back_if_" + name + suffix, literal)
        bytecode("in", right, "site", "out", "target", "number", "target")(back)
    return function


_JUMP_TEXT = "%s if slots[left] %s %s; if that is no Boolean: slots[value] := it, go to `fallback`"


@not_rpython
def _declare(handler, name, text, function, literal):
    handler.__name__ = name
    right = "literal" if literal else "slots[right]"
    handler.__doc__ = _JUMP_TEXT % (text, function.__doc__, right)
    return handler


@not_rpython
def _unless(function, name, literal):
    """The handler that continues if the comparison is true and else jumps."""

    def unless(interp, frame, pc, left, right, site, value, otherwise, fallback):
        w_right = right if literal else frame.slots[right]
        w_value = function(interp, frame.slots[left], w_right, site)
        if w_value is interp.w_true:
            return pc
        if w_value is interp.w_false:
            return otherwise
        frame.slots[value] = w_value
        return fallback

    return _declare(unless, name, "continue, or else go to `otherwise`,", function, literal)


@not_rpython
def _when(function, name, literal):
    """The handler that continues if the comparison is false and else jumps."""

    def when(interp, frame, pc, left, right, site, value, otherwise, fallback):
        w_right = right if literal else frame.slots[right]
        w_value = function(interp, frame.slots[left], w_right, site)
        if w_value is interp.w_false:
            return pc
        if w_value is interp.w_true:
            return otherwise
        frame.slots[value] = w_value
        return fallback

    return _declare(when, name, "go to `otherwise`, or else continue,", function, literal)


@not_rpython
def _back_if(function, name, literal):
    """The handler that jumps back to a loop header if the comparison is true."""

    def back_if(interp, frame, pc, left, right, site, value, header, live, fallback):
        w_right = right if literal else frame.slots[right]
        w_value = function(interp, frame.slots[left], w_right, site)
        if w_value is interp.w_true:
            frame.forget_from(live)
            return header
        if w_value is interp.w_false:
            return pc
        frame.slots[value] = w_value
        return fallback

    return _declare(back_if, name, "go back to `header`", function, literal)


def wide_operand(code_bytes, position):
    """The four-byte operand at `position`; sums and products, so that the result is known to be non-negative."""
    return (
        ord(code_bytes[position])
        + 256 * ord(code_bytes[position + 1])
        + 65536 * ord(code_bytes[position + 2])
        + 16777216 * ord(code_bytes[position + 3])
    )


def target_operand(code_bytes, position):
    """The two-byte jump target at `position`."""
    return ord(code_bytes[position]) + 256 * ord(code_bytes[position + 1])


_RESOLVED = {
    LITERAL: "code.literals_w[%s]",
    CELL: "code.cells[%s]",
    SITE: "code.sites[%s]",
    BLOCK: "code.blocks[%s]",
}


@not_rpython
def make_runner(instruction, wide):
    """A function (interp, frame, code, pc) that decodes the operands and executes the instruction.

    Made from text, because RPython wants the number of operands to be fixed in each function.
    """
    expressions = []
    position = 1
    for kind in instruction.kinds:
        if kind == CODE:
            expressions.append("code")
            continue
        if wide:
            number = "wide_operand(code_bytes, pc + %d)" % position
            position += 4
        elif kind == TARGET:
            number = "target_operand(code_bytes, pc + %d)" % position
            position += 2
        else:
            number = "ord(code_bytes[pc + %d])" % position
            position += 1
        expressions.append(_RESOLVED.get(kind, "%s") % number)
    name = instruction.name + ("_wide" if wide else "")
    text = "def run_%s(interp, frame, code, pc):\n" % name
    text += "    code_bytes = code.bytes\n"
    if instruction.can_fail:
        text += "    frame.pc = pc\n"
    text += "    return handler(interp, frame, %s)\n" % ", ".join(["pc + %d" % position] + expressions)
    namespace = {
        "handler": instruction.handler,
        "wide_operand": wide_operand,
        "target_operand": target_operand,
    }
    exec(compile(text, "<runner of %s>" % name, "exec"), namespace)
    runner = namespace["run_" + name]
    runner._always_inline_ = True
    return runner


class Decoded(object):
    """One instruction as found in code: its operands as numbers, and where the next one starts."""

    def __init__(self, instruction, operands, next_pc):
        self.instruction = instruction
        self.operands = operands
        self.next_pc = next_pc


def decode(code_bytes, pc):
    """The instruction at `pc`. For listing, tests and tools; running code has its own runners."""
    number = ord(code_bytes[pc])
    wide = number >= WIDE
    if wide:
        number -= WIDE
    instruction = INSTRUCTIONS[number]
    position = pc + 1
    operands = []
    for kind in instruction.kinds:
        if kind == CODE:
            continue
        if wide:
            operands.append(wide_operand(code_bytes, position))
            position += 4
        elif kind == TARGET:
            operands.append(target_operand(code_bytes, position))
            position += 2
        else:
            operands.append(ord(code_bytes[position]))
            position += 1
    return Decoded(instruction, operands, position)


def resolve(code, kind, operand):
    """What the handler gets for an operand. Hosted only: the results have different types."""
    if kind == LITERAL:
        return code.literals_w[operand]
    if kind == CELL:
        return code.cells[operand]
    if kind == SITE:
        return code.sites[operand]
    if kind == BLOCK:
        return code.blocks[operand]
    return operand
