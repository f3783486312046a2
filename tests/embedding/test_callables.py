"""Python functions are blocks for SOM."""

import functools
import inspect

import pytest

from som.embedding import SomBlock, SomError, SomRuntimeError
from som.embedding.callables import parameter_count


def test_functions_are_called_with_converted_arguments(som):
    calls = []

    def function(one, two):
        calls.append((one, two))
        return [two, one]

    assert som.evaluate("it value: 'a' with: #(1 2)", it=function) == [[1, 2], "a"]
    assert calls == [("a", [1, 2])]


def test_functions_stand_where_blocks_stand(som):
    """In loops of the library and in place of blocks that are compiled inline."""
    seen = []
    som.evaluate("#(1 2 3) do: it", it=seen.append)
    som.evaluate("4 to: 6 do: it", it=seen.append)
    assert seen == [1, 2, 3, 4, 5, 6]
    assert som.evaluate("true ifTrue: it", it=lambda: "yes") == "yes"
    assert som.evaluate("it class name", it=lambda: 0) == "Block1"


def test_they_come_back_as_blocks(som):
    block = som.evaluate("it", it=lambda x: x + 1)
    assert type(block) is SomBlock
    assert block(2) == 3


def test_exceptions_pass_through_som(som):
    """And the machine works on."""
    with pytest.raises(ZeroDivisionError):
        som.evaluate("#(1 0) do: it", it=lambda x: 1 / x)
    assert som.evaluate("3 + 4") == 7


def test_functions_may_call_back(som):
    block = som.evaluate("[ :x | x * 2 ]")
    assert som.evaluate("it value: 4", it=lambda x: block(x) + som.evaluate("it + 1", it=x)) == 13


def test_errors_of_calls_back_can_be_handled(som):
    def guarded(text):
        try:
            return som.evaluate(text)
        except SomError as error:
            return error.message

    assert som.evaluate("it value: 'nil foo'", it=guarded) == "Method foo not found in class Nil"
    with pytest.raises(SomRuntimeError, match="not found in class Nil"):
        som.evaluate("it value: 'nil foo'", it=som.evaluate)


def test_results_that_som_does_not_have_are_refused(som):
    with pytest.raises(TypeError, match="complex"):
        som.evaluate("it value", it=lambda: 1j)


@pytest.mark.parametrize(
    "function, count",
    [
        (lambda: 0, 0),
        (lambda a, b=1: 0, 1),
        (lambda a, b, *c, d=1, **e: 0, 2),
        (lambda *a: 0, 0),
        (len, 1),
        ([].append, 1),
        (functools.partial(pow, 2), 1),
    ],
)
def test_parameters(function, count):
    """Those without defaults count."""
    assert parameter_count(function) == count


def test_functions_that_do_not_tell_are_taken_to_have_one_parameter(monkeypatch):
    def refuse(function):
        raise ValueError("no signature found")

    monkeypatch.setattr(inspect, "signature", refuse)
    assert parameter_count(len) == 1


def test_functions_with_more_parameters_than_blocks_are_refused(som):
    with pytest.raises(TypeError, match="at most 2 parameters"):
        som.evaluate("it", it=lambda a, b, c: 0)
