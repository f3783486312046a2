"""What could stand where the cursor is: commands, classes, variables, selectors, files.

Reads the universe and runs nothing in it, except that a class may be loaded whose selectors are asked for.
"""

from __future__ import absolute_import

import os
import re

from som.errors import CompileErrors, LoadError, SomSyntaxError
from som.objects.classobject import W_Class
from som.rpy import StackOverflow, check_stack_overflow

PSEUDO_VARIABLES = ["self", "super", "nil", "true", "false", "system", "it"]
WORD = re.compile(r"[^\W\d]\w*(?::(?:[^\W\d]\w*:)*)?$")
OPERAND = re.compile(r"(?P<text>[\w.]+|'(?:[^'\\]|\\.)*'|#\S+|[)\]])\s+$", re.S)
CREATION = re.compile(r"(?<![\w#])([^\W\d]\w*)\s+new\s+$")
MEMBER = re.compile(r"^:(?:source|code|methods)\s+(\w*)( class)?(?:\s*>>\s*#?(\S*))?$")

SIDE = re.compile(r"^:(?:source|code|methods)\s+\w+\s+(\w*)$")
QUOTED = re.compile(r"'(?:[^'\\]|\\(?:.|\Z))*('|\Z)|\"[^\"]*(\"|\Z)", re.S)


class Candidate(object):
    """`text` may replace the `length` characters in front of the cursor; `note` says what it is."""

    def __init__(self, text, length, note):
        self.text = text
        self.length = length
        self.note = note


def candidates(shell, text):
    """The Candidates behind the text, in the order in which they are to be offered."""
    if text.lstrip().startswith(":"):
        return _for_command(shell, text.lstrip())
    return _for_code(shell.universe, text)


def _matching(names, prefix, note):
    return [Candidate(name, len(prefix), note) for name in sorted(set(names)) if name.startswith(prefix)]


def _for_command(shell, text):
    if " " not in text:
        return _matching(shell.command_names(), text, "command")
    word, argument = text.split(" ", 1)
    if word == ":load":
        return _files(argument.lstrip())
    if word == ":time":
        return _for_code(shell.universe, argument)
    match = MEMBER.match(text)
    if match is None:
        match = SIDE.match(text)
        return [] if match is None else _matching(["class"], match.group(1), "the class side")
    name, side, selector = match.groups()
    if selector is None:
        return _matching(class_names(shell.universe), name, "class") if side is None else []
    w_class = class_named(shell.universe, name)
    if w_class is None:
        return []
    return _matching(holders_in(w_class.layout.w_class if side else w_class), selector, "selector")


def _files(prefix):
    """SOM files and directories, as on the command line."""
    directory, start = os.path.split(prefix)
    found = []
    try:
        names = sorted(os.listdir(directory or "."))
    except (OSError, ValueError):  # a path cannot hold a NUL
        return []
    for name in names:
        if name.startswith(start) and (start or not name.startswith(".")):
            if os.path.isdir(os.path.join(directory, name)):
                found.append(Candidate(name + "/", len(start), "directory"))
            elif name.endswith(".som"):
                found.append(Candidate(name, len(start), "file"))
    return found


def _for_code(universe, text):
    if in_quotes(text):
        return []
    match = WORD.search(text)
    prefix = match.group() if match else ""
    if prefix == "" and not text.endswith(" "):
        return []
    before = text[: len(text) - len(prefix)]
    operand = OPERAND.search(before)
    if operand is not None:
        return _next_parts(universe, before, prefix) + _selectors(universe, receiver_class(universe, before), prefix)
    if prefix == "" or before.endswith("#"):
        return []
    if prefix[0].isupper():
        return _matching(class_names(universe), prefix, "class")
    return _matching(variables(universe, text[: len(text) - len(prefix)]), prefix, "variable")


def in_quotes(text):
    """Whether the end of the text is inside of a comment or a string."""
    return any(quoted.group(1) == "" or quoted.group(2) == "" for quoted in QUOTED.finditer(text))


def _selectors(universe, w_class, prefix):
    """Those that instances of the class understand, if it is known; else, or if none fits, all."""
    found = []
    if w_class is not None:
        found = _first_parts(holders_in(w_class), prefix)
    if not found and prefix:
        found = _first_parts(all_holders(universe), prefix)
    return found


