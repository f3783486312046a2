"""What becomes of a small program inside of the VM, step by step.

    python -m som.tools.walkthrough            bring docs/how-it-works.md up to date
    python -m som.tools.walkthrough FILE       print the same of another program, whose `run` must not need arguments

Everything comes from the VM's own modules: tokens, trees, scopes, the listing, the slots as the hosted interpreter
changes them, the inline caches that are left behind. On the page each section stands in a block ```text NAME, which
this command fills; a test fails when it is not up to date.
"""

import os
import re
import sys

from som.bytecode.listing import list_code, literal_text
from som.bytecode.listing import instruction_text
from som.cli.reporting import error_text
from som.compiler.definition import Compilation, numbered
from som.compiler.scope import BLOCK, DETOUR, INLINED, METHOD
from som.errors import VMError
from som.interpreter.hosted import bind_code
from som.objects.blockobject import W_Block
from som.objects.classobject import W_Class
from som.objects.methodobject import W_Method
from som.rpy import read_file
from som.source import SourceText
from som.syntax import tables
from som.syntax.lexing import Scanner
from som.syntax.parsing import parse
from som.syntax.tree import BodyNode
from som.tools.reference import ROOT
from som.universe.universe import Universe

PAGE = "docs/how-it-works.md"
SECTION = re.compile(r"^```text (\w+)\n(?:.*?\n)??```$", re.M | re.S)

PROGRAM = """Walk = (
    run = (
        | sum |
        sum := 0.
        #(4 0) do: [:each | sum := sum + (self weigh: each) ].
        ^sum
    )

    weigh: number = (
        number = 0 ifTrue: [ ^0 ].
        ^3 + number * 2
    )
)
"""
MISTAKE = ("#(4 0)", "#(4 #four)")  # what is replaced by what in the program that fails

KIND_WORDS = {METHOD: "method", BLOCK: "block", INLINED: "inlined block", DETOUR: "detour"}


# ------------------------------------------------------------------------------------------- before anything runs


def token_lines(source) -> list:
    """Every token of the last method: place, kind, text."""
    scanner = Scanner(source.text)
    scanner.fill()
    first = last_method(parse(source)).start
    lines = []
    for kind, start, end in zip(scanner.kinds, scanner.starts, scanner.ends):
        if start >= first and kind != tables.END:
            place = "%d:%d" % (source.line_of(start), source.column_of(start) + 1)
            lines.append("%-6s %-10s %s" % (place, tables.TERMINALS.split()[kind], source.text[start:end]))
    return lines[:-1]  # the parenthesis that ends the class


def last_method(tree):
    """The MethodNode that the page looks at more closely."""
    return tree.instance_side.methods[-1]


def label_of(node) -> str:
    """A node on one line: its kind and what it holds itself."""
    words = [type(node).__name__[: -len("Node")]]
    for name in ("name", "selector", "text", "value"):
        if hasattr(node, name):
            words.append(str(getattr(node, name)))
    for name in ("parameters", "locals", "targets"):
        variables = getattr(node, name, [])
        if variables:
            words.append("%s %s" % (name, ", ".join(variable.name for variable in variables)))
    return " ".join(words)


def children_of(node) -> list:
    """The expressions in a node, in the order of evaluation."""
    children = []
    for name in ("receiver", "expression"):
        if hasattr(node, name):
            children.append(getattr(node, name))
    for name in ("arguments", "statements", "elements"):
        children += getattr(node, name, [])
    return children


def tree_lines(node, depth: int = 0) -> list:
    """The node and everything in it, two blanks a level."""
    lines = ["  " * depth + label_of(node)]
    for child in children_of(node):
        lines += tree_lines(child, depth + 1)
    return lines


def bodies_in(node) -> list:
    """The node, if it is a method or block, and all blocks in it."""
    bodies = [node] if isinstance(node, BodyNode) else []
    for child in children_of(node):
        bodies += bodies_in(child)
    return bodies


def scope_lines(universe, source, tree) -> list:
    """The scopes of all methods, each with its variables and where they live."""
    lines = []
    for method in tree.instance_side.methods:
        compilation = Compilation(universe, source, True)
        unit = compilation.unit(method, numbered([field.name for field in tree.instance_side.fields]), False)
        for body in bodies_in(method):
            scope = unit.analysis.scope_of(body)
            name = method.selector if scope.kind == METHOD else "line %d" % source.line_of(body.start)
            places = [
                "%s %s" % (variable.name, "in the context" if variable.is_captured else "in a slot")
                for variable in scope.in_order
            ]
            lines.append("%-14s %-8s %s" % (KIND_WORDS[scope.kind], name, ", ".join(places) or "no variables"))
    return lines


# ---------------------------------------------------------------------------------------------- while it runs


def described(universe, w_object) -> str:
    """An object in a few characters; - for a slot that was not written."""
    if w_object is None:
        return "-"
    for w_known, text in [(universe.w_nil, "nil"), (universe.w_true, "true"), (universe.w_false, "false")]:
        if w_object is w_known:
            return text
    if isinstance(w_object, W_Block):
        return "[line %d]" % w_object.code.source.line_of(w_object.code.start)
    text = literal_text(w_object)
    if isinstance(w_object, W_Class) or text == "?":
        w_class = universe.interp.class_of(w_object)
        return w_object.w_name.text if isinstance(w_object, W_Class) else "a " + w_class.w_name.text
    return text


