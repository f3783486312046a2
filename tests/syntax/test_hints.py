"""The advice that goes with a syntax error, and that it keeps silent where it has none."""

import pytest
from syntax.trees import class_of, snippet_of

from som.errors import SomSyntaxError
from som.syntax.hints import hint_for_character


CALL = "SOM has no calls, but messages behind their receiver: 'text' println, 2 raisedTo: 10."


def hint_of(parse, text):
    with pytest.raises(SomSyntaxError) as caught:
        parse(text)
    return caught.value.hint


@pytest.mark.parametrize(
    "parse,text,hint",
    [
        (class_of, "", "A class is written: Name = Superclass ( ... )."),
        (class_of, "Foo", "A class is written: Name = Superclass ( ... )."),
        (class_of, "Foo (", "A class is written: Name = Superclass ( ... )."),
        (class_of, "Foo = (", "The '(' at line 1, column 7 is not closed."),
        (class_of, "foo", "A class is written: Name = Superclass ( ... )."),
        (class_of, "Foo := ()", "Classes and methods are defined with '=', not ':='."),
        (class_of, "Foo = ( a: b := () )", "Classes and methods are defined with '=', not ':='."),
        (class_of, "( )", "A class is written: Name = Superclass ( ... )."),
        (class_of, "Foo = ( a = ()", "The '(' at line 1, column 7 is not closed."),
        (class_of, "Foo = () bar", "The class ends with the ')' at line 1, column 8: is there one too many?"),
        (class_of, "Foo = () )", "It closes nothing: no '(' is open."),
        (class_of, "Foo = ( ---- ---- )", "A class has one separator, between the instance side and the class side."),
        (class_of, "Foo = ( a )", "A method is written: name = ( ... )."),
        (class_of, "Foo = ( at: x )", "A method is written: name = ( ... )."),
        (class_of, "Foo = ( a b = () )", "A method is written: name = ( ... )."),
        (class_of, "Foo = ( a = 3 )", "The body of a method stands in parentheses: name = ( ... )."),
        (class_of, "Foo = ( | a b = () )", "A list of variables ends with a bar: | first second |."),
        (class_of, "Foo = ( a = () | b | )", "A method is written: name = ( ... )."),
        (class_of, "Foo = ( a = () . b = () )", "Methods follow each other without periods."),
        (class_of, "Foo = ( a = ( ^ 1 ] )", "It closes nothing: no '[' is open."),
        (class_of, "Foo = ( a = ( [ 1 ) )", "The '[' at line 1, column 15 is not closed."),
        (
            class_of,
            "Foo = ( a = ( x\n  b = ( ^ y ) )",
            "If a new method begins here, the '(' at line 1, column 13 is not closed.",
        ),
        (
            class_of,
            "Foo = ( a = ( x\n  b = ( y. z ) )",
            "If a new method begins here, the '(' at line 1, column 13 is not closed.",
        ),
        (
            class_of,
            "Foo = ( a = ( x\n  b = ( ) )",
            "If a new method begins here, the '(' at line 1, column 13 is not closed.",
        ),
        (
            class_of,
            "Foo = ( a = ( x\n  b = ( | t | t ) )",
            "If a new method begins here, the '(' at line 1, column 13 is not closed.",
        ),
        (class_of, "Foo = ( a = ( x ---- b = () )", "The '(' at line 1, column 13 is not closed."),
        (snippet_of, "x:=3", "Put a blank before ':=': x := ..."),
        (snippet_of, "y x:=3", "Put a blank before ':=': x := ..."),
        (snippet_of, "a b: := 3", "Only a variable can stand on the left of ':='."),
        (snippet_of, "'it''s'", "A quote inside a string is written \\', not ''."),
        (snippet_of, "x foo; bar", "SOM has no cascades: send each message in a statement of its own."),
        (snippet_of, "3 := 4", "Only a variable can stand on the left of ':='."),
        (snippet_of, "a foo: b := 4", "An assignment inside an expression needs parentheses."),
        (snippet_of, "a + b := 4", "An assignment inside an expression needs parentheses."),
        (snippet_of, "a := 3\nb := 4", "An assignment begins a statement: is a period missing before 'b'?"),
        (snippet_of, "a 3", "Is a period missing before it? Statements are separated by periods."),
        (snippet_of, "a ^ b", "Is a period missing before it? Statements are separated by periods."),
        (snippet_of, "a [ b ]", "Is a period missing before it? Statements are separated by periods."),
        (snippet_of, "^ 3. 4", "Nothing can follow '^' and its expression: they end the method or block."),
        (snippet_of, "^ 3. ^ 4", "Nothing can follow '^' and its expression: they end the method or block."),
        (snippet_of, "[ ^ 3. 4 ]", "Nothing can follow '^' and its expression: they end the method or block."),
        (snippet_of, "(a. b)", "Parentheses hold one expression; several statements are written in a block [ ... ]."),
        (snippet_of, "at: 1 put: 2", "A message needs a receiver in front; the object itself is 'self'."),
        (snippet_of, "a at:put: 3", "Keywords without anything in between are a symbol and need a '#' in front."),
        (snippet_of, "[ :x x ]", "The parameters of a block end with a bar: [ :each | ... ]."),
        (snippet_of, "[ :x || y | y ]", "'||' is an operator: put a blank between the two bars."),
        (snippet_of, "|| x", "'||' is an operator: put a blank between the two bars."),
        (snippet_of, "| a", "A list of variables ends with a bar: | first second |."),
        (snippet_of, "| a 3 |", "A list of variables ends with a bar: | first second |."),
        (
            snippet_of,
            "#(1 true)",
            "A literal array holds numbers, strings, symbols with '#' and other literal arrays #( ... ).",
        ),
        (
            snippet_of,
            "#(1 (2))",
            "A literal array holds numbers, strings, symbols with '#' and other literal arrays #( ... ).",
        ),
        (snippet_of, "#(", "The '(' at line 1, column 2 is not closed."),
        (snippet_of, "- x", "A '-' in front belongs to a number; the negative of anything else is written 0 - x."),
        (snippet_of, "-", "A '-' in front belongs to a number; the negative of anything else is written 0 - x."),
        (snippet_of, "3 ]", "It closes nothing: no '[' is open."),
        (snippet_of, "3 )", "It closes nothing: no '(' is open."),
        (snippet_of, "[ 3 )", "It closes nothing: no '(' is open."),
        (snippet_of, "(3 ]", "It closes nothing: no '[' is open."),
        (snippet_of, "(3", "The '(' at line 1, column 1 is not closed."),
        (snippet_of, "[ 3", "The '[' at line 1, column 1 is not closed."),
        (snippet_of, "'abc\ndef. x 'y' ", "The string at line 1, column 1 ends in line 2: is a quote missing?"),
        (snippet_of, "a := 'abc.\nb := 'def'.", "The string at line 1, column 6 ends in line 2: is a quote missing?"),
        (snippet_of, "'abc", "A quote inside a string is written \\'."),
        (snippet_of, 'a "bc', 'A comment ends with the next ".'),
        (snippet_of, "{ 1 }", "SOM has no braces: a block is written [ ... ], a literal array #( ... )."),
        (snippet_of, "$a", "SOM has no character literals: write a string of one character, such as 'a'."),
        (snippet_of, "_a", "A name begins with a letter; an assignment is written :=."),
        (
            snippet_of,
            "a!",
            "It is neither an operator nor part of a name; the operators are made of ~ & | * / \\ + = > < , @ % -.",
        ),
        (
            snippet_of,
            "a?",
            "It is neither an operator nor part of a name; the operators are made of ~ & | * / \\ + = > < , @ % -.",
        ),
        (snippet_of, "`a`", "Strings are written with straight quotes: 'text'."),
        (
            snippet_of,
            "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' 'b' ",
            "Is a period missing before it? Statements are separated by periods.",
        ),
        (snippet_of, "x 'a\nb'", "Is a period missing before it? Statements are separated by periods."),
        (snippet_of, "\u2018a\u2019", "Strings are written with straight quotes: 'text'."),
        (snippet_of, "\u201da\u201c", "Strings are written with straight quotes: 'text'."),
        (snippet_of, "\u201ca\u201d", "Strings are written with straight quotes: 'text'."),
        (snippet_of, "a : = 3", "':=' is written without a blank inside."),
        (snippet_of, "| a := 3 | a", "Variables are declared without values: assign in a statement of its own."),
        (class_of, "Foo = ( | a := 3 | )", "Variables are declared without values: assign in a statement of its own."),
        (snippet_of, "| a, b | a", "The names in a list of variables are separated by blanks: | first second |."),
        (snippet_of, "| a | | b | a", "The variables of a method or block are all in one list: | first second |."),
        (
            class_of,
            "Foo = ( a = ( x. | b | b ) )",
            "Variables are declared at the beginning of the method or block, before its first statement.",
        ),
        (snippet_of, "x . . y", "One period between two statements is enough."),
        (snippet_of, "a foo: ", "After 'foo:' comes an argument."),
        (snippet_of, "(a foo: )", "After 'foo:' comes an argument."),
        (snippet_of, "3 +", "After the operator '+' comes an operand."),
        (snippet_of, "3 - ]", "It closes nothing: no '[' is open."),
        (snippet_of, "()", "Parentheses hold an expression; the object that stands for nothing is 'nil'."),
        (snippet_of, "(^ a)", "'^' begins a statement; parentheses hold an expression."),
        (snippet_of, "^", "A method that has nothing to return needs no '^': its value is the receiver."),
        (snippet_of, "a := .", "After ':=' comes an expression; the object that stands for nothing is 'nil'."),
        (snippet_of, "# 3", "A '#' begins a symbol or a literal array: #name, #at:put:, #( ... )."),
        (snippet_of, "print('a')", CALL),
        (snippet_of, "quit()", CALL),
        (snippet_of, "a foo(3)", CALL),
        (snippet_of, "if (a < b) c", "A conditional is a message: (a < b) ifTrue: [ ... ] ifFalse: [ ... ]."),
        (snippet_of, "while (true) a", "A loop is a message: [ a < b ] whileTrue: [ ... ]."),
        (snippet_of, "for (a) b", "A loop is a message: 1 to: 10 do: [:i | ... ]."),
        (snippet_of, "def 'f'", "A method is part of a class: Name = ( method = ( ... ) )."),
        (class_of, "Foo = ( a = ( return 3 ) )", "A method returns a value with '^': ^x."),
        (snippet_of, "a (b)", "Is a period missing before it? Statements are separated by periods."),
        (snippet_of, "a primitive := 3", "An assignment begins a statement: is a period missing before 'primitive'?"),
        (snippet_of, "a b c: d e f: g + h i: ] ", "It closes nothing: no '[' is open."),
    ],
)
def test_hints(parse, text, hint):
    assert hint_of(parse, text) == hint


METHODS = """Foo = (
  a = ( x foo
  %s = ( y bar )
  c = ( z )
)
"""


@pytest.mark.parametrize("pattern", ["b", "at: x", "+ x"])
def test_a_method_without_end_is_suspected(pattern):
    """All brackets of `a` look closed, the end of the text is where one is missed."""
    hint = "If a new method begins in line 3, the '(' at line 2, column 7 is not closed."
    assert hint_of(class_of, METHODS % pattern) == hint


def test_comparisons_are_not_suspected():
    """`b = (` in the middle of a line, and no bracket of a method open."""
    hint = "The '(' at line 1, column 7 is not closed."
    assert hint_of(class_of, "Foo = (\n  a = ( x foo: b = (y bar) )\n") == hint
    assert hint_of(class_of, "Foo = (\n  a = ( x )\n  b = ( y )\n") == hint


@pytest.mark.parametrize("text", ["3 + + 4", "a ---- b", ": x", "a :=3 :b", "a \u2192 b", "\x00"])
def test_no_advice_without_a_guess(text):
    assert hint_of(snippet_of, text) == ""


def test_unknown_character():
    assert hint_for_character("\x01") == ""
