"""What the headings of traces say."""

import pytest

from som.bytecode.spec import decode
from som.interpreter.location import LONGEST_INSTRUCTION, location_of
from tests.compiler.compiling import shared_universe
from tests.machines import define, machine

TEXT = """Located = (
    count: n = (
        | sum |
        sum := 0.
        1 to: n do: [:i |
            sum := sum + i ].
        ^ [
            n ]
    )
    ----
    make = ( ^ self new )
)"""


def locations(code):
    """The location of every instruction of the code."""
    found = []
    pc = 0
    while pc < len(code.bytes):
        found.append(location_of(pc, code, None))
        pc = decode(code.bytes, pc).next_pc
    return found


def test_every_instruction_has_class_selector_file_line_and_listing():
    """Lines are those below which the listing shows the instruction; the first ones get that of the definition."""
    code = define("Test = (\n a: x = (\n  x println.\n\n  ^ x\n   , 'it'\n ) )").methods_w[0].code
    assert locations(code) == [
        "Test>>a: Test.som:3 SEND_0 s2 s1 send 0 ; #println",
        "Test>>a: Test.som:3 LITERAL s3 literal 0 ; 'it'",
        "Test>>a: Test.som:5 SEND_1 s2 s1 s3 send 1 ; #,",
        "Test>>a: Test.som:5 RETURN s2",
    ]
    code = define("Test = (\n a = (\n  ^ 3\n  ) )").methods_w[0].code
    assert locations(code) == ["Test>>a Test.som:2 LITERAL s1 literal 0 ; 3", "Test>>a Test.som:2 RETURN s1"]


def test_loops_blocks_and_class_methods():
    w_class = define(TEXT)
    code = w_class.methods_w[0].code
    assert "Located>>count: Test.som:6 ADD s2 s2 s4 send 0 ; #+" in locations(code)
    assert all(text.startswith("Located>>count: [] Test.som:7 ") for text in locations(code.blocks[0]))
    [text] = [text for text in locations(w_class.layout.w_class.methods_w[0].code) if "SEND" in text]
    assert text == "Located class>>make Test.som:11 SEND_0 s1 s0 send 0 ; #new"


def test_the_block_that_is_evaluated():
    code = define("Test = ( run = ( ^ [ 1 ] value ) )").methods_w[0].code
    assert location_of(0, code, code.blocks[0]) == "Test>>run Test.som:1 BLOCK s2 block 0 with Test>>run []"


def test_wide_instructions():
    """Those whose operands do not fit into bytes."""
    names = " ".join("v%d" % number for number in range(300))
    code = define("Test = ( a = ( | %s | v299 := v0. ^ v299 ) )" % names).methods_w[0].code
    assert locations(code)[0] == "Test>>a Test.som:1 MOVE wide s300 s1"


def test_the_file_is_named_without_its_directory(tmp_path):
    (tmp_path / "Filed.som").write_text("Filed = ( run = ( ^ self hash ) )")
    universe = machine(tmp_path)
    code = universe.load_class("Filed").methods_w[0].code
    assert "/" in code.source.path
    assert location_of(0, code, None) == "Filed>>run Filed.som:1 SEND_0 s1 s0 send 0 ; #hash"


def test_code_without_source():
    """Code that the VM makes itself has neither file nor line."""
    code = shared_universe().loop_exit_code()
    assert locations(code) == ["whileTrue: [] NIL s2", "whileTrue: [] RETURN_HOME s2 0 1"]


@pytest.mark.parametrize("pc", [-1, 100000])
def test_no_pc_makes_it_fail(pc):
    code = define("Test = ( a = ( ^ self hash ) )").methods_w[0].code
    assert location_of(pc, code, None) == "Test>>a Test.som:1"


def test_one_line_of_limited_length():
    """Symbols may contain line feeds, literals may be long; characters are not cut in two."""
    code = define("Test = ( a = ( ^ #'x\\ny' , 'z' ) )").methods_w[0].code
    assert location_of(0, code, None) == "Test>>a Test.som:1 LITERAL s2 literal 0 ; #x y"
    for shift in range(3):
        text = "Test = ( a = ( ^ '%s%s' , 'z' ) )" % ("x" * shift, "\u2764" * LONGEST_INSTRUCTION)
        code = define(text.encode("utf-8").decode("latin-1")).methods_w[0].code
        instruction = location_of(0, code, None)[len("Test>>a Test.som:1 ") :]
        assert len(instruction) <= LONGEST_INSTRUCTION + len("...")
        assert instruction.endswith("...")
        assert instruction.encode("latin-1").decode("utf-8")[:-3].endswith("\u2764")


def test_asking_changes_nothing():
    """The same answer again, and the code is as it was: no caches are filled."""
    code = define(TEXT).methods_w[0].code
    before = repr(sorted((name, value) for name, value in vars(code).items() if name != "source"))
    sites = [repr(vars(site)) for site in code.sites]
    assert locations(code) == locations(code)
    assert repr(sorted((name, value) for name, value in vars(code).items() if name != "source")) == before
    assert [repr(vars(site)) for site in code.sites] == sites
