"""Primitives of Array, and stores into the methods of a class."""

import pytest

from som.objects.arrayobject import W_MethodsArray
from tests.machines import define, evaluate, failure, host, machine, send, shared
from tests.primitives.calling import call_objects, failure as failure_of

UNSIGNED = "Can't represent as unsigned machine integer"


@pytest.mark.parametrize("index", ["0", "2", "4611686018427387904"])
@pytest.mark.parametrize("message", ["at: %s", "at: %s put: 5"])
def test_indexes_out_of_range(index, message):
    text = "Index %s not valid for array of length 1" % index
    assert failure("(Array new: 1) " + message % index) == text


@pytest.mark.parametrize("index", ["-1", "1.0", "'1'", "nil", "(1 << 64)", "(0 - (1 << 64))", "#(1)"])
@pytest.mark.parametrize("message", ["at: %s", "at: %s put: 5"])
def test_indexes_that_are_no_position(index, message):
    assert failure("(Array new: 1) " + message % index) == UNSIGNED


@pytest.mark.parametrize("length", ["-1", "1.0", "'1'", "nil", "(1 << 64)"])
def test_lengths_that_are_no_length(length):
    assert failure("Array new: " + length) == UNSIGNED


def test_access():
    assert evaluate("(Array new: 3)") == [None, None, None]
    assert evaluate("Array new: 0") == []
    assert evaluate("(Array new: 2) at: 1 put: 7") == [7, None]
    assert evaluate("| a | a := Array new: 2. (a at: 2 put: 7) == a") is True
    assert evaluate("#(1 2) at: 2") == 2
    assert evaluate("(Array new: 5) length") == 5


def test_copies():
    text = "| a b | a := #(1 2). b := a copy. b at: 1 put: #x. Array with: a with: b"
    assert evaluate(text) == [[1, 2], ["#x", 2]]
    assert evaluate("#() copy") == []


def test_the_accelerated_copy_agrees_with_the_library():
    universe = shared()
    w_copy = universe.classes["Array"].lookup(universe.symbol_for("copy"))
    for text in ("#()", "#(1 2)", "#(1.5)", "#(a)".replace("a", "#a"), "Array new: 3", "Object methods copy"):
        w_array = universe.evaluate(text, universe.w_nil)
        w_fast = universe.interp.invoke(w_copy, w_array, [])
        w_slow = universe.interp.invoke(w_copy.w_fallback, w_array, [])
        assert host(universe, w_fast) == host(universe, w_slow) == host(universe, w_array)


@pytest.mark.parametrize("selector, count", [("at:", 1), ("at:put:", 2), ("length", 0), ("copy", 0)])
def test_other_receivers(selector, count):
    text = "Expected object of type 'Array' but got type 'Int'"
    assert failure_of("Array", selector, 1, *[1] * count) == text


# Methods arrays

CLASSES = (
    """
    Base = (
        | field |
        first = ( ^ #first )
        second = ( ^ #second )
        with: x = ( ^ Array with: #with with: x )
        plus: x = ( ^ x + 1 )
        field = ( ^ field )
        ---- | own |
        make = ( ^ #made ) remake = ( ^ #remade ) own = ( ^ own )
    )""",
    """
    Heir = Base ( third = ( ^ super second ) fourth = ( ^ #fourth ) )
    """,
    """
    Other = ( | a b | a = ( ^ a ) b = ( ^ b ) with: x = ( b := x ) )
    """,
)


@pytest.fixture
def universe():
    result = machine()
    for text in CLASSES:
        define(text, result)
    return result


def test_a_replaced_method_is_used_at_once(universe):
    assert evaluate("Base methods at: 1 put: (Base methods at: 2). Base new first", universe) == "#second"
    assert evaluate("Heir new first", universe) == "#second"
    assert evaluate("(Base methods at: 1) signature", universe) == "#second"
    assert evaluate("Base new second", universe) == "#second"


def test_the_answer_is_the_array(universe):
    assert evaluate("(Base methods at: 1 put: (Base methods at: 2)) == Base methods", universe) is True


def test_methods_of_superclasses_may_be_stored(universe):
    """They know no more fields than the receivers have."""
    assert evaluate("Heir methods at: 1 put: (Base methods at: 1). Heir new third", universe) == "#first"
    assert evaluate("Base new second", universe) == "#second"


def test_stored_methods_keep_their_holder(universe):
    assert evaluate("Heir methods at: 1 put: (Base methods at: 1). (Heir methods at: 1) holder", universe) == "<Base>"


def test_super_of_a_stored_method_stays_that_of_its_text(universe):
    """Stored under another selector of the same class."""
    assert evaluate("Heir methods at: 2 put: (Heir methods at: 1). Heir new fourth", universe) == "#second"


def test_methods_of_other_classes_may_be_stored_unless_they_use_fields(universe):
    define("Stranger = ( plain = ( ^ self class name ) )", universe)
    assert evaluate("Base methods at: 1 put: (Stranger methods at: 1). Base new first", universe) == "#Base"
    assert evaluate("(Base methods at: 1) holder", universe) == "<Stranger>"


HOLDER = "%s uses the fields or the superclass of %s, which Base does not inherit from"


