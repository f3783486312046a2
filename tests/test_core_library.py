"""The core library as text: what programs and VMs may rely on without running it.

What the methods do is tested by the SOM programs in core-lib/TestSuite. Here: names, order, fields and primitive
declarations, which other VMs depend on as well, and the manner in which the files are written.
"""

from __future__ import absolute_import

import io
import os
import re

import pytest

from som.rpy import read_file
from som.source import SourceText
from som.syntax import tree
from som.syntax.parsing import parse

LIBRARY = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "core-lib", "Smalltalk")

SUPERCLASSES = {
    "Object": "nil",
    "Metaclass": "Class",
    "True": "Boolean",
    "False": "Boolean",
    "Block1": "Block",
    "Block2": "Block",
    "Block3": "Block",
    "Symbol": "String",
}
OTHER_CLASSES = """
    Array Block Boolean Class Dictionary Double HashEntry Hashtable Integer Method Nil Pair Primitive Set String System
    Vector
""".split()
CLASSES = sorted(list(SUPERCLASSES) + OTHER_CLASSES)

FIELDS = {
    "Pair": "key value",
    "Set": "items",
    "Dictionary": "pairs",
    "HashEntry": "key value next hash",
    "Hashtable": "table count",
    "Vector": "first last storage",
}

OBJECT_IN_ORDER = """
    class objectSize = <> == ~= isNil notNil asString , hashcode value ifNil: ifNotNil: ifNil:ifNotNil: ifNotNil:ifNil:
    print println inspect halt error: subclassResponsibility doesNotUnderstand:arguments: escapedBlock: unknownGlobal:
    respondsTo: perform: perform:withArguments: perform:inSuperclass: perform:withArguments:inSuperclass: instVarAt:
    instVarAt:put: instVarNamed:
"""

PROTOCOL = {
    "Object": OBJECT_IN_ORDER,
    "Class": "name asString new superclass fields methods selectors hasMethod:",
    "Metaclass": "",
    "Method": "signature holder asString invokeOn:with:",
    "Primitive": "signature holder invokeOn:with:",
    "Nil": "asString isNil notNil ifNil: ifNotNil: ifNil:ifNotNil: ifNotNil:ifNil:",
    "Boolean": "ifTrue:ifFalse: || &&",
    "True": "asString ifTrue: ifFalse: not or: and:",
    "False": "asString ifTrue: ifFalse: not or: and:",
    "Block": "value whileFalse: whileTrue: restart",
    "Block1": "value",
    "Block2": "value value:",
    "Block3": "value value: value:with:",
    "Integer": """
        + - * / // % rem: & << >>> bitXor: abs sqrt negated raisedTo: atRandom = == ~= < > >= <= negative between:and:
        asString as32BitSignedValue as32BitUnsignedValue asDouble asInteger hashcode to:do: to:by:do: downTo:do:
        downTo:by:do: timesRepeat: to: max: min:
    """,
    "Integer class": "fromString:",
    "Double": """
        + - * // % abs sqrt negated round asInteger cos sin raisedTo: = < > >= <= negative between:and: asString
        to:do: downTo:do:
    """,
    "Double class": "PositiveInfinity fromString:",
    "String": """
        concatenate: + asString asSymbol hashcode length isWhiteSpace isLetters isDigits = primSubstringFrom:to:
        substringFrom:to: beginsWith: endsWith: asInteger charAt: indexOf: indexOf:startingAt: split: print
    """,
    "Symbol": "concatenate: asString asSymbol print",
    "Array": """
        at: at:put: length putAll: first last do: doIndexes: from:to:do: copyFrom:to: copyFrom:
        replaceFrom:to:with:startingAt: copy prependedWith: extendedWith: sum average join: contains: indexOf:
        lastIndexOf: collect: inject:into: reject: select: union:
    """,
    "Array class": "new new: new:withAll: with: with:with: with:with:with:",
    "Pair": "key value key: value: print println",
    "Pair class": "withKey:andValue:",
    "Set": """
        = add: addAll: union: intersection: - contains: remove: first isEmpty size do: collect: println asString items:
    """,
    "Set class": "new",
    "Dictionary": "at:put: at: containsKey: keys values do: pairs: pairAt: print println",
    "Dictionary class": "new",
    "HashEntry": """
        key value next hash key: value: next: hash: setKey:value: getValue: containsKey: containsValue: keys values
    """,
    "HashEntry class": "newKey:value:next:",
    "Hashtable": "containsKey: containsValue: isEmpty size get: at:put: keys values clear indexForKey:",
    "Hashtable class": "new",
    "Vector": """
        at: at:put: first last do: doIndexes: , append: appendAll: remove remove: contains: indexOf: println isEmpty
        size capacity asArray initialize: checkIndex:ifValid: removeFirst asSet
    """,
    "Vector class": "new new: with:",
    "System": """
        global: global:put: hasGlobal: initialize: loadFile: load: resolve: exit: exit printString: printNewline
        errorPrintln errorPrintln: errorPrint: printStackTrace time ticks fullGC gcStats totalCompilationTime
    """,
    "System class": "new",
}

