"""Texts as trees of parts, so that a program that shows a difference can be made small.

Every node has a kind, e.g. `int` for an expression whose value is an Integer. A node may stand wherever another of
its kind stands; hence a tree shrinks by putting a node's descendant of the same kind in its place, or the plainest
text of that kind.
"""


class Node:
    """Text made of strings and other nodes."""

    def __init__(self, kind, parts):
        self.kind = kind
        self.parts = list(parts)

    def text(self):
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def nodes(self):
        """This node and all below, outer ones first."""
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.nodes()

    def size(self):
        return len(self.text())


def shrink(root, still_fails, plainest):
    """Make the tree smaller as long as `still_fails()` says that it shows the problem. Changes the tree.

    `plainest` maps kinds to the text that may replace any node of that kind.
    """
    _empty_runs([node for node in root.nodes() if plainest.get(node.kind) == ""], still_fails)
    shrunk = True
    while shrunk:
        shrunk = False
        for node in list(root.nodes())[1:]:
            shrunk |= _shrink_node(node, still_fails, plainest)


def _empty_runs(nodes, still_fails):
    """Empty as many of the nodes as possible, trying long runs of neighbours first."""
    length = len(nodes)
    while length > 0:
        for start in range(0, len(nodes), length):
            run = [node for node in nodes[start : start + length] if node.parts]
            originals = [node.parts for node in run]
            for node in run:
                node.parts = []
            if run and not still_fails():
                for node, parts in zip(run, originals):
                    node.parts = parts
        length //= 2


def _shrink_node(node, still_fails, plainest):
    """Whether something smaller does in the place of this node."""
    original = node.parts
    size = node.size()
    for parts in _replacements(node, plainest):
        node.parts = parts
        if node.size() < size and still_fails():
            return True
        node.parts = original
    return False


def _replacements(node, plainest):
    """Parts to try instead of the node's own ones, the most promising first."""
    if node.kind in plainest:
        yield [plainest[node.kind]]
    below = [other for other in node.nodes() if other is not node and other.kind == node.kind]
    for other in sorted(below, key=Node.size):
        yield other.parts
