"""From the place where the parser stopped to a SomSyntaxError that says what was found and what was expected.

The parser has already reduced, and lost, part of its stack when it meets the wrong token. So the text up to that
token is read once more, by a recogniser, which then tells exactly which tokens could have come.
"""

from __future__ import absolute_import

from som.errors import SomSyntaxError
from som.syntax import tables
from som.syntax.hints import hint_for_character, hint_for_token, runaway_string
from som.syntax.lexing import Scanner, decode, sequence_length
from som.syntax.situation import Situation, place
from som.syntax.states import ACTIONS, Recogniser, can_begin

LONGEST_QUOTE = 30  # bytes of the offending token that a message repeats

# What a beginner calls the tokens that are not written the same way every time.
KIND_NAMES = [""] * tables.BAD
KIND_NAMES[tables.PRIMITIVE] = "name"
KIND_NAMES[tables.IDENTIFIER] = "name"
KIND_NAMES[tables.KEYWORD] = "keyword"
KIND_NAMES[tables.KEYWORD_SEQUENCE] = "keywords"
KIND_NAMES[tables.INTEGER] = "number"
KIND_NAMES[tables.DOUBLE] = "number"
KIND_NAMES[tables.STRING] = "string"
KIND_NAMES[tables.EQUAL] = "operator"
KIND_NAMES[tables.MINUS] = "operator"
KIND_NAMES[tables.OPERATOR] = "operator"
KIND_NAMES[tables.OPERATOR_SEQUENCE] = "operator"
KIND_NAMES[tables.SEPARATOR] = "separator"

# Phrases for sets of tokens: where a state leads on to the nonterminal, the tokens it can begin with are called this.
# The first that fits wins.
RULE_PHRASES = [
    (tables.CLASS_DEFINITION_RULE, "a class definition"),
    (tables.METHOD_RULE, "a method"),
    (tables.FIRST_METHOD_RULE, "a method"),
    (tables.LAST_STATEMENT_RULE, "a statement"),
    (tables.STATEMENTS_RULE, "a statement"),
    (tables.EXPRESSION_RULE, "an expression"),
    (tables.UNARY_RULE, "an expression"),
    (tables.PRIMARY_RULE, "an expression"),
    (tables.UNARY_SELECTOR_RULE, "a message"),
    (tables.BINARY_SELECTOR_RULE, "a message"),
    (tables.KEYWORD_ARGUMENTS_RULE, "a message"),
    (tables.LITERAL_RULE, "a literal"),
    (tables.SYMBOL_TEXT_RULE, "the text of a symbol"),
    (tables.SUPERCLASS_RULE, "a superclass"),
    (tables.NAME_RULE, "a name"),
]

TOKEN_PHRASES = [""] * tables.BAD
TOKEN_PHRASES[tables.END] = "the end of the text"
TOKEN_PHRASES[tables.LPAREN] = "'('"
TOKEN_PHRASES[tables.RPAREN] = "')'"
TOKEN_PHRASES[tables.LBRACKET] = "'['"
TOKEN_PHRASES[tables.RBRACKET] = "']'"
TOKEN_PHRASES[tables.HASH] = "'#'"
TOKEN_PHRASES[tables.CARET] = "'^'"
TOKEN_PHRASES[tables.PERIOD] = "'.'"
TOKEN_PHRASES[tables.COLON] = "':'"
TOKEN_PHRASES[tables.ASSIGN] = "':='"
TOKEN_PHRASES[tables.VBAR] = "'|'"
TOKEN_PHRASES[tables.EQUAL] = "'='"
TOKEN_PHRASES[tables.MINUS] = "an operator"
TOKEN_PHRASES[tables.PRIMITIVE] = "'primitive'"
TOKEN_PHRASES[tables.IDENTIFIER] = "a name"
TOKEN_PHRASES[tables.KEYWORD] = "a keyword"
TOKEN_PHRASES[tables.KEYWORD_SEQUENCE] = "keywords"
TOKEN_PHRASES[tables.INTEGER] = "a number"
TOKEN_PHRASES[tables.DOUBLE] = "a number"
TOKEN_PHRASES[tables.STRING] = "a string"
TOKEN_PHRASES[tables.OPERATOR] = "an operator"
TOKEN_PHRASES[tables.OPERATOR_SEQUENCE] = "an operator"
TOKEN_PHRASES[tables.SEPARATOR] = "a separator '----'"

ORDER_OF_PHRASES = list(range(tables.RBRACKET + 1, tables.BAD)) + list(range(tables.RBRACKET + 1))


