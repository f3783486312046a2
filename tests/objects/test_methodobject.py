"""Methods as data: names, the shape of activations, the class that a method and its blocks belong to."""

from som.objects.methodobject import (
    NO_CONTEXT,
    NO_SLOT,
    RETURNS_SELF,
    Code,
    W_FramedMethod,
    W_Method,
    W_Primitive,
    W_TrivialMethod,
)
from som.objects.sendsite import SendSite
from som.objects.symbolobject import W_Symbol
from tests.objects.representing import new_class, new_method


def code_with(selector, sites, blocks, is_block=False):
    code = Code(selector, 0, is_block)
    code.finish("", "", [], [], sites, blocks)
    return code


def test_names():
    """Those of code without a class are used when it is listed on its own."""
    code = code_with("at:put:", [], [])
    assert code.qualified_name() == "at:put:"
    block = code_with("at:put:", [], [], is_block=True)
    code.adopt(new_class("Foo class"))
    block.adopt(new_class("Foo"))
    assert code.qualified_name() == "Foo class>>at:put:"
    assert block.qualified_name() == "Foo>>at:put: []"


def test_adoption_reaches_all_blocks_and_sites():
    """Super sends in nested blocks start above the class of the method."""
    sites = [SendSite(W_Symbol("a"), 0) for _ in range(3)]
    innermost = code_with("test", [sites[2]], [], True)
    inner = code_with("test", [sites[1]], [innermost], True)
    code = code_with("test", [sites[0]], [inner])
    w_class = new_class()
    code.adopt(w_class)
    assert all(each.w_holder is w_class for each in [code, inner, innermost] + sites)


def test_plain_activations_have_nothing_to_prepare():
    def plain(variable_count, context_size):
        code = Code("at:", 1, False)
        code.shape(variable_count, 9, context_size, False, NO_SLOT, 0)
        return code.is_plain

    assert plain(2, NO_CONTEXT)  # self and the argument
    assert not plain(3, NO_CONTEXT)  # a local, which starts as nil
    assert not plain(2, 0)  # a context without variables: blocks return from the activation
    assert not plain(2, 1)


def test_kinds_of_invokables():
    w_selector = W_Symbol("foo")
    code = Code("foo", 0, False)
    w_trivial = W_TrivialMethod(w_selector, code, RETURNS_SELF, -1, None)
    assert isinstance(w_trivial, W_Method) and not isinstance(w_trivial, W_FramedMethod)
    assert isinstance(new_method(w_selector), W_FramedMethod)
    w_primitive = W_Primitive(w_selector, w_trivial)
    assert w_primitive.w_fallback is w_trivial and w_primitive.w_holder is None
    assert [w_each.w_signature for w_each in (w_trivial, w_primitive)] == [w_selector, w_selector]
