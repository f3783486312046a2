"""Texts on their way between host and machine."""

import pathlib

import pytest

from som.embedding.texts import path_to_machine, to_host, to_machine, to_output


def test_characters_of_machine_texts_are_bytes_of_utf8():
    assert to_machine("b\u00e4r") == "b\xc3\xa4r"
    assert to_host("b\xc3\xa4r") == "b\u00e4r"


def test_bytes_that_are_no_utf8_come_back():
    assert to_host("\xff") == "\udcff"
    assert to_machine("\udcff") == "\xff"


def test_output_fits_every_file():
    """It holds no surrogates, which files refuse."""
    assert to_output("a\xff\xc3\xa4") == "a\ufffd\u00e4"


@pytest.mark.parametrize("path", ["d\u00e4", b"d\xc3\xa4", pathlib.Path("d\u00e4")])
def test_paths(path):
    assert path_to_machine(path) == "d\xc3\xa4"
