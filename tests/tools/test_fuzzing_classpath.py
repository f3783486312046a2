"""The hostile class paths are as hostile as they say."""

from random import Random

import pytest
from som.tools import fuzzing_classpath
from som.tools.fuzzing_cases import DIRECTORY, FIFO, LINK, SPARSE, UNREADABLE
from som.tools.fuzzing_classpath import METHOD, WAYS, class_path, library


def cases(way, count=100):
    return [way(Random(seed)) for seed in range(count)]


@pytest.mark.parametrize("way", sorted(set(WAYS), key=lambda way: way.__name__), ids=lambda way: way.__name__)
def test_ways_can_be_made(way, tmp_path):
    """Their files can all be there together."""
    for number, case in enumerate(cases(way, 20)):
        directory = tmp_path / str(number)
        directory.mkdir()
        case.write_files(directory)
        assert case.arguments or case.stdin


def test_special_files():
    kinds = {what for case in cases(fuzzing_classpath.special_files, 300) for what in case.special.values()}
    assert {DIRECTORY, FIFO, UNREADABLE, SPARSE + str(1 << 30), LINK + "/dev/zero", LINK + "Foo.som"} <= kinds


def test_circles():
    """Some class is its own superclass, at once or through another one."""
    texts = [case.files for case in cases(fuzzing_classpath.circles, 1000)]
    assert any(files["Foo.som"].startswith(b"Foo = Foo (") for files in texts)
    assert any(
        files["Foo.som"].startswith(b"Foo = Bar (") and files["Bar.som"].startswith(b"Bar = Foo (") for files in texts
    )
    assert any(set(files) & set(library()) for files in texts)


def test_ruined_libraries():
    """Every core class is ruined in some way, and none is left as it was by all of them."""
    changed = set()
    for case in cases(fuzzing_classpath.ruined_library):
        changed |= {name for name, text in case.files.items() if name in library() and text != library()[name]}
    assert changed == set(library())


def test_methods_are_found():
    methods = METHOD.findall(library()["Integer.som"])
    assert len(methods) > 30
    assert any(b"primitive" in method for method in methods)


def test_large_texts():
    sizes = [case.size() for case in cases(fuzzing_classpath.large_texts)]
    assert max(sizes) > 50000 and min(sizes) < 5000


def test_all_ways_are_gone():
    assert len({repr(class_path(Random(seed))) for seed in range(50)}) > 40
