"""What a run took: the report of `--stats`."""

from __future__ import absolute_import

from som.interpreter.tuning import jit_report
from som.rpy import collections_so_far, read_file, time

PROCESS_STATUS = "/proc/self/status"  # Linux; elsewhere the line about memory is left out


def report(universe, machine):
    """The report, lines of name and value: times in milliseconds, memory in kibibytes.

    Collections are those of the whole heap; only those that the program requests can be timed.
    """
    statistics = universe.statistics
    text = "run time               %d ms\n" % milliseconds(time() - universe.start_time)
    text += "compiling classes      %d ms\n" % milliseconds(statistics.compilation_time)
    text += "collections            %d\n" % collections_so_far()
    text += "requested collections  %d, %d ms\n" % (
        statistics.collections,
        milliseconds(statistics.collection_time),
    )
    peak = peak_memory()
    if peak >= 0:
        text += "peak memory            %d KiB\n" % peak
    if machine.has_jit:
        text += jit_report()
    return text


def milliseconds(seconds):
    """Whole milliseconds."""
    return int(seconds * 1000.0)


def peak_memory():
    """The largest resident size of the process so far in KiB, or -1 if the system does not tell."""
    try:
        text = read_file(PROCESS_STATUS)
    except OSError:
        return -1
    start = text.find("VmHWM:")
    if start < 0:
        return -1
    end = text.find("kB", start)
    if end < 0:
        return -1
    digits = text[start + len("VmHWM:") : end].strip(" \t")
    try:
        return int(digits)
    except ValueError:
        return -1
