"""Primitives of Object: identity, hashes, the perform family, the instVar family, sizes."""

import pytest

from som.objects.base import W_Object
from tests.interpreter.loops import loop
from tests.machines import define, ending, evaluate, failure, machine, new, send, shared

__all__ = ["loop"]

UNSIGNED = "Can't represent as unsigned machine integer"


@pytest.fixture(scope="module", autouse=True)
def classes():
    for text in (
        """Base = (
            | a b |
            probe = ( ^ #base )
            probe: x = ( ^ Array with: #base with: x )
            one: x two: y three: z = ( ^ Array with: x with: y with: z )
            a: x = ( a := x )
            ----
            | ca |
            ca = ( ^ ca )
            ca: x = ( ca := x )
            reset = ( ca := nil )
        )""",
        """Heir = Base (
            | c |
            probe = ( ^ #heir )
            probe: x = ( ^ Array with: #heir with: x )
            doesNotUnderstand: selector arguments: arguments = ( ^ Array with: selector with: arguments )
            ----
            | cb |
        )""",
    ):
        define(text)


# Class, identity, hash


@pytest.mark.parametrize(
    "expression, name",
    [
        ("nil", "Nil"),
        ("true", "True"),
        ("false", "False"),
        ("system", "System"),
        ("3", "Integer"),
        ("(1 << 64)", "Integer"),
        ("3.5", "Double"),
        ("'a'", "String"),
        ("#a", "Symbol"),
        ("#()", "Array"),
        ("[ 1 ]", "Block1"),
        ("[:x | 1 ]", "Block2"),
        ("[:x :y | 1 ]", "Block3"),
        ("(Integer methods at: 1)", "Primitive"),
        ("(Base methods at: 1)", "Method"),
        ("Base", "Base class"),
        ("Base class", "Metaclass"),
        ("Base class class", "Metaclass class"),
        ("Base new", "Base"),
    ],
)
def test_classes(expression, name):
    assert evaluate(expression + " class") == "<%s>" % name


@pytest.mark.parametrize(
    "left, right, same",
    [
        ("1", "1", True),
        ("1", "2", False),
        ("1", "1.0", True),
        ("1.0", "1", True),
        ("1.5", "1.5", True),
        ("(1 << 64)", "(1 << 64)", True),
        ("(1 << 64)", "((1 << 64) + 1)", False),
        ("(0.0 // 0.0)", "(0.0 // 0.0)", False),
        ("0.0", "-0.0", True),
        ("1", "'1'", False),
        ("1", "nil", False),
        ("'1'", "1", False),
        ("'a'", "#a", False),
        ("#a", "#a", True),
        ("#a", "'a' asSymbol", True),
        ("('a' + 'b')", "('a' + 'b')", False),
        ("nil", "nil", True),
        ("nil", "false", False),
        ("Base", "Base", True),
        ("Base new", "Base new", False),
        ("[ 1 ]", "[ 1 ]", False),
        ("(Base methods at: 1)", "(Base methods at: 1)", True),
        ("Base methods", "Base methods", True),
    ],
)
def test_identity(left, right, same):
    assert evaluate("%s == %s" % (left, right)) is same
    assert evaluate("%s perform: #== withArguments: (Array with: %s)" % (left, right)) is same
    if same:
        assert evaluate("%s hashcode = %s hashcode" % (left, right)) is True


def test_identity_of_variables():
    for expression in ("Base new", "'a' + 'b'", "[ 1 ]", "Array new: 3"):
        assert evaluate("| x | x := %s. (x == x) and: [ x hashcode = x hashcode ]" % expression) is True


def test_hashes():
    """Of numbers and texts by value, of others by identity."""
    assert evaluate("7 hashcode") == 7
    assert evaluate("('ab' hashcode = #ab hashcode) and: [ 'ab' hashcode = ('a' + 'b') hashcode ]") is True
    assert evaluate("2.0 hashcode = 2 hashcode") is True
    assert evaluate("('ab' perform: #hashcode inSuperclass: Object) = 'ab' hashcode") is True
    assert evaluate("| a b | a := Base new. b := Base new. a hashcode = b hashcode") is False


