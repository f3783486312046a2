"""Python functions as SOM blocks."""

from __future__ import absolute_import

import inspect

from som.bytecode.opcodes import RETURNED
from som.compiler.assembly import Assembly
from som.objects.blockobject import HomeContext, new_block
from som.objects.methodobject import NO_CONTEXT, NO_SLOT, Code

MOST_PARAMETERS = 2  # that is what blocks of SOM have


def new_callable_block(converter, function):
    """A block that calls the function and answers its converted result. TypeError if it takes too many arguments.

    The exceptions of the function pass through SOM's activations to whoever has called into the machine.
    """
    universe = converter.universe
    count = parameter_count(function)
    code = Code(getattr(function, "__name__", "function"), count, True)
    Assembly().assemble(code, 0)
    code.shape(1 + count, 1 + count, NO_CONTEXT, False, NO_SLOT, 0)
    code.hosted = [_calling(converter, function, count)]
    return new_block(code, HomeContext([], None), universe.w_nil)


def _calling(converter, function, count):
    """What executes the only instruction of the block: a function of the frame."""

    def call(frame):
        arguments = [converter.to_host(frame.slots[index]) for index in range(1, count + 1)]
        frame.w_result = converter.to_som(function(*arguments))
        return RETURNED

    return call


def parameter_count(function):
    """How many parameters the block for a function has: those of the function that need an argument, at most two."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:  # some functions written in C do not tell
        return 1
    needed = 0
    for parameter in parameters:
        positional = parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        if positional and parameter.default is parameter.empty:
            needed += 1
    if needed > MOST_PARAMETERS:
        raise TypeError(
            "blocks have at most %d parameters, the function needs %d arguments" % (MOST_PARAMETERS, needed)
        )
    return needed
