"""Registration of primitives, and that what is registered is what the library declares."""

import ast
from pathlib import Path

import pytest

from som.objects.methodobject import W_Method, W_Primitive, W_Primitive0, W_Primitive1, W_Primitive2, W_Primitive3
from som.objects.symbolobject import W_Symbol
from som.primitives import registry
from som.primitives.registry import PRIMITIVES, PrimitiveSpec, arity_of, find_primitive, new_primitive, primitive
from som.universe.bootstrap import is_core_class
from sources import ROOT
from tests.machines import shared


@pytest.mark.parametrize(
    "selector, arity",
    [
        ("foo", 0),
        ("+", 1),
        ("-->", 1),
        ("foo:", 1),
        ("at:put:", 2),
        ("a:b:c:", 3),
        ("foo_", 0),
        ("f2", 0),
        ("\xc3\xa4", 0),
    ],
)
def test_arity(selector, arity):
    """The same as that of the Symbol, which the running VM goes by."""
    assert arity_of(selector) == arity == W_Symbol(selector).arity


def test_registration(monkeypatch):
    monkeypatch.setattr(registry, "PRIMITIVES", {})

    @primitive("Foo class", "at:put:")
    @primitive("Foo", "at:put:")
    def function(interp, w_self, w_index, w_value):
        return w_value

    for name in ("Foo", "Foo class"):
        spec = find_primitive(name, "at:put:")
        assert (spec.class_name, spec.selector, spec.arity) == (name, "at:put:", 2)
        assert spec.function2 is function
        assert (spec.function0, spec.function1, spec.function3) == (None, None, None)
    assert find_primitive("Foo", "at:") is None
    assert find_primitive("Bar", "at:put:") is None


def test_functions_of_another_arity_are_refused():
    with pytest.raises(TypeError, match=r"Foo>>at: takes \(interp, w_receiver\) and 1 arguments"):
        primitive("Foo", "at:")(lambda interp, w_self: None)


@pytest.mark.parametrize("arity, kind", list(enumerate([W_Primitive0, W_Primitive1, W_Primitive2, W_Primitive3])))
def test_invokables(arity, kind):
    def function():
        pass

    spec = PrimitiveSpec("Foo", "foo", arity)
    setattr(spec, "function%d" % arity, function)
    w_signature, w_fallback = W_Symbol("foo"), W_Method(W_Symbol("foo"), None)
    w_primitive = new_primitive(spec, w_signature, w_fallback)
    assert type(w_primitive) is kind
    assert w_primitive.function is function
    assert w_primitive.w_signature is w_signature and w_primitive.w_fallback is w_fallback


def classes_of_library():
    """(name, W_Class) of both sides of every known class."""
    for name, w_class in shared().classes.items():
        yield name, w_class
        yield name + " class", w_class.layout.w_class


def test_every_declared_primitive_of_the_library_is_known():
    unknown = [
        "%s>>%s" % (name, w_method.w_signature.text)
        for name, w_class in classes_of_library()
        for w_method in w_class.methods_w
        if type(w_method) is W_Primitive
    ]
    assert unknown == []


def test_every_known_primitive_is_for_a_message_of_the_library():
    """Some are for methods that our library inherits and others write out; none is for anything else."""
    classes = dict(classes_of_library())
    for spec in PRIMITIVES.values():
        found = classes[spec.class_name].lookup(shared().symbol_for(spec.selector))
        assert found is not None, spec.class_name + ">>" + spec.selector
        assert is_core_class(spec.class_name.replace(" class", ""))


def test_only_written_methods_are_a_fallback():
    """Those that the library declares have none: their functions never leave it to the library."""
    for _, w_class in classes_of_library():
        for w_method in w_class.methods_w:
            if isinstance(w_method, W_Primitive) and w_method.w_fallback is not None:
                assert isinstance(w_method.w_fallback, W_Method)
                assert w_method.w_fallback.w_signature is w_method.w_signature


def test_the_minimum():
    """The number of declarations of primitives.md 1.4."""
    declared = [
        w_method
        for _, w_class in classes_of_library()
        for w_method in w_class.methods_w
        if isinstance(w_method, W_Primitive) and w_method.w_fallback is None
    ]
    assert len(declared) == 92


def functions_of(path):
    """(name, names of its decorators with arguments, tree) of the functions of a module."""
    for function in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(function, ast.FunctionDef):
            calls = [each for each in function.decorator_list if isinstance(each, ast.Call)]
            yield function.name, [each.func.id for each in calls], function


def answers_none(function, decliners=()):
    """Whether it may return None, or what one of the `decliners` answers."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return):
            value = node.value
            if value is None or getattr(value, "value", 0) is None:
                return True
            if isinstance(value, ast.Call) and getattr(value.func, "id", "") in decliners:
                return True
    return False


def always_ends(body):
    """Whether no path runs off the end of the statements, which would answer None, too."""
    last = body[-1]
    if isinstance(last, ast.If):
        return always_ends(last.body) and bool(last.orelse) and always_ends(last.orelse)
    if isinstance(last, ast.Try):
        return always_ends(last.body) and all(always_ends(each.body) for each in last.handlers)
    return isinstance(last, (ast.Return, ast.Raise))


@pytest.mark.parametrize(
    "path", sorted((Path(ROOT) / "som/primitives").glob("*_primitives.py")), ids=lambda path: path.stem
)
def test_only_accelerators_may_answer_none(path):
    """Traces rely on it: they do not look whether other primitives have answered."""
    functions = list(functions_of(path))
    decliners = [name for name, decorators, function in functions if not decorators and answers_none(function)]
    for name, decorators, function in functions:
        if decorators:
            assert answers_none(function, decliners) == ("accelerator" in decorators), name
            assert always_ends(function.body), name


def test_accelerators_may_decline():
    assert find_primitive("String", "charAt:").may_decline
    assert not find_primitive("String", "length").may_decline
    w_primitive = new_primitive(find_primitive("String", "charAt:"), W_Symbol("charAt:"), None)
    assert w_primitive.may_decline
