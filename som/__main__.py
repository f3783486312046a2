"""`python -m som`."""

from __future__ import absolute_import

from som.cli.hosting import run

if __name__ == "__main__":
    run()
