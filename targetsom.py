"""The native VM: an RPython target.

    python3 targetsom.py [--no-jit] [option ...]

finds Python 2.7 and RPython, and leaves `build/som-jit` or `build/som-interp`; `--help` lists the options.
`rpython -Ojit targetsom.py` translates it under Python 2.7, for those who know that tool. The core library
is loaded here, by the hosted VM, and becomes part of the binary.
"""

from __future__ import absolute_import, print_function

import os
import runpy
import sys

import som.primitives  # noqa: F401  (registers the primitives)
from som.cli.machine import Machine
from som.cli.main import main
from som.interpreter.tuning import set_defaults
from som.universe.image import freeze
from som.universe.universe import Universe


def make_entry_point(machine):
    """The function that the binary consists of; a universe with the core library is part of it.

    `machine`: what runs it, a constant.
    """
    universe = Universe(os.path.join(os.path.dirname(os.path.abspath(__file__)), "core-lib", "Smalltalk"))
    freeze(universe)

    def entry_point(argv):
        """What the binary does; answers the exit status."""
        if machine.has_jit:
            set_defaults()
        return main(universe, argv, machine)

    return entry_point


# What recursion may use of the stack: twice RPython's default. The collector's own stack of roots has a fixed size
# and is not checked; this limit has to be met before that one overflows.
STACK_BYTES = 3 << 19


def set_compiler_flags():
    """Make the C compiler build the binary for a fixed load address, and with room for recursion.

    A prebuilt heap of many pointers would otherwise be relocated at each start. The flags are set when the makefile
    is written, because they do not suit the libraries that RPython builds for itself before.
    """
    from rpython.translator.platform import platform

    kind = platform.__class__
    general = kind.gen_makefile

    def gen_makefile(self, *args, **kwds):
        self.cflags += ("-fno-pie", "-DMAX_STACK_SIZE=%d" % STACK_BYTES)
        self.link_flags += ("-no-pie",)
        return general(self, *args, **kwds)

    kind.gen_makefile = gen_makefile


# RPython takes half of the caches, which on servers is many times what one process gets of them: then every new
# object is a cache miss, and programs that call much take up to twice the time. docs/tuning.md has the figures.
NURSERY_BYTES = 4 << 20


def nursery_size():
    """The size of the nursery unless the environment sets one."""
    return NURSERY_BYTES


def set_nursery_size():
    """Let the collector ask us instead of the processor."""
    from rpython.memory.gc import env

    env.estimate_best_nursery_size = nursery_size


def set_max_heap_size(self, size):
    """As the collector's own method; besides, the limit may be met again, which would otherwise end the process."""
    self.max_heap_size = float(size)
    if self.max_heap_size > 0.0:
        if self.max_heap_size < self.next_major_collection_initial:
            self.next_major_collection_initial = self.max_heap_size
        if self.max_heap_size < self.next_major_collection_threshold:
            self.next_major_collection_threshold = self.max_heap_size
    self.max_heap_size_already_raised = False


def allow_repeated_memory_errors():
    """Make the collector raise a MemoryError whenever the heap is full, not just once: the shell goes on after it."""
    from rpython.memory.gc.incminimark import IncrementalMiniMarkGC

    IncrementalMiniMarkGC.set_max_heap_size = set_max_heap_size


def target(driver, args):
    """Called by RPython: the entry point, and how to build it."""
    set_compiler_flags()
    set_nursery_size()
    allow_repeated_memory_errors()
    driver.exe_name = "som-%(backend)s"
    driver.config.translation.suggest(jit_opencoder_model="big")
    has_jit = driver.config.translation.jit
    return make_entry_point(Machine("native with JIT" if has_jit else "native without JIT", has_jit)), None


def jitpolicy(driver):
    """Called by RPython: which functions the tracer looks into."""
    from rpython.jit.codewriter.policy import JitPolicy

    return JitPolicy()


if __name__ == "__main__":  # RPython imports this file
    if sys.version_info[0] == 2:
        sys.exit("targetsom.py: run this with Python 3, or give it to RPython: python2.7 -m rpython -Ojit targetsom.py")
    runpy.run_module("som.tools.translate", run_name="__main__")
