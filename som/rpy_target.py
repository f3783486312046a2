"""How RPython builds the native VM: what differs from its defaults, in the C compiler's flags and in the collector.

For `targetsom.py`, under RPython; nothing of it becomes part of the binary but the collector's method.
"""

from __future__ import absolute_import

from som.rpy import HAVE_RPYTHON

if HAVE_RPYTHON:
    from rpython.jit.codewriter.policy import JitPolicy
    from rpython.memory.gc import env
    from rpython.memory.gc.incminimark import IncrementalMiniMarkGC
    from rpython.translator import platform as platforms

# What recursion may use of the stack: twice RPython's default. The collector's own stack of roots has a fixed size
# and is not checked; this limit has to be met before that one overflows.
STACK_BYTES = 3 << 19

# RPython takes half of the caches, which on servers is many times what one process gets of them: then every new
# object is a cache miss, and programs that call much take up to twice the time. docs/tuning.md has the figures.
NURSERY_BYTES = 4 << 20


def configure(driver):
    """Settings for this translation, besides those that its command line has."""
    set_compiler_flags(platforms.platform.__class__)  # the platform that the driver has chosen by now
    env.estimate_best_nursery_size = nursery_size  # the collector would ask the processor
    IncrementalMiniMarkGC.set_max_heap_size = set_max_heap_size
    driver.exe_name = "som-%(backend)s"
    driver.config.translation.suggest(jit_opencoder_model="big")


def jit_policy():
    """Which functions the tracer looks into: those that do not say otherwise."""
    return JitPolicy()


def set_compiler_flags(kind):
    """Make a class of platforms build for a fixed load address, and with room for recursion.

    A prebuilt heap of many pointers would otherwise be relocated at each start. The flags are set when the makefile
    is written, because they do not suit the libraries that RPython builds for itself before.
    """
    general = kind.gen_makefile

    def gen_makefile(self, *args, **kwds):
        self.cflags += ("-fno-pie", "-DMAX_STACK_SIZE=%d" % STACK_BYTES)
        self.link_flags += ("-no-pie",)
        return general(self, *args, **kwds)

    kind.gen_makefile = gen_makefile


def nursery_size():
    """The size of the nursery unless the environment sets one, in bytes."""
    return NURSERY_BYTES


def set_max_heap_size(self, size):
    """As the collector's own method; besides, the limit may be met again, which would otherwise end the process.

    Thus the collector raises a MemoryError whenever the heap is full, not just once: the shell goes on after it.
    """
    self.max_heap_size = float(size)
    if self.max_heap_size > 0.0:
        if self.max_heap_size < self.next_major_collection_initial:
            self.next_major_collection_initial = self.max_heap_size
        if self.max_heap_size < self.next_major_collection_threshold:
            self.next_major_collection_threshold = self.max_heap_size
    self.max_heap_size_already_raised = False
