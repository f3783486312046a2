"""Compiling and running SOM in this process, with and without inlining, and code as lines that tests can compare."""

import functools
import os
import re

from hypothesis import settings
from sources import ROOT

from som.bytecode.listing import list_instruction
from som.bytecode.spec import decode
from som.errors import Exit, VMError
from som.objects.methodobject import W_Method
from som.objects.stringobject import W_String
from som.source import SourceText
from som.universe.streams import OutputStream
from som.universe.universe import Universe

settings.register_profile("som", deadline=None)  # a busy machine is no failure
settings.load_profile("som")


class Recorder(OutputStream):
    """An output stream that keeps everything, and a limit, so that an endless loop ends."""

    LIMIT = 1000000

    def flush(self):
        if self.size > self.LIMIT:
            raise VMError("too much output")

    def taken(self):
        """All that was written since the last time."""
        text = "".join(self.chunks)
        self.chunks = []
        self.size = 0
        return text


def new_universe(inlining=True):
    """A booted universe of its own, for tests that change it."""
    result = Universe(os.path.join(ROOT, "core-lib", "Smalltalk"))
    result.options.inlining = inlining
    result.stdout = Recorder(1)
    result.stderr = Recorder(2)
    result.boot()
    return result


def shared_universe(inlining=True):
    """The universe of all tests that add nothing but classes of their own."""
    return _shared_universe(inlining)


@functools.lru_cache(maxsize=None)
def _shared_universe(inlining):
    return new_universe(inlining)


def define(text, inlining=True, universe=None):
    """The W_Class that the source text of a class defines."""
    universe = universe or shared_universe(inlining)
    source = SourceText("Test.som", text)
    return universe.loader.define(source, text.split(" ", 1)[0])


def method(text, fields="", class_side=False, inlining=True):
    """The W_Invokable for the source text of one method in a class with these fields."""
    body = "| %s |\n%s" % (fields, text) if fields else text
    w_class = define("Test = ( %s%s )" % ("----\n" if class_side else "", body), inlining)
    if class_side:
        w_class = w_class.layout.w_class
    return w_class.methods_w[0]


def lines_of(code):
    """One line an instruction: mnemonic, operands, comment; jump targets are numbers of lines."""
    pcs = []
    pc = 0
    while pc < len(code.bytes):
        pcs.append(pc)
        pc = decode(code.bytes, pc).next_pc
    pcs.append(pc)
    lines = []
    for pc in pcs[:-1]:
        text = re.sub(r"->(\d+)", lambda target: "->%d" % pcs.index(int(target.group(1))), list_instruction(code, pc))
        lines.append(re.sub(" +", " ", text).strip())
    return lines


def listing(text, fields="", class_side=False, inlining=True):
    """The lines of a method, numbered, and then those of its blocks, each under its number."""
    w_method = method(text, fields, class_side, inlining)
    assert isinstance(w_method, W_Method)
    return "\n".join(_listing(w_method.code, ""))


def _listing(code, prefix):
    lines = ["%s%d %s" % (prefix, number, line) for number, line in enumerate(lines_of(code))]
    for number, block in enumerate(code.blocks):
        header = "%s[%d]" % (prefix, number)
        if block.context_size >= 0:
            header += " context of %d" % block.context_size
        lines.append(header)
        lines += _listing(block, prefix + "  ")
    return lines


def outcome(text, inlining=True, universe=None, selector="run"):
    """What `Test new run` of the class in `text` prints, and how it ends if not by itself."""
    universe = universe or shared_universe(inlining)
    w_class = define(text, inlining, universe)
    universe.stdout.taken()
    ending = ""
    try:
        universe.interp.send(universe.interp.send(w_class, "new", []), selector, [])
    except Exit as error:
        ending = "exit %d\n" % error.status
    except VMError as error:
        ending = "failure: %s\n" % error.message
    return universe.stdout.taken() + ending


def both(text, fresh=False):
    """The outcome of a program, which is the same with and without inlining."""
    results = [outcome(text, inlining, new_universe(inlining) if fresh else None) for inlining in (True, False)]
    assert results[0] == results[1]
    return results[0]


def run(statements, variables="", members=""):
    """The source of a class whose `run` has these statements."""
    declared = "| %s |" % variables if variables else ""
    return "Test = (\n%s\nrun = ( %s %s )\n)" % (members, declared, statements)


def printed(statements, variables="", members="", fresh=False):
    """The lines that the statements print, with and without inlining."""
    return both(run(statements, variables, members), fresh).split("\n")[:-1]


def string(text):
    """A SOM String."""
    return W_String(text)
