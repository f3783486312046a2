"""The state of a machine: symbols, globals, booting, running, and that two machines do not see each other."""

import pytest

from som.errors import CompileErrors, Exit, FatalError, LoadError, SomSyntaxError, VMError
from som.interpreter.traceback import PROBE
from som.objects.blockobject import HomeContext, new_block
from som.objects.integerobject import W_Integer
from som.source import SourceText
from som.syntax.parsing import parse_expression
from som.syntax.tree import ReturnNode
from som.universe.universe import Universe, answer_last, flush_caches, it_parameter
from tests.machines import define, ending, evaluate, failure, host, machine, new, run, send, shared, write_classes

# Symbols and globals


def test_symbols_are_interned():
    universe = shared()
    assert universe.symbol_for("foo:") is universe.symbol_for("foo:")
    assert universe.symbol_for("foo:") is not universe.symbol_for("foo")
    assert evaluate("#foo: == 'foo:' asSymbol") is True


def test_globals():
    universe = machine()
    assert universe.global_value("Foo") is None
    cell = universe.cell_for("Foo")
    assert universe.cell_for("Foo") is cell
    assert universe.global_value("Foo") is None
    universe.bind_global("Foo", universe.w_true)
    assert universe.global_value("Foo") is universe.w_true and cell.read() is universe.w_true
    universe.bind_global("Foo", universe.w_false)
    assert universe.global_value("Foo") is universe.w_false


def test_code_sees_every_binding():
    """Also after it has run with an earlier one, and after the name was unbound."""
    universe = machine()
    w_reader = new("Reader = ( read = ( ^ Foo ) unknownGlobal: name = ( ^ name ) )", universe)
    assert send(w_reader, "read", universe=universe) == "#Foo"
    for value in (1, 2, 3):
        universe.bind_global("Foo", W_Integer(value))
        assert send(w_reader, "read", universe=universe) == value


@pytest.mark.parametrize("name", ["nil", "true", "false", "system", "Object", "Integer"])
def test_rebound_names_change_expressions_only(name):
    """The objects and the VM's own use of classes stay what they are."""
    universe = machine()
    universe.bind_global(name, W_Integer(42))
    assert evaluate(name, universe) == 42
    assert evaluate("(3 < 4) class", universe) == "<True>"
    assert evaluate("[ 3 > 4 ] whileTrue: [ 1 ]", universe) is None
    assert evaluate("(3 < 4) ifTrue: [ 3 class ]", universe) == "<Integer>"


def test_initial_globals():
    universe = shared()
    values = [universe.global_value(name) for name in ("nil", "true", "false", "system")]
    assert values == [universe.w_nil, universe.w_true, universe.w_false, universe.w_system]


# Two machines


