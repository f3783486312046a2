"""Which code the constructs of the language become, inlined messages aside."""

import os
import shutil
from textwrap import dedent

from sources import ROOT

from som.universe.universe import Universe
from tests.compiler.compiling import Recorder, listing, outcome, run


def lines(text):
    return dedent(text).strip("\n").rstrip()


def test_integer_literal():
    """An Integer goes into a slot; the method answers that slot."""
    code = listing("foo = ( self bar. ^ 3 )")
    assert code == lines(
        """
        0 SEND_0 s1 s0 send 0 ; #bar
        1 LITERAL s1 literal 0 ; 3
        2 RETURN s1
        """
    )


def test_literals_of_all_kinds():
    """Each kind of literal as an argument; equal Integers and Symbols share a place, Strings do not."""
    code = listing("foo = ( self a: 3 b: -1.5 c: #sym d: 'text'. self a: 3 b: -1.5 c: #sym d: 'text' )")
    assert code == lines(
        """
        0 MOVE s2 s0
        1 LITERAL s3 literal 0 ; 3
        2 LITERAL s4 literal 1 ; -1.5
        3 LITERAL s5 literal 2 ; #sym
        4 LITERAL s6 literal 3 ; 'text'
        5 SEND_N s1 s2 send 0 ; #a:b:c:d:
        6 MOVE s2 s0
        7 LITERAL s3 literal 0 ; 3
        8 LITERAL s4 literal 1 ; -1.5
        9 LITERAL s5 literal 2 ; #sym
        10 LITERAL s6 literal 4 ; 'text'
        11 SEND_N s1 s2 send 1 ; #a:b:c:d:
        12 RETURN_SELF
        """
    )


def test_big_literal():
    """A literal beyond machine words is a literal like any other."""
    code = listing("foo = ( self bar: 123456789012345678901234567890 )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 123456789012345678901234567890
        1 SEND_1 s1 s0 s2 send 0 ; #bar:
        2 RETURN_SELF
        """
    )


def test_array_literal():
    """An Array literal is copied at each evaluation."""
    code = listing("foo = ( ^ #(1 #(2 #a) #b 'c') )")
    assert code == lines(
        """
        0 ARRAY s1 literal 0 ; #(...)
        1 RETURN s1
        """
    )


def test_self_and_super_as_values():
    """Both are slot 0 where they are operands."""
    code = listing("foo = ( self bar: self. self bar: super )")
    assert code == lines(
        """
        0 SEND_1 s1 s0 s0 send 0 ; #bar:
        1 SEND_1 s1 s0 s0 send 1 ; #bar:
        2 RETURN_SELF
        """
    )


def test_parameters():
    """Parameters are used in the slots where they arrive."""
    code = listing("foo: a with: b = ( a bar: b )")
    assert code == lines(
        """
        0 SEND_1 s3 s1 s2 send 0 ; #bar:
        1 RETURN_SELF
        """
    )


def test_locals():
    """Locals come behind the parameters."""
    code = listing("foo: a = ( | b c | b := a. c := b )")
    assert code == lines(
        """
        0 MOVE s2 s1
        1 MOVE s3 s2
        2 RETURN_SELF
        """
    )


def test_fields():
    """Fields are read and written by number."""
    code = listing("foo = ( a := b. ^ b bar: a )", fields="a b")
    assert code == lines(
        """
        0 FIELD s1 1
        1 SET_FIELD 0 s1
        2 FIELD s2 1
        3 FIELD s3 0
        4 SEND_1 s1 s2 s3 send 0 ; #bar:
        5 RETURN s1
        """
    )


def test_class_fields():
    """The class side has instructions of its own."""
    code = listing("foo = ( a := b. ^ b bar: a )", fields="a b", class_side=True)
    assert code == lines(
        """
        0 CLASS_FIELD s1 1
        1 SET_CLASS_FIELD 0 s1
        2 CLASS_FIELD s2 1
        3 CLASS_FIELD s3 0
        4 SEND_1 s1 s2 s3 send 0 ; #bar:
        5 RETURN s1
        """
    )


def test_names_hide_others():
    """A local hides a field of the same name, a field a global."""
    code = listing("foo: Object = ( a := Object. ^ Object )", fields="a Object")
    assert code == lines(
        """
        0 SET_FIELD 0 s1
        1 RETURN s1
        """
    )


def test_globals():
    """Globals are read through their cells; equal names share one. nil, true and false are globals, too."""
    code = listing("foo = ( ^ Alpha bar: nil with: true with: Alpha )")
    assert code == lines(
        """
        0 GLOBAL s2 global 0 ; Alpha
        1 MOVE s3 s2
        2 GLOBAL s4 global 1 ; nil
        3 GLOBAL s5 global 2 ; true
        4 GLOBAL s6 global 0 ; Alpha
        5 SEND_N s1 s3 send 0 ; #bar:with:with:
        6 RETURN s1
        """
    )


def test_statement_names():
    """Literals and blocks have no effect, reading a global may have one; no value is kept."""
    code = listing("foo: a = ( a. self. Alpha. 3. [ a ]. #(1) )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 CAPTURED s2 0
        2 MOVE s2 s0
        3 GLOBAL s2 global 0 ; Alpha
        4 RETURN_SELF
        """
    )


