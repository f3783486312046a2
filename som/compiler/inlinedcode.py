"""The code of inlined control-flow messages: second pass, called by `codegen` for sends that `inlining` accepts.

All functions get the generator, the send, the scope it stands in, the slot of the receiver and the slot for the value
(negative: nobody wants it). A receiver of an unexpected kind leads to a stub that sends the message.
"""

from __future__ import absolute_import

from som.bytecode import opcodes as op
from som.compiler.assembly import Label
from som.compiler.inlining import CONDITIONAL, COUNTING, LOGICAL, NIL_TEST, REPEAT
from som.compiler.operators import fused
from som.objects.integerobject import W_Integer
from som.syntax.tree import BlockNode


def emit_inlined(gen, send, scope, receiver, target):
    """Emit an inlined send."""
    kind = gen.unit.analysis.inlining_of(send)
    if kind == CONDITIONAL or kind == NIL_TEST:
        _emit_choice(gen, send, receiver, target)
    elif kind == LOGICAL:
        _emit_logical(gen, send, receiver, target)
    elif kind == COUNTING:
        _emit_counting(gen, send, scope, receiver, target)
    elif kind == REPEAT:
        _emit_repeat(gen, send, receiver, target)
    else:
        _emit_while(gen, send, target)


_TESTS = {
    "ifTrue:": op.UNLESS_TRUE,
    "ifFalse:": op.UNLESS_FALSE,
    "ifTrue:ifFalse:": op.UNLESS_TRUE,
    "ifNil:": op.UNLESS_NIL,
    "ifNotNil:": op.UNLESS_NOT_NIL,
    "ifNil:ifNotNil:": op.UNLESS_NIL,
    "ifNotNil:ifNil:": op.UNLESS_NOT_NIL,
}


def _branch(gen, block, target, number, block_number):
    assert isinstance(block, BlockNode)
    gen.enter_context(block)
    return gen.inlined_block(block, target, number, block_number)


def _emit_choice(gen, send, receiver, target):
    """Conditionals and nil tests: one block for either outcome, or a value where there is none."""
    assembly = gen.assembly
    otherwise = Label()
    end = Label()
    number = gen.register(send, 1, len(send.arguments))
    stub = gen.stub(send, number, [receiver], target, end)
    emit_test(gen, send, _TESTS[send.selector], receiver, otherwise, stub.label)
    has_alternative = len(send.arguments) == 2
    returns = _branch(gen, send.arguments[0], target, number, 0)
    if not returns and (target >= 0 or has_alternative):
        assembly.emit_jump(op.JUMP, [], [end])
    assembly.place(otherwise)
    if has_alternative:
        _branch(gen, send.arguments[1], target, number, 1)
    elif target >= 0:
        if send.selector == "ifNil:":
            _move(gen, target, receiver)
        else:
            assembly.emit(op.NIL, [target])
    assembly.place(end)


def _emit_logical(gen, send, receiver, target):
    """`and:` and `or:`: the receiver decides, or the block's value counts."""
    assembly = gen.assembly
    otherwise = Label()
    end = Label()
    number = gen.register(send, 1, 1)
    stub = gen.stub(send, number, [receiver], target, end)
    test = op.UNLESS_TRUE
    decided = op.FALSE
    if send.selector == "or:" or send.selector == "||":
        test = op.UNLESS_FALSE
        decided = op.TRUE
    emit_test(gen, send, test, receiver, otherwise, stub.label)
    returns = _branch(gen, send.arguments[0], target, number, 0)
    if target < 0:
        assembly.place(otherwise)
    else:
        if not returns:
            assembly.emit_jump(op.JUMP, [], [end])
        assembly.place(otherwise)
        assembly.emit(decided, [target])
    assembly.place(end)


def emit_test(gen, send, test, receiver, otherwise, fallback):
    """Emit the conditional jump, where possible as one instruction with the comparison that made the receiver."""
    comparison = None
    if gen.receiver_is_temporary:
        comparison = take_comparison(gen, test, receiver)
    if comparison is None:
        gen.mark(gen.assembly.emit_jump(test, [receiver], [otherwise, fallback]), send)
        return
    operands = comparison.operands
    number = fused(test, comparison.instruction.number)
    line = gen.assembly.emit_jump(number, [operands[1], operands[2], operands[3], receiver], [otherwise, fallback])
    line.copy_position(comparison)


def take_comparison(gen, test, slot):
    """Remove and answer the last instruction if it is a comparison into the slot that can be fused with the test."""
    lines = gen.assembly.lines
    if len(lines) == 0:
        return None
    line = lines[len(lines) - 1]
    if line.instruction is None or fused(test, line.instruction.number) < 0 or line.operands[0] != slot:
        return None
    lines.pop()
    return line


def _move(gen, target, source):
    if target != source:
        gen.assembly.emit(op.MOVE, [target, source])


def _emit_while(gen, send, target):
    """Loops over a condition: the test stands behind the body, so that an iteration costs one jump."""
    assembly = gen.assembly
    header = Label()
    test = Label()
    exit = Label()
    live = assembly.top
    number = gen.register(send, 0, 2)
    condition = assembly.allocate(1)
    assembly.emit_jump(op.JUMP, [], [test])
    assembly.place(header)
    _branch(gen, send.arguments[0], -1, number, 1)
    assembly.place(test)
    returns = _branch(gen, send.receiver, condition, number, 0)
    stub = gen.stub(send, number, [condition], -1, header)
    stub.exit = exit
    if not returns:
        _emit_back(gen, send, condition, live, header, stub.label)
    assembly.place(exit)
    if target >= 0:
        assembly.emit(op.NIL, [target])


