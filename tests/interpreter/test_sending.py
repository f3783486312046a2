"""Sends: every number of arguments to every kind of invokable, caches, super, messages that are not understood."""

import pytest

from som.errors import VMError
from som.interpreter import sending
from som.interpreter.sending import argument_count_of, fallback_of
from som.objects import sendsite
from som.objects.methodobject import W_FramedMethod, W_Primitive, W_TrivialMethod
from som.primitives.registry import PrimitiveSpec, new_primitive
from tests.interpreter.loops import loop
from tests.machines import define, ending, evaluate, failure, machine, new, assert_suite_passes, send, shared
from tests.objects.numeric import number

__all__ = ["loop"]

PATTERNS = ["none", "+ a", "a: a", "a: a b: b", "a: a b: b c: c", "a: a b: b c: c d: d", "a: a b: b c: c d: d e: e"]
CALLS = ["none", "+ 1", "a: 1", "a: 1 b: 2", "a: 1 b: 2 c: 3", "a: 1 b: 2 c: 3 d: 4", "a: 1 b: 2 c: 3 d: 4 e: 5"]
COUNTS = [0, 1, 1, 2, 3, 4, 5]
NAMES = "abcde"


def test_framed_methods(loop):
    """Receiver and arguments arrive in their places."""
    methods = [
        "%s = ( | v | v := Vector new. %s ^ v asArray )" % (p, "".join("v append: %s. " % NAMES[i] for i in range(c)))
        for p, c in zip(PATTERNS, COUNTS)
    ]
    runs = ". ".join("v append: (self %s)" % call for call in CALLS)
    text = "Test = ( %s run = ( | v | v := Vector new. %s. ^ v asArray ) )" % (" ".join(methods), runs)
    w_object = new(text)
    assert send(w_object, "run") == [list(range(1, count + 1)) for count in COUNTS]
    for pattern, count in zip(PATTERNS, COUNTS):
        selector = pattern.split()[0] if count < 2 else "".join("%s:" % NAMES[i] for i in range(count))
        arguments = [number(n) for n in range(count)]
        assert send(w_object, selector, *arguments) == list(range(count))


def test_trivial_methods(loop):
    """Methods that run without a frame, with no and with one argument."""
    text = """Test = (
        | field other |
        me = ( ^ self )
        nothing = ( )
        literal = ( ^ #literal )
        field = ( ^ field )
        me: x = ( ^ self )
        nothing: x = ( )
        literal: x = ( ^ 2.5 )
        field: x = ( field := x )
        run = ( ^ (((((Array with: (self me) == self with: self nothing == self with: self literal)
            extendedWith: self field)
            extendedWith: (self me: 1) == self)
            extendedWith: (self nothing: 1) == self)
            extendedWith: (self literal: 1))
            extendedWith: (self field: 7) == self )
    )"""
    w_class = define(text)
    assert all(isinstance(w_method, W_TrivialMethod) for w_method in w_class.methods_w[:8])
    w_object = shared().interp.send(w_class, "new", [])
    assert send(w_object, "run") == [True, True, "#literal", None, True, True, 2.5, True]
    assert send(w_object, "field") == 7


def with_primitives(function_answer):
    """An object whose methods, with 0 to 3 arguments, are primitives that answer what the function does."""
    universe = shared()
    text = """Test = (
        a = ( ^ #library ) b: x = ( ^ Array with: x ) c: x d: y = ( ^ Array with: x with: y )
        e: x f: y g: z = ( ^ Array with: x with: y with: z )
        run = ( ^ (Array with: self a with: (self b: 1) with: (self c: 1 d: 2))
            extendedWith: (self e: 1 f: 2 g: 3) )
    )"""
    w_class = define(text)
    functions = [
        lambda interp, w_self: function_answer(interp, []),
        lambda interp, w_self, w_a: function_answer(interp, [w_a]),
        lambda interp, w_self, w_a, w_b: function_answer(interp, [w_a, w_b]),
        lambda interp, w_self, w_a, w_b, w_c: function_answer(interp, [w_a, w_b, w_c]),
    ]
    for arity in range(4):
        w_method = w_class.methods_w[arity]
        spec = PrimitiveSpec("Test", w_method.w_signature.text, arity)
        setattr(spec, "function%d" % arity, functions[arity])
        w_primitive = new_primitive(spec, w_method.w_signature, w_method)
        w_primitive.w_holder = w_class
        w_class.replace_method(arity, w_primitive)
    return universe.interp.send(w_class, "new", [])