def complaint(source, first_state, kind, start, end, openings):
    """The error for the token [start, end) of this kind, met by a parser that began in `first_state`.

    `openings`: the offsets of the brackets that are open.
    """
    situation = _situation(source, first_state, start)
    situation.openings = openings
    if kind == tables.BAD:
        return _bad_token(situation, source, start, end)
    message = "unexpected " + _found(source.text, kind, start, end) + ", expected " + _listed(_phrases(situation))
    hint = hint_for_token(situation, kind, start, end)
    return SomSyntaxError(source, start, end, message, hint, kind == tables.END)


def _situation(source, first_state, stop):
    """Read the text again, up to the token that begins at `stop`."""
    recogniser = Recogniser([first_state])
    situation = Situation(source, recogniser)
    scanner = Scanner(source.text)
    while True:
        scanner.fill()
        for index in range(len(scanner.kinds)):
            if scanner.starts[index] == stop:
                situation.find_accepted()
                return situation
            recogniser.feed(scanner.kinds[index])
            situation.remember(scanner.kinds[index], scanner.starts[index], scanner.ends[index])


# ---- What was found ----


def _found(text, kind, start, end):
    if kind == tables.END:
        return "end of text"
    quote = "'" + _shortened(text, start, end) + "'"
    if kind == tables.STRING:
        quote = _shortened(text, start, end)
    if KIND_NAMES[kind] == "":
        return quote
    return KIND_NAMES[kind] + " " + quote


def _shortened(text, start, end):
    """The token as it is written, cut at a character border and at the end of its line."""
    stop = start
    while stop < end and stop - start < LONGEST_QUOTE and text[stop] != "\n" and text[stop] != "\r":
        stop += sequence_length(text, stop)
    assert 0 <= start <= stop
    if stop < end:
        return text[start:stop] + "..."
    return text[start:stop]


# ---- What was expected ----


def _phrases(situation):
    """What could have come: one phrase for a group of tokens; the larger groups first, what ends something last."""
    phrases = []
    tokens = []
    for kind in ORDER_OF_PHRASES:
        state = situation.reading_states[kind]
        if state >= 0:
            phrase = _rule_phrase(state, kind)
            if phrase == "":
                if TOKEN_PHRASES[kind] not in tokens:
                    tokens.append(TOKEN_PHRASES[kind])
            elif phrase not in phrases:
                phrases.append(phrase)
    if "a message" in phrases and "a keyword" in tokens:
        tokens.remove("a keyword")
    return phrases + tokens


def _rule_phrase(state, kind):
    for column, phrase in RULE_PHRASES:
        if ACTIONS[state + column] != 0:
            if can_begin(column, kind):
                return phrase
            # `a. b`: what follows a period is a statement, whether it returns or not.
            if column == tables.LAST_STATEMENT_RULE and can_begin(tables.EXPRESSION_RULE, kind):
                return phrase
    return ""


def _listed(phrases):
    last = len(phrases) - 1
    text = phrases[0]
    for index in range(1, last):
        text += ", " + phrases[index]
    if last > 0:
        text += " or " + phrases[last]
    return text


# ---- Text that is no token ----


def _bad_token(situation, source, start, end):
    """`end` is where the scanner stopped."""
    text = source.text
    first = text[start]
    if end == len(text) and first == '"':
        message = "the comment is not closed, it begins at " + place(source, start)
        return SomSyntaxError(source, start, start + 1, message, 'A comment ends with the next ".', True)
    if end == len(text) and first == "'":
        message = "the string is not closed, it begins at " + place(source, start)
        hint = runaway_string(situation, tables.BAD, start, end)
        if hint == "":
            hint = "A quote inside a string is written \\'."
        return SomSyntaxError(source, start, start + 1, message, hint, True)
    if decode(text, end) < 0:
        return _invalid_utf8(source, end)
    stop = start + sequence_length(text, start)
    code = decode(text, start)
    assert 0 <= start <= stop
    if code < 32 or code == 127:
        message = "unexpected control character " + _code_point(code)
    elif code < 127:
        message = "unexpected character '" + text[start:stop] + "'"
    else:
        message = "unexpected character '" + text[start:stop] + "' (" + _code_point(code) + ")"
    return SomSyntaxError(source, start, stop, message, hint_for_character(text[start:stop]))


def _invalid_utf8(source, offset):
    message = "invalid UTF-8: byte 0x" + _hexadecimal(ord(source.text[offset]), 2)
    return SomSyntaxError(
        source, offset, offset + 1, message, "Source files are UTF-8; save the file in that encoding."
    )


def _code_point(code):
    return "U+" + _hexadecimal(code, 4)


def _hexadecimal(number, width):
    text = ""
    while number > 0 or len(text) < width:
        text = "0123456789ABCDEF"[number & 15] + text
        number >>= 4
    return text
