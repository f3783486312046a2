"""The entry points, the limit of nesting, and that no text makes the parser crawl, crash or fail in its own way."""

import random
import resource
import time

import pytest
from syntax.trees import class_of, dump, snippet_of, walk

from som.errors import FatalError, SomSyntaxError
from som.source import SourceText
from som.syntax import building, parsing, tree
from som.syntax.building import RULES
from som.syntax.reporting import render

MANY = 100000


def error_of(parse, text):
    with pytest.raises(SomSyntaxError) as caught:
        parse(text)
    return caught.value


def test_parse_answers_a_class():
    node = class_of("Foo = ()")
    assert isinstance(node, tree.ClassNode)
    assert (node.name, node.superclass, node.diagnostics) == ("Foo", "", [])


def test_parse_expression_answers_a_method_without_selector():
    node = snippet_of("| a | a := 3. ^ a")
    assert isinstance(node, tree.MethodNode)
    assert (node.selector, node.parameters, node.is_primitive) == ("", [], False)


def test_errors_know_their_source():
    source = SourceText("Test.som", "Foo")
    with pytest.raises(SomSyntaxError) as caught:
        parsing.parse(source)
    assert caught.value.source is source


def test_functions_without_rule_are_refused(monkeypatch):
    monkeypatch.setitem(RULES, "no_such_rule", building.name_read)
    with pytest.raises(FatalError) as caught:
        parsing._check_functions()
    assert caught.value.message == "no rule of the grammar is built by no_such_rule"


def test_rules_without_function_are_refused(monkeypatch):
    monkeypatch.delitem(RULES, "name_read")
    with pytest.raises(KeyError):
        parsing._check_functions()


def test_functions_take_all_children(monkeypatch):
    monkeypatch.setitem(RULES, "name_read", building.binary_send)
    with pytest.raises(FatalError) as caught:
        parsing._check_functions()
    assert caught.value.message == "name_read takes 3 children, the grammar has 1"


# ---- Nesting ----

BRACKETS = [("(", "1", ")"), ("[", "", "]"), ("#(", "", ")"), ("[ a foo: (", "3", ") ]")]


@pytest.mark.parametrize("opening,inside,closing", BRACKETS)
def test_nesting_up_to_the_limit(opening, inside, closing):
    brackets = opening.count("(") + opening.count("[")
    levels = parsing.MAXIMAL_NESTING // brackets
    node = snippet_of(opening * levels + inside + closing * levels)
    assert sum(1 for _ in walk(node)) > 1


@pytest.mark.parametrize("count", [parsing.MAXIMAL_NESTING + 1, MANY])
@pytest.mark.parametrize("opening,inside,closing", BRACKETS[:3])
def test_deeper_nesting_is_an_error(opening, inside, closing, count):
    """At the bracket that is one too many, whether the text is complete or not."""
    for text in (opening * count + inside + closing * count, opening * count):
        error = error_of(snippet_of, text)
        assert error.message == "the brackets are nested too deeply"
        assert error.hint == "At most 1000 brackets can be open at the same time."
        assert error.end == parsing.MAXIMAL_NESTING * len(opening) + len(opening)
        assert not error.at_end


def test_many_brackets_side_by_side_are_no_nesting():
    assert len(snippet_of("[ ]. (1). " * 2000).statements) == 4000


# ---- Long and strange texts ----

LONG = {
    "binary": ("1" + " + 1" * MANY, lambda node: node.statements[0].end),
    "unary": ("1" + " a" * MANY, lambda node: node.statements[0].end),
    "keyword": ("1" + " ab: 2" * MANY, lambda node: len(node.statements[0].arguments) * 6 + 1),
    "assignment": ("a := " * MANY + "1", lambda node: len(node.statements[0].targets) * 5 + 1),
    "statements": ("a. " * MANY, lambda node: len(node.statements) * 3),
    "locals": ("| " + "a " * MANY + "|", lambda node: len(node.locals) * 2 + 3),
    "parameters": ("[" + ":a " * MANY + "|]", lambda node: len(node.statements[0].parameters) * 3 + 3),
    "array": ("#(" + "1 " * MANY + ")", lambda node: len(node.statements[0].elements) * 2 + 3),
    "name": ("a" * 1000000, lambda node: len(node.statements[0].name)),
    "keywords": ("#" + "a:" * 500000, lambda node: len(node.statements[0].value) + 1),
    "number": ("1" * 1000000, lambda node: len(node.statements[0].text)),
    "string": ("'" + "a" * 1000000 + "'", lambda node: len(node.statements[0].value) + 2),
    "escapes": ("'" + "\\n" * 500000 + "'", lambda node: len(node.statements[0].value) * 2 + 2),
    "comments": ('"c"' * MANY + "a", lambda node: node.statements[0].end),
}


