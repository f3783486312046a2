"""The hosted loop: instructions bound to their operands once, at the places where they start."""

import pytest

from som.bytecode.spec import decode
from som.errors import VMError
from som.interpreter.hosted import bind_code, run_hosted
from som.objects.integerobject import W_Integer
from tests.machines import define, send, shared

TEXT = """
Test = (
    | a |
    at: x put: y = (
        | n |
        n := x + y.
        x > 3 ifTrue: [ a := [ n := n + 1 ] ] ifFalse: [ n := self at: x + 1 put: y ].
        1 to: y do: [:i | n := n + i ].
        ^ n
    )
)
"""


def starts(code):
    """The pcs at which instructions start."""
    pc = 0
    while pc < len(code.bytes):
        yield pc
        pc = decode(code.bytes, pc).next_pc


def test_functions_stand_where_instructions_start():
    code = define(TEXT).methods_w[0].code
    bound = bind_code(shared().interp, code)
    assert len(bound) == len(code.bytes)
    assert [pc for pc, function in enumerate(bound) if function is not None] == list(starts(code))


def test_code_is_bound_once():
    w_class = define(TEXT)
    code = w_class.methods_w[0].code
    assert code.hosted is None
    w_object = shared().interp.send(w_class, "new", [])
    assert send(w_object, "at:put:", W_Integer(4), W_Integer(3)) == 13
    bound = code.hosted
    assert send(w_object, "at:put:", W_Integer(2), W_Integer(1)) == 8
    assert code.hosted is bound


def test_errors_carry_the_pc_of_the_failing_instruction():
    """Not of the one before or after it: the entry belongs to the send that failed."""
    code = define("Test = ( run = ( 1 + 1. 2 / 0. 3 + 3 ) )").methods_w[0].code
    interp = shared().interp
    with pytest.raises(VMError) as caught:
        run_hosted(interp, code, interp.frame_0(code, interp.w_nil))
    [activation] = caught.value.activations
    assert activation.code is code
    assert activation.pc in list(starts(code))
    frame = interp.frame_0(code, interp.w_nil)
    bound = bind_code(interp, code)
    pc = 0
    while pc != activation.pc:
        pc = bound[pc](frame)
    with pytest.raises(VMError):
        bound[pc](frame)
