"""Trees of text become small, and stay what they were."""

from som.tools.random_trees import Node, shrink


def test_shrinking():
    """What is needed remains, each piece as plain as its kind allows."""
    inner = Node("int", ["(", Node("int", ["x"]), " + ", Node("int", ["bad"]), ")"])
    root = Node("stmt", [Node("stmt", ["self show: 1. "]), "self show: ", inner, ". "])
    shrink(root, lambda: "bad" in root.text(), {"stmt": "", "int": "1"})
    assert root.text() == "self show: bad. "


def test_shrinking_keeps_what_is_needed():
    root = Node("stmt", ["a", Node("int", ["1 + ", Node("int", ["2"])])])
    shrink(root, lambda: root.text() == "a1 + 2", {"int": "1"})
    assert root.text() == "a1 + 2"


def test_nodes_come_outer_ones_first():
    inner = Node("int", ["2"])
    root = Node("stmt", ["a", inner, "b"])
    assert list(root.nodes()) == [root, inner]
    assert (root.text(), root.size()) == ("a2b", 3)
