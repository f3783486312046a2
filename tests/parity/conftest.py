"""Machines for the tests that compare them."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.parity.vms import ROOT, exists, hosted_vm, native_candidates, native_is_required, native_vm


@pytest.fixture(scope="session", params=native_candidates(), ids=os.path.basename)
def native(request):
    """Every native machine in turn."""
    command = request.param
    if not exists(command):
        reason = "%s is not there; `python3 targetsom.py` makes it" % os.path.relpath(command, ROOT)
        if native_is_required():
            pytest.fail(reason)
        pytest.skip(reason)
    return native_vm(command)


@pytest.fixture(scope="session")
def hosted():
    """Answers the Outcome of the hosted machine with the given arguments; asks the machine only once.

    `hosted.expect(argument lists)` starts with several of them, side by side.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = _HostedRuns(pool)
        yield runs
        pool.shutdown(cancel_futures=True)


class _HostedRuns:
    def __init__(self, pool):
        self._pool = pool
        self._vm = hosted_vm()
        self._futures = {}

    def __call__(self, *arguments, stdin=b""):
        return self._future(arguments, stdin).result()

    def expect(self, runs):
        for arguments, stdin in runs:
            self._future(tuple(arguments), stdin)

    def _future(self, arguments, stdin):
        key = (arguments, stdin)
        if key not in self._futures:
            self._futures[key] = self._pool.submit(self._vm.run, *arguments, stdin=stdin)
        return self._futures[key]