def _next_parts(universe, before, prefix):
    """How the keyword message goes on whose first part is in front: after `3 between: 1 ` it is `and:`."""
    begun = "".join(re.findall(r"[^\W\d]\w*:(?!=)", re.split(r"[(\[.^]|:=", before)[-1]))
    found = []
    if begun:
        for selector in sorted(all_holders(universe)):
            rest = selector[len(begun) :]
            if selector.startswith(begun) and rest.startswith(prefix) and rest:
                found.append(Candidate(rest.split(":")[0] + ":", len(prefix), selector))
    return found


def _first_parts(holders, prefix):
    """A keyword message begins with the first keyword; the other ones are what else can be typed."""
    selectors = {}
    for selector in holders:
        if selector[0].isalpha():
            parts = [part + ":" for part in selector.split(":")[:-1]] or [selector]
            for part in parts:
                if part.startswith(prefix) and (part == parts[0] or prefix):
                    selectors.setdefault(part, []).append(selector)
    return [Candidate(part, len(prefix), _note(part, selectors[part], holders)) for part in sorted(selectors)]


def _note(part, selectors, holders):
    """Some of the selectors with the part, first those that begin with it; if it is the only one, whose it is."""
    if selectors == [part]:
        return holders[part]
    return " ".join(sorted(selectors, key=lambda selector: (not selector.startswith(part), selector))[:4])


# The universe


def shown(carried):
    """A text of the VM, which consists of the bytes of its UTF-8 form, as a text of Python."""
    return carried.encode("latin-1").decode("utf-8", "replace")


def carried(text):
    """The opposite."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def class_names(universe):
    """The names of all classes that there are or that could be loaded."""
    names = [name for name in list(universe.cells) if isinstance(universe.cells[name].read(), W_Class)]
    names += list(universe.prebuilt)
    for directory in universe.class_path + [universe.core_library]:
        try:
            files = os.listdir((directory or ".").encode("latin-1"))
        except OSError:
            continue
        names += [name[:-4].decode("latin-1") for name in files if name.endswith(b".som")]
    return [shown(name) for name in names]


def class_named(universe, name):
    """The W_Class, loaded if need be; None if that is impossible, or if loading would print the class."""
    w_value = universe.global_value(carried(name))
    if w_value is not None or universe.options.dump_code:
        return w_value if isinstance(w_value, W_Class) else None
    try:
        return universe.load_class(carried(name))
    except (SomSyntaxError, CompileErrors, LoadError):
        return None
    except StackOverflow:
        check_stack_overflow()
        return None


def variables(universe, before):
    """The names of globals that are no classes, of pseudo variables, and of what the text in front declares."""
    names = PSEUDO_VARIABLES[:]
    for name in list(universe.cells):
        w_value = universe.cells[name].read()
        if w_value is not None and not isinstance(w_value, W_Class):
            names.append(shown(name))
    names += re.findall(r":(\w+)", before)
    for declaration in re.findall(r"\|([\w\s]*)\|", before):
        names += declaration.split()
    return names


def holders_in(w_class):
    """{selector: name of the class that it is inherited from} for all that instances of the class understand."""
    found = {}
    while w_class is not None:
        for w_selector in w_class.selectors_w:
            found.setdefault(shown(w_selector.text), shown(w_class.w_name.text))
        w_class = w_class.w_superclass
    return found


def all_holders(universe):
    """{selector: name of the class that defines it, "" if there are several} for all classes that are loaded."""
    found = {}
    for w_class in universe.all_classes:
        for w_side in (w_class, w_class.layout.w_class):
            name = shown(w_side.w_name.text)
            for w_selector in w_side.selectors_w:
                selector = shown(w_selector.text)
                found[selector] = name if found.get(selector, name) == name else ""
    return found


def receiver_class(universe, before):
    """The class of the operand at the end of the text, None if it is unknown. What `new` answers is taken for new."""
    creation = CREATION.search(before)
    if creation is not None and creation.group(1) in class_names(universe):
        return class_named(universe, creation.group(1))
    return class_of_operand(universe, OPERAND.search(before).group("text"))


def class_of_operand(universe, text):
    """The class of what a literal or a name stands for, None if only running the program could tell."""
    if re.match(r"[0-9]+$", text):
        return universe.classes["Integer"]
    if re.match(r"[0-9]+\.[0-9]+$", text):
        return universe.classes["Double"]
    if text.startswith("'"):
        return universe.classes["String"]
    if text.startswith("#"):
        return universe.classes["Symbol"]
    if text in class_names(universe):
        w_class = class_named(universe, text)
        return None if w_class is None else w_class.layout.w_class
    w_value = universe.global_value(carried(text))
    return None if w_value is None else universe.interp.class_of(w_value)