def test_primitives(loop):
    w_object = with_primitives(lambda interp, arguments_w: number(10 * len(arguments_w)))
    assert send(w_object, "run") == [0, 10, 20, 30]


def test_primitives_that_leave_it_to_the_library(loop):
    """The answer None runs the method which the primitive replaces, with the same arguments."""
    w_object = with_primitives(lambda interp, arguments_w: None)
    assert send(w_object, "run") == ["#library", [1], [1, 2], [1, 2, 3]]


@pytest.mark.parametrize("call", CALLS)
def test_unknown_primitives_fail_when_they_are_called(loop, call):
    methods = " ".join("%s = primitive" % pattern for pattern in PATTERNS)
    w_object = new("Test = ( %s run = ( ^ self %s ) )" % (methods, call))
    with pytest.raises(VMError) as caught:
        send(w_object, "run")
    selector = "".join(part for part in call.split() if not part.isdigit())
    assert caught.value.message == "The primitive %s is not known to this VM" % selector


def test_argument_counts():
    """Of a method it is that of its code, of a primitive that of its selector."""
    w_class = define("Test = ( a: x b: y = ( ^ x ) c: x = primitive + x = ( ^ 1 ) d = primitive )")
    assert [argument_count_of(w_each) for w_each in w_class.methods_w] == [2, 1, 1, 0]
    kinds = [type(w_each) for w_each in w_class.methods_w]
    assert kinds == [W_FramedMethod, W_Primitive, W_TrivialMethod, W_Primitive]


@pytest.mark.parametrize("given, needed", [(0, 1), (1, 0), (2, 3), (4, 3), (3, 2)])
def test_wrong_numbers_of_arguments(given, needed):
    """Only the VM itself and `perform:` can get there: selectors and arguments of sends fit."""
    names = "abcd"[:needed]
    pattern = " ".join("%s: %s" % (name, name) for name in names) if needed else "none"
    w_class = define("Test = ( %s = ( ^ 1 ) )" % pattern)
    interp = shared().interp
    with pytest.raises(VMError) as caught:
        interp.invoke(w_class.methods_w[0], interp.w_nil, [interp.w_nil] * given)
    text = "Tried passing %d arguments to a function that requires %d" % (given, needed)
    assert caught.value.message == text


# Messages that are not understood

HANDLER = """
    doesNotUnderstand: selector arguments: arguments = (
        last == arguments ifTrue: [ ^ #shared ].
        last := arguments.
        ^ Array with: selector with: arguments
    )"""


@pytest.mark.parametrize("call, count", list(zip(CALLS, COUNTS)))
@pytest.mark.parametrize("receiver", ["self", "super"])
def test_failed_sends_become_messages(loop, call, count, receiver):
    """With the selector, the arguments of this very send, and an array for each of them."""
    w_object = new("Test = ( | last | %s run = ( ^ %s %s ) )" % (HANDLER, receiver, call))
    selector = "#" + "".join(part for part in call.split() if not part.isdigit())
    for _ in range(3):
        assert send(w_object, "run") == [selector, list(range(1, count + 1))]


def test_sends_of_the_vm_fail_the_same_way(loop):
    w_object = new("Test = ( | last | %s )" % HANDLER)
    assert send(w_object, "foo:bar:", number(1), number(2)) == ["#foo:bar:", [1, 2]]


def test_an_object_without_any_handler(loop):
    """A second root class: the message cannot even be reported."""
    w_object = new("Rootless = nil ( run = ( ^ self foo ) )")
    with pytest.raises(VMError) as caught:
        send(w_object, "run")
    assert caught.value.message == "Object does not implement doesNotUnderstand:arguments:"