class Trace:
    """Runs the code of one class so that every instruction is written down, with the slots that it leaves."""

    def __init__(self, universe):
        self.universe = universe
        self.lines = []
        self.depth = 0

    def watch(self, code, name) -> None:
        """From now on write down what the code and the blocks in it do."""
        bound = bind_code(self.universe.interp, code)
        code.hosted = [run and self._step(code, pc, run, name) for pc, run in enumerate(bound)]
        for number, block in enumerate(code.blocks):
            self.watch(block, "%s [%d]" % (name, number))

    def _step(self, code, pc, run, name):
        text = "%2d  %s" % (pc, instruction_text(code, pc))

        def step(frame):
            if pc == 0:
                self._write(name, frame)
            line = len(self.lines)
            self.lines.append("")
            self.depth += 1
            try:
                following = run(frame)
            finally:
                self.depth -= 1
            if line < len(self.lines) - 1:  # the instruction sent a message, and this is its answer
                self.lines[line] = self._indented(text)
                text_behind = "%2d  ... answered" % pc
            else:
                self.lines.pop()
                text_behind = text
            self._write(text_behind, frame, following)
            return following

        return step

    def _indented(self, text: str) -> str:
        return "    " * self.depth + text

    def _write(self, text: str, frame, following: int = 0) -> None:
        slots = " ".join(
            "s%d=%s" % (number, described(self.universe, w_value)) for number, w_value in enumerate(frame.slots)
        )
        if frame.context is not None and frame.context.values_w:
            indexes = range(len(frame.context.values_w))
            values = [described(self.universe, frame.context.variable_at(index)) for index in indexes]
            slots += "  context=(%s)" % " ".join(values)
        if following < 0:
            slots += "  answers " + described(self.universe, frame.w_result)
        self.lines.append("%-58s %s" % (self._indented(text), slots))


def cache_lines(universe, code, name: str) -> list:
    """What the inline caches of the code and of its blocks have learnt."""
    lines = []
    for number, site in enumerate(code.sites):
        if site.w_class is None:
            found = "never sent"
        else:
            w_holder = site.w_target.w_holder
            found = "%s: %s>>%s" % (site.w_class.w_name.text, w_holder.w_name.text, site.w_target.w_signature.text)
        lines.append("%-18s send %d #%-8s %s" % (name, number, site.w_selector.text, found))
    for number, block in enumerate(code.blocks):
        lines += cache_lines(universe, block, "%s [%d]" % (name, number))
    return lines


# ---------------------------------------------------------------------------------------------- the sections


def booted() -> Universe:
    universe = Universe(os.path.join(ROOT, "core-lib", "Smalltalk"))
    universe.boot()
    return universe


def defined(universe, text: str, path: str):
    """The source, its tree, the class, and {qualified name: code} of its methods."""
    source = SourceText(path, text)
    tree = parse(source)
    w_class = universe.loader.define(source, tree.name)
    codes = {}
    for w_method in w_class.methods_w:
        if isinstance(w_method, W_Method):
            codes["%s>>%s" % (tree.name, w_method.w_signature.text)] = w_method.code
    return source, tree, w_class, codes


def failure_of(text: str, path: str) -> str:
    """What the user sees of the error with which the program ends, "" if it does not end with one."""
    universe = booted()
    w_class = defined(universe, text, path)[2]
    try:
        universe.interp.send(universe.interp.send(w_class, "new", []), "run", [])
    except VMError as error:
        return error_text(universe, error).replace(ROOT + os.sep, "")
    return ""


def sections(text: str = PROGRAM, path: str = "Walk.som") -> dict:
    """{name of the section: its text} for a program."""
    universe = booted()
    source, tree, w_class, codes = defined(universe, text, path)
    trace = Trace(universe)
    for name, code in codes.items():
        trace.watch(code, name)
    w_receiver = universe.interp.send(w_class, "new", [])
    w_value = universe.interp.send(w_receiver, "run", [])
    caches = [line for name, code in codes.items() for line in cache_lines(universe, code, name)]
    failing = text.replace(*MISTAKE)
    result = {
        "program": text,
        "tokens": "\n".join(token_lines(source)),
        "tree": "\n".join(tree_lines(last_method(tree))),
        "scopes": "\n".join(scope_lines(universe, source, tree)),
        "listing": "\n".join(list_code(code, name) for name, code in codes.items()),
        "trace": "\n".join(trace.lines),
        "result": described(universe, w_value),
        "caches": "\n".join(caches),
    }
    if failing != text:
        result["error"] = failure_of(failing, path)
    return {name: "\n".join(line.rstrip() for line in body.strip("\n").split("\n")) for name, body in result.items()}


def updated(page: str) -> str:
    """The page with all its sections as they are now. Raises KeyError for a section that does not exist."""
    current = sections()
    return SECTION.sub(lambda match: "```text %s\n%s\n```" % (match.group(1), current[match.group(1)]), page)


def main(arguments: list, root: str = ROOT) -> None:
    """See above."""
    if arguments:
        for name, body in sections(read_file(arguments[0]), os.path.basename(arguments[0])).items():
            print("---- %s\n\n%s\n" % (name, body))
        return
    path = os.path.join(root, *PAGE.split("/"))
    with open(path, encoding="utf-8") as file:
        page = file.read()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(updated(page))
    print("wrote %s" % PAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
