"""Code as text: what the option -d prints."""

from textwrap import dedent

import pytest

from som.bytecode.listing import list_class, list_code, literal_text
from som.objects.doubleobject import W_Double
from tests.bytecode.executing import object_of
from tests.compiler.compiling import define, new_universe, shared_universe, string


def listed(text):
    return list_class(define(dedent(text).strip()))


def test_class():
    """Both sides, methods in order, source lines where they begin, operands with what they mean, then the blocks."""
    text = """
        Listed = (
            | f |
            total: a = (
                f := a + 1.
                ^ [ :b | #(1) , 'it\\'s' with: Object ]
            )
            known = primitive
            ----
            make = ( ^ self new )
        )
    """
    expected = """
        Listed>>total: (1 arguments, 3 slots)
          4: f := a + 1.
          0     ADD_LITERAL             s2 s1 literal 0 send 0 ; 1 #+
          5     SET_FIELD               0 s2
          8     BLOCK                   s2 block 0
          11    RETURN                  s2
        Listed>>total: [0] (1 arguments, 5 slots)
          0     ARRAY                   s3 literal 0         ; #(...)
          3     LITERAL                 s4 literal 1         ; 'it\\'s'
          5: ^ [ :b | #(1) , 'it\\'s' with: Object ]
          6     SEND_1                  s3 s3 s4 send 0      ; #,
          11    GLOBAL                  s4 global 0          ; Object
          14    SEND_1                  s2 s3 s4 send 1      ; #with:
          19    RETURN                  s2

        Listed>>known = primitive

        Listed class>>make (0 arguments, 2 slots)
          9: make = ( ^ self new )
          0     SEND_0                  s1 s0 send 0         ; #new
          4     RETURN                  s1

    """
    found = [line.rstrip() for line in listed(text).split("\n")]
    assert found == [line.rstrip() for line in dedent(expected).lstrip("\n").split("\n")]


def test_contexts():
    """Contexts, and whether blocks return from them."""
    text = """
        Listed = (
            a: x = ( ^ [ x ] )
            b: x = ( [ ^ x ] value )
            c = ( [:x | [ x ] ] value: 3 )
        )
    """
    headers = [line for line in listed(text).split("\n") if line.startswith("Listed")]
    assert headers == [
        "Listed>>a: (1 arguments, 3 slots, context of 1)",
        "Listed>>a: [0] (0 arguments, 2 slots)",
        "Listed>>b: (1 arguments, 4 slots, context of 1, blocks return from here)",
        "Listed>>b: [0] (0 arguments, 4 slots)",
        "Listed>>c (0 arguments, 4 slots)",
        "Listed>>c [0] (1 arguments, 3 slots, context of 1)",
        "Listed>>c [0] [0] (0 arguments, 2 slots)",
    ]


def test_jumps_and_wide_forms():
    """Jump targets are offsets; wide instructions say so."""
    locals = " ".join("v%d" % number for number in range(300))
    code = listed("Listed = ( run: a = ( | %s | v299 := a ifTrue: [ v1 ] ifFalse: [ 3 ]. ^ v0 ) )" % locals)
    lines = [line for line in code.split("\n") if line.startswith("  ") and ":" not in line.split(" ;")[0]]
    assert [" ".join(line.split()) for line in lines] == [
        "0 UNLESS_TRUE s1 ->18 ->29",
        "6 MOVE wide s301 s3",
        "15 JUMP ->27",
        "18 LITERAL wide s301 literal 0 ; 3",
        "27 RETURN s2",
        "29 MOVE wide s302 s1",
        "38 SEND_UNINLINED wide s301 s302 0",
        "51 JUMP ->27",
    ]


@pytest.mark.parametrize(
    "value, text",
    [
        (3, "3"),
        (-(2**80), "-1208925819614629174706176"),
        (1.5, "1.5"),
        (1e100, "1e100"),
        ("it's \\ two\nlines", "'it\\'s \\\\ two\\nlines'"),
        (None, "?"),
    ],
)
def test_literals(value, text):
    """In the notation of the language; a literal that the language does not have is a question mark."""
    assert literal_text(object_of(value)) == text


def test_other_literals():
    universe = shared_universe()
    assert literal_text(universe.symbol_for("at:put:")) == "#at:put:"
    assert literal_text(universe.evaluate("#(1 2)", universe.w_nil)) == "#(...)"
    assert literal_text(W_Double(-0.0)) == "-0.0"
    assert literal_text(string("")) == "''"


def test_core_library():
    """Every method of the core library has a listing, with an instruction in it."""
    universe = new_universe()
    for name in ["Object", "Integer", "Array", "String", "System", "Dictionary", "Vector", "Hashtable", "Set"]:
        w_class = universe.load_class(name)
        text = list_class(w_class)
        for w_method in w_class.methods_w:
            assert "%s>>%s" % (name, w_method.w_signature.text) in text


def test_code_without_source():
    """Code that the VM makes itself has no positions, hence no source lines."""
    text = list_code(shared_universe().loop_exit_code(), "exit")
    assert [line.split()[:2] for line in text.strip().split("\n")[1:]] == [["0", "NIL"], ["2", "RETURN_HOME"]]