def test_super_in_a_root_class(loop):
    """There is no class above it; the message goes to the handler of the class itself."""
    handler = "doesNotUnderstand: selector arguments: arguments = ( ^ selector )"
    assert send(new("Root = nil ( %s run = ( ^ super foo ) )" % handler), "run") == "#foo"


def test_unknown_globals_are_asked_for_once_a_read(loop):
    text = """Test = (
        | asked |
        unknownGlobal: name = (
            asked := asked isNil ifTrue: [ 1 ] ifFalse: [ asked + 1 ].
            ^ Array with: name with: asked
        )
        run = ( ^ [ Array with: SomeUnknownName with: SomeUnknownName ] value )
    )"""
    assert send(new(text), "run") == [["#SomeUnknownName", 1], ["#SomeUnknownName", 2]]
    assert shared().global_value("SomeUnknownName") is None


def test_unknown_globals_by_default(loop):
    status, text = ending("NoSuchClassAnywhere")
    assert (status, text) == (1, "\nERROR: Tried loading 'NoSuchClassAnywhere' as a class, but failed.\n")


# Super


def test_super_starts_above_the_class_of_the_method(loop):
    """For every number of arguments, in blocks, and whatever the class of the receiver."""
    universe = machine()
    for name, above in [("Upper", ""), ("Middle", "Upper"), ("Lower", "Middle")]:
        methods = []
        for pattern in PATTERNS:  # which are at the same time messages that pass the arguments on
            body = "Vector new" if name == "Upper" else "super %s" % pattern
            methods.append("%s = ( ^ [ (%s) , #%s ] value )" % (pattern, body, name))
        if name == "Middle":
            methods.append("run = ( ^ Array with: self none asArray with: (self a: 1 b: 2 c: 3) asArray )")
        define("%s = %s ( %s )" % (name, above, " ".join(methods)), universe)
    w_object = universe.interp.send(universe.load_class("Lower"), "new", [])
    assert send(w_object, "run", universe=universe) == [["#Upper", "#Middle", "#Lower"]] * 2
    w_middle = universe.interp.send(universe.load_class("Middle"), "new", [])
    assert send(w_middle, "run", universe=universe) == [["#Upper", "#Middle"]] * 2


# Caches

POLYMORPHIC = """Test = (
    each: elements = ( ^ elements collect: [:each | self name: each ] )
    name: object = ( ^ object probe )
)"""


@pytest.mark.parametrize("limit", [sendsite.CACHE_LIMIT, 1])
@pytest.mark.parametrize("count", [1, 2, sendsite.CACHE_LIMIT, sendsite.CACHE_LIMIT + 1, 9])
def test_polymorphic_sites(loop, monkeypatch, limit, count):
    """One send with receivers of many classes, over and over."""
    monkeypatch.setattr(sendsite, "CACHE_LIMIT", limit)
    universe = machine()
    objects_w = [new("P%d = ( probe = ( ^ %d ) )" % (n, n), universe) for n in range(count)]
    w_tester = new(POLYMORPHIC, universe)
    for _ in range(2):
        assert [send(w_tester, "name:", w_each, universe=universe) for w_each in objects_w] == list(range(count))


@pytest.mark.parametrize("count", [1, 3, 9])
def test_replaced_methods_are_seen_through_warm_caches(loop, count):
    """In monomorphic, polymorphic and megamorphic sites, by heirs of the class, and by lookups of the VM."""
    universe = machine()
    text = "Base = ( probe = ( ^ #old ) other = ( ^ #new ) value: x = ( ^ x ) )"
    define(text, universe)
    objects_w = [new("B%d = Base ( )" % n, universe) for n in range(count)]
    w_tester = new(POLYMORPHIC, universe)

    def answers():
        return {send(w_tester, "name:", w_each, universe=universe) for w_each in objects_w}

    assert answers() == {"#old"} and answers() == {"#old"}
    evaluate("Base methods at: 1 put: (Base methods at: 2)", universe)
    assert answers() == {"#new"}
    assert send(objects_w[0], "probe", universe=universe) == "#new"
    assert evaluate("B0 new probe", universe) == "#new"


