"""Scopes and variables: first pass of the compiler.

Every method and block has a scope. The scope of an inlined block belongs to the activation around it, that of
any other block is an activation of its own. A variable is captured if an activation other than its own
uses it; captured variables live in the context of their scope, the others in slots of the frame.
"""

from __future__ import absolute_import

from som.compiler.inlining import NOT_INLINED, WHILE, inlining_of
from som.errors import Diagnostic
from som.syntax.tree import (
    AssignmentNode,
    BlockNode,
    NameNode,
    ParenthesesNode,
    ReturnNode,
    SendNode,
)

METHOD, BLOCK, INLINED, DETOUR = range(4)


class Variable(object):
    """A parameter or local. `place`: its slot, or its index in the context if it is captured."""

    def __init__(self, name, scope):
        self.name = name
        self.scope = scope
        self.is_captured = False
        self.is_assigned = False
        self.place = -1


class Scope(object):
    """The variables of one method or block."""

    def __init__(self, kind, body, parent):
        self.kind = kind
        self.body = body
        self.parent = parent
        self.variables = {}
        self.in_order = []
        self.captured_count = 0
        self.is_home = False  # METHOD, DETOUR: blocks return from it
        self.has_return = False  # BLOCK: contains a `^`
        if kind == INLINED:
            self.activation = parent.activation
        else:
            self.activation = self

    def declare(self, name):
        """A new variable of this scope; None if the scope has one of that name."""
        if name in self.variables:
            return None
        variable = Variable(name, self)
        self.variables[name] = variable
        self.in_order.append(variable)
        return variable

    def resolve(self, name):
        """The Variable that the name means here, or None if it is no local variable."""
        scope = self
        while scope is not None:
            variable = scope.variables.get(name, None)
            if variable is not None:
                return variable
            if scope.kind == DETOUR:
                return scope.detour(name)
            scope = scope.parent
        return None

    def detour(self, name):
        """The variable as the blocks of an inlined send see it: copied if it lives in the frame of the send."""
        variable = self.parent.resolve(name)
        if variable is None or variable.is_captured or variable.scope.activation is not self.parent.activation:
            return variable
        copy = self.declare(name)
        self.capture(copy)
        return copy

    def capture(self, variable):
        """Move a variable of this scope from the frame to the context."""
        if not variable.is_captured:
            variable.is_captured = True
            variable.place = self.captured_count
            self.captured_count += 1

    def has_context(self):
        """True if entering the scope makes a context."""
        return self.captured_count > 0 or self.is_home or self.kind == DETOUR

    def depth_of(self, outer):
        """How many contexts lie between code of this scope and the context of `outer`."""
        depth = 0
        scope = self
        while scope is not outer:
            if scope.has_context():
                depth += 1
            scope = scope.parent
        return depth

    def home(self):
        """The scope of the method that a `^` here returns from, or of a detour if the method has no home context."""
        scope = self
        while scope.kind != METHOD:
            if scope.kind == DETOUR:
                activation = scope.parent.activation
                if activation.kind == METHOD and not activation.is_home:
                    return scope
            scope = scope.parent
        return scope


class Analysis(object):
    """The scopes of one method: what each body declares, and which variables are captured."""

    def __init__(self, inlines):
        self.inlines = inlines
        self.scopes = {}  # BodyNode -> Scope
        self.assigning = {}  # nodes that assign somewhere inside
        self.diagnostics = []

    def scope_of(self, body):
        """The Scope of a method or block that was analysed."""
        return self.scopes[body]

    def analyse_body(self, body, kind, parent):
        """Declare the body's variables, then look at its statements. True if it assigns anything."""
        scope = Scope(kind, body, parent)
        self.scopes[body] = scope
        for variable in body.parameters:
            self._declare(scope, variable)
        for variable in body.locals:
            self._declare(scope, variable)
        assigns = False
        for statement in body.statements:
            if self.visit(statement, scope):
                assigns = True
        return assigns

    def _declare(self, scope, node):
        if scope.declare(node.name) is None:
            message = "Variable '%s' shadows another of the same name" % node.name
            self.diagnostics.append(
                Diagnostic(node.start, node.end, message, "It would hide the other one: rename it.")
            )

    def inlining_of(self, send):
        """How the send is inlined under the options in force."""
        if self.inlines:
            return inlining_of(send)
        return NOT_INLINED

    def visit(self, node, scope):
        """Resolve all names in the expression. True if it assigns anything in its own activation."""
        if isinstance(node, SendNode):
            return self._visit_send(node, scope)
        if isinstance(node, NameNode):
            self._use(node.name, scope)
            return False
        if isinstance(node, AssignmentNode):
            self.visit(node.expression, scope)
            for target in node.targets:
                self._use(target.name, scope)
                variable = scope.resolve(target.name)
                if variable is not None:
                    variable.is_assigned = True
            self.assigning[node] = True
            return True
        if isinstance(node, BlockNode):
            self.analyse_body(node, BLOCK, scope)
            return False
        if isinstance(node, ParenthesesNode):
            return self._note(node, self.visit(node.expression, scope))
        if isinstance(node, ReturnNode):
            if scope.activation.kind == BLOCK:
                scope.activation.has_return = True
                scope.home().is_home = True
            return self._note(node, self.visit(node.expression, scope))
        return False

    def _note(self, node, assigns):
        if assigns:
            self.assigning[node] = True
        return assigns

    def _use(self, name, scope):
        variable = scope.resolve(name)
        if variable is not None and variable.scope.activation is not scope.activation:
            variable.scope.capture(variable)

    def _visit_send(self, node, scope):
        # chains of sends can be longer than the host's stack is deep: no recursion over receivers
        spine = [node]
        receiver = node.receiver
        while isinstance(receiver, SendNode):
            spine.append(receiver)
            receiver = receiver.receiver
        assigns = False
        innermost = spine[len(spine) - 1]
        if self.inlining_of(innermost) == WHILE:
            assert isinstance(receiver, BlockNode)
            assigns = self.analyse_body(receiver, INLINED, scope)
        else:
            assigns = self.visit(receiver, scope)
        for index in range(len(spine) - 1, -1, -1):
            send = spine[index]
            if self._visit_arguments(send, scope):
                assigns = True
            self._note(send, assigns)
        return assigns

    def _visit_arguments(self, send, scope):
        kind = self.inlining_of(send)
        assigns = False
        for argument in send.arguments:
            if kind != NOT_INLINED and isinstance(argument, BlockNode):
                assigned = self.analyse_body(argument, INLINED, scope)
                self._note(argument, assigned)
            else:
                assigned = self.visit(argument, scope)
            if assigned:
                assigns = True
        return assigns
