"""Machines for the tests that compare them."""

import os

import pytest

from tests.parity.remembering import RememberingVm
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
def hosted(tmp_path_factory):
    """The hosted machine, which all workers of pytest-xdist ask every question only once."""
    directory = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        directory = directory.parent
    directory /= "hosted"
    directory.mkdir(exist_ok=True)
    return RememberingVm(hosted_vm(), directory)
