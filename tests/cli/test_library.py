"""The core library is found in a checkout and in an installation."""

import os

from som.cli import library
from som.cli.library import core_library_directory
from sources import ROOT


def test_in_a_checkout():
    assert core_library_directory() == os.path.join(ROOT, "core-lib", "Smalltalk")
    assert os.path.isfile(os.path.join(core_library_directory(), "Object.som"))


def test_in_an_installation(monkeypatch, tmp_path):
    """The wheel puts the library inside of the package."""
    installed = tmp_path / "som" / "core-lib" / "Smalltalk"
    installed.mkdir(parents=True)
    monkeypatch.setattr(library, "__file__", str(tmp_path / "som" / "cli" / "library.py"))
    assert core_library_directory() == str(installed)


def test_a_directory_that_is_not_ascii(monkeypatch, tmp_path):
    """Paths are the bytes of their names, like all texts of the machine."""
    monkeypatch.setattr(library, "__file__", str(tmp_path / "\u00e4" / "som" / "cli" / "library.py"))
    assert "/\xc3\xa4/core-lib/" in core_library_directory().replace(os.sep, "/")
