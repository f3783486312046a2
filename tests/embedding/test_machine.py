"""`Som`: evaluating, defining, loading, calling, and what its arguments mean."""

import os

import pytest

from som.embedding import Som, SomError, SomLoadError, SomRuntimeError


def test_expressions_and_statements(som):
    assert som.evaluate("3 + 4") == 7
    assert som.evaluate("| a | a := 3. a := a * a. a + 1") == 10
    assert som.evaluate("^ 3") == 3
    assert som.evaluate("") is None


def test_it(som):
    """The last value, as the very object; an argument takes its place; a failure leaves it."""
    som.evaluate("Array new: 2")
    som.evaluate("it at: 1 put: 3. it")
    assert som.evaluate("it") == [3, None]
    with pytest.raises(SomError):
        som.evaluate("it foo")
    assert som.evaluate("it") == [3, None]
    assert som.evaluate("it + 1", it=1) == 2
    assert som.evaluate("it") == 2


def test_classes_are_defined_and_redefined(som):
    """Objects keep the class that they have."""
    old = som.define("Machine1 = ( answer = ( ^1 ) )").send("new")
    new = som.define("Machine1 = ( answer = ( ^2 ) )").send("new")
    assert (old.send("answer"), new.send("answer"), som.evaluate("Machine1 new answer")) == (1, 2, 2)


def test_subclasses(som):
    som.define("Machine2 = ( | a | a: x = ( a := x ) a = ( ^a ) )")
    object_ = som.define("Machine3 = Machine2 ( twice = ( ^a + a ) )").send("new")
    object_.send("a:", 21)
    assert object_.send("twice") == 42


def test_classes_of_the_machine_stay(som):
    with pytest.raises(SomLoadError, match="Integer is known to the VM"):
        som.define("Integer = ( )")
    assert som.evaluate("3 + 4") == 7


def test_the_name_of_evaluated_texts_is_taken(som):
    with pytest.raises(ValueError, match="<input>"):
        som.define("A = ( )", file="<input>")


def test_blocks_of_defined_classes_can_leave_inlined_code(som):
    """The machine finds the source of the class again, although it is in no file."""
    som.define("Machine4 = ( run: x = ( ^x ifTrue: [ 1 ] ifFalse: [ 2 ] ) )")
    som.define("Machine5 = ( ifTrue: a ifFalse: b = ( ^a value + b value ) )")
    assert som.evaluate("Machine4 new run: Machine5 new") == 3


def test_classes_are_loaded_from_the_class_path_only(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "Loaded.som").write_text("Loaded = ( ---- answer = ( ^42 ) )")
    with Som(class_path=[str(tmp_path / "here")]) as som:
        assert som.load("Loaded").send("answer") == 42
        assert som.evaluate("Loaded answer") == 42
        assert som.load("Dictionary").name == "Dictionary"
    monkeypatch.chdir(tmp_path / "here")
    with Som() as som:
        with pytest.raises(SomLoadError):
            som.load("Loaded")


def test_calls(som):
    """Receivers may be any values."""
    assert som.call(3, "+", 4) == 7
    assert som.call("abc", "length") == 3
    assert som.call([1, 2, 3], "inject:into:", 10, lambda a, b: a + b) == 16
    with pytest.raises(TypeError):
        som.call(3, "+")
    with pytest.raises(SomRuntimeError, match="Method foo: not found in class Integer"):
        som.call(3, "foo:", 4)


@pytest.mark.parametrize("arguments", [{"time_limit": 0}, {"time_limit": -1}, {"max_depth": 0}, {"time_limit": 1e9}])
def test_senseless_limits_are_refused(arguments):
    with pytest.raises(ValueError, match=list(arguments)[0]):
        Som(**arguments)


def test_a_broken_library_is_an_error(tmp_path):
    (tmp_path / "Nil.som").write_text("Nil = (")
    with pytest.raises(SomError):
        Som(class_path=[tmp_path])


def test_the_sandbox(tmp_path):
    """Files outside of the class path cannot be read, those in it can."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "data").write_text("data")
    os.symlink(str(secret), str(inside / "link"))
    with Som(class_path=[inside], sandbox=True) as som:
        assert som.evaluate("system loadFile: it", it=str(inside / "data")) == "data"
        for path in [secret, inside / ".." / "secret", inside / "link"]:
            assert som.evaluate("system loadFile: it", it=str(path)) is None
    with Som() as som:
        assert som.evaluate("system loadFile: it", it=str(secret)) == "secret"
