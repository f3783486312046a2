"""The table of the classes that the VM knows: what a booted machine has under these names, and of which kind."""

import pytest

from som.objects.arrayobject import new_array
from som.objects.base import INSTANCE, KIND_COUNT, W_Object
from som.objects.blockobject import W_Block1, W_Block2, W_Block3
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.objects.methodobject import W_FramedMethod, W_Primitive
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.universe.bootstrap import CORE_CLASSES, Kinds, is_core_class
from tests.machines import shared
from tests.objects.numeric import number

NAMES = """
    Object Class Metaclass Nil Array Method Primitive String Symbol Integer Double Block Block1 Block2 Block3 Boolean
    True False System
""".split()


def test_the_table_is_complete():
    assert [name for name, _ in CORE_CLASSES] == NAMES


def test_every_kind_but_instances_has_one_class():
    kinds = [kind for _, kind in CORE_CLASSES if kind != INSTANCE]
    assert sorted(kinds) == [kind for kind in range(KIND_COUNT) if kind != INSTANCE]


def test_names():
    assert all(is_core_class(name) for name in NAMES)
    assert not any(is_core_class(name) for name in ("Vector", "object", "Object class", ""))


@pytest.mark.parametrize("name", NAMES)
def test_the_classes_are_bound_and_defined(name):
    universe = shared()
    w_class = universe.global_value(name)
    assert w_class is universe.classes[name] and isinstance(w_class, W_Class)
    assert w_class.w_name is universe.symbol_for(name)
    assert w_class.layout.w_class.w_name is universe.symbol_for(name + " class")
    assert w_class.layout.w_class.layout.w_class is universe.classes["Metaclass"]
    assert (w_class.w_superclass is None) == (name == "Object")


@pytest.mark.parametrize(
    "w_object, name",
    [
        (number(1), "Integer"),
        (number(2**64), "Integer"),
        (W_Double(1.0), "Double"),
        (W_String("a"), "String"),
        (W_Symbol("a"), "Symbol"),
        (new_array(0), "Array"),
        (W_FramedMethod(W_Symbol("a"), None), "Method"),
        (W_Primitive(W_Symbol("a"), None), "Primitive"),
        (W_Block1(None, None, None), "Block1"),
        (W_Block2(None, None, None), "Block2"),
        (W_Block3(None, None, None), "Block3"),
    ],
)
def test_objects_without_layout_have_these_classes(w_object, name):
    assert shared().interp.class_of(w_object) is shared().classes[name]


def test_objects_with_layout_have_its_class():
    universe = shared()
    singletons = {
        "Nil": universe.w_nil,
        "True": universe.w_true,
        "False": universe.w_false,
        "System": universe.w_system,
    }
    for name, w_object in singletons.items():
        assert universe.interp.class_of(w_object) is universe.classes[name]
    w_class = universe.classes["Integer"]
    assert universe.interp.class_of(w_class).w_name.text == "Integer class"


def test_anything_else_is_an_object():
    """Host objects that have no class of their own are never shown to programs; they count as Objects."""
    classes = {name: W_Object() for name in NAMES}
    kinds = Kinds(classes)
    assert len(kinds.classes) == KIND_COUNT
    assert kinds.classes[INSTANCE] is classes["Object"]
    assert kinds.classes[W_Integer.kind] is classes["Integer"]
