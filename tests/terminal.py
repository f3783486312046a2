"""A program on a pseudo-terminal, and somebody who types and waits for what it says."""

import os
import re
import time

from sources import ROOT

from som.tools import pseudoterminal

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")
PATIENCE = 60  # seconds; far more than anything takes, so that a busy machine fails no test
RETRY = 2  # seconds after which a key is typed again that may have come too early


class Terminal(pseudoterminal.Terminal):
    """Runs a command. `output` is all that has come so far, control sequences removed."""

    def __init__(self, command, environment):
        variables = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "SOM_SHELL")}
        variables.update(environment, PYTHONPATH=ROOT, SOM_NATIVE="0")
        super().__init__(command, cwd=ROOT, env=variables)
        self.raw = b""
        self.seen = 0  # how much of `output` has been waited for

    @property
    def output(self):
        return ESCAPES.sub("", self.raw.decode("utf-8", "replace")).replace("\r", "")

    def type(self, text):
        """Send keys as they are; "\\r" is the Enter key."""
        self.send(text.encode("utf-8"))

    def wait_for(self, text):
        """Read until the text has come, behind the text of the last call; answer what came before it."""
        before = self._wait_for(text, PATIENCE)
        assert before is not None, "no %r in %r" % (text, self.output[self.seen :])
        return before

    def type_until(self, key, text):
        """Type the key until the text comes: what it asks for is got ready in the background."""
        for _ in range(PATIENCE // RETRY):
            self.type(key)
            if self._wait_for(text, RETRY) is not None:
                return
        raise AssertionError("no %r in %r" % (text, self.output[self.seen :]))

    def _wait_for(self, text, seconds):
        """Like `wait_for`; None if the text does not come in time, or not at all."""
        deadline = time.monotonic() + seconds
        while True:
            position = self.output.find(text, self.seen)
            if position >= 0:
                before = self.output[self.seen : position]
                self.seen = position + len(text)
                return before
            if not self._read_more(deadline):
                return None

    def wait(self):
        """Read until the program ends; answer its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._read_more(deadline):
            pass
        return self.process.wait(PATIENCE)

    def _read_more(self, deadline):
        """False at the end of the output, or if nothing comes in time."""
        data = self.read(deadline - time.monotonic())
        self.raw += data or b""
        return bool(data)
