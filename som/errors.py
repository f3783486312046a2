"""The closed set of host exceptions. Control flow inside the interpreter has its own, in `unwinding`."""

from __future__ import absolute_import


class SomSyntaxError(Exception):
    """A class definition that does not parse. `start`, `end`: byte offsets of the offending token."""

    def __init__(self, source, start, end, message, hint="", at_end=False):
        self.source = source  # SourceText
        self.start = start
        self.end = end
        self.message = message  # "unexpected X, expected Y or Z"
        self.hint = hint  # one sentence that names the way out, or ""
        self.at_end = at_end  # more text might have made it right: the end, or an unterminated string or comment


class Diagnostic(object):
    """One compile-time error at a place. The compiler collects them, `CompileErrors` carries them."""

    def __init__(self, start, end, message, hint=""):
        self.start = start
        self.end = end
        self.message = message
        self.hint = hint


class CompileErrors(Exception):
    """A class definition that parses but does not compile."""

    def __init__(self, source, diagnostics):
        self.source = source
        self.diagnostics = diagnostics  # [Diagnostic], in order of position


class LoadError(Exception):
    """A class or the core library cannot be loaded; `message` is complete and names the way out."""

    def __init__(self, message):
        self.message = message


class Exit(Exception):
    """The program ends with `status`; raised by `system exit:` and caught by the command line only."""

    def __init__(self, status):
        self.status = status


class Activation(object):
    """Where one activation was when an error left it: its Code and the pc of the instruction."""

    def __init__(self, code, pc):
        self.code = code
        self.pc = pc


class VMError(Exception):
    """A primitive or the machine failed while a SOM program was running.

    `message` has no final period. Every activation that the error leaves adds itself to
    `activations`, innermost first.
    """

    def __init__(self, message):
        self.message = message
        self.activations = []  # [Activation]


class Interrupted(VMError):
    """The user has asked the program to stop. SOM programs cannot catch it."""

    def __init__(self):
        VMError.__init__(self, "Interrupted")


DEPTH_LIMIT, HEAP_LIMIT, TIME_LIMIT = range(3)


class LimitExceeded(VMError):
    """The program has used up a resource; `limit` is one of the constants above. SOM programs cannot catch it."""

    def __init__(self, limit, message):
        VMError.__init__(self, message)
        self.limit = limit


class StackTraceRequest(VMError):
    """Unwinds a copy of the process in order to learn where every activation is; see interpreter/traceback.py."""

    def __init__(self):
        VMError.__init__(self, "stack trace")


class FatalError(Exception):
    """A bug of the VM itself: an invariant does not hold."""

    def __init__(self, message):
        self.message = message
