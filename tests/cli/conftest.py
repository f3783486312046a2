"""A universe that runs no SOM, for the tests of what the command line does around it."""

import pytest
from som.errors import SomSyntaxError
from som.source import SourceText


class Stream:
    """Collects what is written and logs what each flush delivers; `before` is flushed first."""

    is_interactive = False
    ends_line = True
    descriptor = -1  # no terminal

    def __init__(self, log, name, before=None):
        self.log = log
        self.name = name
        self.before = before
        self.pending = ""
        self.text = ""

    def write(self, text):
        self.pending += text

    def flush(self):
        if self.before:
            self.before.flush()
        if self.pending:
            self.log.append((self.name, self.pending))
        self.text += self.pending
        self.pending = ""


class Options:
    inlining = None
    dump_code = None


class Interpreter:
    """Knows two messages: println, and whatever raises."""

    w_nil = "nil"

    def __init__(self, stdout):
        self.stdout = stdout

    def send(self, w_receiver, selector, arguments_w):
        assert (selector, arguments_w) == ("println", [])
        self.stdout.write("%s\n" % w_receiver)
        return w_receiver


class ScriptedUniverse:
    """`behaviour` is called in place of running a program; expressions are Python ones, with `it`."""

    def __init__(self, behaviour=None):
        self.log = []  # (stream name, text) in the order of flushes
        self.stdout = Stream(self.log, "out")
        self.stderr = Stream(self.log, "err", self.stdout)
        self.options = Options()
        self.interp = Interpreter(self.stdout)
        self.class_path = ["core"]
        self.booted_with = None
        self.arguments = None
        self.behaviour = behaviour
        self.has_class = True  # as if that of the program had been found

    def boot(self):
        self.booted_with = (self.class_path, self.options.inlining, self.options.dump_code)

    def run_program(self, arguments):
        self.arguments = arguments
        if self.behaviour:
            self.behaviour(self)

    def global_value(self, name):
        return name if self.has_class else None

    def print_line(self, w_value):
        self.interp.send(w_value, "println", [])

    def evaluate(self, text, w_it):
        if isinstance(self.behaviour, dict):
            result = self.behaviour[text.strip()]
            if isinstance(result, Exception):
                raise result
            return result(w_it)
        return eval(text, {"it": w_it})

    def format_traceback(self, error):
        return "Traceback of %s.\n" % error.message


@pytest.fixture
def scripted():
    return ScriptedUniverse


@pytest.fixture
def syntax_error():
    """A SomSyntaxError at the second line of a text."""
    return SomSyntaxError(SourceText("Bad.som", "Bad = (\n  !\n)\n"), 10, 11, "unexpected '!'")
