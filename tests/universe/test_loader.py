"""From a name to a class: the class path, superclasses, primitives, and every way in which loading fails."""

import os

import pytest

from som.errors import CompileErrors, LoadError, SomSyntaxError
from som.objects.methodobject import W_Primitive, W_Primitive1, W_Primitive2
from som.universe import loader as module
from som.universe.loader import names_of, new_class, overrides_nil_tests
from tests.machines import LIBRARY, evaluate, machine, send, shared, write_classes


def load_error(universe, name):
    with pytest.raises(LoadError) as caught:
        universe.load_class(name)
    return caught.value.message


def test_a_class_is_loaded_and_bound(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = ( | a b | bar = ( ^ 1 ) ---- | c | baz = ( ^ 2 ) )"))
    assert universe.global_value("Foo") is None
    w_class = universe.load_class("Foo")
    assert universe.global_value("Foo") is w_class and universe.load_class("Foo") is w_class
    assert [w_name.text for w_name in w_class.selectors_w] == ["bar"]
    assert [w_name.text for w_name in w_class.layout.w_class.selectors_w] == ["baz"]
    assert names_of(w_class) == ["a", "b"] and names_of(w_class.layout.w_class) == ["c"]
    assert w_class.class_fields_w == [universe.w_nil]
    assert w_class.source.path == "%s/Foo.som" % tmp_path
    assert w_class in universe.all_classes


def test_the_first_directory_of_the_class_path_wins(tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    write_classes(tmp_path / "two", "Foo = ( where = ( ^ 2 ) )")
    write_classes(tmp_path / "three", "Foo = ( where = ( ^ 3 ) )", "Bar = ( where = ( ^ 3 ) )")
    (tmp_path / "two" / "Bar.som").mkdir()  # a directory is no class
    universe = machine(tmp_path / "one", tmp_path / "two", tmp_path / "three")
    assert evaluate("Array with: Foo new where with: Bar new where", universe) == [2, 3]


def test_sub_directories_are_not_searched(tmp_path):
    (tmp_path / "sub").mkdir()
    write_classes(tmp_path / "sub", "Foo = ( )")
    universe = machine(tmp_path)
    assert universe.load_class("Foo") is None
    assert universe.load_class("sub/Foo") is None


@pytest.mark.parametrize("name", ["", "NoSuchClass", "a/b", "a\x00b", "../Foo"])
def test_names_that_no_file_has(tmp_path, name):
    universe = machine(tmp_path)
    assert universe.load_class(name) is None
    assert universe.global_value(name) is None


def test_an_empty_entry_is_the_current_directory(tmp_path, monkeypatch):
    """Its files are named without a directory."""
    write_classes(tmp_path, "Foo = ( )")
    monkeypatch.chdir(tmp_path)
    assert machine("").load_class("Foo").source.path == "Foo.som"


def test_the_core_library_comes_last(tmp_path):
    """A class of the class path is preferred, whichever class it is."""
    write_classes(tmp_path, "Vector = ( probe = ( ^ 1 ) )", "Pair = ( probe = ( ^ 2 ) )")
    universe = machine(tmp_path)
    assert evaluate("Array with: Vector new probe with: Pair new probe", universe) == [1, 2]
    assert machine(tmp_path / "none").load_class("Vector").source.path == "core-lib/Smalltalk/Vector.som"


# Superclasses


def test_superclasses_are_loaded_first(tmp_path):
    write_classes(
        tmp_path,
        "Low = Middle ( | c | sum = ( a := 1. b := 2. c := 3. ^ a + b + c ) )",
        "Middle = Top ( | b | ---- | classB | )",
        "Top = ( | a | ---- | classA | )",
    )
    universe = machine(tmp_path)
    assert evaluate("Low new sum", universe) == 6
    assert evaluate("Low fields", universe) == ["#a", "#b", "#c"]
    assert evaluate("Low class fields", universe) == ["#classA", "#classB"]
    assert evaluate("Array with: Low superclass with: Top superclass", universe) == ["<Middle>", "<Object>"]
    assert evaluate("Low class superclass", universe) == "<Middle class>"
    assert universe.load_class("Low").class_fields_w == [universe.w_nil] * 2


def test_a_missing_superclass(tmp_path):
    """The place where it is named; what else it could be called, if anything."""
    universe = machine(write_classes(tmp_path, "Foo = Missing ( )", "Bar =\n  Vectr ( )"))
    assert load_error(universe, "Foo") == "%s/Foo.som:1:7: error: Super class Missing could not be loaded" % tmp_path
    assert universe.global_value("Foo") is None
    with pytest.raises(LoadError) as caught:
        universe.load_class("Bar")
    assert caught.value.message == "%s/Bar.som:2:3: error: Super class Vectr could not be loaded" % tmp_path
    assert caught.value.hint == "Did you mean 'Vector'?"


def test_what_is_no_file(tmp_path):
    universe = machine()
    missing = str(tmp_path / "x.som")
    with pytest.raises(LoadError) as caught:
        universe.loader.read(missing, "x.som")
    assert caught.value.message == missing + ": error: there is no such file"
    with pytest.raises(LoadError) as caught:
        universe.loader.read(str(tmp_path), "x.som")
    assert caught.value.message == str(tmp_path) + ": error: this is a directory, not the file of a class"


def test_a_superclass_that_is_no_class(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = Bar ( )"))
    universe.bind_global("Bar", universe.w_true)
    assert load_error(universe, "Foo").endswith("Foo.som:1:7: error: Super class Bar could not be loaded")


@pytest.mark.parametrize("names", [["Foo"], ["Foo", "Bar"], ["Foo", "Bar", "Baz"]])
def test_classes_that_inherit_from_themselves(tmp_path, names):
    """At once or by others; loading something else afterwards works."""
    for name, superclass in zip(names, names[1:] + names[:1]):
        write_classes(tmp_path, "%s = %s ( )" % (name, superclass))
    write_classes(tmp_path, "Fine = ( )")
    universe = machine(tmp_path)
    text = "Class Foo inherits from itself: %s -> Foo" % " -> ".join(names)
    assert load_error(universe, "Foo") == text
    assert universe.load_class("Fine") is not None
    assert universe.loader.loading == []


def test_classes_without_superclass(tmp_path):
    universe = machine(write_classes(tmp_path, "Root = nil ( probe = ( ^ 1 ) )"))
    w_class = universe.load_class("Root")
    assert w_class.w_superclass is None
    assert w_class.layout.w_class.w_superclass is universe.classes["Class"]
    assert evaluate("Root new probe", universe) == 1


# The classes that the VM knows


@pytest.mark.parametrize("name", ["Object", "Integer", "True", "Block1", "Array", "Class"])
def test_known_classes_cannot_have_fields(tmp_path, name):
    superclass = {"Object": "nil", "True": "Boolean", "Block1": "Block"}.get(name, "")
    universe = machine(write_classes(tmp_path, "%s = %s ( | field | )" % (name, superclass)), boot=False)
    with pytest.raises(LoadError) as caught:
        universe.boot()
    assert caught.value.message == "Class %s is known to the VM, its instances cannot have fields" % name


def test_the_root_class_has_no_superclass(tmp_path):
    universe = machine(write_classes(tmp_path, "Object = ( )"), boot=False)
    with pytest.raises(LoadError) as caught:
        universe.boot()
    assert caught.value.message.startswith("Object has to be defined as `Object = nil ( ... )`")


def test_known_classes_may_have_class_fields(tmp_path):
    with open(os.path.join(LIBRARY, "True.som"), encoding="utf-8") as file:
        text = file.read().rstrip()[:-1] + "---- | count | count = ( count := 5. ^ count ) )"
    write_classes(tmp_path, text[text.index("True =") :])
    assert evaluate("True count", machine(tmp_path)) == 5


# Names


def test_a_file_may_be_called_otherwise_than_its_class(tmp_path):
    """The class is bound under both names."""
    (tmp_path / "File.som").write_text("Named = ( probe = ( ^ 7 ) )")
    universe = machine(tmp_path)
    w_class = universe.load_class("File")
    assert w_class.w_name.text == "Named"
    assert universe.global_value("Named") is w_class and universe.global_value("File") is w_class
    assert evaluate("Array with: File new probe with: Named new probe", universe) == [7, 7]


def test_a_program_may_define_a_class_of_a_known_name(tmp_path):
    """The global changes, the VM's own objects stay of the class that they were of."""
    (tmp_path / "Other.som").write_text("Integer = ( probe = ( ^ 7 ) )")
    universe = machine(tmp_path)
    w_known = universe.classes["Integer"]
    w_other = universe.load_class("Other")
    assert w_other is not w_known
    assert universe.global_value("Integer") is w_other
    assert evaluate("Integer new probe", universe) == 7
    assert evaluate("3 + 4", universe) == 7
    assert evaluate("3 class == Integer", universe) is False


# Broken files


def test_files_that_cannot_be_read(tmp_path, monkeypatch):
    def refuse(path):
        raise OSError("denied")

    universe = machine(write_classes(tmp_path, "Foo = ( )"))
    monkeypatch.setattr(module, "read_file", refuse)
    text = "%s/Foo.som: error: the file cannot be read; check its permissions" % tmp_path
    assert load_error(universe, "Foo") == text


def test_pipes_are_no_files(tmp_path):
    """Reading one would wait for somebody who writes."""
    os.mkfifo(tmp_path / "Foo.som")
    assert (
        load_error(machine(tmp_path), "Foo") == "%s/Foo.som: error: this is no file, but a device or a pipe" % tmp_path
    )


def test_files_that_do_not_parse(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = ( bar = "))
    with pytest.raises(SomSyntaxError) as caught:
        universe.load_class("Foo")
    assert caught.value.source.path == "%s/Foo.som" % tmp_path
    assert universe.loader.loading == []


def test_all_errors_of_a_class_are_reported(tmp_path):
    """Of both sides, in order of position."""
    text = "Foo = ( | a a | b = ( c := 1 ) d: e f: e = ( 'x\\q' ) ---- | g g | )"
    universe = machine(write_classes(tmp_path, text))
    with pytest.raises(CompileErrors) as caught:
        universe.load_class("Foo")
    messages = [diagnostic.message for diagnostic in caught.value.diagnostics]
    assert messages == [
        "Field 'a' has already been defined in this class.",
        "No such field 'c' in class",
        "Variable 'e' shadows another of the same name",
        "Unknown escape sequence '\\q'",
        "Field 'g' has already been defined in this class.",
    ]
    assert universe.global_value("Foo") is None


def test_fields_of_a_superclass_cannot_be_declared_again(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = Bar ( | a | ---- | b | )", "Bar = ( | a | ---- | b | )"))
    with pytest.raises(CompileErrors) as caught:
        universe.load_class("Foo")
    messages = [diagnostic.message for diagnostic in caught.value.diagnostics]
    assert messages == ["Field '%s' is already defined in a superclass." % name for name in "ab"]


# Primitives


def test_declared_primitives_get_their_functions():
    w_class = shared().load_class("Array")
    w_at = w_class.lookup(shared().symbol_for("at:"))
    assert type(w_at) is W_Primitive1 and w_at.w_fallback is None and w_at.w_holder is w_class
    assert type(w_class.lookup(shared().symbol_for("at:put:"))) is W_Primitive2


def test_library_methods_are_accelerated_and_kept():
    """The written method is what runs when the function does not apply, and keeps its class for super sends."""
    w_class = shared().load_class("Array")
    w_copy = w_class.lookup(shared().symbol_for("copy"))
    assert isinstance(w_copy, W_Primitive)
    assert w_copy.w_fallback.w_holder is w_class
    assert w_copy.w_fallback.code.w_holder is w_class


def test_classes_of_programs_are_not_accelerated(tmp_path):
    """Whatever their methods are called; but what they declare as primitive is looked up by their name."""
    text = "Foo = ( copy = ( ^ 1 ) at: i = primitive class = primitive )"
    universe = machine(write_classes(tmp_path, text))
    w_copy, w_at, w_class = universe.load_class("Foo").methods_w
    assert not isinstance(w_copy, W_Primitive)
    assert type(w_at) is W_Primitive and type(w_class) is W_Primitive
    assert w_at.w_holder is universe.load_class("Foo")


def test_later_methods_replace_earlier_ones(tmp_path):
    universe = machine(write_classes(tmp_path, "Foo = ( a = ( ^ 1 ) b = ( ^ 2 ) a = ( ^ 3 ) )"))
    assert evaluate("Foo new a", universe) == 3
    assert evaluate("Foo selectors", universe) == ["#a", "#b"]


# Nil tests


def test_classes_with_nil_tests_of_their_own(tmp_path):
    write_classes(
        tmp_path,
        "Own = ( ifNotNil: b = ( ^ 1 ) )",
        "Heir = Own ( )",
        "Plain = ( ifNil = ( ) )",
        "OwnSide = ( ---- ifNil: b = ( ^ 2 ) )",
    )
    universe = machine(tmp_path)
    flags = [universe.load_class(name).overrides_nil_tests for name in ("Own", "Heir", "Plain", "OwnSide")]
    assert flags == [True, True, False, False]
    assert universe.load_class("OwnSide").layout.w_class.overrides_nil_tests
    assert universe.nil_tests_redefined
    assert not any(universe.classes[name].overrides_nil_tests for name in ("Object", "Nil", "Integer"))
    assert not overrides_nil_tests(universe.classes["Nil"], "Nil")
    assert send(universe.load_class("OwnSide"), "ifNil:", universe.w_nil, universe=universe) == 2
    assert evaluate("OwnSide ifNil: [ 1 ]", universe) == 2


def test_new_class_objects_have_metaclasses():
    universe = shared()
    w_class = new_class(universe.metaclass_layout)
    assert w_class.w_name is None
    assert universe.interp.class_of(universe.interp.class_of(w_class)) is universe.classes["Metaclass"]
    assert names_of(None) == []


def test_object_is_the_root(tmp_path):
    universe = machine(write_classes(tmp_path, "Object = ( )"), boot=False)
    with pytest.raises(LoadError) as caught:
        universe.boot()
    message = "Object has to be defined as `Object = nil ( ... )`: the root class has no superclass"
    assert caught.value.message == message
