"""The parser: runs the LALR(1) tables of `tables` over the tokens, with explicit stacks.

`parse` and `parse_expression` are the entry points. What the tables mean is told in `states`, what a node is made of
in `building`.
"""

from __future__ import absolute_import

from som.errors import FatalError, SomSyntaxError
from som.syntax import building, tables
from som.syntax.complaints import complaint
from som.syntax.lexing import Scanner
from som.syntax.parts import Builder, Token
from som.syntax.states import ACTIONS, LEFTS, SIZES, rule_words
from som.syntax.tree import ClassNode, MethodNode

MAXIMAL_NESTING = 1000  # brackets open at the same time; the compiler descends once for each


def _functions(size):
    """Rule number to the function that builds it, for the rules with `size` children."""
    functions = []
    for name, _, children in rule_words():
        if int(children) == size:
            functions.append(building.RULES[name])
        else:
            functions.append(None)
    return functions


def _check_functions():
    """Every function is named by the grammar and takes as many children as the rule has."""
    named = {}
    for name, _, children in rule_words():
        if name != "-":
            named[name] = True
            count = building.RULES[name].__code__.co_argcount - 1
            if count != max(int(children), 1):
                raise FatalError("%s takes %d children, the grammar has %s" % (name, count, children))
    for name in building.RULES:
        if name not in named:
            raise FatalError("no rule of the grammar is built by %s" % name)


_check_functions()
FUNCTIONS_0 = _functions(0)
FUNCTIONS_1 = _functions(1)
FUNCTIONS_2 = _functions(2)
FUNCTIONS_3 = _functions(3)
FUNCTIONS_4 = _functions(4)
FUNCTIONS_5 = _functions(5)
FUNCTIONS_7 = _functions(7)


def parse(source):
    """The ClassNode of a whole file. Raises SomSyntaxError."""
    node = Parser(source).run(tables.START_CLASS_DEFINITION)
    assert isinstance(node, ClassNode)
    return node


def parse_expression(source):
    """Variables and statements, as inside a method: a MethodNode with the selector "". Raises SomSyntaxError.

    The attribute `at_end` of the error tells whether more text could make the input complete.
    """
    node = Parser(source).run(tables.START_SNIPPET)
    assert isinstance(node, MethodNode)
    return node


class Parser(object):
    """The state of one run. `states` is one longer than `values`."""

    _attrs_ = ["source", "scanner", "build", "states", "values", "openings"]

    def __init__(self, source):
        self.source = source
        self.scanner = Scanner(source.text)
        self.build = Builder(source.text)
        self.states = []
        self.values = []
        self.openings = []  # offsets of the brackets that are open

    def run(self, start):
        """Parse the text from the start state with the number `start`; answer the node of the start symbol."""
        scanner = self.scanner
        actions = ACTIONS
        sizes = SIZES
        lefts = LEFTS
        states = self.states
        values = self.values
        state = start * tables.WIDTH
        states.append(state)
        scanner.fill()
        kinds = scanner.kinds
        index = 0
        kind = kinds[0]
        while True:
            action = actions[state + kind]
            if action > 0:
                state = action
                states.append(state)
                values.append(Token(scanner.starts[index], scanner.ends[index]))
                if kind <= tables.RBRACKET:
                    self.count_bracket(kind)
                index += 1
                if index == len(kinds):
                    scanner.fill()
                    kinds = scanner.kinds
                    index = 0
                kind = kinds[index]
            elif action < 0:
                if sizes[-action] == tables.PASS:
                    top = len(states) - 1
                    state = actions[states[top - 1] + lefts[-action]]
                    states[top] = state
                elif sizes[-action] == tables.ACCEPT:
                    return values[0]
                else:
                    state = self.reduce(-action)
            else:
                offset = scanner.starts[index]
                raise complaint(self.source, states[0], kind, offset, scanner.ends[index], self.openings)

    def reduce(self, rule):
        """Replace the children of `rule` on the stacks by its node; answer the new state."""
        values = self.values
        build = self.build
        size = SIZES[rule]
        top = len(values)
        if size == 1:
            values[top - 1] = FUNCTIONS_1[rule](build, values[top - 1])
        elif size == 2:
            last = values.pop()
            values[top - 2] = FUNCTIONS_2[rule](build, values[top - 2], last)
        elif size == 3:
            last = values.pop()
            middle = values.pop()
            values[top - 3] = FUNCTIONS_3[rule](build, values[top - 3], middle, last)
        elif size == 0:
            end = 0
            if top > 0:
                end = values[top - 1].end
            values.append(FUNCTIONS_0[rule](build, end))
        else:
            self._reduce_many(rule, size)
        states = self.states
        if size > 0:
            base = len(states) - size
            assert base >= 0
            del states[base:]
        state = ACTIONS[states[len(states) - 1] + LEFTS[rule]]
        states.append(state)
        return state

    def _reduce_many(self, rule, size):
        values = self.values
        build = self.build
        first = len(values) - size
        assert first >= 0
        a, b, c, d = values[first], values[first + 1], values[first + 2], values[first + 3]
        if size == 4:
            node = FUNCTIONS_4[rule](build, a, b, c, d)
        elif size == 5:
            node = FUNCTIONS_5[rule](build, a, b, c, d, values[first + 4])
        else:
            assert size == 7
            node = FUNCTIONS_7[rule](build, a, b, c, d, values[first + 4], values[first + 5], values[first + 6])
        del values[first:]
        values.append(node)

    def count_bracket(self, kind):
        """Keep `openings` up to date with the bracket that was just read."""
        if kind == tables.LPAREN or kind == tables.LBRACKET:
            offset = self.values[len(self.values) - 1].start
            self.openings.append(offset)
            if len(self.openings) > MAXIMAL_NESTING:
                hint = "At most %d brackets can be open at the same time." % MAXIMAL_NESTING
                raise SomSyntaxError(self.source, offset, offset + 1, "the brackets are nested too deeply", hint)
        else:
            self.openings.pop()
