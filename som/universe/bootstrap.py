"""The classes that the VM itself knows, one row each, and how they come into being.

Their class objects exist from the start and for ever: code and caches may hold on to them. Booting reads their
definitions from the class path.
"""

from __future__ import absolute_import

from som.objects.base import (
    ARRAY,
    BLOCK1,
    BLOCK2,
    BLOCK3,
    DOUBLE,
    INSTANCE,
    INTEGER,
    KIND_COUNT,
    METHOD,
    PRIMITIVE,
    STRING,
    SYMBOL,
)

# Name, and the kind of host object whose class it is; in the order in which they are loaded.
CORE_CLASSES = [
    ("Object", INSTANCE),
    ("Class", INSTANCE),
    ("Metaclass", INSTANCE),
    ("Nil", INSTANCE),
    ("Array", ARRAY),
    ("Method", METHOD),
    ("Primitive", PRIMITIVE),
    ("String", STRING),
    ("Symbol", SYMBOL),
    ("Integer", INTEGER),
    ("Double", DOUBLE),
    ("Block", INSTANCE),
    ("Block1", BLOCK1),
    ("Block2", BLOCK2),
    ("Block3", BLOCK3),
    ("Boolean", INSTANCE),
    ("True", INSTANCE),
    ("False", INSTANCE),
    ("System", INSTANCE),
]


def is_core_class(name):
    """True for the name of a class that the VM knows."""
    for core_name, _ in CORE_CLASSES:
        if core_name == name:
            return True
    return False


class Kinds(object):
    """The class for each kind of host object, see `objects.base`."""

    _immutable_fields_ = ["classes[*]"]

    def __init__(self, classes_by_name):
        classes = [classes_by_name["Object"]] * KIND_COUNT
        for name, kind in CORE_CLASSES:
            if kind != INSTANCE:
                classes[kind] = classes_by_name[name]
        self.classes = classes
