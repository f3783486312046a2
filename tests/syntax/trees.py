"""Texts for trees: what the tests of the parser compare."""

from som.source import SourceText
from som.syntax import tree
from som.syntax.parsing import parse, parse_expression


def carried(text):
    """A text as the machine holds it: its UTF-8 bytes as characters."""
    return text.encode("utf-8").decode("latin-1")


def class_of(text):
    return parse(SourceText("Test.som", carried(text)))


def snippet_of(text):
    return parse_expression(SourceText("Test.som", carried(text)))


def dump(node):
    """The tree as one line: every kind of node has brackets of its own, spans are left out."""
    return DUMPERS[type(node)](node)


def _all(nodes):
    return " ".join(dump(node) for node in nodes)


def _code(node):
    names = " ".join(variable.name for variable in node.locals)
    return ("|%s| " % names if names else "") + ". ".join(dump(statement) for statement in node.statements)


def _method(node):
    names = " ".join([node.selector] + [variable.name for variable in node.parameters])
    return "%s = %s" % (names, "primitive" if node.is_primitive else "{%s}" % _code(node))


def _block(node):
    names = "".join(":%s " % variable.name for variable in node.parameters)
    return "[%s%s]" % (names, _code(node))


def _send(node):
    return "(%s)" % " ".join([dump(node.receiver), node.selector] + [dump(argument) for argument in node.arguments])


def _side(node):
    fields = " ".join(variable.name for variable in node.fields)
    return "|%s| %s" % (fields, "; ".join(dump(method) for method in node.methods))


def _class(node):
    return "%s < %s: %s ---- %s" % (node.name, node.superclass, dump(node.instance_side), dump(node.class_side))


DUMPERS = {
    tree.ClassNode: _class,
    tree.SideNode: _side,
    tree.MethodNode: _method,
    tree.BlockNode: _block,
    tree.SendNode: _send,
    tree.ReturnNode: lambda node: "^" + dump(node.expression),
    tree.AssignmentNode: lambda node: (
        "%s := %s"
        % (
            " ".join(variable.name for variable in node.targets),
            dump(node.expression),
        )
    ),
    tree.ParenthesesNode: lambda node: "<%s>" % dump(node.expression),
    tree.NameNode: lambda node: node.name,
    tree.IntegerNode: lambda node: node.text,
    tree.DoubleNode: lambda node: node.text,
    tree.StringNode: lambda node: repr(node.value),
    tree.SymbolNode: lambda node: "#" + node.value,
    tree.ArrayNode: lambda node: "#(%s)" % _all(node.elements),
}

CHILDREN = ("instance_side", "class_side", "fields", "methods", "parameters", "locals", "statements", "targets")
CHILDREN += ("receiver", "arguments", "expression", "elements")


def walk(node):
    """The node and all below it, in preorder. Works for trees of any depth."""
    work = [node]
    while work:
        node = work.pop()
        yield node
        below = []
        for name in CHILDREN:
            child = getattr(node, name, [])
            below.extend(child if isinstance(child, list) else [child])
        work.extend(reversed(below))


def spans(node, text):
    """(kind of node, the text it spans) for the node and all below."""
    carried_text = carried(text)
    return [
        (type(each).__name__.replace("Node", ""), carried_text[each.start : each.end].encode("latin-1").decode("utf-8"))
        for each in walk(node)
    ]
