"""Whole classes: fields, trivial methods, and all compile-time errors at once."""

import pytest

from som.compiler.definition import compile_detour, numbered, sorted_by_position
from som.errors import CompileErrors, Diagnostic
from som.objects.methodobject import (
    NOT_TRIVIAL,
    READS_FIELD,
    RETURNS_GLOBAL,
    RETURNS_LITERAL,
    RETURNS_SELF,
    WRITES_FIELD,
    W_Method,
    W_Primitive,
    W_TrivialMethod,
)
from som.source import SourceText
from som.syntax.parsing import parse
from tests.compiler.compiling import define, lines_of, method, printed, shared_universe


def errors(text):
    """(line, column, message) of all compile-time errors of a class; columns are 1-based."""
    with pytest.raises(CompileErrors) as caught:
        define(text)
    source = caught.value.source
    return [
        (source.line_of(each.start), source.column_of(each.start) + 1, each.message)
        for each in caught.value.diagnostics
    ]


SHADOWS = "Variable '%s' shadows another of the same name"
NO_FIELD = "No such field '%s' in class"
PSEUDO = "It is not possible to write to `%s`, it is a pseudo variable"
TWICE = "Field '%s' has already been defined in this class."
INHERITED = "Field '%s' is already defined in a superclass."


@pytest.mark.parametrize(
    "members, column, message",
    [
        ("a: x b: x = ( )", 15, SHADOWS % "x"),
        ("a = ( | x y x | )", 19, SHADOWS % "x"),
        ("a: x = ( | y x | )", 20, SHADOWS % "x"),
        ("a = ( ^ [:x :x | ] )", 20, SHADOWS % "x"),
        ("a = ( ^ [:x | | x | ] )", 23, SHADOWS % "x"),
        ("a = ( self ifTrue: [ | x x | ] )", 32, SHADOWS % "x"),
        ("a = ( x := 3 )", 13, NO_FIELD % "x"),
        ("a = ( ^ [ x := 3 ] )", 17, NO_FIELD % "x"),
        ("a = ( [ x := 3 ] )", 15, NO_FIELD % "x"),
        ("a = ( self ifTrue: [ x := 3 ] )", 28, NO_FIELD % "x"),
        ("a = ( [ [ x := 3 ] ] )", 17, NO_FIELD % "x"),
        ("a = ( nil := 3 )", 13, NO_FIELD % "nil"),
        ("a = ( self := 3 )", 13, PSEUDO % "self"),
        ("a = ( super := 3 )", 13, PSEUDO % "super"),
        ("a = ( ^ [ self := 3 ] )", 17, PSEUDO % "self"),
        ("| x y x |", 13, TWICE % "x"),
        ("---- | x y x |", 18, TWICE % "x"),
        ("a = ( ^ [:x :y :z | ] )", 15, "Blocks take at most two parameters, this one has 3"),
        ("a = ( [:x :y :z :w | ] )", 13, "Blocks take at most two parameters, this one has 4"),
    ],
)
def test_errors(members, column, message):
    """Message and place of each error."""
    assert errors("E = ( %s )" % members) == [(1, column, message)]


def test_multiple_assignment():
    """The error is at the target that cannot be assigned to."""
    assert errors("E = ( a = ( | x | x := y := x := self := 3 ) )") == [
        (1, 24, NO_FIELD % "y"),
        (1, 34, PSEUDO % "self"),
    ]


def test_inherited_fields():
    """A field of a superclass cannot be declared again, on either side."""
    define("Upper = ( | a b | ---- | c | )")
    assert errors("Lower = Upper ( | d b | ---- | c e | )") == [
        (1, 21, INHERITED % "b"),
        (1, 32, INHERITED % "c"),
    ]
    assert errors("Lower = Upper ( | b b | )") == [(1, 19, INHERITED % "b"), (1, 21, INHERITED % "b")]


