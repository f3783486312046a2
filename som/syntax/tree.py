"""The syntax tree: plain data, every node with its span [start, end) in bytes of the source text.

Built by `building`, read by the compiler. All text is UTF-8 in host strings (see `rpy`).
"""

from __future__ import absolute_import


class Node(object):
    """Root of all nodes."""

    _attrs_ = ["start", "end"]

    def __init__(self, start, end):
        self.start = start
        self.end = end


class VariableNode(Node):
    """A name where it is declared (field, parameter, local) or assigned to."""

    _attrs_ = ["name"]

    def __init__(self, start, end, name):
        Node.__init__(self, start, end)
        self.name = name


class ExpressionNode(Node):
    """Anything that can stand as a statement."""

    _attrs_ = []


class NameNode(ExpressionNode):
    """A variable, global or pseudo variable (`self`, `super`) that is read."""

    _attrs_ = ["name"]

    def __init__(self, start, end, name):
        Node.__init__(self, start, end)
        self.name = name


class ParenthesesNode(ExpressionNode):
    """`( expression )`. Directly nested parentheses are one node with the outermost span."""

    _attrs_ = ["expression"]

    def __init__(self, start, end, expression):
        Node.__init__(self, start, end)
        self.expression = expression


class SendNode(ExpressionNode):
    """A message send; the span begins with the receiver. `selector_start`: where the first selector part is."""

    _attrs_ = ["receiver", "selector", "arguments", "selector_start"]

    def __init__(self, start, end, receiver, selector, arguments, selector_start):
        Node.__init__(self, start, end)
        self.receiver = receiver
        self.selector = selector
        self.arguments = arguments
        self.selector_start = selector_start


class AssignmentNode(ExpressionNode):
    """`a := b := expression`; `targets` from left to right."""

    _attrs_ = ["targets", "expression"]

    def __init__(self, start, end, targets, expression):
        Node.__init__(self, start, end)
        self.targets = targets
        self.expression = expression


class ReturnNode(ExpressionNode):
    """`^ expression`, only as the last statement of a body."""

    _attrs_ = ["expression"]

    def __init__(self, start, end, expression):
        Node.__init__(self, start, end)
        self.expression = expression


class BodyNode(ExpressionNode):
    """What methods and blocks share."""

    _attrs_ = ["parameters", "locals", "statements"]

    def __init__(self, start, end, parameters, locals, statements):
        Node.__init__(self, start, end)
        self.parameters = parameters  # [VariableNode]
        self.locals = locals  # [VariableNode]
        self.statements = statements  # [ExpressionNode]


class BlockNode(BodyNode):
    """`[ :parameter | | local | statements ]`, span from bracket to bracket."""

    _attrs_ = []


class IntegerNode(ExpressionNode):
    """`text`: decimal digits of any length, with a leading `-` if negative, no blanks."""

    _attrs_ = ["text"]

    def __init__(self, start, end, text):
        Node.__init__(self, start, end)
        self.text = text


class DoubleNode(ExpressionNode):
    """`text`: digits `.` digits, with a leading `-` if negative, no blanks."""

    _attrs_ = ["text"]

    def __init__(self, start, end, text):
        Node.__init__(self, start, end)
        self.text = text


class StringNode(ExpressionNode):
    """`value`: the characters, escapes resolved."""

    _attrs_ = ["value"]

    def __init__(self, start, end, value):
        Node.__init__(self, start, end)
        self.value = value


class SymbolNode(ExpressionNode):
    """`value`: the text without `#`."""

    _attrs_ = ["value"]

    def __init__(self, start, end, value):
        Node.__init__(self, start, end)
        self.value = value


class ArrayNode(ExpressionNode):
    """`#( elements )`; elements are literals."""

    _attrs_ = ["elements"]

    def __init__(self, start, end, elements):
        Node.__init__(self, start, end)
        self.elements = elements


class MethodNode(BodyNode):
    """A method definition; `selector_start`, `selector_end`: span of the (first part of the) selector.

    A snippet, which belongs to no class, is one with the selector "".
    """

    _attrs_ = ["selector", "selector_start", "selector_end", "is_primitive", "diagnostics"]

    def __init__(self, start, end, selector, parameters):
        BodyNode.__init__(self, start, end, parameters, [], [])
        self.selector = selector
        self.selector_start = start
        self.selector_end = end
        self.is_primitive = False
        self.diagnostics = []  # [errors.Diagnostic]: of a snippet; those of other methods are in the ClassNode


class SideNode(Node):
    """The instance or the class side of a class definition."""

    _attrs_ = ["fields", "methods"]

    def __init__(self, start, end, fields, methods):
        Node.__init__(self, start, end)
        self.fields = fields  # [VariableNode]
        self.methods = methods  # [MethodNode], in order of declaration


class ClassNode(Node):
    """A whole file. `superclass`: a name, `nil`, or "" when none is written."""

    _attrs_ = ["name", "superclass", "superclass_start", "instance_side", "class_side", "diagnostics"]

    def __init__(self, start, end, name, superclass, superclass_start, instance_side, class_side, diagnostics):
        Node.__init__(self, start, end)
        self.name = name
        self.superclass = superclass
        self.superclass_start = superclass_start
        self.instance_side = instance_side
        self.class_side = class_side
        self.diagnostics = diagnostics  # [errors.Diagnostic]: unknown escapes found while building
