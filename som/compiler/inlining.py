"""Which control-flow messages are compiled inline, and on what conditions.

The message must be written with literal blocks of the right number of parameters. That the receiver is of the
expected kind is checked when the code runs; if it is not, the message is sent after all.
"""

from __future__ import absolute_import

from som.syntax.tree import BlockNode, NameNode

NOT_INLINED, CONDITIONAL, NIL_TEST, LOGICAL, WHILE, COUNTING, REPEAT = range(7)

_KINDS = {
    "ifTrue:": CONDITIONAL,
    "ifFalse:": CONDITIONAL,
    "ifTrue:ifFalse:": CONDITIONAL,
    "ifNil:": NIL_TEST,
    "ifNotNil:": NIL_TEST,
    "ifNil:ifNotNil:": NIL_TEST,
    "ifNotNil:ifNil:": NIL_TEST,
    "and:": LOGICAL,
    "&&": LOGICAL,
    "or:": LOGICAL,
    "||": LOGICAL,
    "whileTrue:": WHILE,
    "whileFalse:": WHILE,
    "to:do:": COUNTING,
    "to:by:do:": COUNTING,
    "downTo:do:": COUNTING,
    "downTo:by:do:": COUNTING,
    "timesRepeat:": REPEAT,
}

NIL_TESTS = ["ifNil:", "ifNotNil:", "ifNil:ifNotNil:", "ifNotNil:ifNil:"]


def is_inlined(selector):
    """True if messages with this selector may be compiled inline."""
    return selector in _KINDS


def inlining_of(send):
    """How this SendNode is inlined, or NOT_INLINED."""
    kind = _KINDS.get(send.selector, NOT_INLINED)
    if kind == NOT_INLINED:
        return NOT_INLINED
    receiver = send.receiver
    if isinstance(receiver, NameNode) and receiver.name == "super":
        return NOT_INLINED
    if kind == WHILE and not _is_block(receiver, 0):
        return NOT_INLINED
    last = len(send.arguments) - 1
    if kind == COUNTING:
        if not _is_block(send.arguments[last], 1):
            return NOT_INLINED
        return kind
    for argument in send.arguments:
        if not _is_block(argument, 0):
            return NOT_INLINED
    return kind


def _is_block(node, parameter_count):
    return isinstance(node, BlockNode) and len(node.parameters) == parameter_count
