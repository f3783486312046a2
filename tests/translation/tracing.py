"""SOM programs under RPython's own tracer and optimizer, on the low-level interpreter: no C compiler, no binary.

The whole VM is annotated, rtyped and given to the JIT's code writer once, with the core library as in the native VM's
image; then each program runs by itself, and its loops are read as lists of operations.
"""

from __future__ import absolute_import

import collections
import ctypes
import os

import som.primitives  # noqa: F401  (registers the primitives)
from rpython.jit.metainterp import pyjitpl
from rpython.jit.metainterp.test.support import LLJitMixin
from rpython.jit.metainterp.warmspot import get_stats, reset_jit
from rpython.memory.gc.incminimark import IncrementalMiniMarkGC
from rpython.rtyper.llinterp import log as llinterp_log
from rpython.rtyper.lltypesystem.ll2ctypes import get_ctypes_type
from rpython.rtyper.rclass import CLASSTYPE

from som.objects.integerobject import W_Integer
from som.source import SourceText
from som.universe.image import freeze
from som.universe.universe import Universe

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# The optimizer's notes about where it is: no operation of the machine comes from them.
NOTES = ("debug_merge_point", "enter_portal_frame", "leave_portal_frame")

# Activations are to be traced as part of loops, never by themselves.
NEVER = 1 << 30


class Loop(object):
    """One compiled loop. `location`: the merge point at its head, as in logs; `body`: the peeled part.

    Label and jump belong to the body. `whole`: the operations of the part before as well.
    """

    def __init__(self, operations, location_of):
        labels = [index for index, each in enumerate(operations) if each.getopname() == "label"]
        assert len(labels) == 2, "the loop has not been peeled"
        assert operations[-1].getdescr() is operations[labels[1]].getdescr(), "the jump leaves the loop"
        peeled = operations[labels[1] :]
        self.location = location_of([each for each in peeled if each.getopname() == "debug_merge_point"][0])
        self.body = [each for each in peeled if each.getopname() not in NOTES]
        self.whole = [each for each in operations if each.getopname() not in NOTES]

    def counts(self):
        """How often each operation stands in the body, as a dict."""
        return dict(collections.Counter(each.getopname() for each in self.body))

    def allocations(self):
        """The operations of the body that allocate."""
        return [each for each in self.body if each.getopname().startswith("new")]

    def stores(self):
        """The operations of the body that write to memory."""
        return [each for each in self.body if each.getopname().startswith(("setfield", "setarrayitem"))]

    def calls(self):
        """The operations of the whole loop that call into the VM."""
        return [each for each in self.whole if each.getopname().startswith(("call", "cond_call"))]

    def text(self):
        """The body, one operation a line."""
        return "\n".join([self.location] + [str(each) for each in self.body])


def is_loop(operations):
    """Whether a trace is a loop: bridges have no label, code that runs once has no jump."""
    return operations[-1].getopname() == "jump" and "label" in [each.getopname() for each in operations]


def allocated_bytes(operation):
    """What one execution of a `new_with_vtable` takes from the native VM's heap, header included."""
    class_pointer = ctypes.sizeof(get_ctypes_type(CLASSTYPE))
    header = ctypes.sizeof(get_ctypes_type(IncrementalMiniMarkGC.HDR))  # natively it says what the class pointer says
    return ctypes.sizeof(get_ctypes_type(operation.getdescr().S)) - class_pointer + header


class TracedMachine(object):
    """The VM with some classes loaded, ready to run unary methods of one of them under the JIT."""

    def __init__(self, sources, class_name, selectors):
        """`sources`: SOM text of the classes, by name; `selectors`: the methods of one class that can be run."""
        universe = Universe(os.path.join(ROOT, "core-lib", "Smalltalk"))
        freeze(universe)
        for name in sorted(sources):
            universe.loader.define(SourceText(name + ".som", sources[name]), name)
        w_class = universe.load_class(class_name)
        methods_w = [w_class.lookup(universe.symbol_for(selector)) for selector in selectors]
        interp = universe.interp

        def entry_point(number):
            w_result = interp.invoke(methods_w[number], interp.send(w_class, "new", []), [])
            assert isinstance(w_result, W_Integer)
            return w_result.value

        self.selectors = selectors
        self._prepare(entry_point)

    def _prepare(self, entry_point):
        was_silent = llinterp_log.output_disabled
        llinterp_log.output_disabled = True
        options = {"listops": True, "listcomp": True, "backendopt": True, "inline": True}
        try:
            self.llinterp, self.graph = LLJitMixin().meta_interp(
                entry_point, [0], graph_and_interp_only=True, function_threshold=NEVER, **options
            )
        finally:
            llinterp_log.output_disabled = was_silent
        self.warm = pyjitpl._warmrunnerdesc

    def run(self, selector):
        """Run one method on a new object: its value, an int, and the loops that were compiled meanwhile."""
        pyjitpl._warmrunnerdesc = self.warm
        reset_jit()
        value = self._without_headings(self.selectors.index(selector))
        stats = get_stats()
        assert stats.aborted_count == 0
        loops = [each.operations for each in stats.get_all_loops() if is_loop(each.operations)]
        return value, [Loop(each, self._location_of) for each in loops]

    def _without_headings(self, number):
        """Run the program. The JIT would ask the VM for a text at each merge point, by far the slowest part."""
        [driver] = self.warm.jitdrivers_sd
        text_of = driver.warmstate.get_location_str
        driver.warmstate.get_location_str = lambda greens: ""
        try:
            return self.llinterp.eval_graph(self.graph, [number])
        finally:
            driver.warmstate.get_location_str = text_of

    def _location_of(self, merge_point):
        [driver] = self.warm.jitdrivers_sd
        return driver.warmstate.get_location_str(merge_point.getarglist()[3:])  # behind driver, depth and call: greens
