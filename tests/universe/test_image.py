"""A machine with the core library loaded beforehand: the same results as without, whatever the class path has."""

import os
import shutil

import pytest

from som.errors import VMError
from som.universe.bootstrap import CORE_CLASSES
from som.universe.image import adopt_image, freeze, prebuilt_class
from tests.machines import LIBRARY, assert_suite_passes, evaluate, machine, record, run, write_classes

OTHERS = ["Dictionary", "HashEntry", "Hashtable", "Pair", "Set", "Vector"]


def frozen(*class_path, inlining=True, dump_code=False, boot=True):
    """A machine as the native VM starts: frozen, then given its options, then booted."""
    universe = machine(boot=False)
    freeze(universe)
    record(universe)
    universe.class_path = [str(directory) for directory in class_path]
    universe.options.inlining = inlining
    universe.options.dump_code = dump_code
    if boot:
        universe.boot()
    return universe


@pytest.fixture
def library(tmp_path):
    """A copy of the core library that tests may change."""
    directory = tmp_path / "library"
    shutil.copytree(LIBRARY, str(directory))
    return directory


def change(directory, name, old, new):
    path = directory / (name + ".som")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


PROGRAM = """T = (
    run: arguments = (
        | v d |
        v := Vector new , 1 , 'two' , #three.
        v do: [:each | each println ].
        d := Dictionary new.
        d at: #a put: (1 << 100).
        (d at: #a) println.
        (Array with: Vector class with: Pair superclass with: Object methods length) do: [:each | each println ].
        (arguments at: 1) println.
        system printNewline.
        (v at: 1) / 0
    )
)"""


def outcome(universe):
    """What the program prints, and the traceback with which it ends."""
    with pytest.raises(VMError) as caught:
        universe.run_program(["T"])
    return universe.stdout.taken(), universe.format_traceback(caught.value)


@pytest.mark.parametrize("library_on_path", [False, True])
def test_programs_run_the_same(tmp_path, library_on_path):
    """Output and traceback, paths of library files included."""
    path = [write_classes(tmp_path, PROGRAM)] + [LIBRARY] * library_on_path
    universe = frozen(*path)
    assert universe.has_image
    text, shown = outcome(universe)
    assert (text, shown) == outcome(machine(*path))
    assert "Division by zero" in shown
    assert ("File %s/System.som" % LIBRARY in shown) == library_on_path


def test_the_library_passes_its_tests():
    universe = frozen()
    assert universe.has_image
    assert_suite_passes(universe)


def test_a_frozen_machine_has_only_the_known_classes_bound():
    """The others are loaded when they are mentioned, as from files; handlers of unknown globals see them."""
    universe = frozen()
    assert sorted(universe.prebuilt) == OTHERS
    assert sorted(universe.embedded) == sorted(OTHERS + [name for name, _ in CORE_CLASSES])
    assert [universe.global_value(name) for name in OTHERS] == [None] * len(OTHERS)
    assert len(universe.all_classes) == len(CORE_CLASSES)
    assert universe.core_library == ""


def test_prebuilt_classes_are_used_when_they_are_mentioned():
    universe = frozen()
    w_prebuilt = universe.prebuilt["Vector"]
    assert universe.load_class("Vector") is w_prebuilt
    assert universe.global_value("Vector") is w_prebuilt
    assert universe.all_classes.count(w_prebuilt) == 1
    assert evaluate("Vector new class == Vector", universe) is True


def test_an_equal_file_is_used_by_its_path(library):
    """Diagnostics name the file that the class path has."""
    universe = frozen(library)
    assert universe.has_image
    assert universe.load_class("Vector") is universe.prebuilt["Vector"]
    assert universe.load_class("Vector").source.path == "%s/Vector.som" % library
    assert universe.classes["Object"].source.path == "%s/Object.som" % library


