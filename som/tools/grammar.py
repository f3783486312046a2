"""Writes `som/syntax/tables.py` from `som/syntax/som.lark`: `python -m som.tools.grammar`.

The only importer of lark, whose LALR(1) generator runs in strict mode. The tables hold nothing but integers
and strings, so that importing them takes a millisecond. Their meaning is described where they are decoded:
`som/syntax/lexing.py` and `som/syntax/parsing.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re

import lark

from som.tools import automaton

SYNTAX = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "syntax")
GRAMMAR_PATH = os.path.join(SYNTAX, "som.lark")
TABLES_PATH = os.path.join(SYNTAX, "tables.py")
STARTS = ("class_definition", "snippet")
FIRST_DIGIT = 48  # what stands for 0 where small numbers are written as one character
PASS = -1  # the "size" of a rule that hands on its only child
ACCEPT = -2  # the "size" of the pseudo rule 1: the text is complete

HEADER = '''"""Generated from som.lark; do not edit. To regenerate: python -m som.tools.grammar"""

from __future__ import absolute_import

SOURCE_DIGEST = "%s"
'''


def read_grammar() -> str:
    with open(GRAMMAR_PATH, encoding="utf-8") as stream:
        return stream.read()


def digest_of(grammar: str) -> str:
    return hashlib.sha256(grammar.encode("utf-8")).hexdigest()


def strict_parser(grammar: str) -> lark.Lark:
    """lark's parser, checked for conflicts of rules and of terminals.

    The check of terminals works on sets of single characters and would take minutes for all letters of Unicode:
    one letter stands for all that are not in ASCII.
    """
    reduced, count = re.subn(r"(?ms)^OTHER_LETTER:.*\Z", r"OTHER_LETTER: /\\u00e9/\n", grammar)
    if count != 1:
        raise ValueError("the terminal OTHER_LETTER must be the last definition of the grammar")
    return oracle_parser(reduced, strict=True)


def oracle_parser(grammar: str, strict: bool = False) -> lark.Lark:
    """lark's own parser, lexer included, as the tests use it to judge ours. Without `strict` no check takes place."""
    lark.lexer.has_interegular = strict
    return lark.Lark(
        grammar,
        parser="lalr",
        lexer="basic",
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=False,
        propagate_positions=True,
        strict=strict,
    )


