"""Reading what the JIT has made of a program: the loops of a log, and their operations."""

import collections
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(ROOT, "build", "som-jit")

_TRACE = re.compile(r"\{jit-log-opt-(loop|bridge)\n(.*?)\[[0-9a-f]+\] jit-log-opt-\1\}", re.S)
_OPERATION = re.compile(r"^(?:\+\d+: )?(?:\w+ = )?(\w+)\((.*)$")


class Trace(object):
    """One loop or bridge: its heading, and the operations from the last label on, jump included."""

    def __init__(self, text):
        lines = text.split("\n")
        self.heading = lines[0]
        operations = [match.groups() for match in map(_OPERATION.match, lines[1:]) if match]
        operations = [each for each in operations if each[0] not in ("debug_merge_point", "keepalive")]
        labels = [index for index, each in enumerate(operations) if each[0] == "label"]
        self.body = operations[labels[-1] :] if labels else operations
        self.is_loop = bool(labels) and operations[-1][0] == "jump"

    def counts(self):
        """How often each operation stands in the body."""
        return collections.Counter(name for name, _ in self.body)

    def of_kind(self, *prefixes):
        """The operations of the body whose names begin with one of the prefixes, as text."""
        return ["%s(%s" % each for each in self.body if each[0].startswith(prefixes)]

    def allocations(self):
        return self.of_kind("new")

    def heap_stores(self):
        return self.of_kind("setfield", "setarrayitem")

    def calls(self):
        return self.of_kind("call", "cond_call")


def log_of(arguments, log, sections="jit-log-opt,jit-summary,jit-abort"):
    """The log that the native VM writes while it runs with these arguments."""
    environment = dict(os.environ, PYPYLOG="%s:%s" % (sections, log))
    subprocess.run([BINARY] + list(arguments), env=environment, check=True, stdout=subprocess.DEVNULL, timeout=300)
    with open(str(log), errors="replace") as file:
        return file.read()


def traces_in(text):
    """All loops and bridges of a log, in the order in which they were made."""
    return [Trace(match.group(2)) for match in _TRACE.finditer(text)]


def summary_number(text, name):
    """A number of the summary at the end of a log, such as the aborts `abort: trace too long`."""
    return int(re.search(r"^%s:\s+(\d+)" % re.escape(name), text, re.M).group(1))
