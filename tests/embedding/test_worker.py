"""The thread of a machine: one job at a time, results and exceptions come back, idle it keeps nothing."""

import gc
import os
import sys
import threading
import weakref

import pytest

from som.embedding import worker as module
from som.embedding.worker import FOR_EVER, Worker, without_traceback


class Thing:
    """Something to refer to."""


@pytest.fixture
def worker():
    made = Worker()
    yield made
    made.stop()


def call(worker, function):
    return worker.call(function, FOR_EVER, None)


def test_results_and_exceptions_come_back(worker):
    assert call(worker, lambda: 42) == 42
    with pytest.raises(KeyError):
        call(worker, lambda: {}["a"])
    with pytest.raises(SystemExit):
        call(worker, lambda: sys.exit(3))
    assert call(worker, lambda: 43) == 43


def test_all_calls_run_in_one_thread_of_its_own(worker):
    threads = {call(worker, threading.current_thread) for _ in range(3)}
    assert len(threads) == 1
    assert threads != {threading.current_thread()}
    assert not worker.is_current()
    assert call(worker, worker.is_current)


def test_there_is_room_to_recurse(worker):
    def depth(n):
        return n and depth(n - 1) + 1

    assert call(worker, lambda: depth(50000)) == 50000


def test_the_size_of_other_stacks_stays(worker):
    before = threading.stack_size()
    call(worker, int)
    assert threading.stack_size() == before


def test_idle_it_keeps_nothing_alive(worker):
    reference = weakref.ref(call(worker, Thing))
    gc.collect()
    assert reference() is None


def test_the_thread_ends(worker):
    call(worker, int)
    thread = worker.thread
    worker.stop()
    thread.join(10)
    assert not thread.is_alive()
    worker.stop()


def test_a_small_stack_will_do(monkeypatch):
    """Where the address space is limited."""
    real = module._new_thread
    sizes = []

    def refuse(function, stack_bytes):
        sizes.append(stack_bytes)
        if stack_bytes == module.STACK_BYTES:
            raise RuntimeError("can't start new thread")
        return real(function, stack_bytes)

    monkeypatch.setattr(module, "_new_thread", refuse)
    monkeypatch.setattr(module, "settle_for_less", lambda: sizes.append("less"))
    worker = Worker()
    assert call(worker, lambda: 42) == 42
    worker.stop()
    assert sizes == [module.STACK_BYTES, "less", module.SMALL_STACK_BYTES]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_works_in_a_forked_process(worker):
    """Threads do not come along; the next call starts a new one."""
    assert call(worker, lambda: 42) == 42
    child = os.fork()
    if child == 0:
        os._exit(call(worker, lambda: 42))
    assert os.waitpid(child, 0)[1] >> 8 == 42


def test_without_traceback():
    try:
        try:
            raise KeyError
        except KeyError:
            raise ValueError
    except ValueError as error:
        bare = without_traceback(error)
    assert bare.__traceback__ is None and bare.__context__ is None
