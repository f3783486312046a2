"""One sentence of advice for each mistake that people make often. Guesses, therefore never part of the message."""

from __future__ import absolute_import

from som.syntax import tables
from som.syntax.situation import place
from som.syntax.states import can_begin

CHARACTER_HINTS = [
    (";", "SOM has no cascades: send each message in a statement of its own."),
    ("{", "SOM has no braces: a block is written [ ... ], a literal array #( ... )."),
    ("}", "SOM has no braces: a block is written [ ... ], a literal array #( ... )."),
    ("$", "SOM has no character literals: write a string of one character, such as 'a'."),
    ("_", "A name begins with a letter; an assignment is written :=."),
    ("!", "It is neither an operator nor part of a name; the operators are made of ~ & | * / \\ + = > < , @ % -."),
    ("?", "It is neither an operator nor part of a name; the operators are made of ~ & | * / \\ + = > < , @ % -."),
    ("`", "Strings are written with straight quotes: 'text'."),
    ("\xe2\x80\x98", "Strings are written with straight quotes: 'text'."),
    ("\xe2\x80\x99", "Strings are written with straight quotes: 'text'."),
    ("\xe2\x80\x9c", "Strings are written with straight quotes: 'text'."),
    ("\xe2\x80\x9d", "Strings are written with straight quotes: 'text'."),
]


def hint_for_character(character):
    """Advice for a character that begins no token, or ""."""
    for candidate, hint in CHARACTER_HINTS:
        if candidate == character:
            return hint
    return ""


def _opened_at(situation, depth, article):
    """Where an open bracket is; depth 1 is the innermost."""
    offset = situation.openings[len(situation.openings) - depth]
    return article + " '" + situation.source.text[offset] + "' at " + place(situation.source, offset)


def _assignment_without_blank(situation, kind, start, end):
    """`x:=3` is the keyword `x:` and the operator `=`."""
    text = situation.source.text
    if kind == tables.KEYWORD and end < len(text) and text[end] == "=":
        last = end - 1
        assert 0 <= start <= last
        return "Put a blank before ':=': " + text[start:last] + " := ..."
    if end > start and text[start] == "=" and situation.kinds[0] == tables.KEYWORD and situation.ends[0] == start:
        keyword = situation.text_of(0)
        last = len(keyword) - 1
        assert last >= 0
        return "Put a blank before ':=': " + keyword[:last] + " := ..."
    return ""


def _doubled_quote(situation, kind, start, end):
    if kind == tables.STRING and situation.kinds[0] == tables.STRING and situation.ends[0] == start:
        return "A quote inside a string is written \\', not ''."
    return ""


def _double_bar(situation, kind, start, end):
    if kind == tables.OPERATOR_SEQUENCE and situation.accepts(tables.VBAR):
        if end - start == 2 and situation.source.text[start] == "|" and situation.source.text[start + 1] == "|":
            return "'||' is an operator: put a blank between the two bars."
    return ""


def runaway_string(situation, kind, start, end):
    """A string without closing quote swallows the text up to the next one, often on another line."""
    for back in range(len(situation.kinds)):
        if situation.kinds[back] == tables.STRING and situation.text_of(back).find("\n") >= 0:
            begin = place(situation.source, situation.starts[back])
            last = situation.source.line_of(situation.ends[back])
            return "The string at %s ends in line %d: is a quote missing?" % (begin, last)
    return ""


def _keyword_alone(situation, kind, start, end):
    if kind == tables.KEYWORD_SEQUENCE:
        return "Keywords without anything in between are a symbol and need a '#' in front."
    if kind == tables.KEYWORD and situation.accepts(tables.LBRACKET):
        return "A message needs a receiver in front; the object itself is 'self'."
    return ""


def _broken_assignment(situation, kind, start, end):
    """`a : = 3`"""
    text = situation.source.text
    if kind == tables.COLON:
        index = end
        while index < len(text) and text[index] == " ":
            index += 1
        if index > end and index < len(text) and text[index] == "=":
            return "':=' is written without a blank inside."
    return ""


def _is_in_variable_list(situation):
    if not situation.accepts(tables.VBAR) or not situation.accepts(tables.IDENTIFIER):
        return False
    return not (situation.accepts(tables.EQUAL) or situation.accepts(tables.HASH) or situation.accepts(tables.RPAREN))


def _value_in_variable_list(situation, kind, start, end):
    if kind == tables.ASSIGN and _is_in_variable_list(situation):
        return "Variables are declared without values: assign in a statement of its own."
    if kind != tables.END and situation.source.text[start] == "," and _is_in_variable_list(situation):
        return "The names in a list of variables are separated by blanks: | first second |."
    return ""


