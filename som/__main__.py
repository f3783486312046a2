"""`python -m som`."""

from __future__ import absolute_import

import signal
import sys

if sys.version_info < (3, 9):
    sys.exit("som: this is Python %d.%d, the hosted machine needs 3.9 or newer" % sys.version_info[:2])

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the VM answers ^C itself, nobody shall see where Python was

from som.cli.hosting import run

if __name__ == "__main__":
    run()
