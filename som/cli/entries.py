"""What somebody has typed at a terminal: a command, a class definition, statements, or something unfinished.

Invariant: an entry that is complete as one of them is never taken for unfinished, so nobody has to end it twice.
"""

from __future__ import absolute_import

from som.errors import SomSyntaxError
from som.source import SourceText
from som.syntax import tables
from som.syntax.lexing import Scanner
from som.syntax.parsing import parse, parse_expression

BLANKS = " \t\r\n\f\v"
TIME = ":time"  # the command whose argument is an entry itself

EMPTY, COMMAND, CLASS, STATEMENTS, UNFINISHED, WRONG = range(6)

BLANK_LINES = 3  # so many in a row end a class definition that is not finished: fewer may belong to it


class Entry(object):
    """`kind`: one of the constants above; `error`: the SomSyntaxError of what is UNFINISHED or WRONG, else None."""

    def __init__(self, kind, error):
        self.kind = kind
        self.error = error


def classify(text):
    """The Entry that the text makes."""
    stripped = text.strip(BLANKS)
    if stripped == "" or is_comment(text):
        return Entry(EMPTY, None)
    if stripped.startswith(":"):
        return _command(stripped)
    source = SourceText("<input>", text)
    if begins_class(text):
        return _class_or_statements(source)
    try:
        parse_expression(source)
    except SomSyntaxError as error:
        return _failed(error)
    return Entry(STATEMENTS, None)


def _command(text):
    if text.startswith(TIME + " "):
        timed = classify(argument_of(text))
        if timed.kind == UNFINISHED:
            return timed
    return Entry(COMMAND, None)


def _failed(error):
    if error.at_end:
        return Entry(UNFINISHED, error)
    return Entry(WRONG, error)


def _class_or_statements(source):
    """`Foo = ( a = ( 3 ) )` is both; people who type it want a class. `Foo = ( 3 )` is a comparison."""
    try:
        parse(source)
        return Entry(CLASS, None)
    except SomSyntaxError as error:
        class_error = error
    try:
        parse_expression(source)
        return Entry(STATEMENTS, None)
    except SomSyntaxError as error:
        statement_error = error
    if class_error.at_end:
        return Entry(UNFINISHED, class_error)
    if statement_error.at_end:
        return Entry(UNFINISHED, statement_error)
    if statement_error.start > class_error.start:
        return Entry(WRONG, statement_error)
    if _open_brackets(source.text) > 0:  # the rest of a pasted class is not for the prompts that follow
        return Entry(UNFINISHED, class_error)
    return Entry(WRONG, class_error)


def is_comment(text):
    """Whether there is nothing but comments."""
    scanner = Scanner(text)
    scanner.fill()
    return scanner.kinds[0] == tables.END


def begins_class(text):
    """Whether the text begins like `Name = (` or `Name = Superclass (`, names of classes having a capital letter."""
    scanner = Scanner(text)
    scanner.fill()
    kinds = scanner.kinds
    if len(kinds) < 3 or kinds[0] != tables.IDENTIFIER or kinds[1] != tables.EQUAL:
        return False
    if "a" <= text[scanner.starts[0]] <= "z":
        return False
    if kinds[2] == tables.LPAREN:
        return True
    return len(kinds) > 3 and kinds[2] == tables.IDENTIFIER and kinds[3] == tables.LPAREN


def _open_brackets(text):
    scanner = Scanner(text)
    depth = 0
    while True:
        scanner.fill()
        for kind in scanner.kinds:
            if kind == tables.LPAREN or kind == tables.LBRACKET:
                depth += 1
            elif kind == tables.RPAREN or kind == tables.RBRACKET:
                depth -= 1
            elif kind == tables.END or kind == tables.BAD:
                return depth


def is_given_up(text, blank_lines):
    """Whether so many blank lines behind an unfinished entry mean that its author does not want to finish it."""
    if begins_class(text):
        return blank_lines >= BLANK_LINES
    return blank_lines > 0


def word_of(command):
    """`:time` of `:time 3 + 4`."""
    end = command.find(" ")
    if end < 0:
        return command
    return command[:end]


def argument_of(command):
    """`3 + 4` of `:time 3 + 4`."""
    start = len(word_of(command))
    return command[start:].strip(BLANKS)
