"""Real blocks for one inlined send, compiled when its receiver turns out to be of an unexpected kind.

The method is compiled once more in the same way, until the send is met; its blocks are then compiled against
a scope that stands for a context into which the frame's variables are copied for the time of the send.
"""

from __future__ import absolute_import

from som.compiler.scope import BLOCK, DETOUR, Analysis, Scope
from som.syntax.tree import BlockNode


class DetourRequest(object):
    """Which inlined send of which code is wanted; afterwards, what it takes to send it."""

    def __init__(self, code_start, number):
        self.code_start = code_start
        self.number = number
        self.copies = []  # slots, by index in the context
        self.block_codes = None  # [Code]

    def consider(self, gen, send, number):
        """Called by the generator for every inlined send."""
        if gen.code.start != self.code_start or number != self.number or self.block_codes is not None:
            return
        scope = Scope(DETOUR, None, gen.innermost)
        analysis = Analysis(False)
        blocks = [argument for argument in send.arguments if isinstance(argument, BlockNode)]
        for block in blocks:
            analysis.analyse_body(block, BLOCK, scope)
        self.block_codes = [gen.generate_detached(analysis, block) for block in blocks]
        for variable in scope.in_order:
            self.copies.append(gen.innermost.resolve(variable.name).place)
