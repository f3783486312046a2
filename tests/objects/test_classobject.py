"""Classes as data: fields, methods in order, lookup with its memo, inheritance."""

import pytest

from som.objects.base import W_Object
from som.objects.layout import ANYTHING, DOUBLE_CELL, INTEGER_CELL, INTEGER_WORD, DOUBLE_WORD, UNKNOWN
from som.objects.symbolobject import W_Symbol
from tests.objects.representing import new_class, new_method

W_FOO, W_BAR, W_BAZ = W_Symbol("foo"), W_Symbol("bar"), W_Symbol("baz")


def with_methods(w_class, *selectors_w):
    """The methods, in the order of the selectors, after they were added to the class."""
    methods_w = [new_method(w_selector) for w_selector in selectors_w]
    for w_method in methods_w:
        w_class.add_method(w_method)
    return methods_w


def test_a_defined_class():
    w_super = new_class("Super", None, ["a"])
    w_class = new_class("Sub", w_super, ["a", "b"])
    assert w_class.w_name.text == "Sub"
    assert w_class.w_superclass is w_super
    assert [w_name.text for w_name in w_class.field_names_w] == ["a", "b"]
    assert w_class.instance_layout.size == 2
    assert w_class.instance_layout.w_class is w_class


def test_methods_keep_their_order():
    w_class = new_class()
    methods_w = with_methods(w_class, W_FOO, W_BAR, W_BAZ)
    assert w_class.methods_w == methods_w
    assert w_class.selectors_w == [W_FOO, W_BAR, W_BAZ]
    assert all(w_method.w_holder is w_class for w_method in methods_w)


def test_the_later_of_two_methods_wins_at_the_place_of_the_first():
    w_class = new_class()
    methods_w = with_methods(w_class, W_FOO, W_BAR, W_FOO)
    assert w_class.selectors_w == [W_FOO, W_BAR]
    assert w_class.methods_w == [methods_w[2], methods_w[1]]
    assert w_class.lookup(W_FOO) is methods_w[2]


def test_lookup_goes_up_the_superclasses():
    w_root = new_class("Root")
    w_middle = new_class("Middle", w_root)
    w_leaf = new_class("Leaf", w_middle)
    [w_root_foo, w_root_bar] = with_methods(w_root, W_FOO, W_BAR)
    [w_middle_bar] = with_methods(w_middle, W_BAR)
    assert w_leaf.lookup(W_FOO) is w_root_foo
    assert w_leaf.lookup(W_BAR) is w_middle_bar
    assert w_root.lookup(W_BAR) is w_root_bar
    assert w_leaf.lookup(W_BAZ) is None


def test_found_methods_are_remembered_and_failures_are_not():
    w_root = new_class("Root")
    w_leaf = new_class("Leaf", w_root)
    assert w_leaf.lookup(W_FOO) is None
    [w_method] = with_methods(w_root, W_FOO)
    assert w_leaf.lookup(W_FOO) is w_method
    assert w_leaf.memo == {W_FOO: w_method}
    assert w_leaf.lookup(W_FOO) is w_method


def test_lookup_in_traces():
    """The same, with one more argument on which the compiler's folding depends."""
    w_class = new_class("Leaf", new_class("Root"))
    [w_method] = with_methods(w_class.w_superclass, W_FOO)
    assert w_class.lookup_in(W_Object(), W_FOO) is w_method
    assert w_class.lookup_in(W_Object(), W_BAR) is None


def test_a_replaced_method_answers_the_selector_of_its_place():
    """Whatever its own signature; memos are the universe's business."""
    w_class = new_class()
    with_methods(w_class, W_FOO, W_BAR)
    w_other = new_method(W_BAZ)
    w_class.replace_method(1, w_other)
    assert w_class.lookup(W_BAR) is w_other
    assert w_class.lookup(W_BAZ) is None
    assert w_class.methods_w[1] is w_other
    assert w_class.selectors_w == [W_FOO, W_BAR]


def test_inheritance():
    w_root = new_class("Root")
    w_leaf = new_class("Leaf", new_class("Middle", w_root))
    assert w_leaf.inherits_from(w_leaf) and w_leaf.inherits_from(w_root)
    assert not w_root.inherits_from(w_leaf)
    assert not w_leaf.inherits_from(new_class("Root"))


@pytest.mark.parametrize(
    "learnt, expected",
    [
        ([INTEGER_CELL], INTEGER_WORD),
        ([INTEGER_WORD], INTEGER_WORD),
        ([INTEGER_CELL, INTEGER_WORD, INTEGER_CELL], INTEGER_WORD),
        ([DOUBLE_CELL, DOUBLE_CELL], DOUBLE_WORD),
        ([INTEGER_CELL, DOUBLE_CELL], ANYTHING),
        ([DOUBLE_CELL, ANYTHING], ANYTHING),
        ([ANYTHING, INTEGER_CELL], ANYTHING),
        ([ANYTHING], ANYTHING),
    ],
)
def test_learning(learnt, expected):
    """Kinds only become more general, and only of the field in question."""
    w_class = new_class(fields=["a", "b"])
    for kind in learnt:
        w_class.learn_kind(1, kind)
    assert [w_class.instance_layout.kind_of(index) for index in (0, 1)] == [UNKNOWN, expected]


def test_instances_with_many_fields_keep_cells():
    w_class = new_class(fields=["f%d" % index for index in range(9)])
    w_class.learn_kind(8, INTEGER_CELL)
    assert w_class.instance_layout.kind_of(8) == INTEGER_CELL
    assert not w_class.instance_layout.has_words


def test_expecting_numbers_is_inherited():
    w_super = new_class(fields=["a"], expects_numbers=True)
    assert w_super.instance_layout.has_words
    assert new_class(w_superclass=w_super, fields=["a", "b"]).instance_layout.has_words
    assert not new_class(w_superclass=new_class(fields=["a"]), fields=["a", "b"]).instance_layout.has_words


def test_class_fields():
    w_class = new_class()
    w_class.class_fields_w = [None, None]
    w_value = W_Object()
    w_class.set_class_field(1, w_value)
    assert w_class.class_fields_w == [None, w_value]


def test_reset_forgets_the_definition():
    w_class = new_class("Test", new_class("Root"), ["a"])
    with_methods(w_class, W_FOO)
    w_class.lookup(W_FOO)
    w_class.overrides_nil_tests = True
    w_class.reset()
    assert w_class.w_name is None and w_class.w_superclass is None and w_class.instance_layout is None
    assert (w_class.methods_w, w_class.selectors_w, w_class.field_names_w, w_class.memo) == ([], [], [], {})
    assert w_class.lookup(W_FOO) is None
    assert not w_class.overrides_nil_tests and w_class.w_methods_array is None
