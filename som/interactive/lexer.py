"""SOM for Pygments: colours in the shell, and wherever Pygments is used, as this is also a plug-in for it.

Imports nothing of the VM. The tokens are those of `som/syntax/som.lark`; tests compare them on every SOM file.
"""

from __future__ import absolute_import

from pygments.lexer import RegexLexer, default, include, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace

NAME = r"[^\W\d_]\w*"
OPERATOR = r"[-~&|*/\\+=><,@%]+"


class SomLexer(RegexLexer):
    """The Simple Object Machine: class definitions and expressions."""

    name = "SOM"
    aliases = ["som"]
    filenames = ["*.som"]
    mimetypes = ["text/x-som"]
    url = "https://som-st.github.io/"

    tokens = {
        "root": [
            include("text"),
            (r"#(?=[\s\ufeff]*\()", Punctuation),
            (r"#", String.Symbol, "symbol"),
            (r"'", String, "string"),
            (words(("self", "super", "nil", "true", "false", "system"), suffix=r"\b(?!:)"), Name.Builtin.Pseudo),
            (r"primitive\b(?!:)", Keyword),
            (r"(?:%s:)+" % NAME, Name.Function),
            (r"[A-Z]\w*", Name.Class),
            (NAME, Name.Variable),
            (r"[0-9]+\.[0-9]+", Number.Float),
            (r"[0-9]+", Number.Integer),
            (r":=", Operator),
            (r"----+", Keyword.Declaration),
            (OPERATOR, Operator),
            (r"\^", Keyword),
            (r"[()\[\].:]", Punctuation),
        ],
        "text": [
            (r"[\s\ufeff]+", Whitespace),
            (r'"[^"]*"', Comment.Multiline),
            (r'"[^"]*\Z', Comment.Multiline),
        ],
        "symbol": [
            include("text"),
            (r"'", String, ("#pop", "string")),
            (r"(?:%s:)+" % NAME, String.Symbol, "#pop"),
            (NAME, String.Symbol, "#pop"),
            (OPERATOR, String.Symbol, "#pop"),
            default("#pop"),
        ],
        "string": [
            (r"[^'\\]+", String),
            (r"\\(.|\n)", String.Escape),
            (r"'", String, "#pop"),
            (r"\\", String),
        ],
    }


class ShellLexer(SomLexer):
    """What is typed into the shell: SOM, and the commands."""

    name = "SOM shell"
    aliases = ["som-shell"]
    filenames = []
    mimetypes = []

    tokens = dict(
        SomLexer.tokens,
        root=[
            (r"\A(\s*:load)([^\n]*)", lambda lexer, match: _command(match)),
            (r"\A\s*:[a-z]*", Keyword.Declaration),
        ]
        + SomLexer.tokens["root"],
    )


def _command(match):
    return [(match.start(1), Keyword.Declaration, match.group(1)), (match.start(2), Text, match.group(2))]
