"""The examples on the pages of docs/, executed as a reader executes them, and compared with what the page shows.

    python -m tests.documents docs/tutorial.md ...

writes into the pages what the VM really prints, for a human to read before it is committed. Three kinds of blocks:

* `smalltalk file`: a class, saved as Name.som in the reader's directory `mine`;
* `smalltalk shell`: a session on a terminal. Lines that begin with a prompt are typed, the others are its output. The
  first line can be a command that starts a new session; otherwise the one before goes on;
* `console`: lines that begin with `$ ` are commands, what follows each is its output and error output.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile

from som.tools.pseudoterminal import Terminal
from tests.sources import ROOT
from tests.vm_process import vm_command

BLOCK = re.compile(r"^```(smalltalk (?:file|shell)|console)\n(.*?)^```$", re.M | re.S)
PROMPT = "---> "
CONTINUATION = "   > "
COMMAND = "$ "
HOSTED = "python3 -m som"  # stands for the VM under test, see `vm_process`
PATIENCE = 300  # seconds without any output, after which a program is taken to hang
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
IN_A_CLONE = ["som", "core-lib", "Examples"]  # what readers find in their current directory


def clone(directory):
    """Make the directory look like a clone, with an empty directory `mine`."""
    for name in IN_A_CLONE:
        os.symlink(os.path.join(ROOT, name), os.path.join(directory, name))
    os.mkdir(os.path.join(directory, "mine"))


class Session(Terminal):
    """A session of the shell on a terminal that does not echo."""

    def __init__(self, command, directory):
        super().__init__(command, echo=False, cwd=directory, env=dict(os.environ, **PLAIN))
        self.is_open = True

    def answer(self):
        """Everything up to the next prompt, which is included, or up to the end of the session."""
        output = b""
        while not output.endswith((PROMPT.encode(), CONTINUATION.encode())):
            data = self.read(PATIENCE)
            assert data is not None, "no prompt after: %r" % output
            if data == b"":
                self.is_open = False
                break
            output += data
        return output.decode("utf-8").replace("\r\n", "\n")

    def type(self, line):
        self.send(line.encode("utf-8") + b"\n")


class Reader:
    """Somebody who does what a page says, in a directory of their own."""

    def __init__(self, directory):
        self.directory = str(directory)
        self.session = None
        self.status = 0
        clone(self.directory)

    def follow(self, kind, body):
        """Execute a block; what the page should show."""
        if kind == "smalltalk file":
            return self._save(body)
        if kind == "smalltalk shell":
            return self._shell(body)
        return self._commands(body)

    def close(self):
        if self.session is not None:
            self.session.close()
            self.session = None

    def _save(self, body):
        name = re.search(r"^(\w+) =", body, re.M).group(1)
        with open(os.path.join(self.directory, "mine", name + ".som"), "w", encoding="utf-8") as file:
            file.write(body)
        return body

    def _commands(self, body):
        shown = []
        for line in body.splitlines():
            if not line.startswith(COMMAND):
                continue
            shell = "(exit %d); %s" % (self.status, line[len(COMMAND) :].replace(HOSTED, shlex.join(vm_command())))
            output, self.status = self._run(shell)
            shown.append(line + "\n" + output)
        return "".join(shown)

    def _run(self, command):
        """What a command prints, and its status. Whatever it started is killed when it hangs."""
        process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=self.directory,
            env=dict(os.environ, **PLAIN),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return output.decode("utf-8"), process.returncode

    def _shell(self, body):
        lines = body.splitlines()
        shown = ""
        if lines[0].startswith(COMMAND):
            self.close()
            assert lines[0].startswith(COMMAND + HOSTED)
            options = lines[0][len(COMMAND + HOSTED) :].split()
            self.session = Session(vm_command() + options, self.directory)
            shown = lines[0] + "\n"
            shown += self.session.answer()
        else:
            shown = PROMPT
        for line in lines:
            if (line + " ").startswith((PROMPT, CONTINUATION)):
                assert self.session is not None and self.session.is_open, "no session in which to type %r" % line
                self.session.type(line[len(PROMPT) :])
                answer = self.session.answer()
                shown += line[len(PROMPT) :] + "\n" + answer
        for prompt in (PROMPT, CONTINUATION):
            shown = shown[: -len(prompt)] if shown.endswith(prompt) else shown
        return shown


def blocks_of(text):
    """(kind, body) of the blocks that can be executed."""
    return BLOCK.findall(text)


def without_edges(text):
    """Blanks at the ends of lines and empty lines around the block mean nothing."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def comparable(text):
    """The text of a block without what differs between hosts: how deep a recursion without a limit gets."""
    return re.sub(r"repeated \d{4,} times", "repeated many times", without_edges(text))


def rewritten(text, directory):
    """The page with the real output in all blocks."""
    reader = Reader(directory)

    def replace(match):
        actual = without_edges(reader.follow(match.group(1), match.group(2)))
        return "```%s\n%s\n```" % (match.group(1), actual)

    try:
        return BLOCK.sub(replace, text)
    finally:
        reader.close()


def main(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as directory:
            text = rewritten(text, directory)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