@pytest.mark.parametrize("name", sorted(LONG))
def test_long_texts(name):
    """The measure of what was built shows that all of the text is in the tree."""
    text, measure = LONG[name]
    assert measure(snippet_of(text)) == len(text)


def test_keyword_patterns_of_any_length():
    method = class_of("Foo = ( " + "a: b " * MANY + "= () )").instance_side.methods[0]
    assert len(method.selector) == 2 * MANY
    assert len(method.parameters) == MANY


def test_many_methods():
    assert len(class_of("Foo = ( " + "a = () " * 20000 + ")").instance_side.methods) == 20000


def seconds_for(text):
    """Processor time until the text is rejected or accepted, the report included."""
    start = time.process_time()
    try:
        parsing.parse_expression(SourceText("Test.som", text))
    except SomSyntaxError as error:
        render(error)
    return time.process_time() - start


PATTERNS = {
    "no token": lambda size: "\x00" * size,
    "blanks": lambda size: " " * size,
    "lines": lambda size: "\n" * size,
    "open string": lambda size: "'" + "a" * size,
    "open comment": lambda size: '"' + "\n" * size,
    "open escapes": lambda size: "'" + "\\" * size,
    "keywords, then none": lambda size: "#" + "a:" * (size // 4) + "b" * (size // 2),
    "numbers without fraction": lambda size: "1. " * (size // 3),
    "dashes": lambda size: "-" * size,
    "operators": lambda size: "+-" * (size // 2),
    "missing period": lambda size: "a. " * (size // 3) + "b 3",
    "unknown escapes": lambda size: "'" + "\\q" * (size // 2) + "'",
    "wide": lambda size: "\xce\xbb" * (size // 2),
    "wide, malformed": lambda size: "\xce\xbb" * (size // 2) + "\xff",
}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_time_is_linear(name):
    """Eight times the text takes about eight times as long; twenty times as long would still pass."""
    pattern = PATTERNS[name]
    small = min(seconds_for(pattern(20000)) for _ in range(3))
    large = min(seconds_for(pattern(160000)) for _ in range(3))
    assert large < max(small, 0.002) * 40  # 8 if it is linear, 64 if it is quadratic


def test_ten_megabytes():
    """As a comment, so that the time goes into reading it."""
    text = '"' + "c" * 10000000 + '" 3'
    assert dump(parsing.parse_expression(SourceText("Test.som", text)).statements[0]) == "3"


@pytest.mark.parametrize("seed", range(200))
def test_junk_raises_nothing_but_syntax_errors(seed):
    """Random bytes, and pieces of programs with random bytes in between; the report is well-formed UTF-8."""
    choices = random.Random(seed)
    pieces = ["Foo = (", "a = (", ")", "'", '"', "\\", " ", "[", ":x |", "#", "at:", "3", "----", "^", "."]
    pieces += [chr(choices.randrange(256)) for _ in range(30)]
    text = "".join(choices.choice(pieces) for _ in range(choices.randrange(200)))
    for parse in (parsing.parse, parsing.parse_expression):
        try:
            parse(SourceText("Test.som", text))
        except SomSyntaxError as error:
            assert 0 <= error.start <= error.end <= len(text)
            render(error).encode("latin-1").decode("utf-8")


PROGRAM = """Foo = Bar ( | a b |
at: x put: y = ( | t | t := #(1 -2.5 #a 'b\\n'). ^ [ :z | z + (x foo: y) ] ) p = primitive
---- | c | "end" + d = ( ^ #at:put:, 'e' ) )"""


def test_the_whole_program_is_right():
    assert class_of(PROGRAM).diagnostics == []


@pytest.mark.parametrize("cut", range(len(PROGRAM)))
def test_truncated_programs_are_incomplete(cut):
    """Every beginning of a program is rejected at its end, or in the token that the cut has damaged."""
    error = error_of(class_of, PROGRAM[:cut])
    assert error.at_end or error.end == cut


def test_memory_for_errors_is_bounded():
    """Wrong at the first token: a large rest is not even read."""
    text = ") " * 5000000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert error_of(snippet_of, text).start == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60000
