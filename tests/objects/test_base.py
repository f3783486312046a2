"""Every kind of object knows its class among the core classes and the word for it in error messages."""

import pytest

from som.objects import base
from som.objects.arrayobject import W_MethodsArray, array_of, new_array
from som.objects.arraystrategy import OBJECTS
from som.objects.base import W_Object
from som.objects.blockobject import W_Block1, W_Block2, W_Block3
from som.objects.doubleobject import W_Double
from som.objects.instanceobject import new_instance
from som.objects.integerobject import W_BigInteger, W_Integer
from som.objects.methodobject import W_Primitive, W_Primitive1
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.rpy import rbigint
from tests.objects.representing import W_NIL, new_class, new_method

KINDS = [
    (W_Object(), base.INSTANCE, "Inst"),
    (new_instance(new_class(fields=["a"]).instance_layout, W_NIL), base.INSTANCE, "Inst"),
    (new_class(), base.INSTANCE, "Class"),
    (W_Integer(1), base.INTEGER, "Int"),
    (W_BigInteger(rbigint.fromlong(2**64)), base.INTEGER, "ArbInt"),
    (W_Double(1.5), base.DOUBLE, "Double"),
    (W_String("a"), base.STRING, "String_"),
    (W_Symbol("a"), base.SYMBOL, "String_"),
    (new_array(1), base.ARRAY, "Array"),
    (W_MethodsArray(OBJECTS, array_of([]).storage, new_class()), base.ARRAY, "Array"),
    (new_method(W_Symbol("a")), base.METHOD, "Method"),
    (W_Primitive(W_Symbol("a"), None), base.PRIMITIVE, "Method"),
    (W_Primitive1(W_Symbol("a:"), None), base.PRIMITIVE, "Method"),
    (W_Block1(None, None, None), base.BLOCK1, "Block"),
    (W_Block2(None, None, None), base.BLOCK2, "Block"),
    (W_Block3(None, None, None), base.BLOCK3, "Block"),
]


@pytest.mark.parametrize("w_object, kind, type_name", KINDS, ids=[type(each[0]).__name__ for each in KINDS])
def test_kind_and_type_name(w_object, kind, type_name):
    assert (w_object.kind, w_object.type_name) == (kind, type_name)


def test_every_kind_has_objects():
    """The kinds are the indexes 0 .. KIND_COUNT - 1, and each of them is some object's."""
    assert sorted({kind for _, kind, _ in KINDS}) == list(range(base.KIND_COUNT))