def test_machines_do_not_see_each_other(tmp_path):
    """Globals, classes, symbols and output are those of one machine."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    write_classes(tmp_path / "one", "Foo = ( probe = ( ^ #one ) )")
    write_classes(tmp_path / "two", "Foo = ( probe = ( ^ #two ) )")
    one, two = machine(tmp_path / "one"), machine(tmp_path / "two")
    assert evaluate("Foo new probe", one) == "#one"
    assert evaluate("Foo new probe", two) == "#two"
    evaluate("system global: #Bar put: 1", one)
    assert evaluate("Array with: (system hasGlobal: #Bar)", two) == [False]
    assert one.symbol_for("a") is not two.symbol_for("a")
    assert one.w_nil is not two.w_nil and one.classes["Object"] is not two.classes["Object"]
    evaluate("'out' println", one)
    assert (one.stdout.taken(), two.stdout.taken()) == ("out\n", "")


def test_a_method_replaced_in_one_machine():
    one, two = machine(), machine()
    for universe in (one, two):
        define("Foo = ( a = ( ^ 1 ) b = ( ^ 2 ) )", universe)
    evaluate("Foo methods at: 1 put: (Foo methods at: 2)", one)
    assert [evaluate("Foo new a", universe) for universe in (one, two)] == [2, 1]


# Booting


def test_without_core_library(tmp_path):
    universe = Universe("")
    universe.class_path = [str(tmp_path), "other"]
    with pytest.raises(LoadError) as caught:
        universe.boot()
    text = "The core library is incomplete: there is no Object.som on the class path (%s:other:)" % tmp_path
    assert caught.value.message == text


def test_booting_starts_the_clocks():
    universe = machine(boot=False)
    universe.start_time = 0.0
    universe.boot()
    assert universe.start_time > 1.0
    assert 0.0 < universe.statistics.compilation_time < 600.0


def test_loading_counts_as_compilation_once(tmp_path, monkeypatch):
    """The time for superclasses is within that of the class."""
    write_classes(tmp_path, "Low = Top ( )", "Top = ( )")
    universe = machine(tmp_path)
    ticks = iter(range(100))
    monkeypatch.setattr("som.universe.universe.time", lambda: float(next(ticks)))
    before = universe.statistics.compilation_time
    universe.load_class("Low")
    assert universe.statistics.compilation_time - before == 1.0
    universe.load_class("Low")
    assert universe.statistics.compilation_time - before == 1.0


def test_load_class_answers_classes_only():
    universe = machine()
    universe.bind_global("Foo", universe.w_true)
    assert universe.load_class("Foo") is None


def test_dumped_code(tmp_path):
    """Every class that gets defined is listed on stderr."""
    universe = machine(write_classes(tmp_path, "Foo = ( bar: x = ( ^ [ x ] ) )"))
    universe.options.dump_code = True
    universe.load_class("Foo")
    text = universe.stderr.taken()
    assert text.startswith("Foo>>bar: (") and "\nFoo>>bar: [0] (" in text
    assert universe.stdout.taken() == ""


def test_core_classes_are_accelerated_on_both_sides():
    universe = shared()
    assert all(universe.accelerates(name) for name in ("Integer", "Integer class", "True", "Array class"))
    assert not any(universe.accelerates(name) for name in ("Vector", "Vector class", " class", "class", "Classes"))


# Running programs


PROGRAM = "T = ( run = ( 'ran' println. ^ 5 ) )"
PROGRAM_WITH_ARGUMENTS = "T = ( run = ( 'wrong' println ) run: arguments = ( (arguments join: '|') println ) )"


def test_programs(tmp_path):
    assert run(machine(write_classes(tmp_path, PROGRAM)), "T", "ignored") == "ran\n"


def test_programs_with_arguments(tmp_path):
    """The first one is the name of the class."""
    universe = machine(write_classes(tmp_path, PROGRAM_WITH_ARGUMENTS))
    assert run(universe, "T", "a", "-cp", "\xc3\xa4") == "T|a|-cp|\xc3\xa4\n"


def test_no_program():
    assert run(machine()) == "No class specified\n"


def test_programs_that_are_not_found():
    universe = machine()
    with pytest.raises(Exit) as caught:
        universe.run_program(["Missing"])
    assert caught.value.status == 1
    assert universe.stdout.taken() == "\nERROR: Tried loading 'Missing' as a class, but failed.\n"


# Evaluating expressions


@pytest.mark.parametrize(
    "text, value",
    [
        ("3 + 4", 7),
        ("3. 4", 4),
        ("^ 5", 5),
        ("| a | a := 3. a + it", 45),
        ("it := 7. it", 7),
        ("[ ^ 3 ] value. 4", 3),
        ("", None),
        ("self", None),
        ("super asString", "instance of Nil"),
        ("3 foo", None),
    ],
)
def test_expressions(text, value):
    universe = shared()
    if "foo" in text:
        assert ending(text)[0] == 1
    else:
        assert host(universe, universe.evaluate(text, W_Integer(42))) == value


def test_expressions_that_do_not_compile():
    with pytest.raises(SomSyntaxError):
        evaluate("3 +")
    with pytest.raises(CompileErrors) as caught:
        evaluate("x := 3. 'a\\qb'")
    assert [each.message for each in caught.value.diagnostics] == [
        "No such field 'x' in class",
        "Unknown escape sequence '\\q'",
    ]


def test_expressions_without_inlining():
    universe = machine(inlining=False)
    assert evaluate("true ifTrue: [ 1 ] ifFalse: [ 2 ]", universe) == 1
    assert universe.compile_expression("1 ifTrue: [ 2 ]").code.inlined_sends == []
    assert len(shared().compile_expression("1 ifTrue: [ 2 ]").code.inlined_sends) == 1


def test_the_value_of_a_body_is_its_last_statement():
    node = parse_expression(SourceText("", "1. 2"))
    answer_last(node)
    assert isinstance(node.statements[1], ReturnNode) and not isinstance(node.statements[0], ReturnNode)
    statements = node.statements[:]
    answer_last(node)
    assert node.statements == statements
    empty = parse_expression(SourceText("", ""))
    answer_last(empty)
    assert empty.statements == []
    assert it_parameter().name == "it"


# What the interpreter asks for


def test_blocks_of_inlined_messages_are_compiled_on_demand():
    """Of methods on both sides, of blocks in them, and of expressions; once."""
    text = """Test = (
        run: x = ( | n | n := 0. x ifTrue: [ n := 1 ]. ^ [ x ifFalse: [ n + 1 ] ] value )
        ----
        run: x = ( ^ x ifTrue: [ self name ] )
    )"""
    universe = shared()
    w_class = define(text)
    for w_method in (w_class.methods_w[0], w_class.layout.w_class.methods_w[0]):
        [inlined] = w_method.code.inlined_sends
        assert inlined.block_codes is None
        universe.provide_blocks(w_method.code, 0)
        codes = inlined.block_codes
        assert [code.w_holder for code in codes] == [w_method.w_holder]
        universe.provide_blocks(w_method.code, 0)
        assert inlined.block_codes is codes
    [block] = w_class.methods_w[0].code.blocks
    universe.provide_blocks(block, 0)
    assert len(block.inlined_sends[0].block_codes) == 1
    code = universe.compile_expression("it ifNil: [ it ]").code
    universe.provide_blocks(code, 0)
    assert len(code.inlined_sends[0].block_codes) == 1


def test_a_source_that_has_lost_the_method():
    w_class = define("Test = ( run: x = ( ^ x ifTrue: [ 1 ] ) )")
    code = w_class.methods_w[0].code
    code.source = SourceText("Test.som", "Test = ( )")
    with pytest.raises(FatalError) as caught:
        shared().provide_blocks(code, 0)
    assert caught.value.message == "the source of Test>>run: is gone"


def block_of(code, w_self=None):
    return new_block(code, HomeContext([], None), w_self or shared().w_nil)


def test_blocks_that_the_vm_makes_itself():
    universe = shared()
    assert universe.interp.evaluate_0(block_of(universe.answering_code(universe.w_true))) is universe.w_true
    for count in (0, 1):
        w_block = block_of(universe.probe_code(count))
        with pytest.raises(VMError) as caught:
            universe.interp.send(w_block, ["value", "value:"][count], [universe.w_nil] * count)
        assert caught.value.message == PROBE
    assert universe.loop_exit_code() is universe.loop_exit_code()


def test_flushing_reaches_nested_blocks():
    w_object = new("Test = ( run = ( ^ [ [ self asString ] value ] value ) )")
    send(w_object, "run")
    code = shared().interp.class_of(w_object).methods_w[0].code

    def entries(code):
        return sum(site.entries for site in code.sites) + sum(entries(block) for block in code.blocks)

    assert entries(code) >= 3
    flush_caches(code)
    assert entries(code) == 0
    assert send(w_object, "run") == "instance of Test"


def test_all_lookups_are_forgotten_when_a_method_changes():
    universe = machine()
    w_object = new("Test = ( run = ( ^ self asString ) ---- make = ( ^ self new ) )", universe)
    w_class = universe.interp.class_of(w_object)
    send(w_object, "run", universe=universe)
    send(w_class, "make", universe=universe)
    assert w_class.memo != {} and w_class.layout.w_class.memo != {}
    universe.methods_changed()
    assert w_class.memo == {} and w_class.layout.w_class.memo == {}
    sites = w_class.methods_w[0].code.sites + w_class.layout.w_class.methods_w[0].code.sites
    assert [site.entries for site in sites] == [0] * len(sites) and len(sites) > 0


def test_tracebacks_of_expressions():
    with pytest.raises(VMError) as caught:
        evaluate("[ 1 / 0 ] value")
    assert shared().format_traceback(caught.value).split("\n")[1:] == [
        "  File <input>, line 1, column 0:",
        "    [ 1 / 0 ] value",
        "  File <input>, line 1, column 2:",
        "    [ 1 / 0 ] value",
        "Division by zero.",
        "",
    ]
    assert failure("1 / 0") == "Division by zero"