# Sizes and the messages for tools


@pytest.mark.parametrize(
    "expression, size",
    [("#(1 2 3)", 3), ("'abcd'", 4), ("#ab", 2), ("Heir new", 3), ("Heir", 2), ("3", 1), ("[ 1 ]", 1), ("nil", 0)],
)
def test_sizes(expression, size):
    assert evaluate(expression + " objectSize") == size


def test_inspect_and_halt():
    """Both answer the receiver; the second leaves a note on stderr."""
    universe = machine()
    assert evaluate("3 inspect", universe) == 3
    assert universe.stderr.taken() == ""
    assert evaluate("4 halt", universe) == 4
    assert (universe.stdout.taken(), universe.stderr.taken()) == ("", "BREAKPOINT\n")


# perform


@pytest.mark.parametrize(
    "expression, value",
    [
        ("Base new perform: #probe", "#base"),
        ("Heir new perform: #probe", "#heir"),
        ("3 perform: #asString", "3"),
        ("Base perform: #ca", None),
        ("true perform: #not", False),
        ("[ 5 ] perform: #value", 5),
        ("3 perform: #perform: withArguments: (Array with: #asString)", "3"),
        ("Base new perform: #probe: withArguments: #(7)", ["#base", 7]),
        ("Base new perform: #probe withArguments: #()", "#base"),
        ("3 perform: #+ withArguments: #(4)", 7),
        ("true perform: #ifTrue: withArguments: (Array with: [ 8 ])", 8),
        ("Base new perform: #one:two:three: withArguments: #(1 2 3)", [1, 2, 3]),
        ("Heir new perform: #probe inSuperclass: Base", "#base"),
        ("Heir new perform: #probe inSuperclass: Heir", "#heir"),
        ("Heir new perform: #asString inSuperclass: Object", "instance of Heir"),
        ("Heir new perform: #probe: withArguments: #(7) inSuperclass: Base", ["#base", 7]),
        ("Heir new perform: #one:two:three: withArguments: #(1 2 3) inSuperclass: Heir", [1, 2, 3]),
        ("Heir new perform: #foo", ["#foo", []]),
        ("Heir new perform: #foo withArguments: #(1 2)", ["#foo", [1, 2]]),
        ("Heir new perform: #foo inSuperclass: Base", ["#foo", []]),
        ("Heir new perform: #probe inSuperclass: Object", ["#probe", []]),
        ("Heir new perform: #foo withArguments: #(1) inSuperclass: Base", ["#foo", [1]]),
    ],
)
def test_performing(loop, expression, value):
    """Sends like any other, also of inlined and primitive messages; what is not understood keeps its arguments."""
    assert evaluate(expression) == value


SYMBOL_EXPECTED = "Expected instance of 'Symbol' but got instance of '%s'"
ARRAY_EXPECTED = "Expected object of type 'Array' but got type '%s'"
COUNT = "Tried passing %d arguments to a function that requires %d"


@pytest.mark.parametrize(
    "expression, message",
    [
        ("3 perform: 'asString'", SYMBOL_EXPECTED % "String"),
        ("3 perform: nil", SYMBOL_EXPECTED % "Nil"),
        ("3 perform: 5", SYMBOL_EXPECTED % "Integer"),
        ("3 perform: 'abs' withArguments: #()", SYMBOL_EXPECTED % "String"),
        ("3 perform: 'abs' inSuperclass: Integer", SYMBOL_EXPECTED % "String"),
        ("3 perform: 'abs' withArguments: #() inSuperclass: Integer", SYMBOL_EXPECTED % "String"),
        ("3 perform: #abs withArguments: nil", ARRAY_EXPECTED % "Inst"),
        ("3 perform: #abs withArguments: 'x' inSuperclass: Integer", ARRAY_EXPECTED % "String_"),
        ("3 perform: #+", COUNT % (0, 1)),
        ("Base new perform: #probe:", COUNT % (0, 1)),
        ("Base new perform: #one:two:three: withArguments: #(1)", COUNT % (1, 3)),
        ("Base new perform: #probe withArguments: #(1)", COUNT % (1, 0)),
        ("Base new perform: #probe withArguments: #(1 2 3)", COUNT % (3, 0)),
        ("3 perform: #+ inSuperclass: Integer", COUNT % (0, 1)),
        ("3 perform: #+ withArguments: #() inSuperclass: Integer", COUNT % (0, 1)),
        ("3 perform: #abs inSuperclass: nil", "Expected object of type 'Class' but got type 'Inst'"),
        ("3 perform: #abs inSuperclass: 4", "Expected object of type 'Class' but got type 'Int'"),
        (
            "3 perform: #abs withArguments: #() inSuperclass: 'Integer'",
            "Expected object of type 'Class' but got type 'String_'",
        ),
        ("Base new perform: #probe inSuperclass: Heir", "Heir is no superclass of the receiver's class"),
        ("3 perform: #length withArguments: #() inSuperclass: Array", "Array is no superclass of the receiver's class"),
    ],
)
def test_performing_what_does_not_fit(loop, expression, message):
    assert failure(expression) == message


