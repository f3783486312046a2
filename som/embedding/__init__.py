"""SOM in Python programs: `Som` is a machine, `SomError` what goes wrong, docs/embedding.md tells the rest.

Hosted only. `machine` has the interface; `worker` gives SOM a thread with room to recurse, `values` converts.
"""

from __future__ import absolute_import

from som.embedding import process  # before all others, see there
from som.embedding.failures import Activation, SomCompileError, SomError, SomExit, SomInternalError, SomInterrupted
from som.embedding.failures import SomLimit, SomLoadError, SomRuntimeError, SomSyntaxError
from som.embedding.machine import Som
from som.embedding.objects import SomBlock, SomClass, SomObject, Symbol

process.restore_digits()

__all__ = [
    "Activation",
    "Som",
    "SomBlock",
    "SomClass",
    "SomCompileError",
    "SomError",
    "SomExit",
    "SomInternalError",
    "SomInterrupted",
    "SomLimit",
    "SomLoadError",
    "SomObject",
    "SomRuntimeError",
    "SomSyntaxError",
    "Symbol",
]