def test_all_errors_in_order():
    """Everything that is wrong with a class, as it stands in the file."""
    text = """E = (
    | a b a |
    one: x two: x = ( 'a\\qb' print. c := [ d := 1 ]. [:p :p | self := 2 ] value )
    ----
    | f f |
    three = ( a := 1 )
)"""
    assert errors(text) == [
        (2, 11, TWICE % "a"),
        (3, 17, SHADOWS % "x"),
        (3, 25, "Unknown escape sequence '\\q'"),
        (3, 37, NO_FIELD % "c"),
        (3, 44, NO_FIELD % "d"),
        (3, 59, SHADOWS % "p"),
        (3, 63, PSEUDO % "self"),
        (5, 9, TWICE % "f"),
        (6, 15, NO_FIELD % "a"),
    ]


def test_failed_classes_are_not_bound():
    """A class with errors leaves no trace."""
    errors("Failed = ( a = ( x := 3 ) )")
    assert shared_universe().global_value("Failed") is None


def test_sorting_is_stable():
    """Errors at one place stay in order."""
    found = [Diagnostic(start, start, name) for start, name in [(3, "a"), (1, "b"), (3, "c"), (2, "d"), (1, "e")]]
    assert [each.message for each in sorted_by_position(found)] == ["b", "e", "d", "a", "c"]
    assert sorted_by_position([]) == []


def test_numbered():
    assert numbered(["b", "a"]) == {"b": 0, "a": 1}


def test_field_names():
    """Inherited fields come first; instance and class side are apart."""
    define("Upper = ( | a b | ---- | c | )")
    w_class = define("Lower = Upper ( | d | ---- | e a | )")
    assert [w_name.text for w_name in w_class.field_names_w] == ["a", "b", "d"]
    assert [w_name.text for w_name in w_class.layout.w_class.field_names_w] == ["c", "e", "a"]


def trivial(w_method):
    """What a method does without a frame."""
    return w_method.trivial if isinstance(w_method, W_TrivialMethod) else NOT_TRIVIAL


@pytest.mark.parametrize(
    "text, kind",
    [
        ("foo = ( )", RETURNS_SELF),
        ("foo = ( | a | )", RETURNS_SELF),
        ("foo: x = ( )", RETURNS_SELF),
        ("foo = ( ^ self )", RETURNS_SELF),
        ("foo = ( ^ super )", RETURNS_SELF),
        ("foo = ( ^ 3 )", RETURNS_LITERAL),
        ("foo: x = ( ^ -3 )", RETURNS_LITERAL),
        ("foo = ( ^ 3.5 )", RETURNS_LITERAL),
        ("foo = ( ^ #sym )", RETURNS_LITERAL),
        ("foo = ( ^ field )", READS_FIELD),
        ("foo: x = ( field := x )", WRITES_FIELD),
        ("foo = ( ^ 'text' )", NOT_TRIVIAL),
        ("foo = ( ^ #(1) )", NOT_TRIVIAL),
        ("foo = ( ^ nil )", RETURNS_GLOBAL),
        ("foo: x = ( ^ nil )", NOT_TRIVIAL),
        ("foo = ( ^ self foo )", NOT_TRIVIAL),
        ("foo = ( | field | ^ field )", NOT_TRIVIAL),
        ("foo: field = ( ^ field )", NOT_TRIVIAL),
        ("foo: x = ( ^ field )", NOT_TRIVIAL),
        ("foo: x = ( ^ x )", NOT_TRIVIAL),
        ("foo: x = ( | field | field := x )", NOT_TRIVIAL),
        ("foo: x = ( field := field )", NOT_TRIVIAL),
        ("foo: x = ( field := other := x )", NOT_TRIVIAL),
        ("foo: x = ( field := 3 )", NOT_TRIVIAL),
        ("foo: x = ( x := x )", NOT_TRIVIAL),
        ("foo: x = ( ^ field := x )", NOT_TRIVIAL),
        ("foo = ( field := 3 )", NOT_TRIVIAL),
        ("foo = ( self foo )", NOT_TRIVIAL),
        ("foo = ( 3. ^ 3 )", NOT_TRIVIAL),
        ("foo: x bar: y = ( )", NOT_TRIVIAL),
    ],
)
def test_trivial_methods(text, kind):
    """Which methods run without a frame."""
    assert trivial(method(text, "other field")) == kind


