"""The interactive shell: reads expressions from stdin, prints their values, keeps the last one as `it`.

On a terminal it is generous: an entry goes on over several lines until it is complete, and may declare
variables and hold several statements. When stdin is no terminal, one line is one expression.
"""

from __future__ import absolute_import

from som.cli.reporting import error_text
from som.errors import CompileErrors, LoadError, SomSyntaxError, VMError
from som.rpy import read_line
from som.source import SourceText
from som.syntax.parsing import parse_expression
from som.syntax.tree import ReturnNode

STDIN = 0
BLANKS = " \t\r\n\f\v"

BANNER = 'SOM Shell. Type "quit" to exit.\n\n'
PROMPT = "---> "
CONTINUATION_PROMPT = "   > "


class Shell(object):
    """One session. Ends at `quit` and at the end of the input; `system exit:` and `error:` pass as Exit."""

    def __init__(self, universe, on_terminal):
        self.universe = universe
        self.on_terminal = on_terminal
        self.w_it = universe.interp.w_nil

    def run(self):
        """Reads and evaluates until the end. Raises Exit and OSError."""
        self._print(BANNER)
        while True:
            self._print(PROMPT)
            line = _next_line()
            if line == "":
                break
            entry = line.strip(BLANKS)
            if entry == "quit":
                return
            if entry != "":
                self._respond(line.rstrip("\r\n"))
        if self.on_terminal:
            self._print("\n")

    def _respond(self, entry):
        try:
            self._evaluate(self._complete(entry))
        except (SomSyntaxError, CompileErrors, LoadError, VMError) as error:
            self.universe.stderr.write(error_text(self.universe, error))
            self.universe.stderr.flush()

    def _complete(self, entry):
        """The entry with as many more lines as it needs. Raises SomSyntaxError if more lines do not help."""
        while True:
            try:
                _check(entry, self.on_terminal)
                return entry
            except SomSyntaxError as error:
                if not self.on_terminal or not error.at_end:
                    raise
            self._print(CONTINUATION_PROMPT)
            line = _next_line()
            if line.strip(BLANKS) == "":
                _check(entry, self.on_terminal)
            entry += "\n" + line.rstrip("\r\n")

    def _evaluate(self, entry):
        universe = self.universe
        w_value = universe.evaluate(entry, self.w_it)
        universe.stdout.write("it = ")
        universe.interp.send(w_value, "println", [])
        self.w_it = w_value

    def _print(self, text):
        self.universe.stdout.write(text)
        self.universe.stdout.flush()


def _next_line():
    """The next line of stdin, "" at its end; a closed or broken stdin is at its end."""
    try:
        return read_line(STDIN)
    except OSError:
        return ""


def _check(entry, any_body):
    """Raises SomSyntaxError unless the entry is an expression or, if `any_body`, the body of a method."""
    source = SourceText("<input>", entry)
    body = parse_expression(source)
    if any_body:
        return
    if len(body.locals) > 0:
        variable = body.locals[0]
        raise SomSyntaxError(source, variable.start, variable.end, "unexpected variable declaration", ONE_EXPRESSION)
    if len(body.statements) > 1:
        second = body.statements[1]
        raise SomSyntaxError(source, second.start, second.end, "unexpected second statement", ONE_EXPRESSION)
    if len(body.statements) == 1:
        statement = body.statements[0]
        if isinstance(statement, ReturnNode):
            raise SomSyntaxError(source, statement.start, statement.start + 1, "unexpected '^'", ONE_EXPRESSION)


ONE_EXPRESSION = "A line from a file or pipe is one expression; 'som -e' takes the body of a method."
