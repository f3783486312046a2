"""What is built differently. The translated machine shows whether RPython takes it, see tests/test_exhaustion.py."""

import pytest
from som.rpy_target import NURSERY_BYTES, STACK_BYTES, nursery_size, set_compiler_flags, set_max_heap_size


class Platform:
    """Makes makefiles from its flags."""

    cflags = ("-O3",)
    link_flags = ()

    def gen_makefile(self, name, **settings):
        return name, settings, self.cflags, self.link_flags


def test_flags_are_added_when_the_makefile_is_written():
    set_compiler_flags(Platform)
    platform = Platform()
    assert (platform.cflags, platform.link_flags) == (("-O3",), ())
    made = ("-O3", "-fno-pie", "-DMAX_STACK_SIZE=%d" % STACK_BYTES), ("-no-pie",)
    assert platform.gen_makefile("a", b=1) == ("a", {"b": 1}) + made


def test_the_nursery_is_that_of_the_documentation():
    assert nursery_size() == NURSERY_BYTES == 4 * 1024 * 1024


class Collector:
    """The state of RPython's collector that limits change."""

    max_heap_size = 0.0
    max_heap_size_already_raised = True

    def __init__(self, initial, threshold):
        self.next_major_collection_initial = initial
        self.next_major_collection_threshold = threshold


@pytest.mark.parametrize("size, initial, threshold", [(100, 100.0, 100.0), (300, 200.0, 300.0), (0, 200.0, 400.0)])
def test_a_limit_of_the_heap_can_be_met_again(size, initial, threshold):
    """Collections start at it at the latest; 0 is no limit."""
    collector = Collector(200.0, 400.0)
    set_max_heap_size(collector, size)
    assert collector.max_heap_size == float(size)
    assert not collector.max_heap_size_already_raised
    assert (collector.next_major_collection_initial, collector.next_major_collection_threshold) == (initial, threshold)