# Selectors that only our library has; none of them may be needed by a program that is to run elsewhere.
ADDITIONS = {
    "Double": "asDouble max: min:",
    "String": "countOf:",
    "Hashtable": "grow",
    "Vector": "errorIndex: grow",
}

PRIMITIVES = {
    "Object": """
        class objectSize == hashcode inspect halt perform: perform:withArguments: perform:inSuperclass:
        perform:withArguments:inSuperclass: instVarAt: instVarAt:put: instVarNamed:
    """,
    "Class": "name new superclass fields methods",
    "Method": "signature holder invokeOn:with:",
    "Primitive": "signature holder invokeOn:with:",
    "Block": "value restart",
    "Block1": "value",
    "Block2": "value:",
    "Block3": "value:with:",
    "Integer": """
        + - * / // % rem: & << >>> bitXor: sqrt atRandom = < asString as32BitSignedValue as32BitUnsignedValue asDouble
    """,
    "Integer class": "fromString:",
    "Double": "+ - * // % sqrt round asInteger cos sin = < asString",
    "Double class": "PositiveInfinity fromString:",
    "String": "concatenate: asSymbol hashcode length isWhiteSpace isLetters isDigits = primSubstringFrom:to:",
    "Symbol": "asString",
    "Array": "at: at:put: length",
    "Array class": "new:",
    "System": """
        global: global:put: hasGlobal: loadFile: load: exit: printString: printNewline errorPrintln: errorPrint:
        printStackTrace time ticks fullGC
    """,
}

# Methods of several lines whose names say all there is to say.
SELF_EXPLANATORY = """
    abs beginsWith: endsWith: > >= do: doIndexes: to:do: to:by:do: downTo:do: max: min: sum contains: containsKey:
    add: append: println print with: with:with: with:with:with: withKey:andValue: newKey:value:next: new at:
    + - * / // & bitXor: < hashcode asString class name isWhiteSpace isLetters sqrt asSymbol printNewline
"""


def path_of(name):
    return os.path.join(LIBRARY, name + ".som")


def text_of(name):
    with io.open(path_of(name), encoding="utf-8", newline="") as stream:
        return stream.read()


@pytest.fixture(scope="module")
def library():
    """Class name -> ClassNode, for all classes of the library."""
    return dict((name, parse(SourceText(path_of(name), read_file(path_of(name))))) for name in CLASSES)


def sides(library):
    """(`Foo` or `Foo class`, SideNode) of all classes, sides without methods included."""
    for name in CLASSES:
        yield name, library[name].instance_side
        yield name + " class", library[name].class_side


def selectors(side):
    return [method.selector for method in side.methods]


def nodes(thing):
    """All syntax nodes in a node or in a list of nodes, in no particular order."""
    pending = [thing]
    while pending:
        current = pending.pop()
        if isinstance(current, list):
            pending.extend(current)
        elif isinstance(current, tree.Node):
            yield current
            pending.extend(vars(current).values())


def test_the_directory_holds_exactly_the_specified_classes():
    files = sorted(os.listdir(LIBRARY))
    assert files == [name + ".som" for name in CLASSES]


@pytest.mark.parametrize("name", CLASSES)
def test_each_file_defines_the_class_it_is_named_after(library, name):
    assert library[name].name == name
    assert library[name].diagnostics == []


@pytest.mark.parametrize("name", CLASSES)
def test_superclass(library, name):
    assert library[name].superclass == SUPERCLASSES.get(name, "")


def test_no_selector_is_defined_twice_on_one_side(library):
    for name, side in sides(library):
        assert len(set(selectors(side))) == len(side.methods), name


