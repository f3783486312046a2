"""What exists only while a tree is built: tokens, collections of children, and what the rules share."""

from __future__ import absolute_import

from som.errors import Diagnostic
from som.syntax.lexing import sequence_length
from som.syntax.tree import Node, VariableNode

ESCAPE_CODES = "tbnrf0'\\"
ESCAPE_VALUES = "\t\b\n\r\f\0'\\"
ESCAPE_HINT = "The escapes are \\t \\b \\n \\r \\f \\0 \\' and \\\\, the last one for a backslash."


class Token(Node):
    """A terminal, or the empty optional name (`start == end`)."""

    _attrs_ = []

    def __init__(self, start, end):
        self.start = start
        self.end = end


class Names(Node):
    """Declared variables, as they come in."""

    _attrs_ = ["variables"]

    def __init__(self, start, end, variables):
        Node.__init__(self, start, end)
        self.variables = variables


class Code(Node):
    """The inside of a method or block."""

    _attrs_ = ["locals", "statements"]

    def __init__(self, start, end, statements):
        Node.__init__(self, start, end)
        self.locals = []
        self.statements = statements


class KeywordParts(Node):
    """The keywords of a pattern with the parameters, or those of a message with the arguments."""

    _attrs_ = ["parts", "parameters", "arguments"]

    def __init__(self, start, end, part):
        Node.__init__(self, start, end)
        self.parts = [part]
        self.parameters = []
        self.arguments = []


class Elements(Node):
    """The elements of a literal array."""

    _attrs_ = ["literals"]

    def __init__(self, start, end):
        Node.__init__(self, start, end)
        self.literals = []


class Builder(object):
    """What the functions share: the text, and the errors found in literals."""

    _attrs_ = ["text", "diagnostics"]

    def __init__(self, text):
        self.text = text
        self.diagnostics = []

    def text_of(self, node):
        """The text that `node` spans."""
        start = node.start
        end = node.end
        assert 0 <= start <= end
        return self.text[start:end]

    def variable(self, name):
        return VariableNode(name.start, name.end, self.text_of(name))

    def string_value(self, token):
        """What the string literal stands for: escapes resolved, every line break one line feed."""
        start = token.start + 1
        end = token.end - 1
        assert 0 <= start <= end
        raw = self.text[start:end]
        if raw.find("\r\n") >= 0:
            return self._unescape("\n".join(raw.split("\r\n")), raw, start)
        if raw.find("\\") >= 0:
            return self._unescape(raw, raw, start)
        return raw

    def _unescape(self, value, raw, offset):
        """Resolve the escapes of `value`; it differs from `raw`, the source text at `offset`, in line breaks only."""
        self._check_escapes(raw, offset)
        pieces = value.split("\\")
        result = [pieces[0]]
        index = 1
        while index < len(pieces):
            piece = pieces[index]
            if piece == "":  # an escaped backslash; what follows it is plain
                result.append("\\")
                index += 1
                if index < len(pieces):
                    result.append(pieces[index])
            else:
                result.append(unescaped(piece[0]))
                result.append(piece[1:])
            index += 1
        return "".join(result)

    def _check_escapes(self, raw, offset):
        position = raw.find("\\", 0)
        while position >= 0:
            code = raw[position + 1]
            if unescaped(code) == "":
                self._report_escape(offset + position)
            position = raw.find("\\", position + 2)

    def _report_escape(self, backslash):
        start = backslash + 1
        end = start + sequence_length(self.text, start)
        assert 0 <= start <= end
        message = "Unknown escape sequence '\\" + self.text[start:end] + "'"
        self.diagnostics.append(Diagnostic(backslash, end, message, ESCAPE_HINT))


def unescaped(code):
    """The character that a backslash and `code` stand for, "" if none."""
    index = ESCAPE_CODES.find(code)
    if index < 0:
        return ""
    return ESCAPE_VALUES[index]
