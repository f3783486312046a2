"""Which code inlined messages become. That it does what the messages do: test_detour.py and test_differential.py."""

from textwrap import dedent

from tests.compiler.compiling import listing


def lines(text):
    return dedent(text).strip("\n").rstrip()


def test_if_true_unwanted():
    """Without a value there is no jump over an alternative; other receivers get the message, behind the code."""
    code = listing("foo: a = ( a ifTrue: [ self b ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->2 ->3
        1 SEND_0 s2 s0 send 0 ; #b
        2 RETURN_SELF
        3 MOVE s2 s1
        4 SEND_UNINLINED s2 s2 0
        5 JUMP ->2
        """
    )


def test_if_true_wanted():
    """The value is nil if the block is not evaluated."""
    code = listing("foo: a = ( ^ a ifTrue: [ self b ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->5
        1 SEND_0 s2 s0 send 0 ; #b
        2 JUMP ->4
        3 NIL s2
        4 RETURN s2
        5 MOVE s3 s1
        6 SEND_UNINLINED s2 s3 0
        7 JUMP ->4
        """
    )


def test_if_false():
    """The test is the opposite one."""
    code = listing("foo: a = ( a ifFalse: [ self b ]. ^ a ifFalse: [ 1 ] )")
    assert code == lines(
        """
        0 UNLESS_FALSE s1 ->2 ->7
        1 SEND_0 s2 s0 send 0 ; #b
        2 UNLESS_FALSE s1 ->5 ->10
        3 LITERAL s2 literal 0 ; 1
        4 JUMP ->6
        5 NIL s2
        6 RETURN s2
        7 MOVE s2 s1
        8 SEND_UNINLINED s2 s2 0
        9 JUMP ->2
        10 MOVE s3 s1
        11 SEND_UNINLINED s2 s3 1
        12 JUMP ->6
        """
    )


def test_if_true_if_false():
    """Both blocks put their value into the same slot."""
    code = listing("foo: a = ( a ifTrue: [ self b ] ifFalse: [ self c ]. ^ a ifTrue: [ 1 ] ifFalse: [ 2 ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->9
        1 SEND_0 s2 s0 send 0 ; #b
        2 JUMP ->4
        3 SEND_0 s2 s0 send 1 ; #c
        4 UNLESS_TRUE s1 ->7 ->12
        5 LITERAL s2 literal 0 ; 1
        6 JUMP ->8
        7 LITERAL s2 literal 1 ; 2
        8 RETURN s2
        9 MOVE s2 s1
        10 SEND_UNINLINED s2 s2 0
        11 JUMP ->4
        12 MOVE s3 s1
        13 SEND_UNINLINED s2 s3 1
        14 JUMP ->8
        """
    )


def test_if_nil():
    """The receiver is the value if it is not nil."""
    code = listing("foo: a = ( a ifNil: [ self b ]. ^ a ifNil: [ 1 ] )")
    assert code == lines(
        """
        0 UNLESS_NIL s1 ->2 ->7
        1 SEND_0 s2 s0 send 0 ; #b
        2 UNLESS_NIL s1 ->5 ->10
        3 LITERAL s2 literal 0 ; 1
        4 JUMP ->6
        5 MOVE s2 s1
        6 RETURN s2
        7 MOVE s2 s1
        8 SEND_UNINLINED s2 s2 0
        9 JUMP ->2
        10 MOVE s3 s1
        11 SEND_UNINLINED s2 s3 1
        12 JUMP ->6
        """
    )


def test_if_not_nil():
    """The value is nil if the receiver is."""
    code = listing("foo: a = ( a ifNotNil: [ self b ]. ^ a ifNotNil: [ 1 ] )")
    assert code == lines(
        """
        0 UNLESS_NOT_NIL s1 ->2 ->7
        1 SEND_0 s2 s0 send 0 ; #b
        2 UNLESS_NOT_NIL s1 ->5 ->10
        3 LITERAL s2 literal 0 ; 1
        4 JUMP ->6
        5 NIL s2
        6 RETURN s2
        7 MOVE s2 s1
        8 SEND_UNINLINED s2 s2 0
        9 JUMP ->2
        10 MOVE s3 s1
        11 SEND_UNINLINED s2 s3 1
        12 JUMP ->6
        """
    )


def test_if_nil_if_not_nil():
    """Both orders of the blocks."""
    code = listing("foo: a = ( ^ (a ifNil: [ 1 ] ifNotNil: [ 2 ]) + (a ifNotNil: [ 3 ] ifNil: [ 4 ]) )")
    assert code == lines(
        """
        0 UNLESS_NIL s1 ->3 ->10
        1 LITERAL s3 literal 0 ; 1
        2 JUMP ->4
        3 LITERAL s3 literal 1 ; 2
        4 UNLESS_NOT_NIL s1 ->7 ->13
        5 LITERAL s4 literal 2 ; 3
        6 JUMP ->8
        7 LITERAL s4 literal 3 ; 4
        8 ADD s2 s3 s4 send 0 ; #+
        9 RETURN s2
        10 MOVE s4 s1
        11 SEND_UNINLINED s3 s4 0
        12 JUMP ->4
        13 MOVE s5 s1
        14 SEND_UNINLINED s4 s5 1
        15 JUMP ->8
        """
    )


def test_and():
    """The receiver is the value if it is false."""
    code = listing("foo: a = ( (a and: [ self b ]) c. a && [ self b ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->8
        1 SEND_0 s2 s0 send 0 ; #b
        2 JUMP ->4
        3 FALSE s2
        4 SEND_0 s3 s2 send 1 ; #c
        5 UNLESS_TRUE s1 ->7 ->11
        6 SEND_0 s2 s0 send 2 ; #b
        7 RETURN_SELF
        8 MOVE s3 s1
        9 SEND_UNINLINED s2 s3 0
        10 JUMP ->4
        11 MOVE s2 s1
        12 SEND_UNINLINED s2 s2 1
        13 JUMP ->7
        """
    )


