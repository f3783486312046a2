"""`Som`: one machine in a Python program. It shares nothing with others, nor with the process's input and output."""

from __future__ import absolute_import

from som.cli.library import core_library_directory
from som.cli.limiting import close_sandbox
from som.embedding.namespace import Globals
from som.embedding.objects import checked_selector
from som.embedding.output import stream_to
from som.embedding.session import Session
from som.embedding.texts import path_to_machine, to_machine
from som.embedding.translating import EVALUATED
from som.errors import LoadError
from som.source import SourceText
from som.syntax.parsing import parse
from som.universe.bootstrap import is_core_class
from som.universe.universe import Universe

DEFINED = "<define>"  # the name of texts that define classes
LARGEST = 1000000  # as a limit: the host does not wait for much longer
LAST = object()  # stands for the value of the last text


class Som(object):
    """A machine with the core library. A context manager, which closes it.

    class_path: directories to search for classes before the core library; no others are searched.
    output, errors: where stdout and stderr of programs go, line by line: a function of one text, or an object with
    `write`. None is nowhere for output, and for errors the same as output.
    time_limit: seconds that each call may take. max_depth: how many activations may be active. None: no limit.
    sandbox: programs may read files in and below the class path only.

    Any thread may use it; one call runs at a time, others wait. Python functions that SOM calls may call back.
    Methods raise SomError, TypeError for values that SOM does not have, ValueError once the machine is closed.
    """

    def __init__(self, class_path=(), output=None, errors=None, time_limit=None, max_depth=None, sandbox=False):
        universe = Universe(core_library_directory())
        universe.class_path = [path_to_machine(directory) for directory in class_path]
        universe.stdout = stream_to(output)
        universe.stderr = stream_to(output if errors is None else errors)
        universe.stderr.before = universe.stdout
        if time_limit is not None:
            universe.limits.time = "%g" % checked(time_limit, "time_limit")
        if max_depth is not None:
            universe.limits.depth = int(checked(max_depth, "max_depth"))
        if sandbox:
            close_sandbox(universe)
        self._session = Session(universe)
        self._w_it = universe.w_nil
        self.globals = Globals(self._session)

    def evaluate(self, text, it=LAST):
        """The value of an expression or of statements, in which `it` is the argument, or the value of the last text."""
        return self._session.run(lambda: self._evaluate(to_machine(text), it))

    def _evaluate(self, text, it):
        w_it = self._w_it
        if it is not LAST:
            w_it = self._session.converter.to_som(it)
        universe = self._session.universe
        self._w_it = universe.interp.invoke(universe.compile_expression(text), universe.w_nil, [w_it])
        return self._session.converter.to_host(self._w_it)

    def define(self, text, file=DEFINED):
        """The class that the text defines, a SomClass; an older class of its name has this name no longer.

        `file` is shown as the place of mistakes. Objects of the older class, and classes that inherit from it, keep it.
        """
        if file == EVALUATED:
            raise ValueError("%s is the name of texts that are evaluated" % EVALUATED)
        return self._session.run(lambda: self._define(SourceText(path_to_machine(file), to_machine(text))))

    def _define(self, source):
        name = parse(source).name
        if is_core_class(name):
            raise LoadError("Class %s is known to the VM and cannot be defined again" % name)
        return self._session.converter.to_host(self._session.universe.loader.define(source, name))

    def load(self, name):
        """The class of that name, from the class path if need be, a SomClass. SomLoadError if there is none."""
        return self._session.run(lambda: self._load(to_machine(name)))

    def _load(self, name):
        w_class = self._session.universe.load_class(name)
        if w_class is None:
            raise LoadError("There is no class %s on the class path" % name)
        return self._session.converter.to_host(w_class)

    def call(self, receiver, selector, *arguments):
        """The value of a message to any value. TypeError if the selector takes another number of arguments."""
        text = checked_selector(selector, arguments)
        session = self._session
        return session.run(lambda: session.send(session.converter.to_som(receiver), text, arguments))

    def interrupt(self):
        """Stop what is running, from another thread: there it raises SomInterrupted. Returns when it has ended.

        A Python function that SOM has called may do it, too, and goes on itself.
        """
        self._session.interrupt()

    def close(self):
        """Free the machine: from now on its methods and its objects raise ValueError."""
        self._w_it = None
        self._session.close()

    def __enter__(self):
        return self

    def __exit__(self, _kind, _error, _traceback):
        self.close()


def checked(limit, name):
    """The limit. ValueError if it is not positive, or larger than the host can wait."""
    if not 0 < limit <= LARGEST:
        raise ValueError("%s is a number above 0, at most %d, not %r" % (name, LARGEST, limit))
    return limit
