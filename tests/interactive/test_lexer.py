"""The lexer for Pygments against the VM's own scanner, on every SOM file of the repository."""

import os
import subprocess
import sys

import pytest
from som.interactive.completion import carried
from som.interactive.lexer import ShellLexer, SomLexer
from som.syntax import tables
from som.syntax.lexing import Scanner
from sources import ROOT

pygments_token = pytest.importorskip("pygments.token")
Comment, Error, Keyword = pygments_token.Comment, pygments_token.Error, pygments_token.Keyword
Name, Number, Operator, Punctuation = (
    getattr(pygments_token, n) for n in ("Name", "Number", "Operator", "Punctuation")
)
String, Whitespace = pygments_token.String, pygments_token.Whitespace

# What the scanner's tokens look like. Behind # everything but a parenthesis is part of a symbol.
TYPES = {
    tables.LPAREN: Punctuation,
    tables.RPAREN: Punctuation,
    tables.LBRACKET: Punctuation,
    tables.RBRACKET: Punctuation,
    tables.PERIOD: Punctuation,
    tables.COLON: Punctuation,
    tables.HASH: (Punctuation, String.Symbol),
    tables.CARET: Keyword,
    tables.ASSIGN: Operator,
    tables.VBAR: Operator,
    tables.EQUAL: Operator,
    tables.MINUS: Operator,
    tables.OPERATOR: Operator,
    tables.OPERATOR_SEQUENCE: Operator,
    tables.SEPARATOR: Keyword.Declaration,
    tables.PRIMITIVE: Keyword,
    tables.IDENTIFIER: Name,
    tables.KEYWORD: Name.Function,
    tables.KEYWORD_SEQUENCE: Name.Function,
    tables.INTEGER: Number.Integer,
    tables.DOUBLE: Number.Float,
    tables.STRING: String,
}


def som_files():
    for top in ("core-lib", "Examples", "tests"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in names:
                if name.endswith(".som"):
                    yield os.path.join(folder, name)


def scanned(text):
    """[(kind, start, end)] up to the end or the first text that is no token."""
    scanner = Scanner(text)
    found = []
    while True:
        scanner.fill()
        for kind, start, end in zip(scanner.kinds, scanner.starts, scanner.ends):
            if kind in (tables.END, tables.BAD):
                return found, kind == tables.BAD
            found.append((kind, start, end))


def lexed(text):
    """[(type, start, end)] in bytes of the UTF-8 text."""
    found = []
    offset = 0
    for _, kind, value in SomLexer().get_tokens_unprocessed(text):
        size = len(value.encode("utf-8"))
        found.append((kind, offset, offset + size))
        offset += size
    return found


def difference(text):
    """What is wrong with the lexer's tokens for the text, "" if nothing is."""
    tokens, is_bad = scanned(carried(text))
    pieces = lexed(text)
    starts = {start: kind for kind, start, _ in pieces}
    ends = {end for _, _, end in pieces}
    before = None
    for kind, start, end in tokens:
        allowed = TYPES[kind]
        if before == tables.HASH and kind not in (tables.LPAREN, tables.STRING):
            allowed = String.Symbol
        allowed = allowed if isinstance(allowed, tuple) and not hasattr(allowed, "parent") else (allowed,)
        found = starts.get(start)
        if found is None or not any(found in each for each in allowed):
            return "%r at %d is %s" % (carried(text)[start:end], start, found)
        if end not in ends:
            return "no token ends behind %r at %d" % (carried(text)[start:end], start)
        before = kind
    covered = [(start, end) for _, start, end in tokens]
    if not is_bad:
        for kind, start, end in pieces:
            inside = any(a <= start and end <= b for a, b in covered)
            if not inside and kind not in Comment and kind not in Whitespace:
                return "%s at %d is no token" % (kind, start)
    return ""


def test_the_repository_has_files():
    assert len(list(som_files())) > 500


@pytest.mark.parametrize("part", range(8))
def test_all_files(part):
    """The same tokens, the same text, and no error where the scanner finds none."""
    problems = []
    for path in sorted(som_files())[part::8]:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            text = file.read()
        if len(text) > 100000:
            continue
        pieces = list(SomLexer().get_tokens_unprocessed(text))
        if "".join(value for _, _, value in pieces) != text:
            problems.append("%s: another text" % path)
        if not scanned(carried(text))[1] and any(kind is Error for _, kind, _ in pieces):
            problems.append("%s: an error" % path)
        wrong = difference(text)
        if wrong:
            problems.append("%s: %s" % (path, wrong))
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize(
    "text",
    ["#at:put: foo", "#+ + 3", "#'a b' c", "#(1 #(2) a)", "x:=3", "x := -3.5 - 2.", "a---->b", "a ---- b", "[:x|x||y]"]
    + [
        "primitive primitives primitive:",
        "selfish self:",
        "'it\\'s' + 'a\nb'",
        '"c" d',
        "a.b. 1.5. 1.",
        "# a",
        "\u00e9t\u00e9",
    ],
)
def test_borders(text):
    assert difference(text) == ""


def test_mistakes_are_errors():
    assert Error in [kind for _, kind, _ in SomLexer().get_tokens_unprocessed("3 ; 4 $")]


def test_what_is_being_typed_has_no_errors():
    """Open strings and comments, in the middle of an entry."""
    for text in ["'abc", '"abc', "'a\\", "#", "#'a"]:
        assert Error not in [kind for _, kind, _ in SomLexer().get_tokens_unprocessed(text)]


@pytest.mark.parametrize("text", [":time 3 + 4", ":load /a/b.som", ":help"])
def test_commands(text):
    pieces = list(ShellLexer().get_tokens_unprocessed(text))
    assert pieces[0][1] == Keyword.Declaration
    assert pieces[0][2] == text.split()[0]
    assert "".join(value for _, _, value in pieces) == text
    assert Error not in [kind for _, kind, _ in pieces]


def test_the_lexer_does_not_import_the_machine():
    """Pygments loads its plug-ins in programs that do not care for SOM."""
    code = "import sys, som.interactive.lexer; print(sorted(m for m in sys.modules if m.startswith('som')))"
    output = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)
    assert output.strip() == b"['som', 'som.interactive', 'som.interactive.lexer']"


def test_the_plug_in_is_declared():
    """As Pygments wants it; the name behind the colon exists."""
    with open(os.path.join(ROOT, "pyproject.toml"), encoding="utf-8") as file:
        text = file.read()
    assert (
        '[project.entry-points."pygments.lexers"]\nsom = "%s:%s"\n' % (SomLexer.__module__, SomLexer.__name__) in text
    )
