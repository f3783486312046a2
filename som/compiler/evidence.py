"""Which expressions probably have numbers as values. A guess from their form: it decides about memory, not meaning."""

from __future__ import absolute_import

from som.syntax.tree import DoubleNode, IntegerNode, ParenthesesNode, SendNode

ARITHMETIC = ["+", "-", "*", "/", "//", "%", "&", "<<", ">>>", "bitXor:", "rem:", "abs", "negated", "sqrt", "length"]


def probably_number(node):
    """True for number literals and arithmetic."""
    while isinstance(node, ParenthesesNode):
        node = node.expression
    if isinstance(node, SendNode):
        return node.selector in ARITHMETIC
    return isinstance(node, IntegerNode) or isinstance(node, DoubleNode)