@pytest.mark.parametrize("name", CLASSES)
def test_fields_and_their_order(library, name):
    assert [field.name for field in library[name].instance_side.fields] == FIELDS.get(name, "").split()
    assert library[name].class_side.fields == []


def test_object_has_exactly_the_specified_methods_in_order(library):
    found = selectors(library["Object"].instance_side)
    assert found == OBJECT_IN_ORDER.split()
    assert len(found) == 33
    assert library["Object"].class_side.methods == []


def test_first_method_of_object_is_a_primitive_and_the_seventh_is_not(library):
    methods = library["Object"].instance_side.methods
    assert methods[0].selector == "class"
    assert methods[0].is_primitive
    assert not methods[6].is_primitive


def test_protocol_is_complete_and_additions_are_known(library):
    for name, side in sides(library):
        expected = PROTOCOL.get(name, "").split() + ADDITIONS.get(name, "").split()
        assert sorted(selectors(side)) == sorted(expected), name


def test_declared_primitives_are_those_of_the_specification(library):
    """No VM is asked for a primitive beyond the 92 that all of them may be expected to have."""
    count = 0
    for name, side in sides(library):
        declared = [method.selector for method in side.methods if method.is_primitive]
        assert sorted(declared) == sorted(PRIMITIVES.get(name, "").split()), name
        count += len(declared)
    assert count == 92


def test_only_classes_of_the_library_and_the_four_globals_are_mentioned(library):
    """Every name that is read is a parameter, local, field or known global; a typing error would load a class."""
    known = set(CLASSES) | set(["nil", "true", "false", "system", "self", "super"])
    for name, side in sides(library):
        for method in side.methods:
            declared = set(node.name for node in nodes(method) if isinstance(node, tree.VariableNode))
            declared |= set(field.name for field in side.fields)
            read = set(node.name for node in nodes(method) if isinstance(node, tree.NameNode))
            assert read <= declared | known, (name, method.selector, read - declared - known)


def test_every_message_sent_is_understood_by_some_class(library):
    """A selector that nobody defines is a typing error or not portable; `run` and `run:` belong to programs."""
    understood = set(["run", "run:"])
    for _name, side in sides(library):
        understood |= set(selectors(side))
    for name, side in sides(library):
        for node in nodes(side.methods):
            if isinstance(node, tree.SendNode):
                assert node.selector in understood, (name, node.selector)


@pytest.mark.parametrize(
    "name, line",
    [("Boolean", "self ifFalse: [ ^falseBlock value ]."), ("False", "ifFalse: block = ( ^block value )")],
)
def test_lines_that_tracebacks_show(name, line):
    """Programs are checked against tracebacks that contain exactly these lines of the library."""
    assert [each.strip() for each in text_of(name).splitlines()].count(line) == 1


def comment_of(method, text):
    """The comment that belongs to the method, or None: first in the body, or on the line above a primitive."""
    if method.is_primitive:
        found = re.search(r'"([^"]*)"\n[ ]*\Z', text[: method.start])
    else:
        found = re.compile(r'[^(]*\(\s*"([^"]*)"').match(text, method.start)
    return found.group(1) if found else None


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_begins_with_its_comment(name):
    """The comment is one or more sentences, directly followed by the class definition."""
    found = re.match(r'"([^"]*)"\n' + name + r" = ", text_of(name))
    assert found
    assert found.group(1).endswith(".")


def test_each_method_is_commented_unless_its_name_or_its_only_line_says_all(library):
    for name, side in sides(library):
        text = text_of(name.split()[0])
        for method in side.methods:
            comment = comment_of(method, text)
            if comment is not None:
                assert comment[-1] == ".", (name, method.selector, comment)
            elif method.is_primitive or "\n" in text[method.start : method.end]:
                assert method.selector in SELF_EXPLANATORY.split(), (name, method.selector)


@pytest.mark.parametrize("name", CLASSES)
def test_layout_of_the_text(name):
    """ASCII, LF, no tabs, no blanks at line ends, at most 120 columns, one line feed at the end."""
    text = text_of(name)
    text.encode("ascii")
    assert "\t" not in text
    assert "\r" not in text
    assert text.endswith(")\n")
    assert "\n\n\n" not in text
    for line in text.splitlines():
        assert line == line.rstrip()
        assert len(line) <= 120
