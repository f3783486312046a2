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
from som.rpy_target import configure, jit_policy
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


def target(driver, args):
    """Called by RPython: the entry point, and how to build it."""
    configure(driver)
    has_jit = driver.config.translation.jit
    return make_entry_point(Machine("native with JIT" if has_jit else "native without JIT", has_jit)), None


def jitpolicy(driver):
    """Called by RPython: which functions the tracer looks into."""
    return jit_policy()


if __name__ == "__main__":  # RPython imports this file
    if sys.version_info[0] == 2:
        sys.exit("targetsom.py: run this with Python 3, or give it to RPython: python2.7 -m rpython -Ojit targetsom.py")
    runpy.run_module("som.tools.translate", run_name="__main__")
