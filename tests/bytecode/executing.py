"""Executing single instructions in a booted universe, in either form, with host values for objects."""

from som.bytecode import opcodes  # noqa: F401  (its import fills INSTRUCTIONS)
from som.bytecode.spec import BLOCK, CELL, CODE, INSTRUCTIONS, LITERAL, SITE, TARGET
from som.compiler.assembly import Assembly, Label
from som.interpreter.frame import Frame
from som.objects.base import W_Object
from som.objects.blockobject import Context
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_BigInteger, W_Integer, integer_from_literal, integer_text
from som.objects.methodobject import NO_CONTEXT, NO_SLOT, Code
from som.objects.stringobject import W_String
from tests.compiler.compiling import define, shared_universe

BY_NAME = {instruction.name: instruction for instruction in INSTRUCTIONS}
FRAME_SIZE = 16
ANSWER = 15  # the slot that tells where execution went on

HELPER = """Helper = (
    | first second |
    unknownGlobal: name = ( ^ 'no ' + name )
    escapedBlock: block = ( ^ 'escaped ' + block )
    zero = ( ^ 'zero' )
    one: a = ( ^ 'one ' + a asString )
    one: a two: b = ( ^ 'two ' + a asString + b asString )
    one: a two: b three: c = ( ^ 'three ' + a asString + b asString + c asString )
    asString = ( ^ 'helper' )
    + other = ( ^ 'add' ) - other = ( ^ 'subtract' ) * other = ( ^ 'multiply' ) % other = ( ^ 'modulo' )
    & other = ( ^ 'bits' ) < other = ( ^ 'less' ) <= other = ( ^ 'less equal' ) > other = ( ^ 'greater' )
    >= other = ( ^ 'greater equal' ) = other = ( ^ 'equal' ) ~= other = ( ^ 'unequal' )
    ifFalse: block = ( ^ block value )
    not = ( ^ self )
    ----
    | third fourth |
)"""


class FullyWide(Assembly):
    """Uses the wide form for everything."""

    def _layout(self, wide_jumps):
        pc = 0
        for line in self.lines:
            if line.instruction is None:
                line.label.pc = pc
            else:
                line.is_wide = True
                pc += line.instruction.wide_size
        return pc


def helper_class():
    """The class `Helper`, made once."""
    universe = shared_universe()
    w_class = universe.global_value("Helper")
    return w_class or define(HELPER)


def helper():
    """A new instance of it."""
    return shared_universe().interp.send(helper_class(), "new", [])


def object_of(value):
    """The SOM object for a host value; SOM objects stand for themselves."""
    universe = shared_universe()
    if isinstance(value, W_Object):
        return value
    if value is None:
        return universe.w_nil
    if isinstance(value, bool):
        return universe.interp.boolean(value)
    if isinstance(value, int):
        return integer_from_literal(str(value))
    if isinstance(value, float):
        return W_Double(value)
    return W_String(value)


def host_value(w_object):
    """The host value for a SOM object, or the object itself if it is of no simple kind."""
    universe = shared_universe()
    if w_object is None or w_object is universe.w_nil:
        return None
    if w_object is universe.w_true or w_object is universe.w_false:
        return w_object is universe.w_true
    if isinstance(w_object, (W_Integer, W_BigInteger)):
        return int(integer_text(w_object))
    if isinstance(w_object, W_Double):
        return w_object.value
    if isinstance(w_object, W_String):
        return w_object.text
    return w_object


class Outcome:
    """What one instruction did. `way`: "next", the name of the jump target, or the value that was returned."""

    def __init__(self, way, frame):
        self.way = way
        self.frame = frame
        self.slots = [host_value(w_object) for w_object in frame.slots]


def assemble(assembly, argument_count=0, frame_size=FRAME_SIZE):
    """Code that can be run."""
    code = Code("test", argument_count, False)
    assembly.assemble(code, 0)
    code.shape(1 + argument_count, frame_size, NO_CONTEXT, False, NO_SLOT, 0)
    code.adopt(helper_class())
    return code


def encoded(assembly, name, operands):
    """Emit the instruction; jump targets are given by name. Answers {name: Label}."""
    instruction = BY_NAME[name]
    numbers = []
    labels = []
    names = {}
    kinds = [kind for kind in instruction.kinds if kind != CODE]
    assert len(kinds) == len(operands), name
    for kind, operand in zip(kinds, operands):
        if kind == TARGET:
            label = names.setdefault(operand, Label())
            labels.append(label)
        elif kind == LITERAL:
            numbers.append(assembly.unique_literal(object_of(operand)))
        elif kind == CELL:
            numbers.append(assembly.cell(shared_universe().cell_for(operand)))
        elif kind == SITE:
            w_selector = shared_universe().symbol_for(operand)
            numbers.append(assembly.site(w_selector, operand.count(":") or int(not operand.isalnum())))
        elif kind == BLOCK:
            numbers.append(assembly.block(operand))
        else:
            numbers.append(operand)
    assembly.emit_jump(instruction.number, numbers, labels)
    return names


def execute(name, operands, slots, wide=False, context=None):
    """The Outcome of one instruction in a frame with these values in its first slots; "restart" is where it began."""
    assembly = FullyWide() if wide else Assembly()
    names = encoded(assembly, name, operands)
    names["restart"] = Label()
    for way, label in [("next", Label())] + sorted(names.items()):
        assembly.place(label)
        assembly.emit(BY_NAME["literal"].number, [ANSWER, assembly.unique_literal(W_String(way))])
        assembly.emit(BY_NAME["return"].number, [ANSWER])
    code = assemble(assembly)
    code.restart_pc = names["restart"].pc
    frame = Frame(FRAME_SIZE, context)
    for index, value in enumerate(slots):
        frame.slots[index] = object_of(value)
    w_result = shared_universe().interp.run(code, frame)
    return Outcome(host_value(w_result), frame)


def context_of(*levels):
    """The innermost of nested contexts, each given by the list of its values, innermost first."""
    context = None
    for values in reversed(levels):
        context = Context([object_of(value) for value in values], context)
    return context
