"""Where the output of programs goes: to a function or a file object of the embedding program, or nowhere."""

from __future__ import absolute_import

from som.embedding.texts import to_output
from som.universe.streams import OutputStream


class EmbeddedStream(OutputStream):
    """Delivers every line at once, as host text, to a function with one argument."""

    def __init__(self, target):
        OutputStream.__init__(self, -1)  # no descriptor of this process
        self.target = target
        self.is_interactive = True

    def deliver(self, text):
        """Hand the text to the function. Raises what that raises."""
        self.target(to_output(text))


def stream_to(target):
    """The stream for a function, an object with `write`, or None. TypeError for anything else."""
    if target is None:
        return EmbeddedStream(_ignore)
    write = getattr(target, "write", target)
    if not callable(write):
        raise TypeError("output goes to a function, a file object, or None, not to %s" % type(target).__name__)
    return EmbeddedStream(write)


def _ignore(_text):
    pass
