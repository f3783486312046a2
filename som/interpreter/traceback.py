"""What the user sees of a VMError: where every activation was, outermost first.

Inlined messages leave no activation. Those that a program without inlining would have had are found out by sending
the message once more, with blocks that stop the VM at once: whatever the library's methods are, their
activations are the ones to show.
"""

from __future__ import absolute_import

from som.bytecode.positions import Position, find_position
from som.errors import StackTraceRequest, VMError
from som.interpreter.folding import folded
from som.objects.blockobject import HomeContext, new_block
from som.objects.integerobject import W_Integer
from som.rpy import exit_process, in_child_process
from som.terminal import PLAIN, marks_below


class Entry(object):
    """One line of a traceback: a place in a source."""

    def __init__(self, source, start, end):
        self.source = source
        self.start = start
        self.end = end

    def text(self, style):
        """Position and source lines; if the style is generous, marks below an expression on one line."""
        source = self.source
        place = (style.place(source.path), source.line_of(self.start), source.column_of(self.start))
        text = "  File %s, line %d, column %d:\n" % place
        lines = source.lines_between(self.start, self.end)
        for line in lines:
            text += "    " + line.rstrip(" \t\r\f\v") + "\n"
        if style.generous and len(lines) == 1:
            blanks, marks = marks_below(source.text, source.line_start(self.start), self.start, self.end)
            text += "    " + blanks + style.mark(marks) + "\n"
        return text


# Advice for errors of the VM, by the beginning of their messages.
ADVICE = [
    ("Index ", "Elements are counted from 1 up to the length."),
    ("Can't represent as unsigned machine integer", "An index or a number of elements cannot be negative."),
    ("Stack overflow", "Does the recursion have an end?"),
    ("Expected a numeric type but got type 'String", "A String is converted by asInteger or Double fromString:."),
    (
        "Expected a numeric type but got type 'Inst",
        "'Inst' is any other object: nil perhaps, because nothing was assigned?",
    ),
]


def advice_for(message):
    """A sentence, or ""."""
    for beginning, advice in ADVICE:
        if message.startswith(beginning):
            return advice
    return ""


def format_traceback(interp, error, style=PLAIN):
    """The complete text for an error that ended the program; with advice if the style is generous."""
    text = traceback_of(interp, error.activations, style) + style.error(error.message + ".") + "\n"
    if style.generous:
        text += style.hint(advice_for(error.message))
    return text


def traceback_of(interp, activations, style):
    """The heading and where each of the activations was; they are given innermost first."""
    parts = ["Traceback (most recent call at bottom):\n"]
    for piece in folded(activations):
        if piece.activation is None:
            parts.append("  " + style.note("... " + piece.note + " ...") + "\n")
        else:
            for entry in entries_of(interp, piece.activation):
                parts.append(entry.text(style))
    return "".join(parts)


def request_stack_trace(interp):
    """Print where every activation is.

    Activations keep their pc to themselves, which is what makes them fast; they tell it when an error leaves them. So a
    copy of the process unwinds, prints at the bottom of the stack (see `print_stack_trace`), and ends.
    """
    interp.universe.stdout.flush()
    interp.universe.stderr.flush()
    try:
        in_child = in_child_process()
    except OSError:
        raise VMError("The stack trace cannot be printed: the system refuses to start a process")
    if in_child:
        raise StackTraceRequest()


def print_stack_trace(interp, request):
    """In the copy of the process: one line an activation, outermost first. Does not return."""
    stdout = interp.universe.stdout
    for index in range(len(request.activations) - 1, -1, -1):
        activation = request.activations[index]
        code = activation.code
        if code.source is not None:
            place = ""
            position = find_position(code.positions, code.home_start, activation.pc)
            if position is not None:
                place = " (%s, line %d)" % (code.source.path, code.source.line_of(position.start))
            stdout.write(code.qualified_name() + place + "\n")
    try:
        stdout.flush()
    except OSError:
        pass  # nobody reads it any more; the original process will notice, too
    exit_process(0)


def entries_of(interp, activation):
    """The entries for one activation: its own, and those that inlining has taken away, outermost first."""
    code = activation.code
    if code.source is None:
        return []
    position = find_position(code.positions, code.home_start, activation.pc)
    if position is None:
        return []
    return _with_inlined(interp, code, position)


def _with_inlined(interp, code, position):
    if position.branch < 0:
        return [Entry(code.source, position.start, position.end)]
    branch = code.branches[position.branch]
    inlined = code.inlined_sends[branch.send]
    outer = Position(inlined.start, inlined.end, inlined.parent)
    entries = _with_inlined(interp, code, outer)
    entries += _library_entries(interp, inlined, branch.number)
    entries.append(Entry(code.source, position.start, position.end))
    return entries


def _library_entries(interp, inlined, number):
    """The activations between an inlined send and the evaluation of its block `number`."""
    try:
        _send_probe(interp, inlined, number)
    except VMError as error:
        if error.message != PROBE:
            return []
        entries = []
        for index in range(len(error.activations) - 1, -1, -1):
            entries += entries_of(interp, error.activations[index])
        return entries
    return []


PROBE = "probe"


def _send_probe(interp, inlined, number):
    """Send the message so that it evaluates a block of the given number, which raises a VMError at once."""
    selector = inlined.w_selector.text
    home = HomeContext([], None)
    probe = new_block(interp.universe.probe_code(inlined_parameters(selector)), home, interp.w_nil)
    w_receiver = interp.w_nil
    arguments_w = []
    if selector == "whileTrue:" or selector == "whileFalse:":
        w_receiver = probe
        if number == 1:
            answer = interp.boolean(selector == "whileTrue:")
            w_receiver = new_block(interp.universe.answering_code(answer), home, interp.w_nil)
        interp.send(w_receiver, selector, [probe])
        return
    if selector.find("do:") >= 0:
        w_receiver = W_Integer(1)
        arguments_w = [W_Integer(1)] * (inlined.value_count - 1)
    elif selector == "timesRepeat:":
        w_receiver = W_Integer(1)
    elif selector.find("Nil:") >= 0:
        if selector.startswith("ifNil:") != (number == 0):
            w_receiver = interp.w_true
    else:
        takes_true = selector.startswith("ifTrue:") or selector == "and:" or selector == "&&"
        w_receiver = interp.boolean(takes_true == (number == 0))
    for _ in range(inlined.block_count):
        arguments_w = arguments_w + [probe]
    interp.send(w_receiver, selector, arguments_w)


def inlined_parameters(selector):
    """How many parameters the blocks of an inlined message have."""
    if selector.endswith("do:"):
        return 1
    return 0
