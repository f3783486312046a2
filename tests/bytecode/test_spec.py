"""Declarations, and the encoding of every instruction in both forms."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from som.bytecode import opcodes  # noqa: F401  (its import fills INSTRUCTIONS)
from som.bytecode import spec
from som.bytecode.spec import (
    BLOCK,
    CELL,
    CODE,
    INSTRUCTIONS,
    LITERAL,
    NUMBER,
    SITE,
    SLOT_IN,
    SLOT_OUT,
    SLOTS_IN,
    TARGET,
    WIDE,
    bytecode,
    decode,
    make_runner,
    operand_size,
    operator,
    resolve,
)
from som.compiler.assembly import Assembly, Label
from som.objects.methodobject import Code
from tests.compiler.compiling import string

BY_NAME = pytest.mark.parametrize("instruction", INSTRUCTIONS, ids=[each.name for each in INSTRUCTIONS])

# What the parameters of handlers are called, by operand kind.
NAMES = {
    SLOT_OUT: ["target", "value"],
    SLOT_IN: "source receiver argument first second left right counter limit step".split(),
    SLOTS_IN: ["row"],
    LITERAL: ["w_literal", "w_right", "w_message", "right"],
    CELL: ["cell"],
    SITE: ["site"],
    BLOCK: ["code"],
    NUMBER: "index depth size live block_slot branch negated".split(),
    TARGET: "target otherwise fallback header exit".split(),
    CODE: ["code"],
}


@BY_NAME
def test_declarations(instruction):
    """Number, names and kinds of operands, text."""
    assert INSTRUCTIONS[instruction.number] is instruction
    assert instruction.number < WIDE
    assert re.match(r"[a-z]+(_[a-z0-9]+)*$", instruction.name)
    assert len(instruction.names) == len(instruction.kinds)
    assert len(set(instruction.names)) == len(instruction.names)
    for name, kind in zip(instruction.names, instruction.kinds):
        assert name in NAMES[kind], name


@BY_NAME
def test_texts(instruction):
    """The first line of a docstring says what happens, in the terms of the operands."""
    first = instruction.text.split("\n")[0]
    assert len(first) > 15 and not re.search(r"[^.]\.$", first)
    mentioned = re.findall(r"slots\[(\w+)", first)
    assert [name for name in mentioned if name not in instruction.names + ["0"]] == []


def test_names_are_unique():
    assert len({instruction.name for instruction in INSTRUCTIONS}) == len(INSTRUCTIONS)


def test_failing_instructions():
    """What calls, raises errors: its place in the source is kept; what only moves values does not."""
    failing = {instruction.name for instruction in INSTRUCTIONS if instruction.can_fail}
    assert {"send_0", "send_n", "send_super", "add", "global", "send_uninlined", "return_home", "fail"} <= failing
    assert {"next_upto", "next_downto_by", "unless_less", "loop_on_other"} <= failing
    assert failing & {"move", "literal", "captured", "jump", "unless_true", "return", "block", "nil"} == set()


@pytest.mark.parametrize(
    "kinds, text",
    [
        (["out"], "def f(interp, frame, pc): 'text'"),
        (["out"], "def f(interp, frame, pc, a, b): 'text'"),
        (["out"], "def f(frame, interp, pc, a): 'text'"),
        ([], "def f(interp, frame, pc): pass"),
    ],
)
def test_wrong_declarations(kinds, text):
    """Parameters that do not fit the operands, or no docstring: the declaration fails, and nothing is registered."""
    namespace = {}
    exec(text, namespace)
    before = len(INSTRUCTIONS)
    with pytest.raises(TypeError):
        bytecode(*kinds)(namespace["f"])
    assert len(INSTRUCTIONS) == before


def test_unknown_kinds():
    with pytest.raises(KeyError):
        bytecode("nonsense")(lambda interp, frame, pc, a: pc)


def test_too_many_instructions(monkeypatch):
    """Numbers from WIDE on would be taken for wide forms."""
    monkeypatch.setattr(spec, "INSTRUCTIONS", INSTRUCTIONS[:1] * WIDE)

    def one_more(interp, frame, pc):
        """text"""

    with pytest.raises(TypeError) as caught:
        bytecode()(one_more)
    assert str(caught.value) == "more than 128 instructions"


def test_operators_are_declared_twice(monkeypatch):
    """For operands in slots, and with a literal on the right."""
    monkeypatch.setattr(spec, "INSTRUCTIONS", [])

    @operator
    def power_(interp, w_left, w_right, site):
        """**"""

    slots, literal = spec.INSTRUCTIONS
    assert (slots.name, slots.text) == ("power", "slots[target] := slots[left] ** slots[right]")
    assert (literal.name, literal.text) == ("power_literal", "slots[target] := slots[left] ** literal")
    assert (slots.kinds, literal.kinds) == ([SLOT_OUT, SLOT_IN, SLOT_IN, SITE], [SLOT_OUT, SLOT_IN, LITERAL, SITE])


@pytest.mark.parametrize("kind, size", [(TARGET, 2), (CODE, 0), (SLOT_IN, 1), (LITERAL, 1), (NUMBER, 1)])
def test_operand_sizes(kind, size):
    assert operand_size(kind) == size


@BY_NAME
def test_sizes(instruction):
    """One byte for the number; then the operands, in wide form four bytes each."""
    encoded = [kind for kind in instruction.kinds if kind != CODE]
    assert instruction.size == 1 + len(encoded) + encoded.count(TARGET)
    assert instruction.wide_size == 1 + 4 * len(encoded)


class Destination(Label):
    """A label whose place is given."""

    def __init__(self, pc):
        self.pc = pc


def assembled(instruction, numbers):
    """Code of this one instruction with these operands."""
    kinds = [kind for kind in instruction.kinds if kind != CODE]
    assembly = Assembly()
    assembly.emit_jump(
        instruction.number,
        [number for kind, number in zip(kinds, numbers) if kind != TARGET],
        [Destination(number) for kind, number in zip(kinds, numbers) if kind == TARGET],
    )
    code = Code("test", 0, False)
    assembly.assemble(code, 0)
    return code


def operands_of(instruction, limit):
    """Operands for the instruction below the limit, jump targets below 65536."""
    kinds = [kind for kind in instruction.kinds if kind != CODE]
    return st.tuples(*[st.integers(0, 65535 if kind == TARGET else limit - 1) for kind in kinds])


@st.composite
def instructions_with_operands(draw):
    instruction = draw(st.sampled_from(INSTRUCTIONS))
    return instruction, list(draw(operands_of(instruction, draw(st.sampled_from([256, 300, 2**31])))))


@settings(max_examples=200, deadline=None)
@given(instructions_with_operands())
def test_round_trip(case):
    """What was encoded is what is decoded; the wide form is used exactly when an operand needs it."""
    instruction, numbers = case
    code = assembled(instruction, numbers)
    decoded = decode(code.bytes, 0)
    assert (decoded.instruction, decoded.operands, decoded.next_pc) == (instruction, numbers, len(code.bytes))
    kinds = [kind for kind in instruction.kinds if kind != CODE]
    needs_wide = any(number > 255 for kind, number in zip(kinds, numbers) if kind != TARGET)
    assert ord(code.bytes[0]) == instruction.number + (WIDE if needs_wide else 0)
    assert len(code.bytes) == (instruction.wide_size if needs_wide else instruction.size)


class Pool(list):
    """A list that has anything at any index."""

    def __init__(self, name):
        self.name = name

    def __getitem__(self, index):
        return self.name, index


class Pools:
    """Stands for a Code in which every operand can be resolved."""

    literals_w, cells, sites, blocks = [Pool(name) for name in ("literal", "cell", "site", "block")]


@BY_NAME
@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
def test_runners(instruction, wide):
    """The functions of the native loop hand over the same operands as `decode` and `resolve` of the hosted one."""
    kinds = [kind for kind in instruction.kinds if kind != CODE]
    numbers = [300 + index if wide or kind == TARGET else 7 + index for index, kind in enumerate(kinds)]
    code = Pools()
    code.bytes = "xyz" + assembled(instruction, numbers).bytes
    if wide and (not kinds or set(kinds) == {TARGET}):
        code.bytes = "xyz" + chr(instruction.number + WIDE) + "".join(chr(300 % 256) + chr(1) + "\0\0" for _ in kinds)
    seen = []
    copy = spec.Instruction(
        instruction.number,
        instruction.name,
        instruction.kinds,
        instruction.names,
        instruction.text,
        lambda interp, frame, pc, *operands: seen.append((interp, pc) + operands),
        False,
    )
    make_runner(copy, wide)("interp", Pools(), code, 3)
    decoded = decode(code.bytes, 3)
    rest = iter(decoded.operands)
    expected = [code if kind == CODE else resolve(code, kind, next(rest)) for kind in instruction.kinds]
    assert seen == [("interp", decoded.next_pc) + tuple(expected)]


def test_runners_note_the_pc():
    """Before an instruction that can fail, the frame learns where it is."""
    code = Pools()
    for name, expected in [("move", None), ("send_0", 0)]:
        instruction = INSTRUCTIONS[[each.name for each in INSTRUCTIONS].index(name)]
        code.bytes = assembled(instruction, list(range(len(instruction.kinds)))).bytes
        frame = Pools()
        frame.pc = None
        frame.slots = [1, 2, 3]
        interp = Pools()
        interp.send_0 = lambda site, w_receiver: w_receiver
        make_runner(instruction, False)(interp, frame, code, 0)
        assert frame.pc == expected


def test_resolve():
    """What handlers get: objects for literals, cells, sites and blocks, numbers for the rest."""
    code = Code("test", 0, False)
    w_text = string("a")
    code.finish("", "", [None, w_text], ["cell"], ["site"], ["block"])
    assert resolve(code, LITERAL, 1) is w_text
    assert [resolve(code, kind, 0) for kind in (CELL, SITE, BLOCK)] == ["cell", "site", "block"]
    assert [resolve(code, kind, 7) for kind in (SLOT_OUT, SLOT_IN, SLOTS_IN, NUMBER, TARGET)] == [7] * 5
