"""No limit of the encoding is a limit for programs: generated ones with very many parts of one kind work."""

import pytest
from vm_process import CORE_LIBRARY, run_vm


def result_of(tmp_path, members):
    """The lines that a class with these members prints when it is run."""
    program = tmp_path / "Large.som"
    program.write_text("Large = (\n%s\n)\n" % members)
    outcome = run_vm("-cp", CORE_LIBRARY, str(program))
    assert (outcome.status, outcome.stderr) == (0, b"")
    return outcome.stdout.decode("utf-8").split("\n")[:-1]


def run_method(lines, variables=""):
    return "run = (\n%s\n%s\n)" % (variables, "\n".join(lines))


@pytest.mark.parametrize("count", [127, 128, 255, 256, 257, 2000])
def test_literals(tmp_path, count):
    """A method with this many distinct Symbols, Integers and Strings."""
    lines = ["sum := sum + #s%d length + %d + '%d' length." % (n, n + 1000, n) for n in range(count)]
    expected = sum(len("s%d" % n) + n + 1000 + len(str(n)) for n in range(count))
    assert result_of(tmp_path, run_method(["sum := 0."] + lines + ["sum println"], "| sum |")) == [str(expected)]


def test_literals_in_one_array(tmp_path):
    """A literal Array of 2000 elements."""
    elements = " ".join(str(n * n) for n in range(2000))
    lines = ["array := #(%s)." % elements, "array length println.", "array sum println"]
    assert result_of(tmp_path, run_method(lines, "| array |")) == ["2000", str(sum(n * n for n in range(2000)))]


@pytest.mark.parametrize("count", [127, 128, 255, 256, 257, 500])
def test_locals(tmp_path, count):
    """A method with this many locals, all different and all used."""
    names = ["v%d" % n for n in range(count)]
    lines = ["%s := %d." % (name, n * 3) for n, name in enumerate(names)]
    total = " + ".join(names)
    expected = 3 * sum(range(count))
    assert result_of(tmp_path, run_method(lines + ["(%s) println" % total], "| %s |" % " ".join(names))) == [
        str(expected)
    ]


def test_captured_locals(tmp_path):
    """A block that captures 500 locals of its method and outlives it."""
    names = ["v%d" % n for n in range(500)]
    make = "make = (\n| %s |\n%s\n^ [ v499 := v499 + 1. %s ]\n)" % (
        " ".join(names),
        "\n".join("%s := %d." % (name, n) for n, name in enumerate(names)),
        " + ".join(names),
    )
    run = run_method(["block := self make.", "block value println.", "block value println"], "| block |")
    first = sum(range(500)) + 1
    assert result_of(tmp_path, run + "\n" + make) == [str(first), str(first + 1)]


def test_locals_of_a_block(tmp_path):
    """A block with 500 locals of its own."""
    names = ["v%d" % n for n in range(500)]
    lines = ["%s := %d." % (name, n) for n, name in enumerate(names)]
    block = "[ | %s |\n%s\n%s ] value println" % (" ".join(names), "\n".join(lines), " + ".join(names))
    assert result_of(tmp_path, run_method([block])) == [str(sum(range(500)))]


@pytest.mark.parametrize("count", [127, 128, 255, 256, 257, 500])
def test_fields(tmp_path, count):
    """An object with this many fields, read by name and by position."""
    names = ["f%d" % n for n in range(count)]
    lines = ["%s := %d." % (name, n * 7) for n, name in enumerate(names)]
    lines.append("(%s) println." % " + ".join(names))
    lines.append("(self instVarAt: %d) println." % count)
    lines.append("Large fields length println")
    expected = [str(7 * sum(range(count))), str(7 * (count - 1)), str(count)]
    assert result_of(tmp_path, "| %s |\n%s" % (" ".join(names), run_method(lines))) == expected


@pytest.mark.parametrize("count", [20, 100, 300])
def test_arguments(tmp_path, count):
    """A message with this many arguments, sent, performed, and not understood."""
    selector = "".join("k%d:" % n for n in range(count))
    pattern = " ".join("k%d: a%d" % (n, n) for n in range(count))
    send = " ".join("k%d: %d" % (n, n * 2) for n in range(count))
    unknown = " ".join("u%d: %d" % (n, n) for n in range(count))
    members = [
        "%s = ( ^ %s )" % (pattern, " + ".join("a%d" % n for n in range(count))),
        "doesNotUnderstand: selector arguments: arguments = ( ^ arguments sum )",
        run_method(
            [
                "(self %s) println." % send,
                "(self perform: #%s withArguments: (1 to: %d)) println." % (selector, count),
                "(self %s) println" % unknown,
            ]
        ),
    ]
    total = sum(range(count))
    assert result_of(tmp_path, "\n".join(members)) == [str(2 * total), str(total + count), str(total)]


