"""Programs are stopped between two instructions, wherever they are, and the machine works on."""

import os
import signal
import threading
import time

import pytest

from som.embedding import Som, SomInterrupted, SomLimit

LOOPS = {
    "inlined loop": "| a | a := 1. [ true ] whileTrue: [ a := a + 1 ]",
    "loop of blocks": "| b | b := [ true ]. b whileTrue: [ #(1 2 3) do: [ :each | each * 2 ] ]",
    "calls": "1 to: 1000000000 do: [ :i | EmbeddedLoop new go: i ]",
    "recursion": "EmbeddedLoop new fib: 60",
    "deepening recursion": "EmbeddedLoop new deeper",
}
DEFINITION = """EmbeddedLoop = (
    go: n = ( ^n + 1 )
    fib: n = ( n < 2 ifTrue: [ ^n ]. ^(self fib: n - 1) + (self fib: n - 2) )
    deeper = ( 1 to: 1000 do: [ :i | i ]. ^self deeper )
)"""


@pytest.fixture(scope="module")
def limited():
    with Som(time_limit=0.3) as som:
        som.define(DEFINITION)
        yield som


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_the_time_limit_ends_every_program(limited, name):
    with pytest.raises(SomLimit) as caught:
        limited.evaluate(LOOPS[name])
    error = caught.value
    assert (error.limit, error.message) == ("time", "Time limit of 0.3 seconds exceeded")
    assert error.activations[0].file == "<input>"
    assert error.text.startswith("Traceback") and error.text.endswith(error.message + ".\n")
    assert limited.evaluate("(EmbeddedLoop new fib: 5) + (EmbeddedLoop new go: 1)") == 7


def test_each_call_has_the_time_again(limited):
    for _ in range(3):
        start = time.time()
        limited.evaluate("1 to: 3000 do: [ :i | i ]")
        assert time.time() - start < 0.3


def test_limits_are_not_for_functions_of_python_to_handle(limited):
    """They end the outermost call, whatever is in between."""

    def stubborn():
        for _ in range(100):
            try:
                limited.evaluate(LOOPS["inlined loop"])
            except SomLimit:
                pass

    with pytest.raises(SomLimit):
        limited.evaluate("it value", it=stubborn)
    assert limited.evaluate("3 + 4") == 7


def interrupting(som, text, interrupt):
    """What is raised by an endless program, while `interrupt` is called in another thread."""
    running = threading.Event()
    thread = threading.Thread(target=lambda: (running.wait(60), interrupt()))
    thread.start()
    som.globals["running"] = running.set
    try:
        som.evaluate("running value. " + text)
    finally:
        thread.join()


def test_another_thread_interrupts(som):
    with pytest.raises(SomInterrupted) as caught:
        interrupting(som, "[ true ] whileTrue: [ 3 + 4 ]", som.interrupt)
    assert caught.value.message == "Interrupted"
    assert som.evaluate("3 + 4") == 7
    som.interrupt()  # nothing runs
    assert som.evaluate("3 + 4") == 7


def test_a_function_that_som_has_called_interrupts(som):
    with pytest.raises(SomInterrupted):
        som.evaluate("it value. [ true ] whileTrue: [ 3 + 4 ]", it=som.interrupt)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals")
def test_control_c_ends_the_program_and_goes_on_as_usual(som):
    """KeyboardInterrupt arrives where it does in Python, and SOM does not go on in the background."""
    count = []
    som.globals["note"] = lambda: count.append(1)
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupting(som, "[ true ] whileTrue: [ note value ]", lambda: os.kill(os.getpid(), signal.SIGINT))
    finally:
        signal.signal(signal.SIGINT, handler)
    seen = len(count)
    time.sleep(0.05)
    assert len(count) == seen
    assert som.evaluate("3 + 4") == 7
