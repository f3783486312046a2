"""Inlining cannot be observed: random programs print the same with and without it."""

from hypothesis import HealthCheck, given, settings

from tests.compiler.compiling import both
from tests.compiler.randomprograms import programs


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(programs())
def test_inlining_does_not_show(text):
    both(text)