def test_or():
    """The receiver is the value if it is true."""
    code = listing("foo: a = ( (a or: [ self b ]) c. a || [ self b ] )")
    assert code == lines(
        """
        0 UNLESS_FALSE s1 ->3 ->8
        1 SEND_0 s2 s0 send 0 ; #b
        2 JUMP ->4
        3 TRUE s2
        4 SEND_0 s3 s2 send 1 ; #c
        5 UNLESS_FALSE s1 ->7 ->11
        6 SEND_0 s2 s0 send 2 ; #b
        7 RETURN_SELF
        8 MOVE s3 s1
        9 SEND_UNINLINED s2 s3 0
        10 JUMP ->4
        11 MOVE s2 s1
        12 SEND_UNINLINED s2 s2 1
        13 JUMP ->7
        """
    )


def test_and_chain():
    """Each part of a chain tests the value of the one before it."""
    code = listing("foo: a = ( ^ a b && [ self c ] && [ self d ] )")
    assert code == lines(
        """
        0 SEND_0 s3 s1 send 0 ; #b
        1 UNLESS_TRUE s3 ->4 ->10
        2 SEND_0 s3 s0 send 1 ; #c
        3 JUMP ->5
        4 FALSE s3
        5 UNLESS_TRUE s3 ->8 ->13
        6 SEND_0 s2 s0 send 2 ; #d
        7 JUMP ->9
        8 FALSE s2
        9 RETURN s2
        10 MOVE s4 s3
        11 SEND_UNINLINED s3 s4 0
        12 JUMP ->5
        13 MOVE s4 s3
        14 SEND_UNINLINED s2 s4 1
        15 JUMP ->9
        """
    )


def test_while_true():
    """The condition stands behind the body; one conditional jump an iteration."""
    code = listing("foo: a = ( [ self b ] whileTrue: [ self c ] )")
    assert code == lines(
        """
        0 JUMP ->2
        1 SEND_0 s3 s0 send 0 ; #c
        2 SEND_0 s2 s0 send 1 ; #b
        3 BACK_IF_TRUE s2 ->1 2 ->5
        4 RETURN_SELF
        5 LOOP_ON_OTHER s2 0 ->4
        6 JUMP_BACK ->1 2
        """
    )


def test_while_false_wanted():
    """The value of a loop is nil."""
    code = listing("foo: a = ( ^ [ self b ] whileFalse: [ self c ] )")
    assert code == lines(
        """
        0 JUMP ->2
        1 SEND_0 s4 s0 send 0 ; #c
        2 SEND_0 s3 s0 send 1 ; #b
        3 BACK_IF_FALSE s3 ->1 3 ->6
        4 NIL s2
        5 RETURN s2
        6 LOOP_ON_OTHER s3 1 ->4
        7 JUMP_BACK ->1 3
        """
    )


