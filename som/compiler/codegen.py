"""Second pass of the compiler: a walk over the tree that emits the code of one activation.

The value of an expression goes `into` a slot; variables are used in the slots where they live. Invariant:
a slot that is written as the target of an expression is written last, when nothing in the expression will read it any more.
"""
from __future__ import absolute_import

from som.bytecode import opcodes as op
from som.compiler.assembly import Assembly, Label
from som.compiler.inlinedcode import emit_inlined, emit_while_stub
from som.compiler.inlining import NOT_INLINED, WHILE
from som.compiler.scope import BLOCK
from som.errors import Diagnostic, FatalError
from som.objects.arrayobject import new_array
from som.objects.doubleobject import double_from_literal
from som.objects.integerobject import integer_from_literal
from som.objects.methodobject import NO_CONTEXT, NO_SLOT, Code, InlinedBranch, InlinedSend
from som.objects.stringobject import W_String
from som.syntax.tree import (
    ArrayNode,
    AssignmentNode,
    BlockNode,
    DoubleNode,
    IntegerNode,
    NameNode,
    ParenthesesNode,
    ReturnNode,
    SendNode,
    StringNode,
    SymbolNode,
)

NOWHERE = -1  # as target: nobody wants the value

# Selectors with an instruction of their own: for values in slots, and for a literal argument.
_OPERATORS = {
    "+": (op.ADD, op.ADD_LITERAL),
    "-": (op.SUBTRACT, op.SUBTRACT_LITERAL),
    "*": (op.MULTIPLY, op.MULTIPLY_LITERAL),
    "%": (op.MODULO, op.MODULO_LITERAL),
    "&": (op.BIT_AND, op.BIT_AND_LITERAL),
    "<": (op.LESS, op.LESS_LITERAL),
    "<=": (op.LESS_EQUAL, op.LESS_EQUAL_LITERAL),
    ">": (op.GREATER, op.GREATER_LITERAL),
    ">=": (op.GREATER_EQUAL, op.GREATER_EQUAL_LITERAL),
    "=": (op.EQUAL, op.EQUAL_LITERAL),
    "~=": (op.UNEQUAL, op.UNEQUAL_LITERAL),
    "<>": (op.UNEQUAL, op.UNEQUAL_LITERAL),
}
_NO_OPERATOR = (-1, -1)


class Unit(object):
    """What the activations of one method have in common while they are compiled."""

    def __init__(self, env, source, field_numbers, is_class_side, analysis, method):
        self.env = env  # symbol_for(text), cell_for(name)
        self.source = source
        self.field_numbers = field_numbers  # name -> index
        self.is_class_side = is_class_side
        self.analysis = analysis
        self.method = method
        self.detour = None  # a DetourRequest, see `detour`

    def error(self, node, message):
        """Record a compile-time error at the node."""
        self.analysis.diagnostics.append(Diagnostic(node.start, node.end, message))


class Stub(object):
    """Code for a case that is not expected, placed behind everything else."""

    def __init__(self, label, send, number, values, target, end, row, branch):
        self.label = label
        self.send = send
        self.number = number  # of the InlinedSend
        self.values = values  # slots of receiver and value arguments
        self.target = target
        self.end = end
        self.row = row
        self.branch = branch
        self.exit = None  # of a loop: where to go when the condition's answer ends it


