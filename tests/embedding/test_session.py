"""Who may enter a machine when, and what is left when it has been closed."""

import gc
import threading
import time
import weakref

import pytest

from som.embedding import Som


def in_thread(function):
    """A started thread, and the list that its result or exception will be in."""
    results = []

    def body():
        try:
            results.append(function())
        except Exception as error:
            results.append(error)

    thread = threading.Thread(target=body)
    thread.start()
    return thread, results


def test_any_thread_may_call_and_one_runs_at_a_time(som):
    """Each call changes a global in two steps, which no other may see."""
    som.globals["total"] = 0
    text = "| old | old := total. 1 to: 200 do: [ :i | i ]. system global: #total put: old + 1"
    threads = [in_thread(lambda: [som.evaluate(text) for _ in range(5)])[0] for _ in range(4)]
    for thread in threads:
        thread.join()
    assert som.globals["total"] == 20


def test_functions_may_use_the_machine_from_its_own_thread(som):
    """They do not wait for themselves."""
    assert som.evaluate("it value", it=lambda: som.call(3, "+", 4)) == 7


def test_objects_of_a_running_machine_can_be_shown(som):
    """Somebody who prints an object does not have to wait for a program to end."""
    handle = som.evaluate("Object new")
    started, shown = threading.Event(), threading.Event()
    thread, _ = in_thread(lambda: som.evaluate("it value", it=lambda: started.set() or shown.wait(60)))
    started.wait(60)
    assert repr(handle) == "<an object of a machine that is running>"
    shown.set()
    thread.join()
    assert repr(handle) == "<instance of Object>"


def test_functions_that_som_has_called_can_show_objects(som):
    assert som.evaluate("it value: Object new", it=repr) == "<instance of Object>"


def test_a_closed_machine_refuses_everything():
    som = Som()
    som.close()
    som.close()
    for use in [lambda: som.evaluate("3"), lambda: som.load("Object"), lambda: som.globals["a"], som.globals.__len__]:
        with pytest.raises(ValueError, match="closed"):
            use()
    som.interrupt()


def test_the_machine_cannot_be_closed_by_what_it_runs(som):
    with pytest.raises(ValueError, match="cannot be closed"):
        som.evaluate("it value", it=som.close)
    assert som.evaluate("3 + 4") == 7


def test_closing_waits_for_what_runs():
    som = Som()
    started = threading.Event()

    def work():
        started.set()
        time.sleep(0.05)
        return "done"

    thread, results = in_thread(lambda: som.evaluate("it value", it=work))
    started.wait(60)
    som.close()
    thread.join()
    assert results == ["done"]


def test_closing_frees_the_memory():
    """Although somebody still holds a handle."""
    som = Som()
    handle = som.evaluate("Object new")
    universe = weakref.ref(som._session.universe)
    som.close()
    gc.collect()
    assert universe() is None
    assert "closed" in repr(handle)


def test_forgetting_a_machine_frees_it_too():
    """Without `close`: the memory, and the thread."""
    som = Som()
    universe = weakref.ref(som._session.universe)
    thread = som._session._worker.thread
    del som
    gc.collect()
    thread.join(10)
    gc.collect()
    assert universe() is None
    assert not thread.is_alive()


def test_errors_keep_no_objects_alive():
    """One may collect the errors of thousands of programs."""
    with Som() as som:
        with pytest.raises(Exception) as caught:
            som.evaluate("Object foo")
        universe = weakref.ref(som._session.universe)
    error = caught.value
    del caught
    error.__traceback__ = None  # the frames of this test
    gc.collect()
    assert universe() is None
    assert error.message == "Method foo not found in class Object class"
