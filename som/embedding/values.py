"""Values of Python become objects of SOM, and the other way round."""

from __future__ import absolute_import

import weakref

from som.embedding.callables import new_callable_block
from som.embedding.objects import SomBlock, SomClass, SomObject, Symbol
from som.embedding.texts import to_host, to_machine
from som.objects.arrayobject import W_Array, new_array
from som.objects.blockobject import W_Block
from som.objects.classobject import W_Class
from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_BigInteger, W_Integer, normalised
from som.objects.stringobject import W_String, string_of
from som.objects.symbolobject import W_Symbol
from som.rpy import rbigint


class Converter(object):
    """Converts for one machine, whose handles it knows."""

    def __init__(self, session, universe):
        self.session = session
        self.universe = universe
        self.handles = weakref.WeakValueDictionary()  # id of the object -> SomObject, which keeps the object alive

    def to_host(self, w_object):
        """The Python value of a SOM object: a new one, or the handle of the object."""
        return self._to_host(w_object, {})

    def _to_host(self, w_object, lists):
        universe = self.universe
        if isinstance(w_object, W_Integer):
            return int(w_object.value)
        if isinstance(w_object, W_BigInteger):
            return w_object.big._number  # the hosted machine's own number; its decimal digits would take long
        if isinstance(w_object, W_Double):
            return w_object.value
        if isinstance(w_object, W_Symbol):
            return Symbol(to_host(w_object.text))
        if isinstance(w_object, W_String):
            return to_host(w_object.text)
        if w_object is universe.w_nil:
            return None
        if w_object is universe.w_true or w_object is universe.w_false:
            return w_object is universe.w_true
        if isinstance(w_object, W_Array):
            return self._to_list(w_object, lists)
        return self.handle_of(w_object)

    def _to_list(self, w_array, lists):
        """A list of the converted elements. `lists`: those under way; arrays may contain themselves."""
        if w_array in lists:
            return lists[w_array]
        result = []
        lists[w_array] = result
        for w_element in w_array.elements(self.universe.w_nil):
            result.append(self._to_host(w_element, lists))
        return result

    def handle_of(self, w_object):
        """The SomObject for an object, always the same one as long as somebody holds it."""
        handle = self.handles.get(id(w_object), None)
        if handle is None:
            kind = SomObject
            if isinstance(w_object, W_Class):
                kind = SomClass
            elif isinstance(w_object, W_Block):
                kind = SomBlock
            handle = kind(self.session, w_object)
            self.handles[id(w_object)] = handle
        return handle

    def to_som(self, value):
        """The SOM object for a Python value. TypeError if SOM has nothing like it, ValueError for foreign handles."""
        return self._to_som(value, {})

    def _to_som(self, value, arrays):
        universe = self.universe
        if value is None:
            return universe.w_nil
        if value is True:
            return universe.w_true
        if value is False:
            return universe.w_false
        if isinstance(value, int):
            return normalised(rbigint.fromlong(int(value)))
        if isinstance(value, float):
            return W_Double(float(value))
        if isinstance(value, Symbol):
            return universe.symbol_for(to_machine(value))
        if isinstance(value, str):
            return string_of(to_machine(value))
        if isinstance(value, (list, tuple)):
            return self._to_array(value, arrays)
        if isinstance(value, SomObject):
            return self.object_of(value)
        if callable(value):
            return new_callable_block(self, value)
        raise TypeError("SOM has no objects like those of %s" % type(value).__name__)

    def _to_array(self, values, arrays):
        """An Array of the converted elements. `arrays`: those under way, by the ids of their lists."""
        if id(values) in arrays:
            return arrays[id(values)]
        w_array = new_array(len(values))
        arrays[id(values)] = w_array
        for index in range(len(values)):
            w_array.put(index + 1, self._to_som(values[index], arrays), self.universe.w_nil)
        return w_array

    def object_of(self, handle):
        """The SOM object of a handle. ValueError if it is one of another machine, or this one has been closed."""
        w_object = handle.w_object
        if w_object is None or self.handles.get(id(w_object), None) is not handle:
            raise ValueError("the object belongs to another machine, or to one that has been closed")
        return w_object

    def forget(self):
        """Let go of all objects: their handles are of no use any more."""
        for handle in list(self.handles.values()):
            handle.w_object = None
        self.handles.clear()