class Generator(object):
    """Emits the code of one method or block."""

    def __init__(self, unit, scope):
        body = scope.body
        self.unit = unit
        self.scope = scope
        self.assembly = Assembly()
        self.code = Code(unit.method.selector, len(body.parameters), scope.kind == BLOCK)
        self.code.source = unit.source
        self.code.start = body.start
        self.code.end = body.end
        self.code.home_start = unit.method.start
        self.branch = -1
        self.innermost = scope  # the scope whose statements are being emitted
        self.stubs = []
        self.block_slot = NO_SLOT

    # Bodies

    def generate(self):
        """The finished Code."""
        scope = self.scope
        assembly = self.assembly
        assembly.allocate(1 + len(scope.body.parameters))
        if scope.has_return:
            self.block_slot = assembly.allocate(1)
        self._place_variables()
        variable_count = assembly.top
        start = Label()
        assembly.place(start)
        if scope.kind == BLOCK:
            self._block_statements()
        else:
            if not self.statements(scope.body, scope, NOWHERE):
                assembly.emit(op.RETURN_SELF, [])
        self._emit_stubs()
        context_size = NO_CONTEXT
        if scope.has_context():
            context_size = scope.captured_count
        code = self.code
        assembly.assemble(code, code.home_start)
        code.shape(variable_count, assembly.frame_size, context_size, scope.is_home, self.block_slot, start.pc)
        return code

    def _place_variables(self):
        scope = self.scope
        parameter_count = len(scope.body.parameters)
        slot = 1
        for variable in scope.in_order:
            is_parameter = slot <= parameter_count
            if is_parameter and variable.is_captured:
                self.assembly.emit(op.SET_CAPTURED, [variable.place, slot])
            elif is_parameter:
                variable.place = slot
            elif not variable.is_captured:
                variable.place = self.assembly.allocate(1)
            slot += 1

    def _block_statements(self):
        target = self.assembly.allocate(1)
        if not self.statements(self.scope.body, self.scope, target):
            self.assembly.emit(op.RETURN, [target])

    def statements(self, body, scope, target):
        """Emit the statements; the last one's value goes into `target`. True if they end with a return."""
        count = len(body.statements)
        if count == 0 and target != NOWHERE:
            self.assembly.emit(op.NIL, [target])
        for index in range(count):
            statement = body.statements[index]
            if isinstance(statement, ReturnNode):
                self._return(statement, scope)
                return True
            if index == count - 1 and target != NOWHERE:
                self.into(statement, scope, target)
            else:
                self.effect(statement, scope)
        return False

    def _return(self, node, scope):
        assembly = self.assembly
        top = assembly.top
        expression = node.expression
        if self.scope.kind == BLOCK:
            slot = self.value(expression, scope)
            depth = scope.depth_of(scope.home())
            line = assembly.emit(op.RETURN_HOME, [slot, depth, self.block_slot])
            self.mark(line, node)
        elif isinstance(expression, NameNode) and (expression.name == "self" or expression.name == "super"):
            assembly.emit(op.RETURN_SELF, [])
        else:
            assembly.emit(op.RETURN, [self.value(expression, scope)])
        assembly.release(top)

    def mark(self, line, node):
        """Give an instruction the node's place in the source."""
        line.start = node.start
        line.end = node.end
        line.branch = self.branch

    # Expressions

    def effect(self, node, scope):
        """Emit an expression whose value nobody needs."""
        top = self.assembly.top
        if isinstance(node, SendNode):
            self._send(node, scope, NOWHERE)
        elif isinstance(node, AssignmentNode):
            self._assign(node, scope, NOWHERE)
        elif isinstance(node, ParenthesesNode):
            self.effect(node.expression, scope)
        elif isinstance(node, NameNode):
            # reading an unknown global has an effect
            self.into(node, scope, self.assembly.allocate(1))
        self.assembly.release(top)

    def value(self, node, scope):
        """The slot that holds the expression's value: a variable's own, or a fresh one."""
        if isinstance(node, NameNode):
            slot = self._slot_of_name(node.name, scope)
            if slot >= 0:
                return slot
        slot = self.assembly.allocate(1)
        self.into(node, scope, slot)
        self.assembly.release(slot + 1)
        return slot

    def _slot_of_name(self, name, scope):
        if name == "self" or name == "super":
            return 0
        variable = scope.resolve(name)
        if variable is not None and not variable.is_captured:
            return variable.place
        return -1

    def operand(self, node, scope, assigned_later):
        """Like `value`, but safe from assignments that are evaluated before the operand is used."""
        top = self.assembly.top
        slot = self.value(node, scope)
        if assigned_later and slot != 0 and self.assembly.top == top:
            copy = self.assembly.allocate(1)
            self.assembly.emit(op.MOVE, [copy, slot])
            return copy
        return slot

    def into(self, node, scope, target):
        """Emit an expression and put its value into the slot `target`."""
        if isinstance(node, SendNode):
            self._send(node, scope, target)
        elif isinstance(node, NameNode):
            self._read(node, scope, target)
        elif isinstance(node, AssignmentNode):
            self._assign(node, scope, target)
        elif isinstance(node, ParenthesesNode):
            self.into(node.expression, scope, target)
        elif isinstance(node, BlockNode):
            code = Generator(self.unit, self.unit.analysis.scope_of(node)).generate()
            if code.argument_count > 2:
                self.unit.error(node, "Blocks take at most two parameters, this one has %d" % code.argument_count)
            self.assembly.emit(op.BLOCK, [target, self.assembly.block(code)])
        elif isinstance(node, ArrayNode):
            number = self.assembly.unique_literal(self.literal_value(node))
            self.assembly.emit(op.ARRAY, [target, number])
        else:
            self.assembly.emit(op.LITERAL, [target, self._literal(node)])

    def _literal(self, node):
        """The number of a literal."""
        w_value = self.literal_value(node)
        if isinstance(node, IntegerNode):
            return self.assembly.literal("i" + node.text, w_value)
        if isinstance(node, DoubleNode):
            return self.assembly.literal("d" + node.text, w_value)
        if isinstance(node, SymbolNode):
            return self.assembly.literal("#" + node.value, w_value)
        return self.assembly.unique_literal(w_value)

    def literal_value(self, node):
        """The object that a literal denotes."""
        if isinstance(node, IntegerNode):
            return integer_from_literal(node.text)
        if isinstance(node, DoubleNode):
            return double_from_literal(node.text)
        if isinstance(node, StringNode):
            return W_String(node.value)
        if isinstance(node, SymbolNode):
            return self.unit.env.symbol_for(node.value)
        if isinstance(node, ArrayNode):
            w_array = new_array(len(node.elements))
            for index in range(len(node.elements)):
                w_array.put(index + 1, self.literal_value(node.elements[index]), self.unit.env.w_nil)
            return w_array
        raise FatalError("a node of unknown kind")

    def _read(self, node, scope, target):
        assembly = self.assembly
        name = node.name
        slot = self._slot_of_name(name, scope)
        if slot >= 0:
            assembly.emit(op.MOVE, [target, slot])
            return
        variable = scope.resolve(name)
        if variable is not None:
            depth = scope.depth_of(variable.scope)
            if depth == 0:
                assembly.emit(op.CAPTURED, [target, variable.place])
            else:
                assembly.emit(op.CAPTURED_OUTER, [target, variable.place, depth])
            return
        index = self.unit.field_numbers.get(name, -1)
        if index < 0:
            cell = self.unit.env.cell_for(name)
            self.mark(assembly.emit(op.GLOBAL, [target, assembly.cell(cell)]), node)
        elif self.unit.is_class_side:
            assembly.emit(op.CLASS_FIELD, [target, index])
        else:
            assembly.emit(op.FIELD, [target, index])

    # Assignments

    def _assign(self, node, scope, target):
        first = self._slot_of_name(node.targets[0].name, scope)
        if first > 0:
            self.into(node.expression, scope, first)
            slot = first
        else:
            slot = self.value(node.expression, scope)
            self._store(node, 0, scope, slot)
        for index in range(1, len(node.targets)):
            self._store(node, index, scope, slot)
        if target != NOWHERE and target != slot:
            self.assembly.emit(op.MOVE, [target, slot])

    def _store(self, node, index, scope, slot):
        """Assign the value in `slot` to one target of the assignment."""
        assembly = self.assembly
        name = node.targets[index].name
        if name == "self" or name == "super":
            message = "It is not possible to write to `%s`, it is a pseudo variable" % name
            self.unit.error(node.targets[index], message)
            return
        variable = scope.resolve(name)
        if variable is not None and not variable.is_captured:
            assembly.emit(op.MOVE, [variable.place, slot])
        elif variable is not None:
            depth = scope.depth_of(variable.scope)
            if depth == 0:
                assembly.emit(op.SET_CAPTURED, [variable.place, slot])
            else:
                assembly.emit(op.SET_CAPTURED_OUTER, [variable.place, depth, slot])
        elif name in self.unit.field_numbers:
            if self.unit.is_class_side:
                assembly.emit(op.SET_CLASS_FIELD, [self.unit.field_numbers[name], slot])
            else:
                assembly.emit(op.SET_FIELD, [self.unit.field_numbers[name], slot])
        else:
            self.unit.error(node.targets[index], "No such field '%s' in class" % name)

    # Sends

    def _send(self, node, scope, target):
        # along the chain of receivers in a loop: it can be longer than the host's stack is deep
        spine = [node]
        receiver = node.receiver
        while isinstance(receiver, SendNode):
            spine.append(receiver)
            receiver = receiver.receiver
        innermost = spine[len(spine) - 1]
        top = self.assembly.top
        kind = self.unit.analysis.inlining_of(innermost)
        if kind == WHILE:
            slot = 0  # the receiver is a block that is compiled inline
        elif isinstance(receiver, NameNode) and receiver.name == "super":
            slot = -1
        else:
            slot = self.operand(receiver, scope, self._arguments_assign(innermost))
        for index in range(len(spine) - 1, -1, -1):
            send = spine[index]
            if index == 0:
                self._apply(send, scope, slot, target)
            else:
                if slot < top:
                    self.assembly.release(top)
                    result = self.assembly.allocate(1)
                else:
                    result = slot
                self._apply(send, scope, slot, result)
                slot = result
        self.assembly.release(top)

    def _arguments_assign(self, send):
        for argument in send.arguments:
            if argument in self.unit.analysis.assigning:
                return True
        return False

    def _apply(self, send, scope, receiver, target):
        """Emit one send to the value in the slot `receiver`, or to super if it is -1."""
        top = self.assembly.top
        if receiver < 0:
            self._super_send(send, scope, self._result_slot(target))
        elif self.unit.analysis.inlining_of(send) != NOT_INLINED:
            emit_inlined(self, send, scope, receiver, target)
        else:
            self._plain_send(send, scope, receiver, self._result_slot(target))
        self.assembly.release(top)

    def _result_slot(self, target):
        if target == NOWHERE:
            return self.assembly.allocate(1)
        return target

    def _site(self, send):
        count = len(send.arguments)
        return self.assembly.site(self.unit.env.symbol_for(send.selector), count)

    def _plain_send(self, send, scope, receiver, target):
        assembly = self.assembly
        count = len(send.arguments)
        if count == 0:
            line = assembly.emit(op.SEND_0, [target, receiver, self._site(send)])
        elif count == 1:
            line = self._binary_send(send, scope, receiver, target)
        elif count == 2:
            assigned_later = send.arguments[1] in self.unit.analysis.assigning
            first = self.operand(send.arguments[0], scope, assigned_later)
            second = self.value(send.arguments[1], scope)
            line = assembly.emit(op.SEND_2, [target, receiver, first, second, self._site(send)])
        else:
            row = assembly.allocate(1 + count)
            assembly.emit(op.MOVE, [row, receiver])
            self._arguments(send, scope, row)
            line = assembly.emit(op.SEND_N, [target, row, self._site(send)])
        self.mark(line, send)

    def _binary_send(self, send, scope, receiver, target):
        slot_number, literal_number = _OPERATORS.get(send.selector, _NO_OPERATOR)
        argument = send.arguments[0]
        if slot_number < 0:
            slot = self.value(argument, scope)
            return self.assembly.emit(op.SEND_1, [target, receiver, slot, self._site(send)])
        if isinstance(argument, IntegerNode) or isinstance(argument, DoubleNode):
            number = self._literal(argument)
            return self.assembly.emit(literal_number, [target, receiver, number, self._site(send)])
        slot = self.value(argument, scope)
        return self.assembly.emit(slot_number, [target, receiver, slot, self._site(send)])

    def _super_send(self, send, scope, target):
        row = self.assembly.allocate(1 + len(send.arguments))
        self.assembly.emit(op.MOVE, [row, 0])
        self._arguments(send, scope, row)
        self.mark(self.assembly.emit(op.SEND_SUPER, [target, row, self._site(send)]), send)

    def _arguments(self, send, scope, row):
        for index in range(len(send.arguments)):
            self.into(send.arguments[index], scope, row + 1 + index)

    # For inlinedcode

    def register(self, send, value_count, block_count):
        """Note that the send is inlined; its number."""
        number = len(self.code.inlined_sends)
        w_selector = self.unit.env.symbol_for(send.selector)
        self.code.inlined_sends.append(
            InlinedSend(w_selector, send.start, send.end, self.branch, value_count, block_count)
        )
        return number

    def inlined_block(self, block, target, number, block_number):
        """Emit the body of an inlined block. True if it ends with a return."""
        assembly = self.assembly
        scope = self.unit.analysis.scope_of(block)
        outer_branch = self.branch
        self.branch = len(self.code.branches)
        self.code.branches.append(InlinedBranch(number, block_number))
        top = assembly.top
        parameter_count = len(block.parameters)
        for index in range(len(scope.in_order)):
            variable = scope.in_order[index]
            if not variable.is_captured and index >= parameter_count:
                variable.place = assembly.allocate(1)
                assembly.emit(op.NIL, [variable.place])
        outer_scope = self.innermost
        self.innermost = scope
        returns = self.statements(block, scope, target)
        self.innermost = outer_scope
        if scope.has_context() and not returns:
            assembly.emit(op.POP_CONTEXT, [])
        assembly.release(top)
        self.branch = outer_branch
        return returns

    def enter_context(self, block):
        """Make the context of an inlined block, if it has one. Before its parameters are stored."""
        scope = self.unit.analysis.scope_of(block)
        if scope.has_context():
            self.assembly.emit(op.PUSH_CONTEXT, [scope.captured_count])

    def generate_detached(self, analysis, block):
        """The Code of a block that was analysed apart from the method around it."""
        unit = self.unit
        detached = Unit(unit.env, unit.source, unit.field_numbers, unit.is_class_side, analysis, unit.method)
        return Generator(detached, analysis.scope_of(block)).generate()

    def stub(self, send, number, values, target, end):
        """Plan the code that sends an inlined message after all; the label of that code."""
        label = Label()
        row = self.assembly.allocate(len(values) + 1)
        self.assembly.release(row)
        stub = Stub(label, send, number, values, target, end, row, self.branch)
        self.stubs.append(stub)
        if self.unit.detour is not None:
            self.unit.detour.consider(self, send, number)
        return stub

    def _emit_stubs(self):
        for stub in self.stubs:
            self.assembly.place(stub.label)
            self.branch = stub.branch
            if stub.exit is not None:
                emit_while_stub(self, stub)
                continue
            for index in range(len(stub.values)):
                self.assembly.emit(op.MOVE, [stub.row + index, stub.values[index]])
            target = stub.target
            if target == NOWHERE:
                target = stub.row
            self.mark(self.assembly.emit(op.SEND_UNINLINED, [target, stub.row, stub.number]), stub.send)
            self.assembly.emit_jump(op.JUMP, [], [stub.end])
