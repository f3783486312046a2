"""Texts for the tests of strings, and their form inside the machine."""

from hypothesis import settings
from hypothesis import strategies as st

settings.register_profile("som", deadline=None)  # a busy machine is no failure
settings.load_profile("som")

# Few different characters, of all four sizes: parts occur in each other.
texts = st.one_of(st.text(), st.text(alphabet="ab\xe6\u2764\U0001f600", max_size=100), st.text(alphabet="ab"))


def carried(text):
    """A Unicode string of the host as the machine carries it: one character for each byte of UTF-8."""
    return text.encode("utf-8").decode("latin-1")


def shown(text):
    """The Unicode string for a text inside the machine."""
    return text.encode("latin-1").decode("utf-8")
