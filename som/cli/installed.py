"""The installed `som` command: like `som/__main__.py` a script, which nobody imports but the command itself.

Becomes the native VM where there is one. The import behind that is for all others: it would multiply the start-up time
of the native VM. Not part of the binary.
"""

from __future__ import absolute_import

from som.cli.launching import become_native, wants_native

if wants_native():
    become_native()

from som.cli.hosting import run  # noqa: F401  (what the command calls)
