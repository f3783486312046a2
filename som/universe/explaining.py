"""What stderr says about a program that the library's `error:` has ended, besides the `ERROR:` line on stdout.

These errors are SOM code: whatever library is on the class path, its methods decide what stdout shows. Here is what
the VM knows in addition: where it happened, the receiver and the arguments, and what was probably meant.
"""

from __future__ import absolute_import

from som.interpreter.traceback import traceback_of
from som.objects.stringobject import W_String
from som.universe.describing import class_name, described
from som.universe.suggesting import advice_for_class, advice_for_name, advice_for_send

ERROR = "Object>>error:"
INITIALIZE = "System>>initialize:"
ESCAPED = "Object>>escapedBlock:"

# Methods that report errors of others: the traceback ends where these were caused.
REPORTERS = [
    ERROR,
    "Object>>doesNotUnderstand:arguments:",
    "Object>>unknownGlobal:",
    "System>>resolve:",
    ESCAPED,
    "Object>>subclassResponsibility",
]
MOST_REPORTING = 12  # activations: the reporters with their blocks


class Explanation(object):
    """`activations`: those up to the mistake, innermost first; `summary` is one line; `details` are lines."""

    def __init__(self, activations):
        self.activations = activations
        self.summary = ""
        self.details = ""
        self.hint = ""


def explanation_text(universe, ending, arguments, style):
    """The text for an Exit with line feed at its end, "" if the program has ended without an error of the library.

    `arguments`: of the program, the name of its class first; none if an expression is evaluated.
    """
    count = len(ending.activations)
    if count == 0 or ending.activations[0].code.qualified_name() != ERROR:
        return ""
    first = _behind_reporters(ending.activations)
    explanation = Explanation(ending.activations[first:])
    if count - first == 1 and len(arguments) > 0 and ending.activations[first].code.qualified_name() == INITIALIZE:
        return style.hint(advice_for_class(universe, arguments[0]))
    _explain(universe, ending, explanation, ending.activations[first - 1].code.qualified_name())
    text = traceback_of(universe.interp, explanation.activations, style.as_generous())
    return text + style.error(explanation.summary) + "\n" + explanation.details + style.hint(explanation.hint)


def _behind_reporters(activations):
    """How many of the innermost activations only report the error."""
    first = 1
    for index in range(1, len(activations)):
        if index > MOST_REPORTING:
            break
        if activations[index].code.qualified_name() in REPORTERS:
            first = index + 1
    return first


def _explain(universe, ending, explanation, reporter):
    interp = universe.interp
    failed = ending.failed_send
    if failed is not None:
        explanation.summary = "%s does not understand #%s." % (
            class_name(interp, failed.w_receiver),
            failed.w_selector.text,
        )
        explanation.details = "  receiver: %s\n" % described(interp, failed.w_receiver)
        for index in range(len(failed.arguments_w)):
            argument = described(interp, failed.arguments_w[index])
            explanation.details += "  argument %d: %s\n" % (index + 1, argument)
        explanation.hint = advice_for_send(interp, failed)
    elif ending.unknown_name != "" and len(explanation.activations) > 0:
        explanation.summary = "There is no variable or class '%s'." % ending.unknown_name
        explanation.hint = advice_for_name(universe, ending.unknown_name, explanation.activations[0])
    else:
        w_message = ending.w_argument
        explanation.summary = "The program has reported an error."
        if isinstance(w_message, W_String):
            explanation.summary = "Error: " + w_message.text
        if reporter == ESCAPED:
            explanation.hint = "'^' in a block returns from the method that the block is written in; it has ended."