@pytest.mark.parametrize(
    "store, message",
    [
        ("Base methods at: 1 put: 3", "Expected object of type 'Method' but got type 'Int'"),
        ("Base methods at: 1 put: nil", "Expected object of type 'Method' but got type 'Inst'"),
        ("Base methods at: 1 put: [ 1 ]", "Expected object of type 'Method' but got type 'Block'"),
        ("Base methods at: 0 put: (Base methods at: 2)", "Index 0 not valid for array of length 5"),
        ("Base methods at: 6 put: (Base methods at: 2)", "Index 6 not valid for array of length 5"),
        ("Base methods at: -1 put: (Base methods at: 2)", UNSIGNED),
        ("Base methods at: nil put: (Base methods at: 2)", UNSIGNED),
        ("Base methods at: 1 put: (Other methods at: 1)", HOLDER % ("Other>>a", "Other")),
        ("Base methods at: 3 put: (Other methods at: 3)", HOLDER % ("Other>>with:", "Other")),
        ("Base methods at: 1 put: (Heir methods at: 1)", HOLDER % ("Heir>>third", "Heir")),
        ("Base methods at: 1 put: (Base class methods at: 3)", HOLDER % ("Base class>>own", "Base class")),
        (
            "Base methods at: 1 put: (Base methods at: 3)",
            "Tried passing 0 arguments to a function that requires 1",
        ),
        (
            "Base methods at: 3 put: (Base methods at: 1)",
            "Tried passing 1 arguments to a function that requires 0",
        ),
    ],
)
def test_what_cannot_be_stored(universe, store, message):
    """The class and the array stay as they were."""
    assert failure(store, universe) == message
    assert evaluate("Array with: Base new first with: (Base new with: 3)", universe) == ["#first", ["#with", 3]]
    assert evaluate("(Base methods at: 1) signature", universe) == "#first"


def test_class_methods(universe):
    assert evaluate("Base class methods at: 1 put: (Base class methods at: 2). Base make", universe) == "#remade"
    assert evaluate("Heir make", universe) == "#remade"


REPLACE = """
    | class from to |
    class := %s.
    from := class selectors indexOf: #%s.
    to := class selectors indexOf: #%s.
    class methods at: to put: (class methods at: from)
"""


@pytest.mark.parametrize(
    "class_name, source, target, expression, before, after",
    [
        ("Integer", "-", "+", "7 + 2", 9, 5),
        ("Integer", "<", ">", "7 > 2", True, False),
        ("Integer", "+", "=", "7 = 2", False, 9),
        ("Double", "*", "-", "1.5 - 2.0", -0.5, 3.0),
        ("Integer", "negated", "abs", "7 abs", 7, -7),
        ("Object", "isNil", "notNil", "7 notNil", True, False),
        ("Array", "length", "first", "#(5 6) first", 5, 2),
    ],
)
def test_methods_of_the_library(class_name, source, target, expression, before, after):
    """Also operators, for which code has instructions of its own; in code that has run before, too."""
    universe = machine()
    w_class = define(
        "Caller = ( run = ( ^ %s ) block = ( ^ [:x | %s ] value: 1 ) )" % (expression, expression), universe
    )
    w_caller = universe.interp.send(w_class, "new", [])
    for selector in ("run", "block"):
        assert send(w_caller, selector, universe=universe) == before
    evaluate(REPLACE % (class_name, source, target), universe)
    for selector in ("run", "block"):
        assert send(w_caller, selector, universe=universe) == after
    assert evaluate(expression, universe) == after


@pytest.mark.parametrize(
    "class_name, source, target, expression, before, after",
    [
        ("True", "or:", "and:", "true and: [ 5 ]", 5, True),
        ("Object", "ifNotNil:", "ifNil:", "7 ifNil: [ 1 ]", 7, 1),
    ],
)
def test_methods_that_code_has_inlined_stay(class_name, source, target, expression, before, after):
    """Unless nothing is inlined."""
    text = "%s>>%s is compiled inline and cannot be replaced; the option --no-inlining makes it a message"
    universe = machine()
    assert failure(REPLACE % (class_name, source, target), universe) == text % (class_name, target)
    assert evaluate(expression, universe) == before
    universe = machine(inlining=False)
    assert evaluate(expression, universe) == before
    evaluate(REPLACE % (class_name, source, target), universe)
    assert evaluate(expression, universe) == after


def test_methods_of_programs_may_have_such_selectors(universe):
    define("Own = ( ifTrue: x = ( ^ #old ) other: x = ( ^ #new ) )", universe)
    assert evaluate("Own new ifTrue: [ 1 ]", universe) == "#old"
    evaluate("Own methods at: 1 put: (Own methods at: 2)", universe)
    assert evaluate("Own new ifTrue: [ 1 ]", universe) == "#new"


def test_primitives_may_be_stored(universe):
    """They check their receivers themselves."""
    find = "| m | m := %s methods. 1 to: m length do: [:i | (m at: i) signature = #%s ifTrue: [ it := m at: i ] ]. "
    text = find % ("Integer", "sqrt") + "Base methods at: 1 put: it. Base new first"
    assert failure(text, universe) == "Expected object of type 'Int' but got type 'Inst'"
    universe.interp.send(universe.load_class("Base"), "asString", [])
    text = find % ("Object", "class") + "Base methods at: 2 put: it. Base new second"
    assert evaluate(text, universe) == "<Base>"


def test_copies_of_methods_arrays_are_ordinary_arrays(universe):
    assert evaluate("Base methods copy at: 1 put: 42. Base new first", universe) == "#first"
    w_copy = call_objects("Array", "copy", [universe.evaluate("Base methods", universe.w_nil)])
    assert not isinstance(w_copy, W_MethodsArray)
