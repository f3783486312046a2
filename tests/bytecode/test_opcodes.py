"""The names of the numbers."""

from som.bytecode import opcodes
from som.bytecode.opcodes import depends_on_holder
from som.bytecode.spec import INSTRUCTIONS
from tests.compiler.compiling import method


def test_every_instruction_has_its_name():
    """Complete, and no name is left over or wrong."""
    names = {name: value for name, value in vars(opcodes).items() if name.isupper() and isinstance(value, int)}
    del names["COUNT"], names["RETURNED"]
    assert names == {instruction.name.upper(): instruction.number for instruction in INSTRUCTIONS}


def test_constants():
    assert opcodes.COUNT == len(INSTRUCTIONS)
    assert opcodes.RETURNED < 0


def test_depends_on_holder():
    """Fields and super sends belong to a class, however deep they are; everything else fits anywhere."""
    for text in ["foo = ( ^ f )", "foo = ( f := 3 )", "foo = ( super foo )", "foo = ( self a: [ [ f ] ] )"]:
        assert depends_on_holder(method(text, "f").code), text
        assert depends_on_holder(method(text, "f", class_side=True).code), text
    for text in ["foo = ( ^ 3 + Other )", "foo: f = ( f := f. self a: [ f ] )", "foo = ( [ self a: 1 b: 2 ] value )"]:
        assert not depends_on_holder(method(text, "f").code), text
