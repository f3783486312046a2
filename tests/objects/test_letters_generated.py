"""The generated table of letters is what its generator makes of the host's Unicode data."""

import unicodedata

import pytest

from som.objects import letters_generated
from som.tools import unicode_letters


def test_the_table_is_sound():
    """Ranges are ordered, do not touch, and lie beyond ASCII."""
    starts, ends = letters_generated.LETTER_STARTS, letters_generated.LETTER_ENDS
    assert len(starts) == len(ends) > 500
    assert starts[0] > 127
    assert all(start <= end for start, end in zip(starts, ends))
    assert all(end + 1 < start for end, start in zip(ends, starts[1:]))


def test_the_table_is_fresh():
    """Compares with a new one, on a host with the same version of Unicode."""
    if ("Unicode %s." % unicodedata.unidata_version) not in letters_generated.__doc__:
        pytest.skip("the host has Unicode %s" % unicodedata.unidata_version)
    with open(unicode_letters.TARGET, encoding="ascii") as file:
        assert file.read() == unicode_letters.module_text()
