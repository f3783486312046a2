"""Compare the machines on random programs for as long as one likes.

    python -m tests.parity.fuzz [--minutes N] [--seed FIRST] [--jit PARAMS] [--keep DIRECTORY]

prints every difference it finds, as small as it can make it, and exits with 1 if there was one.
"""

import argparse
import os
import sys
import tempfile
import time

from tests.parity.comparing import Comparison
from som.tools.random_programs import PROBES, Program
from tests.parity.vms import hosted_vm, native_candidates, native_vms


def arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.parity.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5, help="how long to search (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1000, help="of the first program (default: %(default)s)")
    parser.add_argument("--count", type=int, default=None, help="of programs, if it is to be limited")
    parser.add_argument("--jit", metavar="PARAMS", help="parameters for the JIT compiler of the native machines")
    parser.add_argument("--keep", metavar="DIRECTORY", help="where programs that differ are kept")
    return parser.parse_args()


def main():
    options = arguments()
    machines = native_vms()
    if options.jit:
        machines = [vm.with_options("--jit", options.jit) for vm in machines if vm.has_jit()]
    if not machines:
        sys.exit("no native machine: there is none of " + ", ".join(native_candidates()))
    keep = options.keep or tempfile.mkdtemp(prefix="som-parity-")
    end = time.monotonic() + 60 * options.minutes
    seed = options.seed
    differences = 0
    while time.monotonic() < end and (options.count is None or seed < options.seed + options.count):
        differences += compare_all(seed, os.path.join(keep, str(seed)), machines)
        seed += 1
    print("%d programs of %d probes each: %d differences" % (seed - options.seed, PROBES, differences))
    sys.exit(1 if differences else 0)


def compare_all(seed, directory, machines):
    """Print the differences of one program; answers their number."""
    found = 0
    comparison = Comparison(Program(seed), directory, hosted_vm())
    for vm in machines:
        if found:  # the one that was found has been made small
            comparison = Comparison(Program(seed), directory, hosted_vm())
        report = comparison.difference(vm)
        if report:
            print(report + "\n" + "=" * 100, flush=True)
            found += 1
    if not found:
        for name in os.listdir(directory):
            os.remove(os.path.join(directory, name))
        os.rmdir(directory)
    return found


if __name__ == "__main__":
    main()