def test_instructions(tmp_path):
    """A method of some 100,000 instructions, with a conditional and a loop whose jumps span most of them."""
    adds = ["n := n + 1."] * 12000
    lines = ["n := 0.", "1 to: 2 do: [:i |", "i = 1 ifTrue: ["] + adds + ["] ifFalse: ["] + adds + ["] ].", "n println"]
    assert result_of(tmp_path, run_method(lines, "| n |")) == ["24000"]


def test_loop_around_many_instructions(tmp_path):
    """The backward jump of a loop spans many thousand instructions."""
    lines = ["n := 0.", "[ n < 30000 ] whileTrue: ["] + ["n := n + 1."] * 15000 + ["].", "n println"]
    assert result_of(tmp_path, run_method(lines, "| n |")) == ["30000"]


def test_methods(tmp_path):
    """A class with 2000 methods, all called."""
    methods = ["m%d = ( ^ %d )" % (n, n) for n in range(2000)]
    lines = ["sum := sum + self m%d." % n for n in range(2000)]
    run = run_method(["sum := 0."] + lines + ["sum println.", "Large methods length println"], "| sum |")
    assert result_of(tmp_path, run + "\n" + "\n".join(methods)) == [str(sum(range(2000))), "2001"]


def test_blocks(tmp_path):
    """A method with 1000 blocks."""
    lines = ["sum := sum + [:x | x + %d ] value: 1." % n for n in range(1000)]
    lines = [line.replace("[", "([", 1).replace(" value: 1.", " value: 1).") for line in lines]
    assert result_of(tmp_path, run_method(["sum := 0."] + lines + ["sum println"], "| sum |")) == [
        str(sum(range(1000)) + 1000)
    ]


def test_nested_blocks(tmp_path):
    """Blocks nested 60 deep, each with a parameter that the innermost one reads."""
    opening = "".join("([:a%d | " % n for n in range(60))
    closing = "".join("] value: %d)" % n for n in reversed(range(60)))
    body = " + ".join("a%d" % n for n in range(60))
    assert result_of(tmp_path, run_method([opening + body + closing + " println"])) == [str(sum(range(60)))]


def test_nested_branches(tmp_path):
    """Conditionals nested 60 deep."""
    source = "".join("true ifTrue: [ n := n + 1. " for _ in range(60)) + "n println" + " ]" * 60
    assert result_of(tmp_path, run_method(["n := 0.", source], "| n |")) == ["60"]


def test_nested_parentheses(tmp_path):
    """Parentheses nested 200 deep."""
    source = "(" * 200 + "7" + " + 1)" * 200 + " println"
    assert result_of(tmp_path, run_method([source])) == ["207"]


def test_long_expression(tmp_path):
    """A chain of 5000 binary messages and one of 5000 unary messages."""
    lines = ["(0%s) println." % (" + 1" * 5000), "(-7%s) println" % (" negated" * 5001)]
    assert result_of(tmp_path, run_method(lines)) == ["5000", "7"]


def test_long_string(tmp_path):
    """A String literal of 200,000 characters."""
    lines = ["'%s' length println" % ("x" * 200000)]
    assert result_of(tmp_path, run_method(lines)) == ["200000"]


def test_long_number(tmp_path):
    """An Integer literal of 4000 digits is read and printed exactly."""
    digits = "9" * 4000
    assert result_of(tmp_path, run_method(["%s println" % digits])) == [digits]


def test_deep_inheritance(tmp_path):
    """A chain of 100 classes with a field and a method each."""
    for n in range(100):
        superclass = "Level%d " % (n - 1) if n else ""
        chained = "super sum + f%d" % n if n else "f0"
        text = "Level%d = %s( | f%d |\nset%d = ( f%d := %d )\nsum = ( ^ %s ) )" % (n, superclass, n, n, n, n, chained)
        (tmp_path / ("Level%d.som" % n)).write_text(text)
    lines = ["it := Level99 new."] + ["it set%d." % n for n in range(100)]
    lines += ["it sum println.", "Level99 fields length println"]
    assert result_of(tmp_path, run_method(lines, "| it |")) == [str(sum(range(100))), "100"]
