"""The interactive shell: reads expressions from stdin, prints their values, keeps the last one as `it`.

On a terminal it is generous: an entry goes on over several lines until it is complete, may hold several statements or
define a class, assigns variables, and may be a command; results are also kept as `it1`, `it2` and so on; an error of
the program does not end it. When stdin is no terminal, one line is one expression, as the specification has it.
"""

from __future__ import absolute_import

from som.cli.commands import NAMES, perform
from som.cli.entries import BLANKS, CLASS, COMMAND, EMPTY, UNFINISHED, WRONG, classify, is_given_up
from som.cli.reading import CONTINUATION_PROMPT, PROMPT, next_line, reader_for
from som.cli.reporting import error_text
from som.errors import TIME_LIMIT, CompileErrors, Exit, Interrupted, LimitExceeded, LoadError, SomSyntaxError, VMError
from som.rpy import StackOverflow, check_stack_overflow
from som.rpy_limits import restore_reserve, use_reserve
from som.source import SourceText
from som.syntax.parsing import parse, parse_expression
from som.syntax.tree import ReturnNode
from som.universe.bootstrap import is_core_class

BANNER = 'SOM Shell. Type "quit" to exit.\n\n'


class Shell(object):
    """One session. Ends at `quit` and at the end of the input; `system exit:` passes as Exit, piped also `error:`."""

    def __init__(self, universe, on_terminal):
        self.universe = universe
        self.on_terminal = on_terminal
        self.w_it = universe.interp.w_nil
        self.results_w = []  # on a terminal; the first one is `it1`

    def run(self):
        """Reads and evaluates until the end. Raises Exit and OSError; LimitExceeded if the time is up."""
        self.show(BANNER)
        if self.on_terminal:
            self._converse()
        else:
            self._evaluate_lines()

    # Input that is no terminal

    def _evaluate_lines(self):
        while True:
            self.show(PROMPT)
            line = next_line()
            if line == "":
                return
            entry = line.strip(BLANKS)
            if entry == "quit":
                return
            if entry != "":
                self._respond_to_line(line.rstrip("\r\n"))

    def _respond_to_line(self, line):
        try:
            check_line(line)
            self.evaluate(line)
        except (SomSyntaxError, CompileErrors, LoadError, VMError) as error:
            self._complain(error)

    # A terminal

    def _converse(self):
        self.universe.options.keeps_variables = True
        reader = reader_for(self)
        while True:
            try:
                entry = reader.read_entry()
                if entry is None:
                    self.show("\n")
                    return
                command = entry.strip(BLANKS)
                if command == "quit" or command == ":quit":
                    return
                self._respond(entry)
            except Interrupted:  # at the prompt, or while an error was being shown
                self.show("\n")

    def _respond(self, entry):
        """Like `perform`, but errors only end the entry."""
        self.universe.stdout.ends_line = True  # by the Enter key
        try:
            self.perform(entry)
        except (SomSyntaxError, CompileErrors, LoadError, VMError) as error:
            self._complain(error)
        except Exit as ending:
            if not is_error(ending):
                raise
        except MemoryError:
            use_reserve()
            self.complain("out of memory")
        except StackOverflow:
            check_stack_overflow()
            self.complain("this is nested too deeply")
        restore_reserve()
        self.universe.stdout.flush()

    def perform(self, text):
        """Does what the entry asks for. Raises whatever evaluation raises."""
        entry = classify(text)
        error = entry.error
        if error is not None:
            raise error
        if entry.kind == COMMAND:
            perform(self, text.strip(BLANKS))
        elif entry.kind == CLASS:
            self.define_class(text)
        elif entry.kind != EMPTY:
            self.evaluate(text)
        elif text.strip(BLANKS) != "":
            self.show("(a comment; strings have single quotes)\n")

    def define_class(self, text):
        """Defines or redefines the class. Raises SomSyntaxError, CompileErrors, LoadError."""
        name = parse(SourceText("<input>", text)).name
        self.add_class(SourceText("<class %s>" % name, text), name)

    def add_class(self, source, name):
        """Makes the class from its source, binds the global, tells about it. Raises as `define_class`."""
        if is_core_class(name):
            message = "%s belongs to the machine and stays as it is; 'som -cp DIRECTORY' starts with another one"
            raise LoadError(message % name)
        existed = self.universe.global_value(name) is not None
        self.universe.loader.define(source, name)
        if existed:
            self.show("%s is redefined; objects and subclasses that exist keep the class they have\n" % name)
        else:
            self.show("%s is defined\n" % name)

    # For readers that know more about entries than their lines, see `interactive`

    def prompt(self):
        """What asks for an entry."""
        return PROMPT

    def continuation_prompt(self):
        """What asks for another line of it."""
        return CONTINUATION_PROMPT

    def next_result_name(self):
        """What the next value will be called."""
        return "it%d" % (len(self.results_w) + 1)

    def command_names(self):
        """All commands, with their colon."""
        return NAMES

    def is_unfinished(self, text):
        """Whether another line could make the entry complete."""
        return classify(text).kind == UNFINISHED

    def is_mistaken(self, text):
        """Whether no other line could."""
        return classify(text).kind == WRONG

    def is_given_up(self, text, blank_lines):
        """Whether so many empty lines end the unfinished entry."""
        return is_given_up(text, blank_lines)

    # Both

    def evaluate(self, text):
        """Evaluates the statements and shows their value, which becomes `it`. Raises whatever evaluation raises."""
        universe = self.universe
        w_value = universe.evaluate(text, self.w_it)
        self.w_it = w_value
        if self.on_terminal:
            self.results_w.append(w_value)
            universe.bind_global("it%d" % len(self.results_w), w_value)
        self.show_value("it", w_value)

    def show_value(self, name, w_value):
        """Writes the name and the value, in the way that the program wants to have it shown."""
        self._begin_line()
        self.universe.stdout.write(name + " = ")
        self.universe.print_line(w_value)

    def _begin_line(self):
        """On a terminal, what the shell says itself does not go on in a line of the program."""
        if self.on_terminal and not self.universe.stdout.ends_line:
            self.universe.stdout.write("\n")

    def show(self, text):
        """Writes to stdout at once."""
        self.universe.stdout.write(text)
        self.universe.stdout.flush()

    def complain(self, message):
        """Writes a line of the shell's own to stderr, behind everything that the program has printed."""
        self.universe.stderr.write("som: %s\n" % message)
        self.universe.stderr.flush()

    def _complain(self, error):
        if isinstance(error, LimitExceeded) and error.limit == TIME_LIMIT:
            raise error
        self._begin_line()
        self.universe.stderr.write(error_text(self.universe, error))
        self.universe.stderr.flush()


def is_error(ending):
    """Whether the program was ended by the library's `error:`, rather than by a `system exit:` of its own."""
    activations = ending.activations
    return len(activations) > 0 and activations[0].code.qualified_name() == "Object>>error:"


def check_line(line):
    """Raises SomSyntaxError unless the line is an expression."""
    source = SourceText("<input>", line)
    body = parse_expression(source)
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
