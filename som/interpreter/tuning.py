"""The tracing JIT's parameters and counters. Without a JIT there is nothing to tune and nothing to count."""

from __future__ import absolute_import

from som.interpreter.interpreter import driver
from som.rpy import Counters, TraceLimitTooHigh, jit_counter, jit_seconds, set_param, set_user_param

# docs/tuning.md tells how these were found.
TRACE_LIMIT = 16000  # operations; beyond, the largest inlined method is no longer inlined
FUNCTION_THRESHOLD = 3000  # calls until a method is recorded
TRACE_EAGERNESS = 30  # uses of an exit until it gets a bridge

# RPython 0.2.1 dies of a failed assertion in its optimizer when it makes variants of loops.
REFUSED = "retrace_limit"


def set_defaults():
    """The parameters that suit SOM programs; called when the VM starts."""
    set_param(driver, "trace_limit", TRACE_LIMIT)
    set_param(driver, "function_threshold", FUNCTION_THRESHOLD)
    set_param(driver, "trace_eagerness", TRACE_EAGERNESS)


def set_parameters(text):
    """Set JIT parameters from `name=value,name=value`, `off` or `default`. False if the text is not understood.

    The trace_limit that RPython takes is at most 16384. A retrace_limit is refused.
    """
    if text.find(REFUSED) >= 0:
        return False
    try:
        set_user_param(driver, text)
    except (ValueError, TraceLimitTooHigh):
        return False
    return True


def jit_report():
    """What the JIT has done so far, as lines of name and value."""
    loops = jit_counter(Counters.TOTAL_COMPILED_LOOPS)
    bridges = jit_counter(Counters.TOTAL_COMPILED_BRIDGES)
    text = "loops                  %d\n" % loops + "bridges                %d\n" % bridges
    if loops + bridges > 0:  # before the first one the JIT has no other counters
        text += _work_report()
    return text


def _work_report():
    aborts = (
        jit_counter(Counters.ABORT_TOO_LONG)
        + jit_counter(Counters.ABORT_BRIDGE)
        + jit_counter(Counters.ABORT_BAD_LOOP)
        + jit_counter(Counters.ABORT_ESCAPE)
        + jit_counter(Counters.ABORT_FORCE_QUASIIMMUT)
    )
    return (
        "aborted traces         %d\n" % aborts
        + "recorded operations    %d\n" % jit_counter(Counters.RECORDED_OPS)
        + "tracing                %d ms\n" % int(jit_seconds(Counters.TRACING) * 1000.0)
        + "machine code           %d ms\n" % int(jit_seconds(Counters.BACKEND) * 1000.0)
    )
