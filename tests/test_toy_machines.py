"""The toy machines below `Examples` compute what they should, show how, and explain the mistakes of programs."""

import os
import re

import pytest

from programs import run_program
from sources import ROOT

STACK = "Examples/StackMachine"
REGISTER = "Examples/RegisterMachine"


@pytest.fixture(scope="session")
def som():
    """Runs the VM under test, hosted or that of SOM_VM, with the given arguments."""
    return run_program


OUTPUT_OF_SAMPLES = {"arithmetic": [20, 2], "countdown": [3, 2, 1], "factorial": [120], "maximum": [12]}


def run_stack(som, *names):
    return som(STACK + "/StackDemo.som", *names)


def run_register(som, *names):
    return som("-cp", STACK, REGISTER + "/RegisterDemo.som", *names)


@pytest.mark.parametrize("demo", [run_stack, run_register], ids=["stack", "register"])
def test_toy_machine_runs_all_samples(som, demo):
    lines = demo(som).succeeded()
    printed = {}
    for line in lines:
        if line.startswith("Program "):
            values = printed.setdefault(line[len("Program ") : -1], [])
        elif line.startswith(">> "):
            values.append(int(line[3:]))
    assert printed == OUTPUT_OF_SAMPLES


def test_stack_machine_shows_every_step(som):
    lines = run_stack(som, "arithmetic").succeeded()
    assert [re.sub(" +", " ", line) for line in lines] == [
        "Program arithmetic:",
        "push 2 ip=2 sp=1 [ 2 ]",
        "push 3 ip=3 sp=2 [ 2 3 ]",
        "add ip=4 sp=1 [ 5 ]",
        "push 4 ip=5 sp=2 [ 5 4 ]",
        "mul ip=6 sp=1 [ 20 ]",
        "dup ip=7 sp=2 [ 20 20 ]",
        ">> 20",
        "print ip=8 sp=1 [ 20 ]",
        "push 6 ip=9 sp=2 [ 20 6 ]",
        "mod ip=10 sp=1 [ 2 ]",
        ">> 2",
        "print ip=11 sp=0 [ ]",
        "halt ip=12 sp=0 [ ]",
        "11 instructions executed",
        "",
        "",
    ]


def test_register_machine_shows_every_step(som):
    lines = run_register(som, "maximum").succeeded()
    assert [re.sub(" +", " ", line) for line in lines] == [
        "Program maximum:",
        "set r1 7 ip=2 [ r1=7 ]",
        "set r2 12 ip=3 [ r1=7 r2=12 ]",
        "call maximum r1 ip=6 [ r1=7 r2=12 ]",
        "gt r3 r1 r2 ip=7 [ r1=7 r2=12 r3=0 ]",
        "jumpIfTrue r3 first ip=8 [ r1=7 r2=12 r3=0 ]",
        "return r2 ip=4 [ r1=12 r2=12 ]",
        ">> 12",
        "print r1 ip=5 [ r1=12 r2=12 ]",
        "halt ip=6 [ r1=12 r2=12 ]",
        "8 instructions executed",
        "",
        "",
    ]


STACK_MISTAKES = {
    "underflow": "stack underflow (instruction 2: add)",
    "badJump": "jump to 99, but the program has the instructions 1 to 3 (instruction 2: jumpIfTrue 99)",
    "unknownOpcode": "unknown opcode fly (instruction 2: fly)",
    "divisionByZero": "division by zero (instruction 3: div)",
    "missingHalt": "the program has no instruction 3, halt is missing",
}

REGISTER_MISTAKES = {
    "emptyRegister": "register r2 has no value yet (instruction 2: add r1 r1 r2)",
    "noSuchRegister": "register r9 does not exist, the last one is register r8 (instruction 1: set r9 1)",
    "badJump": "jump to 99, but the program has the instructions 1 to 2 (instruction 1: jump 99)",
    "unknownOpcode": "unknown opcode fly (instruction 2: fly 1)",
    "divisionByZero": "division by zero (instruction 3: div r1 r1 r2)",
    "returnWithoutCall": "return without a call (instruction 2: return r1)",
}


