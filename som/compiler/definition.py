"""Whole classes: from the tree of a file to fields and methods, with all compile-time errors at once.

`env` is what the compiler asks for objects: `symbol_for(text)`, `cell_for(name)`, `w_nil`.
"""

from __future__ import absolute_import

from som.compiler.codegen import Generator
from som.compiler.detour import DetourRequest
from som.compiler.emitting import Unit
from som.compiler.scope import METHOD, Analysis
from som.errors import CompileErrors, Diagnostic
from som.objects.methodobject import (
    NOT_TRIVIAL,
    READS_FIELD,
    RETURNS_GLOBAL,
    RETURNS_LITERAL,
    RETURNS_SELF,
    WRITES_FIELD,
    W_FramedMethod,
    W_Primitive,
    W_TrivialMethod,
)
from som.syntax.tree import (
    AssignmentNode,
    DoubleNode,
    IntegerNode,
    NameNode,
    ReturnNode,
    SymbolNode,
)


class SideDefinition(object):
    """The instance or class side of a compiled class: names of all fields, inherited first, and its own methods.

    `stores_numbers`: a method assigns to a field what is probably a number.
    """

    def __init__(self, field_names, methods_w, stores_numbers):
        self.field_names = field_names
        self.methods_w = methods_w
        self.stores_numbers = stores_numbers


class Compilation(object):
    """Compiles the two sides of one class definition."""

    def __init__(self, env, source, inlines):
        self.env = env
        self.source = source
        self.inlines = inlines
        self.diagnostics = []
        self.stores_numbers = False  # the side that is being compiled does

    def side(self, side, inherited, is_class_side):
        """The SideDefinition of a SideNode; `inherited`: names of the superclass's fields."""
        field_names = inherited[:]
        for field in side.fields:
            if field.name in field_names:
                message = "Field '%s' has already been defined in this class." % field.name
                hint = "A field is listed once."
                if field.name in inherited:
                    message = "Field '%s' is already defined in a superclass." % field.name
                    hint = "Methods of a subclass use inherited fields without another declaration."
                self.diagnostics.append(Diagnostic(field.start, field.end, message, hint))
            else:
                field_names.append(field.name)
        numbers = numbered(field_names)
        self.stores_numbers = False
        methods_w = [self.method(method, numbers, is_class_side) for method in side.methods]
        return SideDefinition(field_names, methods_w, self.stores_numbers)

    def method(self, node, field_numbers, is_class_side):
        """The W_Invokable of a MethodNode."""
        w_signature = self.env.symbol_for(node.selector)
        if node.is_primitive:
            return W_Primitive(w_signature, None)
        unit = self.unit(node, field_numbers, is_class_side)
        code = Generator(unit, unit.analysis.scope_of(node)).generate()
        self.diagnostics += unit.analysis.diagnostics
        self.stores_numbers = self.stores_numbers or unit.stores_numbers
        return method_of(w_signature, code, node, unit)

    def unit(self, node, field_numbers, is_class_side):
        """What compiling a method starts from, its names resolved."""
        analysis = Analysis(self.inlines)
        analysis.analyse_body(node, METHOD, None)
        return Unit(self.env, self.source, field_numbers, is_class_side, analysis, node)

    def check(self):
        """Raises CompileErrors, in the order of their positions, if there were any."""
        if len(self.diagnostics) > 0:
            raise CompileErrors(self.source, sorted_by_position(self.diagnostics))


def sorted_by_position(diagnostics):
    """A new list in ascending order of position; a stable insertion sort, since there are few."""
    result = []
    for diagnostic in diagnostics:
        index = len(result)
        while index > 0 and result[index - 1].start > diagnostic.start:
            index -= 1
        assert index >= 0
        result.insert(index, diagnostic)
    return result


def numbered(names):
    """A dictionary from each name to its position."""
    numbers = {}
    for index in range(len(names)):
        numbers[names[index]] = index
    return numbers


def compile_detour(env, source, node, field_numbers, is_class_side, code_start, number):
    """The blocks of inlined send `number` in the code that starts at `code_start` of the method; a DetourRequest."""
    compilation = Compilation(env, source, True)
    unit = compilation.unit(node, field_numbers, is_class_side)
    unit.detour = DetourRequest(code_start, number)
    Generator(unit, unit.analysis.scope_of(node)).generate()
    return unit.detour


def method_of(w_signature, code, node, unit):
    """The W_Method for the code, a W_TrivialMethod if it can run without a frame."""
    kind = NOT_TRIVIAL
    field_index = -1
    parameter_count = len(node.parameters)
    if parameter_count <= 1 and len(node.statements) == 0:
        kind = RETURNS_SELF
    elif parameter_count <= 1 and len(node.statements) == 1:
        statement = node.statements[0]
        if isinstance(statement, ReturnNode):
            kind, field_index = trivial_return(statement.expression, code, node, unit)
        elif isinstance(statement, AssignmentNode) and parameter_count == 1:
            field_index = field_written(statement, node, unit)
            if field_index >= 0:
                kind = WRITES_FIELD
    if kind == NOT_TRIVIAL:
        return W_FramedMethod(w_signature, code)
    w_literal = None
    if kind == RETURNS_LITERAL:
        w_literal = code.literals_w[0]
    return W_TrivialMethod(w_signature, code, kind, field_index, w_literal)


def trivial_return(expression, code, node, unit):
    """How a method that only returns the expression is trivial, and the number of the field that it reads, or -1."""
    if is_immutable_literal(expression):
        return RETURNS_LITERAL, -1
    if not isinstance(expression, NameNode):
        return NOT_TRIVIAL, -1
    if expression.name == "self" or expression.name == "super":
        return RETURNS_SELF, -1
    if len(node.parameters) > 0:
        return NOT_TRIVIAL, -1
    if len(code.cells) > 0:
        return RETURNS_GLOBAL, -1
    field_index = field_read(expression.name, node, unit)
    if field_index >= 0:
        return READS_FIELD, field_index
    return NOT_TRIVIAL, -1


def is_immutable_literal(node):
    """True for literals whose value may be shared by all evaluations."""
    return isinstance(node, IntegerNode) or isinstance(node, DoubleNode) or isinstance(node, SymbolNode)


def field_read(name, method, unit):
    """The number of the instance field that the name means, or -1."""
    if unit.is_class_side:
        return -1
    for variable in method.locals:
        if variable.name == name:
            return -1
    return unit.field_numbers.get(name, -1)


def field_written(assignment, method, unit):
    """The number of the field if the assignment is `field := parameter`, or -1."""
    expression = assignment.expression
    parameter = method.parameters[0].name
    if len(assignment.targets) != 1 or not isinstance(expression, NameNode):
        return -1
    target = assignment.targets[0].name
    if expression.name != parameter or target == parameter or target == "self" or target == "super":
        return -1
    return field_read(target, method, unit)