class Tables:
    """Everything that `tables.py` holds, computed from the text of the grammar."""

    def __init__(self, grammar: str):
        self.digest = digest_of(grammar)
        parser = strict_parser(grammar)
        full = oracle_parser(grammar)
        ignored = set(full.ignore_tokens)
        order = [name for name in re.findall(r"(?m)^([A-Z_]+)(?:\.\d+)?:", grammar)]
        used = {terminal.name: terminal for terminal in full.terminals}
        self.terminals = ["END"] + [name for name in order if name in used and name not in ignored]
        self.bad = len(self.terminals)
        self.automaton = automaton.build(
            {
                name: (terminal.pattern.to_regexp(), (terminal.pattern.type == "str", terminal.priority))
                for name, terminal in used.items()
            }
        )
        self.kinds = {name: number for number, name in enumerate(self.terminals)}
        self.kinds.update((name, self.bad + 1) for name in ignored)
        self._add_rules(parser)
        self._add_states(parser.parser.parser._parse_table)

    def _add_rules(self, parser: lark.Lark):
        self.nonterminals = []
        for rule in parser.rules:
            if rule.origin.name not in self.nonterminals:
                self.nonterminals.append(str(rule.origin.name))
        self.columns = {"$END": 0}
        self.columns.update((name, number) for number, name in enumerate(self.terminals) if number > 0)
        first = self.bad + 1
        self.columns.update((name, first + number) for number, name in enumerate(self.nonterminals))
        self.width = first + len(self.nonterminals)
        self.rules = [("", 0, ACCEPT), ("", 0, ACCEPT)]  # (function, left side's column, size)
        self.rule_numbers = {}
        for rule in parser.rules:
            self.rule_numbers[rule] = len(self.rules)
            size = len(rule.expansion)
            function = rule.alias or str(rule.origin.name)
            if rule.options.expand1 and size == 1 and not rule.alias:
                function, size = "", PASS
            self.rules.append((function, self.columns[rule.origin.name], size))
        self.first = self._first_sets(parser)

    def _first_sets(self, parser: lark.Lark):
        """Nonterminal -> names of the terminals it can begin with."""
        first = {name: set() for name in self.nonterminals}
        nullable = set()
        changed = True
        while changed:
            before = (len(nullable), sum(len(names) for names in first.values()))
            for rule in parser.rules:
                for symbol in rule.expansion:
                    first[rule.origin.name] |= {symbol.name} if symbol.is_term else first[symbol.name]
                    if symbol.is_term or symbol.name not in nullable:
                        break
                else:
                    nullable.add(rule.origin.name)
            changed = before != (len(nullable), sum(len(names) for names in first.values()))
        return first

    def _add_states(self, table):
        """Number the states breadth first from the start symbols and fill `rows`: column -> action."""
        numbers = {table.start_states[name]: number for number, name in enumerate(STARTS)}
        queue = list(numbers)
        ends = set(table.end_states.values())
        self.rows = []
        for state in queue:
            row = {0: -1} if state in ends else {}
            for name in sorted(table.states[state], key=lambda name: self.columns[name]):
                action, argument = table.states[state][name]
                if action is lark.parsers.lalr_analysis.Reduce:
                    row[self.columns[name]] = -self.rule_numbers[argument]
                else:
                    if argument not in numbers:
                        numbers[argument] = len(numbers)
                        queue.append(argument)
                    row[self.columns[name]] = numbers[argument]
            self.rows.append(row)

    def render(self) -> str:
        """The text of `tables.py`."""
        lines = [HEADER % self.digest]
        self._render_names(lines)
        self._render_automaton(lines)
        self._render_rules(lines)
        return "\n".join(lines)

    def _render_names(self, lines):
        lines.append("# Terminals; BAD is text that is no token, blanks and comments are IGNORED.")
        lines.extend("%s = %d" % (name, number) for number, name in enumerate(self.terminals))
        lines.append("BAD = %d" % self.bad)
        lines.append("IGNORED = %d" % (self.bad + 1))
        lines.append("TERMINALS = %s" % quoted(" ".join(self.terminals)))
        lines.append("\n# Nonterminals are columns of ACTIONS; FIRST has the terminals they can begin with, as bits.")
        lines.extend("%s_RULE = %d" % (name.upper(), self.columns[name]) for name in self.nonterminals)
        masks = [sum(1 << self.kinds[name] for name in self.first[n]) for n in self.nonterminals]
        lines.append("FIRST = %s" % wrapped(" ".join(str(mask) for mask in masks)))

    def _render_automaton(self, lines):
        table = self.automaton
        bounds = [(max(low, 128), number) for low, number in self._wide_bounds()]
        lines.append("\n# The lexer's automaton; characters stand for numbers, %r for 0." % chr(FIRST_DIGIT))
        ascii_classes = [self._class_of(code) for code in range(128)]
        lines.append("CLASS_COUNT = %d" % table.class_count)
        lines.append("ASCII_CLASSES = %s" % wrapped(digits(ascii_classes)))
        lines.append("WIDE_BOUNDS = %s" % wrapped(deltas([low for low, _ in bounds])))
        lines.append("WIDE_CLASSES = %s" % wrapped(digits([number for _, number in bounds])))
        lines.append("TRANSITIONS = (")
        lines.extend("    %s" % quoted(digits(row)) for row in table.transitions)
        lines.append(")")
        accepts = [self.kinds[name] if name else self.bad for name in table.accepted]
        lines.append("ACCEPTS = %s" % wrapped(digits(accepts)))
        pending = [pending_kind(names) for names in table.pending]
        lines.append("PENDING = %s" % quoted("".join(pending)))

    def _class_of(self, code):
        return max(bound for bound in self.automaton.class_bounds if bound[0] <= code)[1]

    def _wide_bounds(self):
        above = [bound for bound in self.automaton.class_bounds if bound[0] > 128]
        return [(128, self._class_of(128))] + above

    def _render_rules(self, lines):
        lines.append("\n# Rules: function in `building`, column of the left side, number of children.")
        lines.append("PASS = %d" % PASS)
        lines.append("ACCEPT = %d" % ACCEPT)
        lines.append("RULES = (")
        lines.extend('    "%s %d %d;"' % (function or "-", left, size) for function, left, size in self.rules)
        lines.append(")")
        lines.append("\n# States: column and action; a state to go to, or minus a rule to reduce by.")
        lines.extend("%s = %d" % ("START_" + name.upper(), number) for number, name in enumerate(STARTS))
        lines.append("WIDTH = %d" % self.width)
        lines.append("ACTIONS = (")
        for row in self.rows:
            pieces = pack(["%d %d" % (column, action) for column, action in row.items()], "  ")
            pieces[-1] += ";"
            lines.extend('    "%s"' % piece for piece in pieces)
        lines.append(")")
        lines.append("")


def pending_kind(names) -> str:
    """`s`, `c`: inside a string or a comment that is not closed; `-`: anything else."""
    if names == {"STRING"}:
        return "s"
    return "c" if names == {"COMMENT"} else "-"


def digits(numbers) -> str:
    """One character for each number."""
    assert all(0 <= number < 127 - FIRST_DIGIT for number in numbers)
    return "".join(chr(FIRST_DIGIT + number) for number in numbers)


def deltas(numbers) -> str:
    """Ascending numbers as differences, in decimal."""
    return " ".join(str(number - before) for before, number in zip([0] + numbers, numbers))


def quoted(text: str) -> str:
    return json.dumps(text)


def pack(words: list[str], separator: str) -> list[str]:
    """Join `words` to lines that fit the line length; every line but the last ends with the separator."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("")
        lines[-1] += word + separator
    lines[-1] = lines[-1][: -len(separator)]
    return lines


def wrapped(text: str) -> str:
    """A string literal, in parentheses on several lines if it is long."""
    if len(text) < 90:
        return quoted(text)
    if " " in text:
        pieces = pack(text.split(" "), " ")
    else:
        pieces = [text[index : index + 100] for index in range(0, len(text), 100)]
    return "(\n%s\n)" % "\n".join("    " + quoted(piece) for piece in pieces)


def main():
    text = Tables(read_grammar()).render()
    with open(TABLES_PATH, "w", encoding="utf-8") as stream:
        stream.write(text)
    print("wrote %s" % os.path.relpath(TABLES_PATH))


if __name__ == "__main__":
    main()