@pytest.mark.parametrize("name", sorted(STACK_MISTAKES))
def test_stack_machine_explains_a_mistake(som, name):
    run_stack(som, name).failed("StackMachine: " + STACK_MISTAKES[name])


@pytest.mark.parametrize("name", sorted(REGISTER_MISTAKES))
def test_register_machine_explains_a_mistake(som, name):
    run_register(som, name).failed("RegisterMachine: " + REGISTER_MISTAKES[name])


def test_demo_lists_its_programs_if_it_does_not_know_one(som):
    lines = run_stack(som, "unknown").succeeded()
    assert lines[0] == "Usage: StackDemo.som [program ...]"
    assert lines[1] == "  programs: " + ", ".join(OUTPUT_OF_SAMPLES)
    assert lines[2] == "  programs with a mistake: " + ", ".join(STACK_MISTAKES)


def test_machines_are_compared_side_by_side(som):
    lines = som("-cp", STACK, REGISTER + "/CompareMachines.som").succeeded()
    assert [line.split() for line in lines[:-1]] == [
        ["program", "stack", "register"],
        ["arithmetic", "11", "10"],
        ["countdown", "21", "12"],
        ["factorial", "59", "41"],
        ["maximum", "13", "8"],
    ]


def commands_and_outputs(page):
    """(arguments, the lines of the block that shows the output) for each program run in a README."""
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        blocks = re.findall(r"(?:(?<=\n\n)|\A)((?:    .*\n)+)", file.read())
    texts = [[line[4:] for line in block.splitlines()] for block in blocks]
    return [(texts[i][0].split()[1:], texts[i + 1]) for i in range(0, len(texts), 2)]


@pytest.mark.parametrize("page", [STACK + "/README.md", REGISTER + "/README.md"])
def test_readme_shows_what_the_programs_print(som, page):
    examples = commands_and_outputs(page)
    assert examples != []
    for arguments, output in examples:
        shown = [line.rstrip() for line in som(*arguments).succeeded()]
        assert "\n".join(shown).rstrip() == "\n".join(output)


@pytest.mark.parametrize("directory, machine", [(STACK, "StackMachine"), (REGISTER, "RegisterMachine")])
def test_readme_lists_every_instruction(directory, machine):
    with open(os.path.join(ROOT, directory, machine + ".som"), encoding="utf-8") as file:
        defined = re.findall(r"define: #(\w+)", file.read())
    with open(os.path.join(ROOT, directory, "README.md"), encoding="utf-8") as file:
        rows = "".join(line for line in file if line.startswith("| `"))
    assert sorted(re.findall(r"`(\w+)[^`]*`", rows)) == sorted(defined)


ASSEMBLER_MISTAKES = [
    ("push", "line 2: push takes 1 operands, not 0"),
    ("push 1 2", "line 2: push takes 1 operands, not 2"),
    ("fly", "line 2: there is no instruction fly"),
    ("push one", "line 2: a number is expected, not one"),
    ("push -", "line 2: a number is expected, not -"),
    ("jump nowhere", "line 2: there is no label nowhere"),
    ("here: here: halt", "line 2: the label here is defined twice"),
    (": halt", "line 2: a label needs a name"),
]

STACK_CODE = [
    # the operations the samples do not use, a slash for each new line, with what they leave on the stack
    ("push 17/push 5/div", "3"),
    ("push -17/push 5/add", "-12"),
    ("push 0/push 5/and/push 7/push 5/and", "0 1"),
    ("push 0/push 5/or/push 0/dup/or", "1 0"),
    ("push 0/not/push 3/not", "1 0"),
    ("push 3/push 3/eq/push 3/push 4/eq", "1 0"),
    ("push 3/push 4/gt/push 4/push 3/gt/push 4/push 4/gt", "0 1 0"),
    ("push 3/push 4/lt/push 4/push 3/lt/push 4/push 4/lt", "1 0 0"),
    ("push 1/push 2/pop", "1"),
    ("push 0/jumpIfFalse on/push 1/on: push 2", "2"),
    ("push 9/jumpIfFalse on/push 1/on: push 2", "1 2"),
    ("push 0/jumpIfTrue on/push 1/on: push 2", "1 2"),
    ("jump on/push 1/on:/push 2", "2"),
    ("push 6/store 8/load 8/load 8", "6 6"),
]

