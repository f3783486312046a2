"""Making frames: self, arguments, variables, contexts."""

from machines import machine

from som.interpreter.frame import Frame
from som.objects.blockobject import Context, HomeContext
from som.objects.integerobject import W_Integer

SOURCE = """Framed = (
    plain: a with: b with: c = ( ^ a + b + c )
    variables: a = ( | x y | x := a. y := x. ^ y )
    captures: a = ( | x | ^ [ x := a ] )
    home: a = ( ^ [ ^ a ] )
)"""


def code_of(selector, tmp_path):
    """An interpreter, and the code of the method of Framed."""
    (tmp_path / "Framed.som").write_text(SOURCE)
    universe = machine(str(tmp_path))
    w_class = universe.load_class("Framed")
    return universe.interp, w_class.lookup(universe.symbol_for(selector)).code


def test_a_row_of_the_caller_becomes_self_and_arguments(tmp_path):
    interp, code = code_of("plain:with:with:", tmp_path)
    caller = Frame(6, None)
    caller.slots[:] = [None] + [W_Integer(number) for number in range(5)]
    frame = interp.frame_from(code, caller, 1)
    assert frame.slots[:4] == caller.slots[1:5]
    assert frame.context is None


def test_a_list_becomes_arguments(tmp_path):
    interp, code = code_of("plain:with:with:", tmp_path)
    arguments_w = [W_Integer(number) for number in range(3)]
    frame = interp.frame_n(code, interp.w_nil, arguments_w)
    assert frame.slots[:4] == [interp.w_nil] + arguments_w


def test_variables_begin_as_nil_and_temporaries_empty(tmp_path):
    interp, code = code_of("variables:", tmp_path)
    frame = interp.frame_1(code, interp.w_true, interp.w_false)
    assert frame.slots[:4] == [interp.w_true, interp.w_false, interp.w_nil, interp.w_nil]
    assert set(frame.slots[4:]) <= {None}


def test_captured_variables_get_a_context_and_homes_their_own_kind(tmp_path):
    interp, code = code_of("captures:", tmp_path)
    frame = interp.frame_1(code, interp.w_true, interp.w_false)
    assert type(frame.context) is Context
    assert frame.context.values_w == [interp.w_nil] * code.context_size
    interp, code = code_of("home:", tmp_path)
    assert type(interp.frame_1(code, interp.w_true, interp.w_false).context) is HomeContext


def test_a_row_of_slots_as_list():
    frame = Frame(4, None)
    frame.slots[:] = [1, 2, 3, 4]
    assert machine().interp.row_of(frame, 1, 2) == [2, 3]
