"""What a Python program holds of SOM's objects: symbols, and handles of those that have no counterpart in Python."""

from __future__ import absolute_import

from som.embedding.texts import to_machine
from som.objects.symbolobject import arity_of_selector


class Symbol(str):
    """A Symbol: `Symbol("at:put:")` is #at:put:. It equals the str of the same characters, but arrives as a Symbol."""

    __slots__ = ()

    def __repr__(self):
        return "Symbol(%s)" % str.__repr__(self)


def checked_selector(selector, arguments):
    """The machine's form of a selector. TypeError if it takes another number of arguments."""
    text = to_machine(selector)
    needed = arity_of_selector(text)
    if len(arguments) != needed:
        raise TypeError("%s takes %d arguments, not %d" % (selector, needed, len(arguments)))
    return text


class SomObject(object):
    """An object that lives in a machine. There is one handle for each object: `is` and `==` compare identities."""

    def __init__(self, session, w_object):
        self.session = session
        self.w_object = w_object  # None when the machine has been closed

    @property
    def som_class(self):
        """The object's class, a SomClass."""
        return self.send("class")

    def send(self, selector, *arguments):
        """The value of a message to the object. TypeError if the selector takes another number of arguments."""
        return self.session.send_to_handle(self, checked_selector(selector, arguments), arguments)

    def __str__(self):
        """What SOM prints for the object."""
        return str(self.send("asString"))

    def __repr__(self):
        return "<%s>" % self.session.describe(self)


class SomClass(SomObject):
    """A class."""

    @property
    def name(self):
        """Its name, a str."""
        return str(self.send("name"))


class SomBlock(SomObject):
    """A block, which can be called like a function."""

    def __call__(self, *arguments):
        """The value of the block. TypeError if it has another number of parameters."""
        count = self.session.run(lambda: self.session.converter.object_of(self).code.argument_count)
        if len(arguments) != count:
            raise TypeError("the block takes %d arguments, not %d" % (count, len(arguments)))
        return self.send(("value", "value:", "value:with:")[count], *arguments)
