"""lark, reading the same grammar, agrees: the same texts are accepted, with the same tokens and trees, and where a
text is rejected, it is rejected at the same place.
"""

import functools
import glob
import os

import lark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax.trees import carried

from som.errors import SomSyntaxError
from som.source import SourceText
from som.syntax import parsing, tables
from som.syntax.states import SIZES, rule_words
from som.syntax.tree import Node
from som.tools.grammar import oracle_parser, read_grammar

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILES = sorted(
    os.path.relpath(path, ROOT)
    for path in glob.glob(os.path.join(ROOT, "**", "*.som"), recursive=True)
    if os.sep + "build" + os.sep not in path
)
STARTS = {"class_definition": tables.START_CLASS_DEFINITION, "snippet": tables.START_SNIPPET}


class RuleNode(Node):
    """What all functions of the builder make here: the name of the rule and the children."""

    def __init__(self, name, children):
        self.name = name
        self.children = children
        self.start = self.end = children[-1].end if children else 0


@pytest.fixture(autouse=True, scope="module")
def generic_builder():
    """Our own parser, with functions that build the same kind of tree for every rule."""
    lists = {size: getattr(parsing, "FUNCTIONS_%d" % size) for size in set(SIZES) if size >= 0}
    saved = {size: functions[:] for size, functions in lists.items()}
    for rule, (name, _, _) in enumerate(rule_words()):
        size = SIZES[rule]
        if size == 0:
            lists[size][rule] = lambda build, at, name=name: RuleNode(name, [])
        elif size > 0:
            lists[size][rule] = lambda build, *children, name=name: RuleNode(name, list(children))
    yield
    for size, functions in saved.items():
        lists[size][:] = functions


@functools.lru_cache(maxsize=None)
def oracle():
    return oracle_parser(read_grammar())


def ours(text, start):
    """The tree in preorder, or the offset of the error."""
    source = SourceText("Test.som", carried(text))
    try:
        root = parsing.Parser(source).run(STARTS[start])
    except SomSyntaxError as error:
        return error.start
    events, work = [], [root]
    while work:
        node = work.pop()
        if isinstance(node, RuleNode):
            events.append((node.name, len(node.children)))
            work.extend(reversed(node.children))
        else:
            events.append((source.text[node.start : node.end], node.start))
    return events


def lark_says(text, start):
    """The same, from lark."""
    try:
        root = oracle().parse(text, start=start)
    except lark.exceptions.UnexpectedCharacters as error:
        return len(carried(text[: error.pos_in_stream]))
    except lark.exceptions.UnexpectedToken as error:
        if error.token.type == "$END":
            return len(carried(text))
        return len(carried(text[: error.token.start_pos]))
    events, work = [], [root]
    while work:
        node = work.pop()
        if isinstance(node, lark.Tree):
            events.append((str(node.data), len(node.children)))
            work.extend(reversed(node.children))
        else:
            events.append((carried(str(node)), len(carried(text[: node.start_pos]))))
    return events


@pytest.mark.parametrize("name", FILES)
def test_files(name):
    with open(os.path.join(ROOT, name), encoding="utf-8", newline="") as stream:
        text = stream.read()
    assert ours(text, "class_definition") == lark_says(text, "class_definition")


def test_there_are_files():
    assert len(FILES) > 100


SAMPLES = {
    "LPAREN": ["("],
    "RPAREN": [")"],
    "LBRACKET": ["["],
    "RBRACKET": ["]"],
    "HASH": ["#"],
    "CARET": ["^"],
    "PERIOD": ["."],
    "COLON": [":"],
    "ASSIGN": [":="],
    "VBAR": ["|"],
    "EQUAL": ["="],
    "MINUS": ["-"],
    "PRIMITIVE": ["primitive"],
    "IDENTIFIER": ["a", "b1", "self", "primitives", "\u03bb"],
    "KEYWORD": ["at:", "put_1:", "primitive:", "\u00e9:"],
    "KEYWORD_SEQUENCE": ["at:put:", "a:b:c:"],
    "INTEGER": ["0", "12"],
    "DOUBLE": ["1.5"],
    "STRING": ["''", "'a'", "'\\''", "'\"'", "'\u2764\n'"],
    "OPERATOR": ["+", "*", "~", "\\", "@", ","],
    "OPERATOR_SEQUENCE": ["||", "==", "--", "---", "-->", ">>>", "~="],
    "SEPARATOR": ["----", "------"],
}
GAPS = [" ", "", "\n", "\t ", '"c"', "\u2003", '"\n\'" ']


def test_samples_cover_all_terminals():
    assert set(SAMPLES) == set(tables.TERMINALS.split(" ")) - {"END"}


@functools.lru_cache(maxsize=None)
def alternatives():
    """Nonterminal -> [(height of the lowest tree, symbols)], lowest first."""
    rules = oracle().rules
    heights = {}
    changed = True
    while changed:
        changed = False
        for rule in rules:
            below = [0 if symbol.is_term else heights.get(symbol.name) for symbol in rule.expansion]
            if None not in below:
                height = 1 + max(below, default=0)
                if height < heights.get(rule.origin.name, 10**9):
                    heights[rule.origin.name] = height
                    changed = True
    result = {}
    for rule in rules:
        height = 1 + max([0 if symbol.is_term else heights[symbol.name] for symbol in rule.expansion], default=0)
        result.setdefault(rule.origin.name, []).append((height, rule.expansion))
    return {name: sorted(found, key=lambda pair: pair[0]) for name, found in result.items()}


@st.composite
def programs(draw, start):
    """Texts of the language, with arbitrary gaps between tokens; a missing gap may join two of them."""
    pieces, work = [], [(start, 14)]
    while work:
        name, depth = work.pop()
        if name in SAMPLES:
            pieces += [draw(st.sampled_from(SAMPLES[name])), draw(st.sampled_from(GAPS))]
            continue
        found = alternatives()[name]
        if depth <= 0 or len(pieces) > 150:
            found = [pair for pair in found if pair[0] == found[0][0]]
        symbols = draw(st.sampled_from(found))[1]
        work.extend((symbol.name, depth - 1) for symbol in reversed(symbols))
    return "".join(pieces)


PIECES = (
    [text for texts in SAMPLES.values() for text in texts] + GAPS + [";", "\x00", "'", '"', "_", "$", "\u2192", ":"]
)


@st.composite
def mutants(draw, start):
    """Programs with a few pieces cut out, put in or replaced."""
    text = draw(programs(start))
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(text)))
        last = min(len(text), first + draw(st.integers(0, 6)))
        text = text[:first] + draw(st.sampled_from([""] + PIECES)) + text[last:]
    return text


@pytest.mark.parametrize("start", sorted(STARTS))
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_generated_programs(start, data):
    text = data.draw(programs(start))
    assert ours(text, start) == lark_says(text, start)


@pytest.mark.parametrize("start", sorted(STARTS))
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_mutated_programs(start, data):
    text = data.draw(mutants(start))
    assert ours(text, start) == lark_says(text, start)


@pytest.mark.parametrize("start", sorted(STARTS))
@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20))
def test_random_pieces(start, pieces):
    text = "".join(pieces)
    assert ours(text, start) == lark_says(text, start)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=30))
def test_random_text(text):
    assert ours(text, "snippet") == lark_says(text, "snippet")
