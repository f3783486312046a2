"""What executes the VM. Frozen: in the native VM the answers are constants of the translation."""

from __future__ import absolute_import


class Machine(object):
    """A kind of VM. `description`: behind the version; `has_jit`: there is a tracing JIT to be tuned and asked."""

    def __init__(self, description, has_jit):
        self.description = description
        self.has_jit = has_jit

    def _freeze_(self):
        return True
