"""The commands of the shell: lines that begin with a colon. They belong to the tool, not to the language."""

from __future__ import absolute_import

from som.bytecode.listing import list_class, list_code
from som.cli.entries import argument_of, word_of
from som.errors import LoadError
from som.objects.classobject import W_Class
from som.objects.methodobject import W_Method, W_Primitive
from som.rpy import file_exists, time
from som.spelling import nearest
from som.syntax.parsing import parse

NAMES = [":code", ":help", ":load", ":methods", ":quit", ":results", ":source", ":time"]

HELP = """Type an expression, for example 3 + 4, and the shell prints its value.

  it, it1, it2, ...         the last value, and all values by number
  x := 3                    makes a variable, or changes it
  Name = Superclass ( ... ) defines a class, or defines it once more
  An entry goes on in the next line until it is complete. Ctrl-C gives it up,
  or stops the expression that is running; so does an empty line give it up,
  in a class definition three of them. Ctrl-D ends the shell.

  :load FILE                define the class in a file
  :methods CLASS            the selectors that a class defines itself
  :source CLASS>>SELECTOR   the text of a method, or of a class
  :code CLASS>>SELECTOR     the instructions of a method, or of a class
                            (CLASS class>>SELECTOR is for the class side)
  :time EXPRESSION          the value, and how long it took
  :results                  all values so far, by number
  :help                     this text
  :quit                     end the shell, as quit does
"""


def perform(shell, command):
    """Does what the command asks for. Raises LoadError and whatever evaluation raises."""
    word = word_of(command)
    argument = argument_of(command)
    if word == ":help" or word == ":":
        shell.show(HELP)
    elif word == ":results":
        _results(shell)
    elif word not in NAMES:
        _unknown(shell, word)
    elif word == ":quit":
        shell.complain(":quit takes no argument; 'system exit: 3' ends the shell with a status")
    elif argument == "":
        shell.complain("%s what? :help shows an example" % word)
    elif word == ":load":
        _load(shell, argument)
    elif word == ":time":
        _time(shell, argument)
    else:
        shell.show(_text_about(shell.universe, word, argument))


def _unknown(shell, word):
    likely = nearest(word, NAMES)
    if likely == "":
        shell.complain("there is no command %s; :help lists them" % word)
    else:
        shell.complain("there is no command %s; did you mean %s?" % (word, likely))


def _results(shell):
    for index in range(len(shell.results_w)):
        shell.show_value("it%d" % (index + 1), shell.results_w[index])


def _load(shell, path):
    if not file_exists(path) and file_exists(path + ".som"):
        path += ".som"
    source = shell.universe.loader.read(path, path)
    shell.add_class(source, parse(source).name)


def _time(shell, entry):
    start = time()
    try:
        shell.perform(entry)
    finally:
        shell.show(duration(time() - start))


def duration(seconds):
    """`12.3 ms` as a line."""
    tenths = int(seconds * 10000.0 + 0.5)
    return "%d.%d ms\n" % (tenths // 10, tenths % 10)


class Place(object):
    """What `Integer>>+`, `Integer class>>fromString:` or `Integer` names: a class side and a selector, "" for all."""

    def __init__(self, w_class, w_side, selector):
        self.w_class = w_class
        self.w_side = w_side
        self.selector = selector


def place_of(universe, text):
    """The Place. Raises LoadError if there is no such class, and what loading the class raises."""
    name = text
    selector = ""
    mark = text.find(">>")
    if mark > 0:
        name = text[:mark].strip(" ")
        start = mark + 2
        selector = text[start:].strip(" #")
    on_class_side = name.endswith(" class")
    if on_class_side:
        end = len(name) - len(" class")
        assert end >= 0
        name = name[:end].strip(" ")
    w_class = universe.load_class(name)
    if w_class is None:
        raise LoadError("there is no class %s%s" % (name, _did_you_mean(nearest(name, class_names(universe)))))
    w_side = w_class
    if on_class_side:
        w_side = w_class.layout.w_class
    return Place(w_class, w_side, selector)


def class_names(universe):
    """The names of the classes that are bound to globals, or wait in the image to be used."""
    names = []
    for name in universe.cells:
        if isinstance(universe.cells[name].read(), W_Class):
            names.append(name)
    for name in universe.prebuilt:
        names.append(name)
    return names


def _did_you_mean(likely):
    if likely == "":
        return ""
    return "; did you mean %s?" % likely


def _text_about(universe, word, text):
    place = place_of(universe, text)
    if word == ":methods":
        return " ".join(own_selectors(place.w_side)) + "\n"
    if place.selector == "":
        if word == ":code":
            return list_class(place.w_class)
        return _with_line_feed(place.w_class.source.text)
    w_method = place.w_side.lookup(universe.symbol_for(place.selector))
    if w_method is None:
        likely = nearest(place.selector, all_selectors(place.w_side))
        raise LoadError("%s has no method %s%s" % (place.w_side.w_name.text, place.selector, _did_you_mean(likely)))
    if word == ":code":
        return code_of(w_method)
    return source_of(w_method)


def own_selectors(w_side):
    """The selectors of the methods that one side of a class defines, in order of definition."""
    return [w_selector.text for w_selector in w_side.selectors_w]


def all_selectors(w_side):
    """Those of the superclasses, too."""
    selectors = []
    w_each = w_side
    while w_each is not None:
        selectors += own_selectors(w_each)
        w_each = w_each.w_superclass
    return selectors


def qualified_name(w_method):
    """`Integer>>+`."""
    return "%s>>%s" % (w_method.w_holder.w_name.text, w_method.w_signature.text)


def code_of(w_method):
    """The instructions of a method; of a primitive, those of the library's method that it stands for."""
    name = qualified_name(w_method)
    if isinstance(w_method, W_Method):
        return list_code(w_method.code, name)
    assert isinstance(w_method, W_Primitive)
    w_fallback = w_method.w_fallback
    if w_fallback is None:
        return "%s is a primitive: the machine itself performs it\n" % name
    text = "%s is a primitive; where the machine does not perform it itself, it executes this\n" % name
    return text + list_code(w_fallback.code, name)


def source_of(w_method):
    """Where a method is defined, and its text with the comment above."""
    w_holder = w_method.w_holder
    source = w_holder.source
    tree = parse(source)
    methods = tree.instance_side.methods
    if w_holder.w_name.text == tree.name + " class":
        methods = tree.class_side.methods
    for method in methods:
        if method.selector == w_method.w_signature.text:
            start = with_comment(source, method.start)
            place = "%s, line %d\n" % (source.path, source.line_of(method.start))
            return place + "\n".join(source.lines_between(start, method.end)) + "\n"
    return "%s is not in %s\n" % (qualified_name(w_method), source.path)


def with_comment(source, start):
    """The offset of the comment that is alone in the lines above, else `start`."""
    text = source.text
    line = source.line_start(start)
    assert line >= 0 and start >= 0
    end = line - 1
    if end < 0 or text[line:start].strip(" \t") != "":
        return start
    above = text[:end].rstrip(" \t\r")
    last = len(above) - 1
    if last < 0 or above[last] != '"':
        return start
    opening = above.rfind('"', 0, last)
    if opening < 0:
        return start
    line = source.line_start(opening)
    assert line >= 0
    if text[line:opening].strip(" \t") != "":
        return start
    return opening


def _with_line_feed(text):
    if text.endswith("\n"):
        return text
    return text + "\n"
