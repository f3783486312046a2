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
    """A class or the core library cannot be loaded; `message` is complete and names the way out, `hint` may guess."""

    def __init__(self, message, hint=""):
        self.message = message
        self.hint = hint


class Activation(object):
    """Where one activation was when an error left it: its Code and the pc of the instruction."""

    def __init__(self, code, pc):
        self.code = code
        self.pc = pc


class Ending(Exception):
    """Ends a SOM program. Every activation that it leaves adds itself to `activations`, innermost first."""

    def __init__(self):
        self.activations = []  # [Activation]


class Exit(Ending):
    """The program ends with `status`; raised by `system exit:` and caught by the command line only.

    The library's way to report an error ends here, too; the other attributes tell what it was about, for
    diagnostics, see universe/explaining.py.
    """

    def __init__(self, status):
        Ending.__init__(self)
        self.status = status
        self.w_argument = None  # of the innermost activation, if it has one argument only
        self.failed_send = None  # FailedSend, if the library's own doesNotUnderstand:arguments: ended the program
        self.unknown_name = ""  # likewise, if its unknownGlobal: did


class FailedSend(object):
    """A message that its receiver did not understand."""

    def __init__(self, w_receiver, w_selector, arguments_w):
        self.w_receiver = w_receiver
        self.w_selector = w_selector
        self.arguments_w = arguments_w


class VMError(Ending):
    """A primitive or the machine failed while a SOM program was running. `message` has no final period."""

    def __init__(self, message):
        Ending.__init__(self)
        self.message = message


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