REGISTER_CODE = [
    ("set r1 17/set r2 5/div r3 r1 r2/mod r4 r1 r2", "r1=17 r2=5 r3=3 r4=2"),
    ("set r1 0/set r2 5/and r3 r1 r2/or r4 r1 r2", "r1=0 r2=5 r3=0 r4=1"),
    ("set r1 0/not r2 r1/not r3 r2/not r1 r3", "r1=1 r2=1 r3=0"),
    ("set r1 3/set r2 4/eq r3 r1 r2/lt r4 r1 r2/gt r5 r1 r2", "r1=3 r2=4 r3=0 r4=1 r5=0"),
    ("set r1 3/move r2 r1/eq r3 r1 r2/lt r4 r1 r2/gt r5 r1 r2", "r1=3 r2=3 r3=1 r4=0 r5=0"),
    ("set r1 0/jumpIfFalse r1 on/set r2 1/on: set r3 1", "r1=0 r3=1"),
    ("set r1 9/jumpIfFalse r1 on/set r2 1/on: set r3 1", "r1=9 r2=1 r3=1"),
    ("jump on/set r2 1/on: set r3 1", "r3=1"),
]


def program_with(tmp_path, code, machine="StackMachine"):
    """A SOM program that assembles the code, runs it, and prints the state of the machine."""
    path = tmp_path / "Sample.som"
    run = "machine := %s on: (Assembler assemble: '%s' for: %s). machine run. machine stateOfValues println"
    path.write_text("Sample = ( run = ( | machine | " + run % (machine, code, machine) + " ) )")
    return str(path)


@pytest.mark.parametrize("code, error", ASSEMBLER_MISTAKES)
def test_assembler_names_the_line_of_a_mistake(som, tmp_path, code, error):
    program = program_with(tmp_path, "; a comment\n" + code + "\nhalt")
    som("-cp", STACK, program).failed("Assembler, " + error)


@pytest.mark.parametrize("operand", ["x1", "r", "1", "rx"])
def test_assembler_expects_a_register(som, tmp_path, operand):
    program = program_with(tmp_path, "print " + operand, "RegisterMachine")
    run = som("-cp", STACK + ":" + REGISTER, program)
    run.failed("Assembler, line 1: a register such as r1 is expected, not " + operand)


@pytest.mark.parametrize("code, stack", STACK_CODE)
def test_stack_operation(som, tmp_path, code, stack):
    run = som("-cp", STACK, program_with(tmp_path, code.replace("/", "\n") + "\nhalt"))
    assert run.succeeded() == ["sp=%d  [ %s ]" % (len(stack.split()), stack), ""]


@pytest.mark.parametrize("code, registers", REGISTER_CODE)
def test_register_operation(som, tmp_path, code, registers):
    program = program_with(tmp_path, code.replace("/", "\n") + "\nhalt", "RegisterMachine")
    assert som("-cp", STACK + ":" + REGISTER, program).succeeded() == ["[ " + registers + " ]", ""]


@pytest.mark.parametrize(
    "code, error",
    [
        ("return", "return without a call (instruction 1: return)"),
        ("load 1", "local 1 has no value yet (instruction 1: load 1)"),
        ("load 0", "local 0 does not exist, the last one is local 8 (instruction 1: load 0)"),
        ("push 1\nstore 9", "local 9 does not exist, the last one is local 8 (instruction 2: store 9)"),
        ("again: push 1\njump again", "stack overflow (instruction 1: push 1)"),
        ("call 0", "jump to 0, but the program has the instructions 1 to 2 (instruction 1: call 0)"),
    ],
)
def test_stack_machine_stops_at_a_mistake(som, tmp_path, code, error):
    som("-cp", STACK, program_with(tmp_path, code + "\nhalt")).failed("StackMachine: " + error)