def test_while_statements():
    """A condition of several statements and an empty body."""
    code = listing("foo: a = ( [ | b | b := self c. b < 3 ] whileTrue: [] )")
    assert code == lines(
        """
        0 JUMP ->1
        1 NIL s3
        2 SEND_0 s3 s0 send 0 ; #c
        3 BACK_IF_LESS_LITERAL s3 literal 0 send 1 s2 ->1 2 ->5 ; 3 #<
        4 RETURN_SELF
        5 LOOP_ON_OTHER s2 0 ->4
        6 JUMP_BACK ->1 2
        """
    )


def test_to_do():
    """The counter is the parameter itself if the program neither assigns nor captures it."""
    code = listing("foo: a = ( 1 to: a do: [:i | self b: i ] )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 1
        1 MOVE s3 s2
        2 MOVE s4 s1
        3 UNLESS_NUMBERS s3 s4 ->8
        4 UNLESS_UPTO s3 s4 ->7
        5 SEND_1 s5 s0 s3 send 0 ; #b:
        6 NEXT_UPTO s3 s4 ->5 5
        7 RETURN_SELF
        8 MOVE s5 s3
        9 MOVE s6 s4
        10 SEND_UNINLINED s5 s5 0
        11 JUMP ->7
        """
    )


def test_to_do_wanted():
    """The value is the receiver, so that the counter needs a slot of its own."""
    code = listing("foo: a = ( ^ 1 to: a do: [:i | self b: i ] )")
    assert code == lines(
        """
        0 LITERAL s3 literal 0 ; 1
        1 MOVE s4 s3
        2 MOVE s5 s1
        3 UNLESS_NUMBERS s4 s5 ->10
        4 MOVE s6 s4
        5 UNLESS_UPTO s6 s5 ->8
        6 SEND_1 s7 s0 s6 send 0 ; #b:
        7 NEXT_UPTO s6 s5 ->6 7
        8 MOVE s2 s4
        9 RETURN s2
        10 MOVE s6 s4
        11 MOVE s7 s5
        12 SEND_UNINLINED s2 s6 0
        13 JUMP ->9
        """
    )


def test_to_do_assigned():
    """A parameter that is assigned is a copy of the counter."""
    code = listing("foo: a = ( 1 to: a do: [:i | i := i + 1 ] )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 1
        1 MOVE s3 s2
        2 MOVE s4 s1
        3 UNLESS_NUMBERS s3 s4 ->9
        4 UNLESS_UPTO s3 s4 ->8
        5 MOVE s5 s3
        6 ADD_LITERAL s5 s5 literal 0 send 0 ; 1 #+
        7 NEXT_UPTO s3 s4 ->5 5
        8 RETURN_SELF
        9 MOVE s5 s3
        10 MOVE s6 s4
        11 SEND_UNINLINED s5 s5 0
        12 JUMP ->8
        """
    )