def test_replaced_methods_are_seen_by_super_and_in_blocks(loop):
    universe = machine()
    define("Base = ( probe = ( ^ #old ) other = ( ^ #new ) )", universe)
    w_heir = new("Heir = Base ( probe = ( ^ [ super probe ] value ) )", universe)
    assert send(w_heir, "probe", universe=universe) == "#old"
    evaluate("Base methods at: 1 put: (Base methods at: 2)", universe)
    assert send(w_heir, "probe", universe=universe) == "#new"


def test_replaced_class_methods_are_seen(loop):
    universe = machine()
    w_class = define("Base = ( ---- probe = ( ^ #old ) other = ( ^ #new ) )", universe)
    assert evaluate("Base probe", universe) == "#old"
    w_caller = new("Caller = ( run = ( ^ Base probe ) )", universe)
    assert send(w_caller, "run", universe=universe) == "#old"
    evaluate("Base class methods at: 1 put: (Base class methods at: 2)", universe)
    assert send(w_caller, "run", universe=universe) == "#new"
    assert send(w_class, "probe", universe=universe) == "#new"


def test_the_limit_of_caches_is_no_limit_for_programs(monkeypatch):
    """With room for a single class in each cache the library passes its tests, too."""
    monkeypatch.setattr(sendsite, "CACHE_LIMIT", 1)
    assert_suite_passes(machine())


def test_traces_look_methods_up_without_caches(loop, monkeypatch):
    """What a trace sees must be what the interpreter sees, also after a replacement."""
    monkeypatch.setattr(sending, "we_are_jitted", lambda: True)
    universe = machine()
    define("Base = ( probe = ( ^ #old ) other = ( ^ #new ) )", universe)
    w_heir = new("Heir = Base ( probe = ( ^ super probe ) run = ( ^ self probe ) )", universe)
    version = universe.lookup_version
    assert send(w_heir, "run", universe=universe) == "#old"
    assert [site.entries for site in universe.interp.class_of(w_heir).methods_w[1].code.sites] == [0]
    evaluate("Base methods at: 1 put: (Base methods at: 2)", universe)
    assert universe.lookup_version is not version
    assert send(w_heir, "run", universe=universe) == "#new"


def test_blocks(loop):
    """Evaluated with their own number of arguments, with fewer, and with more."""
    assert evaluate("[ 1 ] value") == 1
    assert evaluate("[:a | a ] value: 2") == 2
    assert evaluate("[:a :b | Array with: a with: b ] value: 1 with: 2") == [1, 2]
    assert evaluate("[:a | a ] value") is None
    assert evaluate("[:a :b | Array with: a with: b ] value: 1") == [1, None]
    assert ending("[ 1 ] value: 2") == (1, "\nERROR: Method value: not found in class Block1\n")


def test_locals_of_every_activation_start_as_nil(loop):
    text = """Test = (
        run = ( ^ Array with: (self down: 2) with: self twice )
        down: n = (
            | a b |
            a isNil ifFalse: [ ^ #kept ].
            a := n.
            b := [ a ].
            ^ n = 0 ifTrue: [ b value ] ifFalse: [ self down: n - 1 ]
        )
        twice = (
            | block |
            block := [ | a | a isNil ifTrue: [ a := 1. nil ] ifFalse: [ a ] ].
            block value.
            ^ block value
        )
    )"""
    assert send(new(text), "run") == [0, None]


def test_errors_in_operands_name_the_operand():
    assert failure("nil foo: 1 / 0") == "Division by zero"


def test_a_primitive_that_declines_has_a_method_to_take_over():
    """A library without one gets an error that names the primitive."""
    w_primitive = W_Primitive(shared().symbol_for("to:do:"), None)
    with pytest.raises(VMError) as caught:
        fallback_of(w_primitive)
    assert caught.value.message == "The primitive to:do: does not take these operands"
