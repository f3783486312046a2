"""Advice for names that do not exist: what was probably meant, or which rule of the language was forgotten."""

from __future__ import absolute_import

import os

from som.compiler.scope import METHOD, Analysis
from som.errors import CompileErrors, LoadError, SomSyntaxError
from som.objects.classobject import W_Class
from som.spelling import nearest
from som.syntax.parsing import parse, parse_expression
from som.universe.describing import class_name

# What other languages call it, and what it is called here; advice only if the receiver understands it.
CUSTOMARY_SELECTORS = [
    ("print", "println"),
    ("printNl", "println"),
    ("displayNl", "println"),
    ("displayString", "asString"),
    ("printString", "asString"),
    ("toString", "asString"),
    ("size", "length"),
    ("length", "size"),
    ("count", "size"),
    ("add:", "append:"),
    ("push:", "append:"),
    ("concat:", "concatenate:"),
    (",", "concatenate:"),
    ("!=", "<>"),
    ("~=", "<>"),
    ("==", "="),
    ("/=", "<>"),
    ("^", "raisedTo:"),
    ("**", "raisedTo:"),
    ("mod:", "%"),
    ("\\\\", "%"),
    ("isEmpty", "size"),
    ("includes:", "contains:"),
    ("contains:", "includes:"),
]

CUSTOMARY_GLOBALS = [
    ("this", "self"),
    ("me", "self"),
    ("null", "nil"),
    ("none", "nil"),
    ("None", "nil"),
    ("NULL", "nil"),
    ("undefined", "nil"),
]


# Messages


def advice_for_send(interp, failed):
    """A sentence for a FailedSend, or ""."""
    w_class = interp.class_of(failed.w_receiver)
    selector = failed.w_selector.text
    meant = similar_selector(interp, w_class, selector)
    if meant == "":
        first = _understood_beginning(interp, w_class, selector)
        if first != "":
            rest = selector[len(first) :]
            message = "If %s and %s are two messages, one of them needs parentheses: %s (... %s ...)."
            return message % (first, rest, first, rest)
        meant = nearest(selector, selectors_of(w_class))
    if meant != "":
        return "Did you mean #" + meant + "?"
    if failed.w_receiver is interp.w_nil:
        return "nil is the value of every variable and field that nothing was assigned to yet."
    return _other_side(interp, failed.w_receiver, selector)


def similar_selector(interp, w_class, selector):
    """The selector of the class or a superclass for as many arguments, or another with the same letters; or ""."""
    for wrong, right in CUSTOMARY_SELECTORS:
        if wrong == selector and _understands(interp, w_class, right):
            return right
    known = selectors_of(w_class)
    arity = interp.universe.symbol_for(selector).arity
    same = [each for each in known if interp.universe.symbol_for(each).arity == arity]
    meant = nearest(selector, same)
    if meant != "":
        return meant
    for each in known:
        if letters_of(each) == letters_of(selector):
            return each
    return ""


def selectors_of(w_class):
    """The selectors that instances of the class understand, those of the class itself first."""
    found = []
    while w_class is not None:
        for w_selector in w_class.selectors_w:
            found.append(w_selector.text)
        w_class = w_class.w_superclass
    return found


def letters_of(selector):
    """`at:put:` and `atPut` are easily confused: no colons, no capitals. Operators are like nothing else."""
    letters = "".join(selector.split(":")).lower()
    if letters == "" or not ("a" <= letters[0] <= "z"):
        return " " + selector
    return letters


def _understood_beginning(interp, w_class, selector):
    """The longest beginning of a keyword selector that is a message the class understands, or ""."""
    stop = selector.rfind(":", 0, max(len(selector) - 1, 0))
    while stop > 0:
        beginning = selector[: stop + 1]
        if _understands(interp, w_class, beginning):
            return beginning
        stop = selector.rfind(":", 0, stop)
    return ""


def _understands(interp, w_class, selector):
    return w_class.lookup(interp.universe.symbol_for(selector)) is not None


def _other_side(interp, w_receiver, selector):
    """Instances and classes are easily confused."""
    if isinstance(w_receiver, W_Class):
        if w_receiver.w_superclass is not None and _understands(interp, w_receiver, selector):
            return "Instances of %s understand it, the class does not: is 'new' missing?" % w_receiver.w_name.text
        return ""
    w_meta = interp.class_of(interp.class_of(w_receiver))
    if _understands(interp, w_meta, selector):
        return "The class %s understands it, its instances do not." % class_name(interp, w_receiver)
    return ""


# Names of variables and classes


def advice_for_name(universe, name, activation):
    """A sentence about a variable or class that does not exist; `activation` read it."""
    for wrong, right in CUSTOMARY_GLOBALS:
        if wrong == name:
            return "SOM calls it '%s'." % right
    meant = nearest(name, variables_around(universe, activation) + globals_of(universe) + files_of(universe))
    if meant != "":
        return "Did you mean '%s'?" % meant
    if _understands(universe.interp, universe.classes["String"], name):
        return "A message needs a receiver in front. Text in double quotes is a comment, strings are in single quotes."
    if "A" <= name[0:1] <= "Z":
        return "Classes are found in files that are called like them: there is no %s.som on the class path." % name
    if universe.options.keeps_variables and activation.code.source.path == "<input>":
        return _advice_for_shell(name)
    return "Variables are declared at the beginning of a method or block, between bars: | %s |." % name


def _advice_for_shell(name):
    if name == "exit" or name == "help":
        return "The shell ends with quit; :help shows what else it understands."
    return "In the shell, %s := ... makes a variable; '=' compares." % name


def advice_for_class(universe, name):
    """A sentence about a class that cannot be found, or ""."""
    meant = nearest(name, files_of(universe))
    if meant == "":
        return ""
    return "Did you mean '%s'?" % meant


def globals_of(universe):
    """The names of all globals that have values."""
    return [name for name in universe.cells if universe.cells[name].read() is not None]


def files_of(universe):
    """The names of the classes that could be loaded."""
    names = []
    for directory in universe.class_path:
        if directory == "":
            directory = "."
        names += _som_files(directory)
    if universe.core_library != "":
        names += _som_files(universe.core_library)
    for name in universe.embedded:
        names.append(name)
    return names


def _som_files(directory):
    try:
        files = os.listdir(directory)
    except OSError:
        return []
    names = []
    for name in files:
        end = len(name) - len(".som")
        if end > 0 and name.endswith(".som"):
            names.append(name[:end])
    return names


def variables_around(universe, activation):
    """The names of parameters, variables and fields that the method of an activation knows."""
    code = activation.code
    names = []
    if code.w_holder is not None:
        names += [w_name.text for w_name in code.w_holder.field_names_w]
    method = _method_node(code)
    if method is not None:
        analysis = Analysis(False)
        analysis.analyse_body(method, METHOD, None)
        for body in analysis.scopes:
            for variable in analysis.scopes[body].in_order:
                names.append(variable.name)
    return names


def _method_node(code):
    """The tree of the method that the code belongs to; None if there is no source, or another one by now."""
    if code.source is None:
        return None
    try:
        if code.source.path == "<input>":
            return parse_expression(code.source)
        tree = parse(code.source)
    except (SomSyntaxError, CompileErrors, LoadError):
        return None
    for side in [tree.instance_side, tree.class_side]:
        for method in side.methods:
            if method.start == code.home_start:
                return method
    return None