def test_trivial_details():
    """What the VM needs to know of a trivial method."""
    assert method("foo = ( ^ field )", "other field").field_index == 1
    assert method("foo: x = ( field := x )", "other field").field_index == 1
    assert method("foo = ( ^ 7 )").w_literal.value == 7


def test_class_side_is_not_trivial():
    """Fields of classes are stored in another way than those of instances."""
    assert trivial(method("foo = ( ^ field )", "other field", class_side=True)) == NOT_TRIVIAL
    assert trivial(method("foo: x = ( field := x )", "other field", class_side=True)) == NOT_TRIVIAL
    assert trivial(method("foo = ( ^ 3 )", class_side=True)) == RETURNS_LITERAL


def test_trivial_methods_run():
    """They do what the others do; a send with too many statements around it would hide the difference."""
    members = """
        | field |
        empty = ( ) empty: x = ( ) me = ( ^ self ) seven = ( ^ 7 ) seven: x = ( ^ 7 )
        field = ( ^ field ) field: x = ( field := x )"""
    text = """
        (self empty == self) println. (self me == self) println. (self seven + (self seven: 3)) println.
        ((self empty: 3) == self) println. self field println. ((self field: 5) == self) println. self field println"""
    assert printed(text, "", members) == ["true", "true", "14", "true", "nil", "true", "5"]


def test_primitives():
    """A primitive has no code."""
    w_primitive = method("foo = primitive")
    assert isinstance(w_primitive, W_Primitive) and not isinstance(w_primitive, W_Method)


def test_detours_are_compiled_from_the_source():
    """The blocks of inlined send 1, and the slots of the variables that they share with the method."""
    text = "Test = ( | f | foo: a = ( | b c | a ifTrue: [ 1 ]. a ifTrue: [ c := f ] ifFalse: [ self b: a ] ) )"
    source = SourceText("Test.som", text)
    node = parse(source).instance_side.methods[0]
    request = compile_detour(shared_universe(), source, node, {"f": 0}, False, node.start, 1)
    assert request.copies == [3, 1]
    assert [lines_of(code) for code in request.block_codes] == [
        ["FIELD s2 0", "SET_CAPTURED 0 s2", "MOVE s1 s2", "RETURN s1"],
        ["CAPTURED s2 1", "SEND_1 s1 s0 s2 send 0 ; #b:", "RETURN s1"],
    ]


DECLARE = "Variables are declared at the beginning of a method or block, between bars: | %s |."


@pytest.mark.parametrize(
    "members, hint",
    [
        ("a: x b: x = ( )", "It would hide the other one: rename it."),
        ("| x y x |", "A field is listed once."),
        ("a = ( self := 3 )", "It means the receiver, always."),
        ("a = ( nil := 3 )", "It is always the same object, nothing can be assigned to it."),
        ("| trua | a = ( true := 3 )", "It is always the same object, nothing can be assigned to it."),
        ("| count | a = ( cuont := 3 )", "Did you mean 'count'?"),
        ("a: total = ( ^ [ | x | [ totla := 3 ] ] )", "Did you mean 'total'?"),
        ("a = ( [ | total | total ]. totla := 3 )", DECLARE % "totla"),
        ("a = ( x := 3 )", DECLARE % "x"),
        ("a = ( Count := 3 )", "Globals are set by a message: system global: #Count put: ..."),
        ("a = ( ^ [:x :y :z | x ] )", "Pass an Array."),
        (
            "a = ( ^ 'a\\q' )",
            "The escapes are \\t \\b \\n \\r \\f \\0 \\' and \\\\, the last one for a backslash.",
        ),
    ],
)
def test_hints(members, hint):
    assert hints_of("C = ( %s )" % members) == [hint]


def test_hint_for_inherited_fields():
    define("Upper = ( | a b | )")
    hint = "Methods of a subclass use inherited fields without another declaration."
    assert hints_of("Lower = Upper ( | b | )") == [hint]


def hints_of(text):
    with pytest.raises(CompileErrors) as caught:
        define(text)
    return [each.hint for each in caught.value.diagnostics]
