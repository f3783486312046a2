"""Assignments in the shell: a name that nobody has declared becomes a global, so that it outlives its entry.

Rewrites the tree of an entry before it is compiled: `x := 3` becomes the message that sets the global x. Where the
value of the assignment is used, a block around the message gives it.
"""

from __future__ import absolute_import

from som.syntax.tree import AssignmentNode, BlockNode, NameNode, ParenthesesNode, ReturnNode, SendNode, SymbolNode

RESERVED = ["it", "self", "super", "nil", "true", "false", "system"]


def assign_globals(body, env):
    """Rewrite the tree. `env.may_assign(name)`: whether the name may be given to a variable of the shell."""
    _Rewriting(env).body(body)


class _Rewriting(object):
    """One tree. `declared`: the names of parameters and locals around the place that has been reached."""

    def __init__(self, env):
        self.env = env
        self.declared = RESERVED[:]

    def body(self, node):
        """Statements of the whole entry or of a block."""
        outside = len(self.declared)
        for variable in node.parameters:
            self.declared.append(variable.name)
        for variable in node.locals:
            self.declared.append(variable.name)
        statements = node.statements
        statement = None
        for index in range(len(statements)):
            statement = statements[index]
            if isinstance(statement, AssignmentNode):
                statements[index] = self.assignment(statement, False)
            else:
                statements[index] = self.expression(statement)
        self._use_last(node, statement)
        while len(self.declared) > outside:
            self.declared.pop()

    def _use_last(self, body, statement):
        """The value of an assignment that is the last statement is the value of the body."""
        if isinstance(statement, AssignmentNode) and isinstance(body.statements[len(body.statements) - 1], SendNode):
            target = statement.targets[0]
            body.statements.append(NameNode(target.start, target.end, target.name))

    def expression(self, node):
        """The node, or what replaces it."""
        if isinstance(node, AssignmentNode):
            return self.assignment(node, True)
        if isinstance(node, ParenthesesNode):
            node.expression = self.expression(node.expression)
        elif isinstance(node, ReturnNode):
            node.expression = self.expression(node.expression)
        elif isinstance(node, SendNode):
            node.receiver = self.expression(node.receiver)
            for index in range(len(node.arguments)):
                node.arguments[index] = self.expression(node.arguments[index])
        elif isinstance(node, BlockNode):
            self.body(node)
        return node

    def assignment(self, node, is_used):
        """One node for each target, the last one innermost."""
        value = self.expression(node.expression)
        for number in range(len(node.targets)):
            index = len(node.targets) - 1 - number
            target = node.targets[index]
            if target.name in self.declared or not self.env.may_assign(target.name):
                value = AssignmentNode(target.start, node.end, [target], value)
            else:
                value = _setting(target, value, node.end, is_used or index > 0)
        return value


def _setting(target, value, end, is_used):
    start = target.start
    system = NameNode(start, target.end, "system")
    name = SymbolNode(start, target.end, target.name)
    setting = SendNode(start, end, system, "global:put:", [name, value], start)
    if not is_used:
        return setting
    block = BlockNode(start, end, [], [], [setting, NameNode(start, target.end, target.name)])
    return SendNode(start, end, block, "value", [], start)
