"""Second pass of the compiler: a walk over the tree that emits the code of one activation.

The value of an expression goes `into` a slot; variables are used in the slots where they live. Invariant:
the target of an expression is written last, when nothing in the expression will read it any more.
"""

from __future__ import absolute_import

from som.bytecode import opcodes as op
from som.compiler.assembly import Label
from som.compiler.evidence import probably_number
from som.compiler.emitting import Emitter, Unit
from som.compiler.inlinedcode import emit_inlined, emit_while_stub
from som.compiler.inlining import NOT_INLINED, WHILE
from som.compiler.operators import NO_OPERATOR, OPERATORS
from som.compiler.scope import BLOCK
from som.objects.methodobject import NO_CONTEXT, InlinedBranch, InlinedSend
from som.syntax.tree import ArrayNode, AssignmentNode, BlockNode, DoubleNode, IntegerNode, NameNode
from som.syntax.tree import ParenthesesNode, ReturnNode, SendNode

NOWHERE = -1  # as target: nobody wants the value


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


class Generator(Emitter):
    """Emits the code of one method or block."""

    # Bodies

    def generate(self):
        """The finished Code."""
        scope = self.scope
        assembly = self.assembly
        assembly.allocate(1 + len(scope.body.parameters))
        if scope.has_return:
            self.block_slot = assembly.allocate(1)
        self._place_variables()
        self.variable_count = assembly.top
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
        code.block_parameter = self.block_parameter
        code.shape(self.variable_count, assembly.frame_size, context_size, scope.is_home, self.block_slot, start.pc)
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
                if self.scope.kind == BLOCK and scope is not self.scope:
                    self._return_from_inlined(statement, scope, target)
                    return False
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

    def _return_from_inlined(self, node, scope, target):
        """A `^` in an inlined block of a block: if the home has ended already, execution goes on behind the block."""
        top = self.assembly.top
        slot = self.value(node.expression, scope)
        depth = scope.depth_of(scope.home())
        result = self._result_slot(target)
        operands = [result, slot, depth, self.branch]
        self.mark(self.assembly.emit(op.RETURN_HOME_FROM_INLINED, operands), node)
        self.assembly.release(top)

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
        elif isinstance(node, BlockNode):
            self._block_code(node)  # only for the errors in it
        self.assembly.release(top)

    def value(self, node, scope):
        """The slot that holds the expression's value: a variable's own, or a fresh one."""
        if isinstance(node, NameNode):
            slot = self.slot_of_name(node.name, scope)
            if slot >= 0:
                return slot
        slot = self.assembly.allocate(1)
        self.into(node, scope, slot)
        self.assembly.release(slot + 1)
        return slot

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
            self.read(node, scope, target)
        elif isinstance(node, AssignmentNode):
            self._assign(node, scope, target)
        elif isinstance(node, ParenthesesNode):
            self.into(node.expression, scope, target)
        elif isinstance(node, BlockNode):
            self.assembly.emit(op.BLOCK, [target, self.assembly.block(self._block_code(node))])
        elif isinstance(node, ArrayNode):
            number = self.assembly.unique_literal(self.literal_value(node))
            self.assembly.emit(op.ARRAY, [target, number])
        else:
            self.assembly.emit(op.LITERAL, [target, self.literal(node)])

    def _block_code(self, node):
        """The Code of a block that remains."""
        code = Generator(self.unit, self.unit.analysis.scope_of(node)).generate()
        if code.argument_count > 2:
            message = "Blocks take at most two parameters, this one has %d" % code.argument_count
            self.unit.error(node, message, "Pass an Array.")
        return code

    # Assignments

    def _assign(self, node, scope, target):
        if probably_number(node.expression):
            for variable in node.targets:
                if variable.name in self.unit.field_numbers:
                    self.unit.stores_numbers = True
        first = self.slot_of_name(node.targets[0].name, scope)
        if first > 0:
            self.into(node.expression, scope, first)
            slot = first
        else:
            slot = self.value(node.expression, scope)
            self.store(node, 0, scope, slot)
        for index in range(1, len(node.targets)):
            self.store(node, index, scope, slot)
        if target != NOWHERE and target != slot:
            self.assembly.emit(op.MOVE, [target, slot])

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
            self.receiver_is_temporary = slot >= top
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
        if self.block_parameter == 0 and 0 < receiver <= len(self.scope.body.parameters):
            if send.selector == "value" or send.selector.startswith("value:"):
                self.block_parameter = receiver
        count = len(send.arguments)
        if count == 0:
            line = assembly.emit(op.SEND_0, [target, receiver, self._site(send)])
            self._obey_restart(send, scope, target)
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

    def _obey_restart(self, send, scope, target):
        """Behind a send of `restart`: do it, if it was the primitive that answered."""
        if send.selector == "restart":
            depth = scope.depth_of(scope.activation)
            self.assembly.emit(op.RESTART_IF_ASKED, [target, depth, self.variable_count])

    def _binary_send(self, send, scope, receiver, target):
        slot_number, literal_number = OPERATORS.get(send.selector, NO_OPERATOR)
        argument = send.arguments[0]
        if slot_number < 0:
            slot = self.value(argument, scope)
            return self.assembly.emit(op.SEND_1, [target, receiver, slot, self._site(send)])
        if isinstance(argument, IntegerNode) or isinstance(argument, DoubleNode):
            number = self.literal(argument)
            return self.assembly.emit(literal_number, [target, receiver, number, self._site(send)])
        slot = self.value(argument, scope)
        return self.assembly.emit(slot_number, [target, receiver, slot, self._site(send)])

    def _super_send(self, send, scope, target):
        row = self.assembly.allocate(1 + len(send.arguments))
        self.assembly.emit(op.MOVE, [row, 0])
        self._arguments(send, scope, row)
        self.mark(self.assembly.emit(op.SEND_SUPER, [target, row, self._site(send)]), send)
        self._obey_restart(send, scope, target)

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
