"""What can go wrong, as exceptions for the embedding program. They keep no object of the machine alive."""

from __future__ import absolute_import

from collections import namedtuple

# One line of a traceback. `class_name` and `selector` as in SOM, "" and "" for evaluated text; lines count from 1,
# columns, in characters, from 1.
Activation = namedtuple("Activation", "class_name selector file line column")


class SomError(Exception):
    """The root of all. `message`: one line without final period. `text`: all that the command line would show.

    `kind`: the word that the subclass has for it. `activations`: where every activation was when a running program
    failed, outermost first, a list of Activation. `file`, `line`, `column`: of the innermost one, or of the mistake
    in a source text; "", 0, 0 if there is none.
    """

    kind = "error"

    def __init__(self, message, text="", activations=(), place=("", 0, 0)):
        Exception.__init__(self, message)
        self.message = message
        self.text = text or message + ".\n"
        self.__notes__ = [self.text.rstrip()]  # what Python 3.11 and later show of errors that nobody handles
        self.activations = list(activations)
        self.file, self.line, self.column = place
        if self.activations:
            self.file, self.line, self.column = self.activations[-1][2:]

    def __reduce__(self):
        """For pickle: errors travel between processes."""
        return rebuilt, (type(self), self.args, self.__dict__)


class SomSyntaxError(SomError):
    """A text that does not parse. `incomplete`: more text at its end might have made it right."""

    kind = "syntax"

    def __init__(self, message, text="", activations=(), place=("", 0, 0), incomplete=False):
        SomError.__init__(self, message, text, activations, place)
        self.incomplete = incomplete


class SomCompileError(SomError):
    """A text that parses but does not compile: names that are not declared, and the like."""

    kind = "compile"


class SomLoadError(SomError):
    """A class that cannot be found or loaded."""

    kind = "load"


class SomRuntimeError(SomError):
    """A program that failed: an error of the machine, or one that the library reports with `error:`."""

    kind = "run-time"


class SomExit(SomError):
    """A program that has ended itself by `system exit: status`."""

    kind = "exit"

    def __init__(self, status, text="", activations=(), place=("", 0, 0)):
        SomError.__init__(self, "system exit: %d" % status, text, activations, place)
        self.status = status


class SomLimit(SomError):
    """A program that has used up what it was given. `limit`: "time", "depth" or "heap"."""

    kind = "limit"

    def __init__(self, limit, message, text="", activations=(), place=("", 0, 0)):
        SomError.__init__(self, message, text, activations, place)
        self.limit = limit


class SomInterrupted(SomError):
    """A program that was asked to stop, see `Som.interrupt`."""

    kind = "interrupted"


class SomInternalError(SomError):
    """A bug of the machine."""

    kind = "internal"


def rebuilt(kind, arguments, state):
    """An exception of the class, with these arguments and attributes."""
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error
