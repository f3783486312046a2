"""ReBench's view of a process from start to end, for `rebench.conf`, which names the class and this file.

ReBench's own adapter for that, Time, has a resolution of ten milliseconds, which is about what a native VM needs.
"""

import sys

from rebench.interop.rebench_log_adapter import RebenchLogAdapter


class StartUp(RebenchLogAdapter):
    """Lets our tool start the command, and report in the format of the harness."""

    def acquire_command(self, run_id):
        return "%s -m som.tools.benchmarks --time %s" % (sys.executable, run_id.cmdline_for_next_invocation())