def _misplaced_variables(situation, kind, start, end):
    if kind != tables.VBAR or not situation.accepts(tables.CARET):
        return ""
    if situation.kinds[0] == tables.PERIOD:
        return "Variables are declared at the beginning of the method or block, before its first statement."
    if situation.kinds[0] == tables.VBAR:
        return "The variables of a method or block are all in one list: | first second |."
    return ""


def _misplaced_assignment(situation, kind, start, end):
    if kind != tables.ASSIGN:
        return ""
    if situation.accepts_only(tables.EQUAL, tables.KEYWORD):
        return "Classes and methods are defined with '=', not ':='."
    if situation.kinds[0] != tables.IDENTIFIER and situation.kinds[0] != tables.PRIMITIVE:
        return "Only a variable can stand on the left of ':='."
    if situation.kinds[1] == tables.KEYWORD or can_begin(tables.BINARY_SELECTOR_RULE, situation.kinds[1]):
        return "An assignment inside an expression needs parentheses."
    return "An assignment begins a statement: is a period missing before '" + situation.text_of(0) + "'?"


def _method_inside_method(situation, kind, start, end):
    """`a = ( x   b = ( ^ y ) )`: without the first `)` the second method reads as a message to `x`."""
    if kind != tables.CARET and kind != tables.VBAR and kind != tables.PERIOD and kind != tables.RPAREN:
        return ""
    if len(situation.openings) < 3 or not _follows_equals(situation):
        return ""
    return "If a new method begins here, " + _opened_at(situation, 2, "the") + " is not closed."


def _follows_equals(situation):
    """Whether there is a `=` before the innermost open bracket, as in the definition of a method."""
    text = situation.source.text
    index = situation.openings[len(situation.openings) - 1] - 1
    while index > 0 and ord(text[index]) <= 32:
        index -= 1
    return index > 0 and text[index] == "=" and "~&|*/\\+=><,@%-".find(text[index - 1]) < 0


def _unclosed(situation, kind, start, end):
    count = len(situation.openings)
    if kind == tables.RPAREN or kind == tables.RBRACKET:
        opening = "("
        if kind == tables.RBRACKET:
            opening = "["
        if not _is_open(situation, opening):
            return "It closes nothing: no '" + opening + "' is open."
        if situation.source.text[situation.openings[count - 1]] == opening:
            return ""
        return _opened_at(situation, 1, "The") + " is not closed."
    if kind == tables.END and count == 1 and situation.nested_method >= 0:
        line = situation.source.line_of(situation.nested_method)
        opening = place(situation.source, situation.unclosed_method)
        return "If a new method begins in line %d, the '(' at %s is not closed." % (line, opening)
    if (kind == tables.END and count > 0) or (kind == tables.SEPARATOR and count > 1):
        return _opened_at(situation, 1, "The") + " is not closed."
    return ""


def _is_open(situation, bracket):
    for offset in situation.openings:
        if situation.source.text[offset] == bracket:
            return True
    return False


def _behind_the_end(situation, kind, start, end):
    """More text behind the last `)`; a snippet cannot get here, what ends it is a bracket that closes nothing."""
    if not situation.accepts_only(tables.END, tables.END):
        return ""
    return "The class ends with the ')' at " + place(situation.source, situation.starts[0]) + ": is there one too many?"


def _after_return(situation, kind, start, end):
    if situation.kinds[0] == tables.PERIOD and not situation.accepts(tables.IDENTIFIER):
        return "Nothing can follow '^' and its expression: they end the method or block."
    return ""


# What begins a construct of other languages, and how that is written here.
CONSTRUCTS = [
    ("if", "A conditional is a message: (a < b) ifTrue: [ ... ] ifFalse: [ ... ]."),
    ("while", "A loop is a message: [ a < b ] whileTrue: [ ... ]."),
    ("for", "A loop is a message: 1 to: 10 do: [:i | ... ]."),
    ("def", "A method is part of a class: Name = ( method = ( ... ) )."),
    ("return", "A method returns a value with '^': ^x."),
]


def _other_languages(situation, kind, start, end):
    """`if (a)`, `return 3`, `print(x)`: a name, and behind it the beginning of another expression."""
    last = situation.kinds[0]
    if (last != tables.IDENTIFIER and last != tables.PRIMITIVE) or not can_begin(tables.EXPRESSION_RULE, kind):
        return ""
    for construct, hint in CONSTRUCTS:
        if situation.text_of(0) == construct:
            return hint
    if kind == tables.LPAREN and situation.ends[0] == start and situation.accepts(tables.PERIOD):
        return "SOM has no calls, but messages behind their receiver: 'text' println, 2 raisedTo: 10."
    return ""


