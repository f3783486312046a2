"""Output is buffered, complete, and in order."""

import os

import pytest

from som.universe import streams
from som.universe.streams import LIMIT, OutputStream


class Log:
    """Takes the place of the host's write."""

    def __init__(self, monkeypatch):
        self.written = []
        monkeypatch.setattr(streams, "write", lambda descriptor, text: self.written.append((descriptor, text)))


@pytest.fixture
def log(monkeypatch):
    return Log(monkeypatch)


def test_output_waits_for_a_flush(log):
    stream = OutputStream(1)
    stream.write("a")
    stream.write("b\n")
    assert log.written == []
    stream.flush()
    assert log.written == [(1, "ab\n")]
    stream.flush()
    assert log.written == [(1, "ab\n")]


def test_full_buffers_are_delivered(log):
    stream = OutputStream(1)
    stream.write("x" * (LIMIT - 1))
    assert log.written == []
    stream.write("y")
    assert [len(text) for _, text in log.written] == [LIMIT]
    stream.write("z")
    assert len(log.written) == 1


def test_interactive_streams_deliver_lines(log):
    stream = OutputStream(1)
    stream.is_interactive = True
    stream.write("---> ")
    assert log.written == []
    stream.write("7\n")
    assert log.written == [(1, "---> 7\n")]


def test_errors_come_after_the_output_before_them(log):
    """Flushing stderr delivers stdout first, even if stderr has nothing to say."""
    stdout, stderr = OutputStream(1), OutputStream(2)
    stderr.before = stdout
    stdout.write("out")
    stderr.write("err")
    stderr.flush()
    assert log.written == [(1, "out"), (2, "err")]
    stdout.write("more")
    stderr.flush()
    assert log.written[2:] == [(1, "more")]


def test_text_that_cannot_be_delivered_is_gone(monkeypatch):
    """So that the error is reported once, not again at the end of the program."""

    def refuse(descriptor, text):
        raise OSError("closed")

    monkeypatch.setattr(streams, "write", refuse)
    stream = OutputStream(1)
    stream.write("a")
    with pytest.raises(OSError):
        stream.flush()
    stream.flush()
    assert stream.size == 0


def test_bytes_arrive():
    read_end, write_end = os.pipe()
    stream = OutputStream(write_end)
    stream.write("\xe2\x9d\xa4")
    stream.flush()
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        assert pipe.read() == "\u2764".encode("utf-8")
