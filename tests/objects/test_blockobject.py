"""Blocks get the class of their number of parameters; contexts know what lies around them."""

import pytest

from som.objects.base import BLOCK1, BLOCK2, BLOCK3, W_Object
from som.objects.blockobject import Context, HomeContext, W_Block, W_Block1, W_Block2, W_Block3, new_block
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.objects.methodobject import Code

W_NIL = W_Object()


@pytest.mark.parametrize(
    "count, block_class, kind", [(0, W_Block1, BLOCK1), (1, W_Block2, BLOCK2), (2, W_Block3, BLOCK3)]
)
def test_the_class_counts_the_parameters(count, block_class, kind):
    code = Code("test", count, True)
    context = Context([], None)
    w_self = W_Object()
    w_block = new_block(code, context, w_self)
    assert type(w_block) is block_class and w_block.kind == kind
    assert (w_block.code, w_block.context, w_block.w_self) == (code, context, w_self)
    assert isinstance(w_block, W_Block)


def test_each_block_is_an_object_of_its_own():
    code = Code("test", 0, True)
    assert new_block(code, None, None) is not new_block(code, None, None)


def test_contexts_are_chained():
    w_value = W_Object()
    home = HomeContext([w_value], None)
    inner = Context([], home)
    assert inner.outer is home and home.outer is None
    assert home.values_w == [w_value]


def test_a_home_is_alive_until_told_otherwise():
    home = HomeContext([], None)
    assert home.alive
    home.alive = False
    assert not home.alive


def test_numbers_that_follow_numbers_share_a_cell():
    """The first Integer is kept as it is, the second opens a cell, the third overwrites it; readers see no cell."""
    context = Context([W_NIL], None)
    first = W_Integer(1)
    context.set_variable_at(0, first)
    assert context.variable_at(0) is first
    context.set_variable_at(0, W_Integer(2))
    cell = context.values_w[0]
    context.set_variable_at(0, W_Integer(3))
    assert context.values_w[0] is cell
    assert type(context.variable_at(0)) is W_Integer and context.variable_at(0).value == 3


def test_variables_change_their_kind_at_any_time():
    context = Context([W_NIL], None)
    for w_value in [
        W_Double(1.5),
        W_Double(2.5),
        W_Double(3.5),
        W_Integer(1),
        W_Integer(2),
        W_NIL,
        W_Integer(3),
        W_Double(4.5),
    ]:
        context.set_variable_at(0, w_value)
        w_found = context.variable_at(0)
        assert w_found is w_value or (type(w_found), w_found.value) == (type(w_value), w_value.value)


def test_a_double_is_kept_in_a_cell_of_its_own():
    """Two contexts that hold the same number do not influence each other."""
    contexts = [Context([W_NIL], None), Context([W_NIL], None)]
    shared = W_Double(1.5)
    for context in contexts:
        context.set_variable_at(0, W_Double(0.5))
        context.set_variable_at(0, shared)
    contexts[0].set_variable_at(0, W_Double(9.5))
    assert (contexts[1].variable_at(0).value, shared.value) == (1.5, 1.5)