def test_to_do_captured():
    """A captured parameter lives in a context that is new in each iteration."""
    code = listing("foo: a = ( 1 to: a do: [:i | self b: [ i ] ] )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 1
        1 MOVE s3 s2
        2 MOVE s4 s1
        3 UNLESS_NUMBERS s3 s4 ->12
        4 UNLESS_UPTO s3 s4 ->11
        5 PUSH_CONTEXT 1
        6 SET_CAPTURED 0 s3
        7 BLOCK s6 block 0
        8 SEND_1 s5 s0 s6 send 0 ; #b:
        9 POP_CONTEXT
        10 NEXT_UPTO s3 s4 ->5 5
        11 RETURN_SELF
        12 MOVE s5 s3
        13 MOVE s6 s4
        14 SEND_UNINLINED s5 s5 0
        15 JUMP ->11
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_to_by_do():
    """The step is a third hidden slot; only Integers count by steps."""
    code = listing("foo: a = ( 1 to: a by: 2 do: [:i | self b: i ] )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 1
        1 MOVE s3 s2
        2 MOVE s4 s1
        3 LITERAL s5 literal 1 ; 2
        4 UNLESS_INTEGER s3 ->10
        5 UNLESS_NUMBERS s4 s5 ->10
        6 UNLESS_UPTO s3 s4 ->9
        7 SEND_1 s6 s0 s3 send 0 ; #b:
        8 NEXT_UPTO_BY s3 s4 s5 ->7 6
        9 RETURN_SELF
        10 MOVE s6 s3
        11 MOVE s7 s4
        12 MOVE s8 s5
        13 SEND_UNINLINED s6 s6 0
        14 JUMP ->9
        """
    )


def test_down_to_do():
    """Downwards."""
    code = listing("foo: a = ( a downTo: 1 do: [:i | self b: i ]. a downTo: 1 by: 3 do: [:i | self b: i ] )")
    assert code == lines(
        """
        0 MOVE s2 s1
        1 LITERAL s3 literal 0 ; 1
        2 UNLESS_NUMBERS s2 s3 ->15
        3 UNLESS_DOWNTO s2 s3 ->6
        4 SEND_1 s4 s0 s2 send 0 ; #b:
        5 NEXT_DOWNTO s2 s3 ->4 4
        6 MOVE s2 s1
        7 LITERAL s3 literal 0 ; 1
        8 LITERAL s4 literal 1 ; 3
        9 UNLESS_INTEGER s2 ->19
        10 UNLESS_NUMBERS s3 s4 ->19
        11 UNLESS_DOWNTO s2 s3 ->14
        12 SEND_1 s5 s0 s2 send 1 ; #b:
        13 NEXT_DOWNTO_BY s2 s3 s4 ->12 5
        14 RETURN_SELF
        15 MOVE s4 s2
        16 MOVE s5 s3
        17 SEND_UNINLINED s4 s4 0
        18 JUMP ->6
        19 MOVE s5 s2
        20 MOVE s6 s3
        21 MOVE s7 s4
        22 SEND_UNINLINED s5 s5 1
        23 JUMP ->14
        """
    )


def test_times_repeat():
    """Counts from 1 to the receiver."""
    code = listing("foo: a = ( a timesRepeat: [ self b ]. ^ a timesRepeat: [ self b ] )")
    assert code == lines(
        """
        0 MOVE s2 s1
        1 UNLESS_INTEGER s2 ->14
        2 LITERAL s3 literal 0 ; 1
        3 UNLESS_UPTO s3 s2 ->6
        4 SEND_0 s4 s0 send 0 ; #b
        5 NEXT_UPTO s3 s2 ->4 4
        6 MOVE s3 s1
        7 UNLESS_INTEGER s3 ->17
        8 LITERAL s4 literal 0 ; 1
        9 UNLESS_UPTO s4 s3 ->12
        10 SEND_0 s5 s0 send 1 ; #b
        11 NEXT_UPTO s4 s3 ->10 5
        12 MOVE s2 s3
        13 RETURN s2
        14 MOVE s3 s2
        15 SEND_UNINLINED s3 s3 0
        16 JUMP ->6
        17 MOVE s4 s3
        18 SEND_UNINLINED s2 s4 1
        19 JUMP ->13
        """
    )


def test_loop_locals():
    """Locals of a loop body are nil in each iteration."""
    code = listing("foo = ( 3 timesRepeat: [ | a b | a := b ] )")
    assert code == lines(
        """
        0 LITERAL s1 literal 0 ; 3
        1 MOVE s2 s1
        2 UNLESS_INTEGER s2 ->10
        3 LITERAL s3 literal 1 ; 1
        4 UNLESS_UPTO s3 s2 ->9
        5 NIL s4
        6 NIL s5
        7 MOVE s4 s5
        8 NEXT_UPTO s3 s2 ->5 4
        9 RETURN_SELF
        10 MOVE s3 s2
        11 SEND_UNINLINED s3 s3 0
        12 JUMP ->9
        """
    )


def test_loop_contexts():
    """Captured locals of a loop body are new variables in each iteration; others stay in slots."""
    code = listing("foo = ( [ self b ] whileTrue: [ | a b | a := 1. b := 2. self c: [ a ] ] )")
    assert code == lines(
        """
        0 JUMP ->9
        1 PUSH_CONTEXT 1
        2 NIL s2
        3 LITERAL s3 literal 0 ; 1
        4 SET_CAPTURED 0 s3
        5 LITERAL s2 literal 1 ; 2
        6 BLOCK s4 block 0
        7 SEND_1 s3 s0 s4 send 0 ; #c:
        8 POP_CONTEXT
        9 SEND_0 s1 s0 send 1 ; #b
        10 BACK_IF_TRUE s1 ->1 1 ->12
        11 RETURN_SELF
        12 LOOP_ON_OTHER s1 0 ->11
        13 JUMP_BACK ->1 1
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_context_in_branch():
    """A branch whose locals are captured has a context; the method's own variables are then one level further out."""
    code = listing("foo: a = ( self d: [ a ]. a ifTrue: [ | b | b := a. self d: [ b ] ]. ^ a )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 BLOCK s3 block 0
        2 SEND_1 s2 s0 s3 send 0 ; #d:
        3 CAPTURED s2 0
        4 UNLESS_TRUE s2 ->11 ->13
        5 PUSH_CONTEXT 1
        6 CAPTURED_OUTER s3 0 1
        7 SET_CAPTURED 0 s3
        8 BLOCK s4 block 1
        9 SEND_1 s3 s0 s4 send 1 ; #d:
        10 POP_CONTEXT
        11 CAPTURED s2 0
        12 RETURN s2
        13 MOVE s3 s2
        14 SEND_UNINLINED s3 s3 0
        15 JUMP ->11
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        [1]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_contexts_nested():
    """Contexts of two nested loops, read from the innermost one and from a block in it."""
    code = listing("foo = ( | a | 1 to: 2 do: [:i | 1 to: 3 do: [:j | a := i + j. self d: [ a + i + j ] ] ] )")
    assert code == lines(
        """
        0 LITERAL s1 literal 0 ; 1
        1 MOVE s2 s1
        2 LITERAL s3 literal 1 ; 2
        3 UNLESS_NUMBERS s2 s3 ->25
        4 UNLESS_UPTO s2 s3 ->24
        5 PUSH_CONTEXT 1
        6 SET_CAPTURED 0 s2
        7 LITERAL s4 literal 0 ; 1
        8 MOVE s5 s4
        9 LITERAL s6 literal 2 ; 3
        10 UNLESS_NUMBERS s5 s6 ->29
        11 UNLESS_UPTO s5 s6 ->22
        12 PUSH_CONTEXT 1
        13 SET_CAPTURED 0 s5
        14 CAPTURED_OUTER s8 0 1
        15 CAPTURED s9 0
        16 ADD s7 s8 s9 send 0 ; #+
        17 SET_CAPTURED_OUTER 0 2 s7
        18 BLOCK s8 block 0
        19 SEND_1 s7 s0 s8 send 1 ; #d:
        20 POP_CONTEXT
        21 NEXT_UPTO s5 s6 ->12 7
        22 POP_CONTEXT
        23 NEXT_UPTO s2 s3 ->5 4
        24 RETURN_SELF
        25 MOVE s4 s2
        26 MOVE s5 s3
        27 SEND_UNINLINED s4 s4 0
        28 JUMP ->24
        29 MOVE s7 s5
        30 MOVE s8 s6
        31 SEND_UNINLINED s7 s7 1
        32 JUMP ->22
        [0]
          0 CAPTURED_OUTER s2 0 2
          1 CAPTURED_OUTER s3 0 1
          2 ADD s2 s2 s3 send 0 ; #+
          3 CAPTURED s3 0
          4 ADD s1 s2 s3 send 1 ; #+
          5 RETURN s1
        """
    )


def test_returns_in_branches():
    """A return in an inlined block is that of the method, and nothing jumps behind it."""
    code = listing("foo: a = ( a ifTrue: [ ^ 1 ] ifFalse: [ ^ 2 ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->6
        1 LITERAL s2 literal 0 ; 1
        2 RETURN s2
        3 LITERAL s2 literal 1 ; 2
        4 RETURN s2
        5 RETURN_SELF
        6 MOVE s2 s1
        7 SEND_UNINLINED s2 s2 0
        8 JUMP ->5
        """
    )


def test_return_with_context():
    """Nobody needs the context any more."""
    code = listing("foo: a = ( a ifTrue: [ | b | self c: [ b ]. ^ b ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->6 ->7
        1 PUSH_CONTEXT 1
        2 BLOCK s3 block 0
        3 SEND_1 s2 s0 s3 send 0 ; #c:
        4 CAPTURED s2 0
        5 RETURN s2
        6 RETURN_SELF
        7 MOVE s2 s1
        8 SEND_UNINLINED s2 s2 0
        9 JUMP ->6
        [0]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_return_in_condition():
    """A condition that returns is never tested."""
    code = listing("foo = ( [ ^ 1 ] whileTrue: [ self b ] )")
    assert code == lines(
        """
        0 JUMP ->2
        1 SEND_0 s2 s0 send 0 ; #b
        2 LITERAL s2 literal 0 ; 1
        3 RETURN s2
        4 RETURN_SELF
        5 LOOP_ON_OTHER s1 0 ->4
        6 JUMP_BACK ->1 1
        """
    )


def test_return_in_loop():
    """A body that returns never starts again."""
    code = listing("foo: a = ( 1 to: a do: [:i | ^ i ]. a timesRepeat: [ ^ 3 ] )")
    assert code == lines(
        """
        0 LITERAL s2 literal 0 ; 1
        1 MOVE s3 s2
        2 MOVE s4 s1
        3 UNLESS_NUMBERS s3 s4 ->13
        4 UNLESS_UPTO s3 s4 ->6
        5 RETURN s3
        6 MOVE s2 s1
        7 UNLESS_INTEGER s2 ->17
        8 LITERAL s3 literal 0 ; 1
        9 UNLESS_UPTO s3 s2 ->12
        10 LITERAL s4 literal 1 ; 3
        11 RETURN s4
        12 RETURN_SELF
        13 MOVE s5 s3
        14 MOVE s6 s4
        15 SEND_UNINLINED s5 s5 0
        16 JUMP ->6
        17 MOVE s3 s2
        18 SEND_UNINLINED s3 s3 1
        19 JUMP ->12
        """
    )


def test_return_in_block():
    """Inside a block that remains, an inlined return is not local."""
    code = listing("foo: a = ( self c: [:b | b ifTrue: [ ^ a ]. 3 ] )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 BLOCK s3 block 0
        2 SEND_1 s2 s0 s3 send 0 ; #c:
        3 RETURN_SELF
        [0]
          0 UNLESS_TRUE s1 ->3 ->5
          1 CAPTURED s4 0
          2 RETURN_HOME_FROM_INLINED s5 s4 0 0
          3 LITERAL s3 literal 0 ; 3
          4 RETURN s3
          5 MOVE s4 s1
          6 SEND_UNINLINED s4 s4 0
          7 JUMP ->3
        """
    )


def test_nested_inlining():
    """Conditionals as values of conditionals."""
    code = listing("foo: a with: b = ( ^ a ifTrue: [ b ifTrue: [ 1 ] ifFalse: [ 2 ] ] ifFalse: [ b or: [ 3 ] ] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->6 ->11
        1 UNLESS_TRUE s2 ->4 ->14
        2 LITERAL s3 literal 0 ; 1
        3 JUMP ->5
        4 LITERAL s3 literal 1 ; 2
        5 JUMP ->10
        6 UNLESS_FALSE s2 ->9 ->17
        7 LITERAL s3 literal 2 ; 3
        8 JUMP ->10
        9 TRUE s3
        10 RETURN s3
        11 MOVE s4 s1
        12 SEND_UNINLINED s3 s4 0
        13 JUMP ->10
        14 MOVE s4 s2
        15 SEND_UNINLINED s3 s4 1
        16 JUMP ->5
        17 MOVE s4 s2
        18 SEND_UNINLINED s3 s4 2
        19 JUMP ->10
        """
    )


def test_value_into_variable():
    """A conditional puts its value straight into the variable."""
    code = listing("foo: a = ( | b | b := a ifTrue: [ 1 ] ifFalse: [ 2 ]. ^ b )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->5
        1 LITERAL s2 literal 0 ; 1
        2 JUMP ->4
        3 LITERAL s2 literal 1 ; 2
        4 RETURN s2
        5 MOVE s3 s1
        6 SEND_UNINLINED s2 s3 0
        7 JUMP ->4
        """
    )


def test_empty_blocks():
    """An empty block answers nil."""
    code = listing("foo: a = ( ^ a ifTrue: [] ifFalse: [] )")
    assert code == lines(
        """
        0 UNLESS_TRUE s1 ->3 ->5
        1 NIL s2
        2 JUMP ->4
        3 NIL s2
        4 RETURN s2
        5 MOVE s3 s1
        6 SEND_UNINLINED s2 s3 0
        7 JUMP ->4
        """
    )


def test_comparison_and_branch():
    """A comparison that decides a branch is one instruction with the jump; a slot takes what is no Boolean."""
    code = listing(
        "foo: a = ( a < 3 ifTrue: [ self b ]. a = a ifFalse: [ self c ]. ^ a >= 3 ifTrue: [ 1 ] ifFalse: [ 2 ] )"
    )
    assert code == lines(
        """
        0 UNLESS_LESS_LITERAL s1 literal 0 send 0 s2 ->2 ->9 ; 3 #<
        1 SEND_0 s3 s0 send 1 ; #b
        2 WHEN_EQUAL s1 s1 send 2 s2 ->4 ->12 ; #=
        3 SEND_0 s3 s0 send 3 ; #c
        4 UNLESS_GREATER_EQUAL_LITERAL s1 literal 0 send 4 s3 ->7 ->15 ; 3 #>=
        5 LITERAL s2 literal 1 ; 1
        6 JUMP ->8
        7 LITERAL s2 literal 2 ; 2
        8 RETURN s2
        9 MOVE s3 s2
        10 SEND_UNINLINED s3 s3 0
        11 JUMP ->2
        12 MOVE s3 s2
        13 SEND_UNINLINED s3 s3 1
        14 JUMP ->4
        15 MOVE s4 s3
        16 SEND_UNINLINED s2 s4 2
        17 JUMP ->8
        """
    )


def test_comparison_and_loop():
    """So is the test of a loop."""
    code = listing("foo: a = ( [ a <= 3 ] whileTrue: [ self b ]. [ a > a ] whileFalse: [ self c ] )")
    assert code == lines(
        """
        0 JUMP ->2
        1 SEND_0 s3 s0 send 0 ; #b
        2 BACK_IF_LESS_EQUAL_LITERAL s1 literal 0 send 1 s2 ->1 2 ->8 ; 3 #<=
        3 JUMP ->5
        4 SEND_0 s3 s0 send 2 ; #c
        5 GREATER s2 s1 s1 send 3 ; #>
        6 BACK_IF_FALSE s2 ->4 2 ->10
        7 RETURN_SELF
        8 LOOP_ON_OTHER s2 0 ->3
        9 JUMP_BACK ->1 2
        10 LOOP_ON_OTHER s2 1 ->7
        11 JUMP_BACK ->4 2
        """
    )


def test_comparison_and_logic():
    """So is the first operand of and: and or:."""
    code = listing("foo: a = ( ^ (a ~= 3 and: [ a < 5 ]) b: (a > 3 or: [ a <> a ]) )")
    assert code == lines(
        """
        0 UNLESS_UNEQUAL_LITERAL s1 literal 0 send 0 s4 ->3 ->10 ; 3 #~=
        1 LESS_LITERAL s3 s1 literal 1 send 1 ; 5 #<
        2 JUMP ->4
        3 FALSE s3
        4 WHEN_GREATER_LITERAL s1 literal 0 send 2 s5 ->7 ->13 ; 3 #>
        5 UNEQUAL s4 s1 s1 send 3 ; #<>
        6 JUMP ->8
        7 TRUE s4
        8 SEND_1 s2 s3 s4 send 4 ; #b:
        9 RETURN s2
        10 MOVE s5 s4
        11 SEND_UNINLINED s3 s5 0
        12 JUMP ->4
        13 MOVE s6 s5
        14 SEND_UNINLINED s4 s6 1
        15 JUMP ->8
        """
    )


def test_comparison_wanted():
    """A comparison whose value is also needed elsewhere stays."""
    code = listing("foo: a = ( | b | (b := a < 3) ifTrue: [ self c ]. b ifTrue: [ self d ]. (a < 3) ifNil: [ 3 ] )")
    assert code == lines(
        """
        0 LESS_LITERAL s2 s1 literal 0 send 0 ; 3 #<
        1 MOVE s3 s2
        2 UNLESS_TRUE s3 ->4 ->9
        3 SEND_0 s4 s0 send 1 ; #c
        4 UNLESS_TRUE s2 ->6 ->12
        5 SEND_0 s3 s0 send 2 ; #d
        6 LESS_LITERAL s3 s1 literal 0 send 3 ; 3 #<
        7 UNLESS_NIL s3 ->8 ->15
        8 RETURN_SELF
        9 MOVE s4 s3
        10 SEND_UNINLINED s4 s4 0
        11 JUMP ->4
        12 MOVE s3 s2
        13 SEND_UNINLINED s3 s3 1
        14 JUMP ->6
        15 MOVE s4 s3
        16 SEND_UNINLINED s4 s4 2
        17 JUMP ->8
        """
    )


def test_super_is_sent():
    """A message to super is never inlined."""
    code = listing("foo = ( super ifTrue: [ 1 ] )")
    assert code == lines(
        """
        0 MOVE s2 s0
        1 BLOCK s3 block 0
        2 SEND_SUPER s1 s2 send 0 ; #ifTrue:
        3 RETURN_SELF
        [0]
          0 LITERAL s1 literal 0 ; 1
          1 RETURN s1
        """
    )


def test_blocks_in_variables_are_sent():
    """Without literal blocks there is nothing to inline."""
    code = listing("foo: a = ( a ifTrue: 3. a and: a. a whileTrue: [ 1 ]. [ a ] whileTrue: a. 1 to: 3 do: a )")
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 CAPTURED s2 0
        2 LITERAL s4 literal 0 ; 3
        3 SEND_1 s3 s2 s4 send 0 ; #ifTrue:
        4 CAPTURED s2 0
        5 CAPTURED s4 0
        6 SEND_1 s3 s2 s4 send 1 ; #and:
        7 CAPTURED s2 0
        8 BLOCK s4 block 0
        9 SEND_1 s3 s2 s4 send 2 ; #whileTrue:
        10 BLOCK s2 block 1
        11 CAPTURED s4 0
        12 SEND_1 s3 s2 s4 send 3 ; #whileTrue:
        13 LITERAL s2 literal 1 ; 1
        14 LITERAL s4 literal 0 ; 3
        15 CAPTURED s5 0
        16 SEND_2 s3 s2 s4 s5 send 4 ; #to:do:
        17 RETURN_SELF
        [0]
          0 LITERAL s1 literal 0 ; 1
          1 RETURN s1
        [1]
          0 CAPTURED s1 0
          1 RETURN s1
        """
    )


def test_wrong_parameter_counts_are_sent():
    """A block with another number of parameters than the message evaluates it with remains."""
    code = listing(
        "foo: a = ( a ifTrue: [:x | 1 ]. a ifNotNil: [:x | 1 ]. 1 to: 2 do: [ 1 ]. [:x | 1 ] whileTrue: [ 2 ] )"
    )
    assert code == lines(
        """
        0 BLOCK s3 block 0
        1 SEND_1 s2 s1 s3 send 0 ; #ifTrue:
        2 BLOCK s3 block 1
        3 SEND_1 s2 s1 s3 send 1 ; #ifNotNil:
        4 LITERAL s2 literal 0 ; 1
        5 LITERAL s4 literal 1 ; 2
        6 BLOCK s5 block 2
        7 SEND_2 s3 s2 s4 s5 send 2 ; #to:do:
        8 BLOCK s2 block 3
        9 BLOCK s4 block 4
        10 SEND_1 s3 s2 s4 send 3 ; #whileTrue:
        11 RETURN_SELF
        [0]
          0 LITERAL s2 literal 0 ; 1
          1 RETURN s2
        [1]
          0 LITERAL s2 literal 0 ; 1
          1 RETURN s2
        [2]
          0 LITERAL s1 literal 0 ; 1
          1 RETURN s1
        [3]
          0 LITERAL s2 literal 0 ; 1
          1 RETURN s2
        [4]
          0 LITERAL s1 literal 0 ; 2
          1 RETURN s1
        """
    )


def test_mixed_arguments_are_sent():
    """One literal block is not enough."""
    code = listing("foo: a = ( a ifTrue: [ 1 ] ifFalse: 2 )")
    assert code == lines(
        """
        0 BLOCK s3 block 0
        1 LITERAL s4 literal 0 ; 2
        2 SEND_2 s2 s1 s3 s4 send 0 ; #ifTrue:ifFalse:
        3 RETURN_SELF
        [0]
          0 LITERAL s1 literal 0 ; 1
          1 RETURN s1
        """
    )


def test_no_inlining():
    """With inlining switched off, everything is a send with blocks."""
    code = listing(
        "foo: a = ( a ifTrue: [ self b ]. [ a ] whileTrue: [ self c ]. 1 to: a do: [:i | i ] )", inlining=False
    )
    assert code == lines(
        """
        0 SET_CAPTURED 0 s1
        1 CAPTURED s2 0
        2 BLOCK s4 block 0
        3 SEND_1 s3 s2 s4 send 0 ; #ifTrue:
        4 BLOCK s2 block 1
        5 BLOCK s4 block 2
        6 SEND_1 s3 s2 s4 send 1 ; #whileTrue:
        7 LITERAL s2 literal 0 ; 1
        8 CAPTURED s4 0
        9 BLOCK s5 block 3
        10 SEND_2 s3 s2 s4 s5 send 2 ; #to:do:
        11 RETURN_SELF
        [0]
          0 SEND_0 s1 s0 send 0 ; #b
          1 RETURN s1
        [1]
          0 CAPTURED s1 0
          1 RETURN s1
        [2]
          0 SEND_0 s1 s0 send 0 ; #c
          1 RETURN s1
        [3]
          0 MOVE s2 s1
          1 RETURN s2
        """
    )
