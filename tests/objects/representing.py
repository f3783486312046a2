"""Objects without a universe, for the tests of how objects are represented."""

from som.objects.base import W_Object
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_Integer
from som.objects.layout import Layout
from som.objects.methodobject import Code, W_FramedMethod
from som.objects.symbolobject import W_Symbol

W_NIL = W_Object()


def new_class(name="Test", w_superclass=None, fields=(), expects_numbers=False):
    """A class without metaclass; `fields` are names, the inherited ones included."""
    w_class = W_Class(Layout(None, "", False))
    w_class.define(W_Symbol(name), w_superclass, [W_Symbol(field) for field in fields], expects_numbers)
    return w_class


def new_method(w_selector):
    """A method without instructions."""
    return W_FramedMethod(w_selector, Code(w_selector.text, w_selector.arity, False))


def content(w_value):
    """A host number for a small Integer or Double, every other object itself."""
    if isinstance(w_value, (W_Integer, W_Double)):
        return w_value.value
    return w_value
