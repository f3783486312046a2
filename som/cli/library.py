"""Where the core library is when a host Python runs the VM. Not part of the native binary, which contains it."""

from __future__ import absolute_import

import os

from som.rpy import host_argument, not_rpython


@not_rpython
def core_library_directory():
    """The directory of our core library: in the installed package, else in the checkout around it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "core-lib", "Smalltalk")
    if os.path.isdir(installed):
        return host_argument(installed)
    return host_argument(os.path.join(os.path.dirname(package), "core-lib", "Smalltalk"))
