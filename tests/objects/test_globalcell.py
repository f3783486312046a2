"""Global variables: a constant after the first binding, an ordinary variable after the second."""

from som.objects.base import W_Object
from som.objects.globalcell import GlobalCell
from som.objects.symbolobject import W_Symbol

W_FIRST, W_SECOND, W_THIRD = W_Object(), W_Object(), W_Object()


def cell():
    return GlobalCell(W_Symbol("Foo"))


def test_a_new_cell_is_unbound():
    assert cell().read() is None


def test_the_first_binding_is_a_constant():
    bound = cell()
    bound.bind(W_FIRST)
    assert bound.read() is W_FIRST
    assert bound.w_constant is W_FIRST


def test_later_bindings_are_not():
    """Also the same value again gives the constant up; what matters is that every read sees the last one."""
    bound = cell()
    bound.bind(W_FIRST)
    for w_value in (W_SECOND, W_THIRD, W_FIRST, W_FIRST):
        bound.bind(w_value)
        assert bound.read() is w_value
        assert bound.w_constant is None


def test_unbinding_starts_anew():
    bound = cell()
    bound.bind(W_FIRST)
    bound.bind(W_SECOND)
    bound.unbind()
    assert bound.read() is None
    bound.bind(W_THIRD)
    assert bound.read() is W_THIRD and bound.w_constant is W_THIRD


def test_cells_know_their_name():
    assert cell().w_name.text == "Foo"
