"""The committed tables belong to the grammar, and the generator refuses grammars that are not clean."""

import re
import sys
import unicodedata

import pytest

from som.syntax import building, tables
from som.tools import grammar
from som.tools.automaton import AmbiguousTerminals


@pytest.fixture(scope="module")
def text():
    return grammar.read_grammar()


def test_tables_are_up_to_date(text):
    """If this fails: python -m som.tools.grammar"""
    with open(grammar.TABLES_PATH, encoding="utf-8") as stream:
        assert stream.read() == grammar.Tables(text).render()
    assert tables.SOURCE_DIGEST == grammar.digest_of(text)


def test_tables_hold_only_integers_and_strings():
    values = {name: value for name, value in vars(tables).items() if not name.startswith("__")}
    del values["absolute_import"]
    assert {type(value) for value in values.values()} == {int, str}


def test_every_function_is_a_rule_of_the_grammar(text):
    generated = grammar.Tables(text)
    assert {function for function, _, _ in generated.rules if function} == set(building.RULES)


def test_functions_have_as_many_parameters_as_rules_have_symbols(text):
    for function, _, size in grammar.Tables(text).rules:
        if function:
            assert building.RULES[function].__code__.co_argcount == max(size, 1) + 1


def test_conflicts_are_refused(text):
    """`(a b)` as a second kind of expression is a conflict with the parentheses that exist."""
    broken = text.replace("        | block\n", "        | block\n        | LPAREN unary RPAREN -> block\n")
    assert broken != text
    with pytest.raises(grammar.lark.exceptions.GrammarError):
        grammar.strict_parser(broken)


def test_shift_reduce_conflicts_are_refused(text):
    """Without strict mode lark would quietly prefer to read on."""
    broken = text.replace(
        "?evaluation: binary\n", "?evaluation: binary\n           | evaluation keyword_arguments -> keyword_send\n"
    )
    assert broken != text
    with pytest.raises(grammar.lark.exceptions.GrammarError, match="Shift/Reduce"):
        grammar.strict_parser(broken)


def test_colliding_terminals_are_refused(text):
    """By lark, and, with all letters of Unicode, by our own automaton."""
    broken = text.replace("KEYWORD.1:", "KEYWORD:").replace(
        "KEYWORD_SEQUENCE.2: KEYWORD KEYWORD+", "KEYWORD_SEQUENCE: KEYWORD+"
    )
    assert broken != text
    with pytest.raises(grammar.lark.exceptions.LexError, match="Collision"):
        grammar.strict_parser(broken)
    with pytest.raises(AmbiguousTerminals, match="KEYWORD and KEYWORD_SEQUENCE"):
        parser = grammar.oracle_parser(broken)
        grammar.automaton.build({t.name: (t.pattern.to_regexp(), t.priority) for t in parser.terminals})


def test_wide_letters_come_last(text):
    """The strict check replaces them; a definition behind them would get lost."""
    with pytest.raises(ValueError):
        grammar.strict_parser(text.replace("OTHER_LETTER", "MORE_LETTERS"))


def test_letters_are_those_of_unicode(text):
    """Whatever the host knows as a letter is one here, and no blank, digit or symbol is."""
    pattern = [terminal for terminal in grammar.oracle_parser(text).terminals if terminal.name == "IDENTIFIER"][0]
    matches = re.compile(pattern.pattern.to_regexp()).fullmatch
    wrong = []
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category[0] == "L" and not matches(chr(code)):
            wrong.append(code)
        if category[0] in "ZPC" and category != "Cn" and matches(chr(code)):
            wrong.append(code)
        if category == "Nd" and matches(chr(code)):
            wrong.append(code)
    assert wrong == []


def test_blanks_are_those_of_unicode(text):
    pattern = [terminal for terminal in grammar.oracle_parser(text).terminals if terminal.name == "BLANK"][0]
    matches = re.compile(pattern.pattern.to_regexp()).fullmatch
    blanks = {code for code in range(0x11000) if matches(chr(code))}
    separators = {chr(code) for code in range(0x1C, 0x20)}  # white space for the host, not for Unicode
    assert blanks == {code for code in range(0x11000) if chr(code).isspace() and chr(code) not in separators} | {0xFEFF}


@pytest.mark.parametrize("numbers", [[0], [0, 1, 78], list(range(79))])
def test_digits(numbers):
    assert [ord(character) - grammar.FIRST_DIGIT for character in grammar.digits(numbers)] == numbers


def test_digits_are_limited():
    with pytest.raises(AssertionError):
        grammar.digits([79])


def test_wrapped_literals_keep_their_text():
    for literal in ("short", "word " * 100 + "end", "x" * 1000, 'quote " and \\ ' * 50 + "end"):
        assert eval(grammar.wrapped(literal)) == literal
        assert max(len(line) for line in grammar.wrapped(literal).split("\n")) <= 120
