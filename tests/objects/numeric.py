"""Numbers for the tests of arithmetic: host integers and floats, their corners, and their SOM forms."""

from hypothesis import settings
from hypothesis import strategies as st

from som.objects.doubleobject import W_Double
from som.objects.integerobject import W_BigInteger, W_Integer, big_of, normalised
from som.rpy import rbigint

settings.register_profile("som", deadline=None)  # a busy machine is no failure
settings.load_profile("som")

BORDERS = [0, 2**15, 2**31, 2**32, 2**53, 2**62, 2**63, 2**64, 2**126, 2**127, 2**128, 10**18, 10**19]
CORNERS = sorted({sign * (border + shift) for border in BORDERS for shift in range(-2, 3) for sign in (1, -1)})
EXTREME_FLOATS = [0.0, -0.0, 0.5, 1.0, 2.0**53, 2.0**62, 2.0**63, 2.0**64, 1e22, 1e300, 5e-324, 1.7976931348623157e308]

integers = st.one_of(
    st.sampled_from(CORNERS),
    st.integers(-(2**65), 2**65),
    st.integers(-(2**300), 2**300),
    st.builds(lambda a, b: a * b, st.sampled_from(CORNERS), st.sampled_from(CORNERS)),
)
words = st.one_of(st.sampled_from([n for n in CORNERS if -(2**63) <= n < 2**63]), st.integers(-(2**63), 2**63 - 1))
floats = st.one_of(
    st.floats(allow_nan=False), st.sampled_from(EXTREME_FLOATS + [-x for x in EXTREME_FLOATS]), words.map(float)
)
numbers = st.one_of(integers, floats)


def number(value):
    """The SOM number for a host number."""
    if isinstance(value, float):
        return W_Double(value)
    return normalised(rbigint.fromlong(value))


def value_of(w_number):
    """The host number for a SOM number; checks that an Integer has the representation of its size."""
    if isinstance(w_number, W_Double):
        return w_number.value
    value = int(big_of(w_number).str())
    assert isinstance(w_number, W_Integer if -(2**63) <= value < 2**63 else W_BigInteger)
    return value