def test_captured_variables():
    """A block that remains captures the parameters and locals that it uses, and no other."""
    code = listing("foo: a with: b = ( | c d | d := b. ^ [ c := a ] )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 MOVE s3 s2
        2 BLOCK s4 block 0
        3 RETURN s4
        [0]
          0 CAPTURED s2 0
          1 SET_CAPTURED 1 s2
          2 MOVE s1 s2
          3 RETURN s1
        """
    )


def test_captured_from_outside():
    """A block reads the variables of contexts further out by depth."""
    code = listing("foo: a = ( ^ [:b | [:c | a bar: b with: c ] ] )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 BLOCK s2 block 0
        2 RETURN s2
        [0] context of 1
          0 SET_CAPTURED 0 s1
          1 BLOCK s2 block 0
          2 RETURN s2
          [0]
            0 CAPTURED_OUTER s3 0 1
            1 CAPTURED s4 0
            2 SEND_2 s2 s3 s4 s1 send 0 ; #bar:with:
            3 RETURN s2
        """
    )


def test_captured_outer_assignment():
    """A block two levels down assigns to a variable of the method; the block between captures nothing."""
    code = listing("foo = ( | a | ^ [ | b | b := 1. [ a := 2 ] ] )")
    assert code == lines(
        """
        0 BLOCK s1 block 0
        1 RETURN s1
        [0]
          0 LITERAL s1 literal 0 ; 1
          1 BLOCK s2 block 0
          2 RETURN s2
          [0]
            0 LITERAL s2 literal 0 ; 2
            1 SET_CAPTURED 0 s2
            2 MOVE s1 s2
            3 RETURN s1
        """
    )


def test_captured_block_variables():
    """Each activation of a block has a context of its own."""
    code = listing("foo = ( ^ [:a | | b | [ b := a ] ] )")
    assert code == lines(
        """
        0 BLOCK s1 block 0
        1 RETURN s1
        [0] context of 2
          0 SET_CAPTURED 0 s1
          1 BLOCK s2 block 0
          2 RETURN s2
          [0]
            0 CAPTURED s2 0
            1 SET_CAPTURED 1 s2
            2 MOVE s1 s2
            3 RETURN s1
        """
    )


def test_assignment_into_the_variable():
    """The value is computed where the variable lives."""
    code = listing("foo: a = ( a := a + 1 )")
    assert code == lines(
        """
        0 ADD_LITERAL s1 s1 literal 0 send 0 ; 1 #+
        1 RETURN_SELF
        """
    )


def test_assignment_as_value():
    """The value of an assignment is that of the variable."""
    code = listing("foo: a = ( | b | ^ b := a )")
    assert code == lines(
        """
        0 MOVE s2 s1
        1 MOVE s3 s2
        2 RETURN s3
        """
    )