def _missing_period(situation, kind, start, end):
    if situation.accepts(tables.PERIOD):
        if kind == tables.CARET or can_begin(tables.EXPRESSION_RULE, kind):
            return "Is a period missing before it? Statements are separated by periods."
    return ""


def _misplaced_period(situation, kind, start, end):
    if kind != tables.PERIOD or not situation.accepts(tables.RPAREN):
        return ""
    if situation.accepts_as(tables.IDENTIFIER, tables.UNARY_SELECTOR_RULE):
        return "Parentheses hold one expression; several statements are written in a block [ ... ]."
    if situation.accepts_as(tables.IDENTIFIER, tables.METHOD_RULE):
        return "Methods follow each other without periods."
    return ""


def _unary_minus(situation, kind, start, end):
    if situation.kinds[0] == tables.MINUS and situation.accepts_only(tables.INTEGER, tables.DOUBLE):
        return "A '-' in front belongs to a number; the negative of anything else is written 0 - x."
    return ""


def _variable_list(situation, kind, start, end):
    if _is_in_variable_list(situation):
        return "A list of variables ends with a bar: | first second |."
    return ""


def _two_periods(situation, kind, start, end):
    if kind == tables.PERIOD and situation.kinds[0] == tables.PERIOD:
        return "One period between two statements is enough."
    return ""


def _without_expression(situation, kind, start, end):
    """Something that needs an expression is followed by none."""
    if not situation.accepts(tables.LBRACKET) or situation.accepts(tables.CARET):
        return ""
    last = situation.kinds[0]
    if last == tables.LPAREN and kind == tables.CARET:
        return "'^' begins a statement; parentheses hold an expression."
    if kind != tables.PERIOD and kind != tables.RPAREN and kind != tables.RBRACKET and kind != tables.END:
        return ""
    if last == tables.KEYWORD:
        return "After '" + situation.text_of(0) + "' comes an argument."
    if last == tables.LPAREN:
        return "Parentheses hold an expression; the object that stands for nothing is 'nil'."
    if last == tables.CARET:
        return "A method that has nothing to return needs no '^': its value is the receiver."
    if last == tables.ASSIGN:
        return "After ':=' comes an expression; the object that stands for nothing is 'nil'."
    if can_begin(tables.BINARY_SELECTOR_RULE, last):
        return "After the operator '" + situation.text_of(0) + "' comes an operand."
    return ""


def _without_symbol(situation, kind, start, end):
    if situation.kinds[0] == tables.HASH and not situation.accepts(tables.RPAREN):
        return "A '#' begins a symbol or a literal array: #name, #at:put:, #( ... )."
    return ""


def _second_separator(situation, kind, start, end):
    if kind == tables.SEPARATOR and len(situation.openings) == 1:
        return "A class has one separator, between the instance side and the class side."
    return ""


def _block_parameters(situation, kind, start, end):
    if situation.accepts_only(tables.COLON, tables.VBAR):
        return "The parameters of a block end with a bar: [ :each | ... ]."
    return ""


def _array_elements(situation, kind, start, end):
    if situation.accepts(tables.HASH) and not situation.accepts(tables.LBRACKET):
        return "A literal array holds numbers, strings, symbols with '#' and other literal arrays #( ... )."
    return ""


def _definition_form(situation, kind, start, end):
    if situation.kinds[1] == -1 and situation.accepts_only(tables.EQUAL, tables.EQUAL):
        return "A class is written: Name = Superclass ( ... )."
    if situation.kinds[0] == -1 and situation.accepts_only(tables.IDENTIFIER, tables.PRIMITIVE):
        return "A class is written: Name = Superclass ( ... )."
    if situation.accepts_only(tables.LPAREN, tables.PRIMITIVE) and situation.accepts(tables.PRIMITIVE):
        return "The body of a method stands in parentheses: name = ( ... )."
    if situation.accepts_only(tables.EQUAL, tables.KEYWORD):
        return "A method is written: name = ( ... )."
    return ""


# The first that has something to say wins: the more special mistakes come first.
ADVISERS = [
    _assignment_without_blank,
    _doubled_quote,
    _double_bar,
    runaway_string,
    _keyword_alone,
    _broken_assignment,
    _value_in_variable_list,
    _misplaced_variables,
    _misplaced_assignment,
    _method_inside_method,
    _unclosed,
    _after_return,
    _behind_the_end,
    _other_languages,
    _missing_period,
    _misplaced_period,
    _two_periods,
    _unary_minus,
    _without_expression,
    _without_symbol,
    _second_separator,
    _variable_list,
    _block_parameters,
    _array_elements,
    _definition_form,
]


def hint_for_token(situation, kind, start, end):
    """Advice for a token in the wrong place, or ""."""
    for advise in ADVISERS:
        hint = advise(situation, kind, start, end)
        if hint != "":
            return hint
    return ""
