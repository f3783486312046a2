"""What the code generator emits for names and literals, and the state of one activation that is being generated."""

from __future__ import absolute_import

from som.bytecode import opcodes as op
from som.compiler.assembly import Assembly
from som.compiler.scope import BLOCK
from som.errors import Diagnostic, FatalError
from som.objects.arrayobject import new_array
from som.objects.doubleobject import double_from_literal
from som.objects.integerobject import integer_from_literal
from som.objects.methodobject import NO_SLOT, Code
from som.objects.stringobject import W_String
from som.spelling import nearest
from som.syntax.tree import ArrayNode, DoubleNode, IntegerNode, StringNode, SymbolNode


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
        self.stores_numbers = False  # fields are assigned what is probably a number

    def error(self, node, message, hint):
        """Record a compile-time error at the node."""
        self.analysis.diagnostics.append(Diagnostic(node.start, node.end, message, hint))


class Emitter(object):
    """The activation that is being generated: its assembly, and how names and literals get into slots."""

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
        self.block_parameter = 0
        self.variable_count = 0
        self.receiver_is_temporary = (
            False  # nothing but the inlined send that is being emitted uses its receiver's slot
        )

    def mark(self, line, node):
        """Give an instruction the node's place in the source."""
        line.start = node.start
        line.end = node.end
        line.branch = self.branch

    # Literals

    def literal(self, node):
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

    # Names

    def slot_of_name(self, name, scope):
        if name == "self" or name == "super":
            return 0
        variable = scope.resolve(name)
        if variable is not None and not variable.is_captured:
            return variable.place
        return -1

    def read(self, node, scope, target):
        assembly = self.assembly
        name = node.name
        slot = self.slot_of_name(name, scope)
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

    def store(self, node, index, scope, slot):
        """Assign the value in `slot` to one target of the assignment."""
        assembly = self.assembly
        name = node.targets[index].name
        if name == "self" or name == "super":
            message = "It is not possible to write to `%s`, it is a pseudo variable" % name
            self.unit.error(node.targets[index], message, "It means the receiver, always.")
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
            hint = advice_for_variable(name, scope, self.unit.field_numbers)
            self.unit.error(node.targets[index], "No such field '%s' in class" % name, hint)


def advice_for_variable(name, scope, field_numbers):
    """A sentence for an assignment to a name that is not declared, where it is none of these."""
    if name == "nil" or name == "true" or name == "false":
        return "It is always the same object, nothing can be assigned to it."
    names = [each for each in field_numbers]
    while scope is not None:
        for variable in scope.in_order:
            names.append(variable.name)
        scope = scope.parent
    meant = nearest(name, names)
    if meant != "":
        return "Did you mean '%s'?" % meant
    if "A" <= name[0] <= "Z":
        return "Globals are set by a message: system global: #%s put: ..." % name
    return "Variables are declared at the beginning of a method or block, between bars: | %s |." % name