def test_multiple_assignment():
    """One evaluation, stores from left to right."""
    code = listing("foo: a = ( | b | b := f := a := self bar )", fields="f")
    assert code == lines(
        """
        0 SEND_0 s2 s0 send 0 ; #bar
        1 SET_FIELD 0 s2
        2 MOVE s1 s2
        3 RETURN_SELF
        """
    )


def test_multiple_assignment_field_first():
    """A field as first target: the value needs a slot of its own."""
    code = listing("foo: a = ( | b | ^ f := b := a )", fields="f")
    assert code == lines(
        """
        0 SET_FIELD 0 s1
        1 MOVE s2 s1
        2 MOVE s3 s1
        3 RETURN s3
        """
    )


def test_captured_assignment():
    """The first target lives in the context."""
    code = listing("foo = ( | a b | a := b := self bar. ^ [ a ] )")
    assert code == lines(
        """
        0 SEND_0 s2 s0 send 0 ; #bar
        1 SET_CAPTURED 0 s2
        2 MOVE s1 s2
        3 BLOCK s2 block 0
        4 RETURN s2
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_unary_sends():
    """A chain of sends uses one slot."""
    code = listing("foo = ( ^ self a b c )")
    assert code == lines(
        """
        0 SEND_0 s2 s0 send 0 ; #a
        1 SEND_0 s2 s2 send 1 ; #b
        2 SEND_0 s1 s2 send 2 ; #c
        3 RETURN s1
        """
    )


def test_binary_sends():
    """Operators without an instruction are sends with one argument."""
    code = listing("foo: a = ( ^ a , a / a )")
    assert code == lines(
        """
        0 SEND_1 s3 s1 s1 send 0 ; #,
        1 SEND_1 s2 s3 s1 send 1 ; #/
        2 RETURN s2
        """
    )


def test_keyword_sends():
    """Arguments of up to two are used where they are, more of them stand in a row."""
    code = listing("foo: a = ( self a: a. self a: a b: 1. self a: a b: 1 c: self )")
    assert code == lines(
        """
        0 SEND_1 s2 s0 s1 send 0 ; #a:
        1 LITERAL s3 literal 0 ; 1
        2 SEND_2 s2 s0 s1 s3 send 1 ; #a:b:
        3 MOVE s3 s0
        4 MOVE s4 s1
        5 LITERAL s5 literal 0 ; 1
        6 MOVE s6 s0
        7 SEND_N s2 s3 send 2 ; #a:b:c:
        8 RETURN_SELF
        """
    )


def test_super_sends():
    """The receiver is self, the arguments follow it."""
    code = listing("foo: a = ( super bar. super + a. super a: a b: 2. ^ (super) bar )")
    assert code == lines(
        """
        0 MOVE s3 s0
        1 SEND_SUPER s2 s3 send 0 ; #bar
        2 MOVE s3 s0
        3 MOVE s4 s1
        4 SEND_SUPER s2 s3 send 1 ; #+
        5 MOVE s3 s0
        6 MOVE s4 s1
        7 LITERAL s5 literal 0 ; 2
        8 SEND_SUPER s2 s3 send 2 ; #a:b:
        9 MOVE s3 s0
        10 SEND_0 s2 s3 send 3 ; #bar
        11 RETURN s2
        """
    )


def test_super_first_only():
    """Only the first message goes to super."""
    code = listing("foo = ( ^ super a b + super c )")
    assert code == lines(
        """
        0 MOVE s3 s0
        1 SEND_SUPER s2 s3 send 0 ; #a
        2 SEND_0 s2 s2 send 1 ; #b
        3 MOVE s4 s0
        4 SEND_SUPER s3 s4 send 2 ; #c
        5 ADD s1 s2 s3 send 3 ; #+
        6 RETURN s1
        """
    )


def test_restart():
    """Behind a send of restart stands what does it, should the receiver be a block."""
    code = listing("foo: a = ( a value. self restart. ^ a restart )")
    assert code == lines(
        """
        0 SEND_0 s2 s1 send 0 ; #value
        1 SEND_0 s2 s0 send 1 ; #restart
        2 RESTART_IF_ASKED s2 0 2
        3 SEND_0 s2 s1 send 2 ; #restart
        4 RESTART_IF_ASKED s2 0 2
        5 RETURN s2
        """
    )


def test_restart_in_a_context():
    """The activation starts again outside the contexts of inlined blocks."""
    code = listing("foo = ( | a | [ a ] value. self ifTrue: [ | b | [ b ] value. self restart ] )")
    assert code == lines(
        """
        0 BLOCK s1 block 0
        1 SEND_0 s2 s1 send 0 ; #value
        2 UNLESS_TRUE s0 ->9 ->10
        3 PUSH_CONTEXT 1
        4 BLOCK s1 block 1
        5 SEND_0 s2 s1 send 1 ; #value
        6 SEND_0 s1 s0 send 2 ; #restart
        7 RESTART_IF_ASKED s1 1 1
        8 POP_CONTEXT
        9 RETURN_SELF
        10 MOVE s1 s0
        11 SEND_UNINLINED s1 s1 0
        12 JUMP ->9
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        [1]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_nested_arguments():
    """Arguments that are sends occupy temporaries."""
    code = listing("foo: a = ( ^ (a b: a c) d: (a e: a f) )")
    assert code == lines(
        """
        0 SEND_0 s4 s1 send 0 ; #c
        1 SEND_1 s3 s1 s4 send 1 ; #b:
        2 SEND_0 s5 s1 send 2 ; #f
        3 SEND_1 s4 s1 s5 send 3 ; #e:
        4 SEND_1 s2 s3 s4 send 4 ; #d:
        5 RETURN s2
        """
    )


def test_operators_with_slots():
    """Each operator has an instruction for two slots."""
    code = listing(
        "foo: a = ( a + a. a - a. a * a. a % a. a & a. a < a. a <= a. a > a. a >= a. a = a. a ~= a. a <> a. )"
    )
    assert code == lines(
        """
        0 ADD s2 s1 s1 send 0 ; #+
        1 SUBTRACT s2 s1 s1 send 1 ; #-
        2 MULTIPLY s2 s1 s1 send 2 ; #*
        3 MODULO s2 s1 s1 send 3 ; #%
        4 BIT_AND s2 s1 s1 send 4 ; #&
        5 LESS s2 s1 s1 send 5 ; #<
        6 LESS_EQUAL s2 s1 s1 send 6 ; #<=
        7 GREATER s2 s1 s1 send 7 ; #>
        8 GREATER_EQUAL s2 s1 s1 send 8 ; #>=
        9 EQUAL s2 s1 s1 send 9 ; #=
        10 UNEQUAL s2 s1 s1 send 10 ; #~=
        11 UNEQUAL s2 s1 s1 send 11 ; #<>
        12 RETURN_SELF
        """
    )


def test_operators_with_literals():
    """Each operator has an instruction for a literal number on the right."""
    code = listing(
        "foo: a = ( a + 1. a - 1. a * 1. a % 1. a & 1. a < 1. a <= 1. a > 1. a >= 1. a = 1. a ~= 1. a <> 1. )"
    )
    assert code == lines(
        """
        0 ADD_LITERAL s2 s1 literal 0 send 0 ; 1 #+
        1 SUBTRACT_LITERAL s2 s1 literal 0 send 1 ; 1 #-
        2 MULTIPLY_LITERAL s2 s1 literal 0 send 2 ; 1 #*
        3 MODULO_LITERAL s2 s1 literal 0 send 3 ; 1 #%
        4 BIT_AND_LITERAL s2 s1 literal 0 send 4 ; 1 #&
        5 LESS_LITERAL s2 s1 literal 0 send 5 ; 1 #<
        6 LESS_EQUAL_LITERAL s2 s1 literal 0 send 6 ; 1 #<=
        7 GREATER_LITERAL s2 s1 literal 0 send 7 ; 1 #>
        8 GREATER_EQUAL_LITERAL s2 s1 literal 0 send 8 ; 1 #>=
        9 EQUAL_LITERAL s2 s1 literal 0 send 9 ; 1 #=
        10 UNEQUAL_LITERAL s2 s1 literal 0 send 10 ; 1 #~=
        11 UNEQUAL_LITERAL s2 s1 literal 0 send 11 ; 1 #<>
        12 RETURN_SELF
        """
    )


def test_operators_with_other_literals():
    """Only numbers are literal operands: a Double is, a String is not."""
    code = listing("foo: a = ( a + 1.5. a + 'b'. a = #c )")
    assert code == lines(
        """
        0 ADD_LITERAL s2 s1 literal 0 send 0 ; 1.5 #+
        1 LITERAL s3 literal 1 ; 'b'
        2 ADD s2 s1 s3 send 1 ; #+
        3 LITERAL s3 literal 2 ; #c
        4 EQUAL s2 s1 s3 send 2 ; #=
        5 RETURN_SELF
        """
    )


def test_literal_receivers():
    """A literal on the left needs a slot."""
    code = listing("foo: a = ( ^ 1 + a )")
    assert code == lines(
        """
        0 LITERAL s3 literal 0 ; 1
        1 ADD s2 s3 s1 send 0 ; #+
        2 RETURN s2
        """
    )


def test_receiver_safe_from_argument():
    """The receiver is copied if the argument assigns to anything."""
    code = listing("foo: a = ( ^ a bar: (a := 3) )")
    assert code == lines(
        """
        0 MOVE s3 s1
        1 LITERAL s1 literal 0 ; 3
        2 MOVE s4 s1
        3 SEND_1 s2 s3 s4 send 0 ; #bar:
        4 RETURN s2
        """
    )


def test_argument_safe_from_argument():
    """So is the first argument if the second one assigns."""
    code = listing("foo: a = ( ^ self bar: a with: (a := 3) )")
    assert code == lines(
        """
        0 MOVE s3 s1
        1 LITERAL s1 literal 0 ; 3
        2 MOVE s4 s1
        3 SEND_2 s2 s0 s3 s4 send 0 ; #bar:with:
        4 RETURN s2
        """
    )


def test_receiver_safe_from_inlined_block():
    """Assignments in inlined blocks count."""
    code = listing("foo: a = ( ^ a + (a ifNil: [ a := 3 ]) )")
    assert code == lines(
        """
        0 MOVE s3 s1
        1 MOVE s5 s1
        2 UNLESS_NIL s5 ->6 ->9
        3 LITERAL s1 literal 0 ; 3
        4 MOVE s4 s1
        5 JUMP ->7
        6 MOVE s4 s5
        7 ADD s2 s3 s4 send 0 ; #+
        8 RETURN s2
        9 MOVE s6 s5
        10 SEND_UNINLINED s4 s6 0
        11 JUMP ->7
        """
    )


def test_self_needs_no_copy():
    """self cannot be assigned."""
    code = listing("foo: a = ( ^ self bar: (a := 3) )")
    assert code == lines(
        """
        0 LITERAL s1 literal 0 ; 3
        1 MOVE s3 s1
        2 SEND_1 s2 s0 s3 send 0 ; #bar:
        3 RETURN s2
        """
    )


def test_no_copy_without_assignment():
    """A remaining block that assigns has captured the variable: its value is in a temporary anyway."""
    code = listing("foo: a = ( ^ a bar: [ a := 3 ] )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 CAPTURED s3 0
        2 BLOCK s4 block 0
        3 SEND_1 s2 s3 s4 send 0 ; #bar:
        4 RETURN s2
        [0]
          0 LITERAL s2 literal 0 ; 3
          1 SET_CAPTURED 0 s2
          2 MOVE s1 s2
          3 RETURN s1
        """
    )


def test_method_end():
    """A method without return answers self."""
    code = listing("foo = ( self bar )")
    assert code == lines(
        """
        0 SEND_0 s1 s0 send 0 ; #bar
        1 RETURN_SELF
        """
    )


def test_return_self():
    """Answering self has a short form."""
    code = listing("foo = ( self bar. ^ self )")
    assert code == lines(
        """
        0 SEND_0 s1 s0 send 0 ; #bar
        1 RETURN_SELF
        """
    )


def test_return_super():
    """super is self."""
    code = listing("foo = ( self bar. ^ super )")
    assert code == lines(
        """
        0 SEND_0 s1 s0 send 0 ; #bar
        1 RETURN_SELF
        """
    )


def test_return_variable():
    """A variable is answered where it is."""
    code = listing("foo: a = ( self bar. ^ a )")
    assert code == lines(
        """
        0 SEND_0 s2 s0 send 0 ; #bar
        1 RETURN s1
        """
    )


def test_blocks():
    """Blocks answer the last value, nil if there is none, and see self."""
    code = listing(
        "foo = ( self a: []. self a: [ 3 ]. self a: [ 4. 5 ]. self a: [:x | self b: x ]. self a: [:x :y | y ] )"
    )
    assert code == lines(
        """
        0 BLOCK s2 block 0
        1 SEND_1 s1 s0 s2 send 0 ; #a:
        2 BLOCK s2 block 1
        3 SEND_1 s1 s0 s2 send 1 ; #a:
        4 BLOCK s2 block 2
        5 SEND_1 s1 s0 s2 send 2 ; #a:
        6 BLOCK s2 block 3
        7 SEND_1 s1 s0 s2 send 3 ; #a:
        8 BLOCK s2 block 4
        9 SEND_1 s1 s0 s2 send 4 ; #a:
        10 RETURN_SELF
        [0]
          0 NIL s1
          1 RETURN s1
        [1]
          0 LITERAL s1 literal 0 ; 3
          1 RETURN s1
        [2]
          0 LITERAL s1 literal 0 ; 5
          1 RETURN s1
        [3]
          0 SEND_1 s2 s0 s1 send 0 ; #b:
          1 RETURN s2
        [4]
          0 MOVE s3 s2
          1 RETURN s3
        """
    )


def test_non_local_return():
    """The block keeps itself in a slot behind its parameters, in case its home is gone."""
    code = listing("foo = ( self do: [:x | ^ x ] )")
    assert code == lines(
        """
        0 BLOCK s2 block 0
        1 SEND_1 s1 s0 s2 send 0 ; #do:
        2 RETURN_SELF
        [0]
          0 RETURN_HOME s1 0 2
        """
    )


def test_non_local_return_nested():
    """The home is two contexts out: one of the method, one of the block between."""
    code = listing("foo: a = ( self do: [:x | self do: [:y | ^ x ] ] )")
    assert code == lines(
        """
        0 BLOCK s3 block 0
        1 SEND_1 s2 s0 s3 send 0 ; #do:
        2 RETURN_SELF
        [0] context of 1
          0 SET_CAPTURED 0 s1
          1 BLOCK s3 block 0
          2 SEND_1 s2 s0 s3 send 0 ; #do:
          3 RETURN s2
          [0]
            0 CAPTURED s4 0
            1 RETURN_HOME s4 1 2
        """
    )


def test_return_in_parentheses():
    """Parentheses cost nothing."""
    code = listing("foo: a = ( ^ ((a + (1))) )")
    assert code == lines(
        """
        0 LITERAL s3 literal 0 ; 1
        1 ADD s2 s1 s3 send 0 ; #+
        2 RETURN s2
        """
    )


def test_restart_runs(tmp_path):
    """A loop that a core library of its own builds on `restart`, with captured variables in an inlined block."""
    library = tmp_path / "library"
    shutil.copytree(os.path.join(ROOT, "core-lib", "Smalltalk"), library)
    (library / "Block.som").write_text(RESTARTING_BLOCK)
    universe = Universe(str(library))
    universe.stdout = Recorder(1)
    universe.boot()
    text = run("n := 0. b := [ n := n + 1 ]. ([ n < 3 ] loop: b) println", "n b")
    assert outcome(text, True, universe).split() == ["12", "14", "16", "4"]


RESTARTING_BLOCK = """Block = (
    value = primitive
    restart = primitive
    loop: block = (
        | count |
        count := count isNil ifTrue: [ 1 ] ifFalse: [ count + 1 ].
        self value ifTrue: [ | x |
            x := count + 10.
            ([ x + count ] value) println.
            block value.
            self restart ].
        ^ count
    )
)
"""