def test_another_class_of_the_same_name_is_loaded(tmp_path):
    """The image stays in use for the rest."""
    universe = frozen(write_classes(tmp_path, "Vector = ( size = ( ^ 42 ) )"))
    assert universe.has_image
    assert evaluate("Vector new size", universe) == 42
    assert universe.load_class("Vector") is not universe.prebuilt["Vector"]
    assert universe.load_class("Pair") is universe.prebuilt["Pair"]


def test_a_changed_known_class_discards_the_image(library):
    """All classes are then loaded from source; what they define is what runs."""
    change(library, "Integer", "abs = (", "abs = ( ^ #changed ) oldAbs = (")
    change(library, "Nil", "asString = ( ^'nil' )", "asString = ( ^'nothing' )")
    universe = frozen(library)
    assert not universe.has_image
    assert evaluate("nil asString", universe) == "nothing"
    assert evaluate("-3 oldAbs", universe) == evaluate("-3 oldAbs", machine(library)) == 3
    assert evaluate("Vector new , 1 , 2", universe) is not None
    assert universe.load_class("Vector") is not universe.prebuilt["Vector"]


def test_programs_run_the_same_after_the_image_was_discarded(library, tmp_path):
    change(library, "True", "asString = ( ^'true' )", "asString = ( ^'yes' )")
    write_classes(tmp_path, PROGRAM)
    universe = frozen(tmp_path, library)
    assert not universe.has_image
    assert outcome(universe) == outcome(machine(tmp_path, library))
    assert evaluate("true asString", universe) == "yes"


def test_a_discarded_image_leaves_nothing(library):
    """No global but those of a new machine, no method of the old classes, each class once."""
    change(library, "True", "asString = ( ^'true' )", "answer = ( ^'yes' )")
    universe = frozen(library)
    fresh = machine(library)
    bound = sorted(name for name in universe.cells if universe.global_value(name) is not None)
    assert bound == sorted(name for name in fresh.cells if fresh.global_value(name) is not None)
    for name, _ in CORE_CLASSES:
        selectors = [[w_each.text for w_each in each.classes[name].selectors_w] for each in (universe, fresh)]
        assert selectors[0] == selectors[1]
    names = [w_class.w_name.text for w_class in universe.all_classes]
    assert names == [name for name, _ in CORE_CLASSES]


def test_other_options_discard_the_image():
    universe = frozen(inlining=False)
    assert not universe.has_image
    assert evaluate("(3 > 2) ifTrue: [ #yes ] ifFalse: [ #no ]", universe) == "#yes"
    w_method = universe.classes["Array"].lookup(universe.symbol_for("sum"))
    assert w_method.code.inlined_sends == []


def test_a_missing_known_class_does_not_adopt():
    universe = frozen(boot=False)
    del universe.embedded["Block3"]
    assert not adopt_image(universe)


def test_dumping_lists_the_classes_of_the_image():
    universe = frozen(dump_code=True)
    assert universe.has_image
    text = universe.stderr.taken()
    assert text == machine_dump()
    universe.load_class("Pair")
    assert "Pair>>key" in universe.stderr.taken()


def machine_dump():
    """What a machine without image lists when it boots."""
    universe = machine(boot=False)
    universe.options.dump_code = True
    universe.boot()
    return universe.stderr.taken()


def test_without_image_nothing_is_prebuilt():
    universe = machine()
    assert prebuilt_class(universe, "Vector", universe.loader.find_source("Vector")) is None


def test_freezing_takes_class_definitions_only(tmp_path):
    directory = tmp_path / "library"
    shutil.copytree(LIBRARY, str(directory))
    (directory / "README.md").write_text("no class")
    universe = machine(boot=False)
    universe.core_library = str(directory)
    freeze(universe)
    assert "README" not in universe.embedded
    assert sorted(universe.prebuilt) == OTHERS
    assert os.path.exists(str(directory))


def test_arguments_reach_programs(tmp_path):
    universe = frozen(write_classes(tmp_path, "T = ( run: args = ( (args join: ' ') println ) )"))
    assert run(universe, "T", "a", "b") == "T a b\n"