def _emit_back(gen, send, condition, live, header, fallback):
    """Emit the conditional jump to the header of a loop."""
    assembly = gen.assembly
    if send.selector == "whileFalse:":
        gen.mark(assembly.emit_jump(op.BACK_IF_FALSE, [condition, live], [header, fallback]), send)
        return
    comparison = take_comparison(gen, op.BACK_IF_TRUE, condition)
    if comparison is None:
        gen.mark(assembly.emit_jump(op.BACK_IF_TRUE, [condition, live], [header, fallback]), send)
        return
    operands = comparison.operands
    number = fused(op.BACK_IF_TRUE, comparison.instruction.number)
    line = assembly.emit_jump(number, [operands[1], operands[2], operands[3], condition, live], [header, fallback])
    line.copy_position(comparison)


def emit_while_stub(gen, stub):
    """What a loop does when its condition's value is no Boolean."""
    negated = 0
    if stub.send.selector == "whileFalse:":
        negated = 1
    line = gen.assembly.emit_jump(op.LOOP_ON_OTHER, [stub.values[0], negated], [stub.exit])
    gen.mark(line, stub.send)
    gen.assembly.emit_jump(op.JUMP_BACK, [stub.values[0]], [stub.end])


def _emit_counting(gen, send, scope, receiver, target):
    """`to:do:` and its relatives."""
    assembly = gen.assembly
    selector = send.selector
    has_step = selector == "to:by:do:" or selector == "downTo:by:do:"
    is_upwards = selector == "to:do:" or selector == "to:by:do:"
    start = assembly.allocate(1)
    assembly.emit(op.MOVE, [start, receiver])
    limit = assembly.allocate(1)
    gen.into(send.arguments[0], scope, limit)
    step = -1
    values = [start, limit]
    if has_step:
        step = assembly.allocate(1)
        gen.into(send.arguments[1], scope, step)
        values.append(step)
    end = Label()
    number = gen.register(send, len(values), 1)
    stub = gen.stub(send, number, values, target, end)
    if has_step:
        gen.mark(assembly.emit_jump(op.UNLESS_INTEGER, [start], [stub.label]), send)
        gen.mark(assembly.emit_jump(op.UNLESS_NUMBERS, [limit, step], [stub.label]), send)
    else:
        gen.mark(assembly.emit_jump(op.UNLESS_NUMBERS, [start, limit], [stub.label]), send)
    counter = start
    if target >= 0:
        counter = assembly.allocate(1)
        assembly.emit(op.MOVE, [counter, start])
    block = send.arguments[len(send.arguments) - 1]
    _emit_loop(gen, send, block, number, counter, limit, step, is_upwards)
    if target >= 0:
        _move(gen, target, start)
    assembly.place(end)


def _emit_repeat(gen, send, receiver, target):
    """`timesRepeat:`"""
    assembly = gen.assembly
    limit = assembly.allocate(1)
    assembly.emit(op.MOVE, [limit, receiver])
    end = Label()
    number = gen.register(send, 1, 1)
    stub = gen.stub(send, number, [limit], target, end)
    gen.mark(assembly.emit_jump(op.UNLESS_INTEGER, [limit], [stub.label]), send)
    counter = assembly.allocate(1)
    assembly.emit(op.LITERAL, [counter, assembly.literal("i1", W_Integer(1))])
    _emit_loop(gen, send, send.arguments[0], number, counter, limit, -1, True)
    if target >= 0:
        _move(gen, target, limit)
    assembly.place(end)


def _emit_loop(gen, send, block, number, counter, limit, step, is_upwards):
    """Test, body, step. The counter is the block's own parameter unless the program could notice."""
    assembly = gen.assembly
    assert isinstance(block, BlockNode)
    header = Label()
    exit = Label()
    if is_upwards:
        line = assembly.emit_jump(op.UNLESS_UPTO, [counter, limit], [exit])
    else:
        line = assembly.emit_jump(op.UNLESS_DOWNTO, [counter, limit], [exit])
    gen.mark(line, send)
    assembly.place(header)
    live = assembly.top
    gen.enter_context(block)
    if len(block.parameters) == 1:
        _bind_parameter(gen, block, counter)
    returns = gen.inlined_block(block, -1, number, 0)
    if not returns:
        _emit_next(gen, send, header, counter, limit, step, is_upwards, live)
    assembly.place(exit)


def _bind_parameter(gen, block, counter):
    variable = gen.unit.analysis.scope_of(block).in_order[0]
    if variable.is_captured:
        gen.assembly.emit(op.SET_CAPTURED, [variable.place, counter])
    elif variable.is_assigned:
        variable.place = gen.assembly.allocate(1)
        gen.assembly.emit(op.MOVE, [variable.place, counter])
    else:
        variable.place = counter


def _emit_next(gen, send, header, counter, limit, step, is_upwards, live):
    assembly = gen.assembly
    if step >= 0:
        number = op.NEXT_UPTO_BY
        if not is_upwards:
            number = op.NEXT_DOWNTO_BY
        line = assembly.emit_jump(number, [counter, limit, step, live], [header])
    else:
        number = op.NEXT_UPTO
        if not is_upwards:
            number = op.NEXT_DOWNTO
        line = assembly.emit_jump(number, [counter, limit, live], [header])
    gen.mark(line, send)
