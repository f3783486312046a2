"""What must not be a constant of the binary is computed when it runs."""

from __future__ import absolute_import

from rpython.translator.backendopt.all import backend_optimizations
from rpython.translator.translator import TranslationContext

from som.objects.arraystrategy import nil_double


def test_nil_among_doubles_is_made_at_run_time():
    """The C sources write every NaN alike, and the one that stands for nil would lose its pattern."""

    def filled(length):
        return [nil_double(length)] * length

    context = TranslationContext()
    context.buildannotator().build_types(filled, [int])
    context.buildrtyper().specialize()
    backend_optimizations(context)
    operations = [op.opname for graph in context.graphs for block in graph.iterblocks() for op in block.operations]
    assert "convert_longlong_bytes_to_float" in operations
