"""Blocks get the class of their number of parameters; contexts know what lies around them."""

import pytest

from som.objects.base import BLOCK1, BLOCK2, BLOCK3, W_Object
from som.objects.blockobject import Context, HomeContext, W_Block, W_Block1, W_Block2, W_Block3, new_block
from som.objects.methodobject import Code


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
