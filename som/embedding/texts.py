"""Texts of the embedding program and texts of the machine, whose characters are the bytes of the UTF-8 form.

Bytes that are no UTF-8 (a program can read any file) are surrogates in host texts, as in names of files, and the same
bytes again on the way back.
"""

from __future__ import absolute_import

import os

from som.rpy import host_argument

REPLACED = "surrogateescape"


def to_machine(text):
    """The machine's form of a host text. UnicodeEncodeError for surrogates that stand for no byte."""
    return text.encode("utf-8", REPLACED).decode("latin-1")


def to_host(text):
    """The host text for a text of the machine."""
    return text.encode("latin-1").decode("utf-8", REPLACED)


def to_output(text):
    """Like `to_host`, but fit for every file: bytes that are no UTF-8 become the replacement character."""
    return text.encode("latin-1").decode("utf-8", "replace")


def path_to_machine(path):
    """The machine's form of a path: a str, bytes, or an object with a path."""
    return host_argument(os.fsdecode(path))