def test_unknown_messages_by_default():
    text = "\nERROR: Method foo not found in class Base\n"
    assert ending("Base new perform: #foo") == (1, text)


# instVarAt


def test_fields_by_position():
    """Inherited ones first; a store answers the receiver."""
    text = "| h | h := Heir new. 1 to: 3 do: [:i | (h instVarAt: i put: i * 10) == h ifFalse: [ ^ nil ] ]. "
    assert evaluate(text + "Array with: (h instVarAt: 1) with: (h instVarAt: 2) with: (h instVarAt: 3)") == [10, 20, 30]
    assert evaluate("(Heir new a: 'x') instVarAt: 1") == "x"
    assert evaluate("Heir new instVarAt: 3") is None


def test_class_fields_by_position():
    universe = shared()
    w_class = universe.load_class("Heir")
    assert evaluate("(Heir instVarAt: 1 put: 7) == Heir") is True
    assert evaluate("Array with: Heir ca with: (Heir instVarAt: 1) with: (Heir instVarAt: 2)") == [7, 7, None]
    assert evaluate("Base ca") is None
    assert send(w_class, "reset") == "<Heir>"
    assert evaluate("Array with: Heir name with: Heir superclass") == ["#Heir", "<Base>"]


@pytest.mark.parametrize(
    "receiver, count",
    [("Heir new", 3), ("Heir", 2), ("Object new", 0), ("3", 0), ("#(1 2)", 0), ("nil", 0), ("[ 1 ]", 0), ("'abc'", 0)],
)
@pytest.mark.parametrize("message", ["instVarAt: %s", "instVarAt: %s put: 1"])
def test_positions_out_of_range(receiver, count, message):
    for index in (0, count + 1, 1000):
        text = "Index %d not valid for array of length %d" % (index, count)
        assert failure("%s %s" % (receiver, message % index)) == text
    for index in ("-1", "nil", "1.0", "'1'", "(1 << 64)"):
        assert failure("%s %s" % (receiver, message % index)) == UNSIGNED


def test_fields_by_name():
    assert evaluate("| h | h := Heir new. h instVarAt: 3 put: 5. h instVarNamed: #c") == 5
    assert evaluate("(Base new a: 4) instVarNamed: #a") == 4
    assert evaluate("Base ca: 6. Base instVarNamed: #ca") == 6
    evaluate("Base reset")


@pytest.mark.parametrize(
    "expression, message",
    [
        ("Heir new instVarNamed: #nope", "Heir has no field named 'nope'"),
        ("Heir instVarNamed: #a", "Heir class has no field named 'a'"),
        ("3 instVarNamed: #value", "Integer has no field named 'value'"),
        ("Heir new instVarNamed: 'a'", SYMBOL_EXPECTED % "String"),
    ],
)
def test_names_of_no_field(expression, message):
    assert failure(expression) == message


def test_objects_of_the_host_have_no_fields():
    """Whatever else is an object has no fields, and the size of one."""
    w_object = W_Object()
    assert send(w_object, "objectSize") == 1
    assert send(new("Empty = ( )"), "objectSize") == 0
