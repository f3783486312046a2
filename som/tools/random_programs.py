"""Random programs: a class `Fuzz` of many probes, methods that compute and print something, and the classes it needs.

The program takes the numbers of the first and the last probe to execute. After each it prints a line `--- <number>`.
A program is determined by its seed.
"""

import re
from random import Random

from som.tools.random_rules import LEAVES, RULES
from som.tools.random_loops import HOT
from som.tools.random_trees import Node

PROBES = 40  # in one program
HOT_PROBES = 0.3  # how many of them run long
OOPS = 0.01  # how often something doubtful is written where anything may stand
DEPTH, HOT_DEPTH = 5, 3  # of nested texts

BUDGET = 80  # turns of loops of unknown length, and calls of generated methods, in one probe

LOCALS = """| i j k n u v p q s t m a b o w x y z f g |
    i := 1. j := 20. k := -3. n := 0. u := 1.5. v := -0.25. p := true. q := false. s := 'ab'. t := 'x,y'. m := #sym.
    a := #(1 2 3) copy. b := Array new: 4. f := [ 1 ]. g := [ 2 ]. """
SHOWN = "i j k u v p q s t m a b x y z fa fb fc".split()

KIT = """FuzzKit = (
    | fa fb fc fd |
    show: it = ( self show: it depth: 3 )
    show: it depth: depth = (
        it class name print. ' ' print.
        it class = Array ifFalse: [ ^ (self cut: it asString) println ].
        it length println.
        depth = 0 ifTrue: [ ^ self ].
        1 to: (it length min: 8) do: [:each | self show: (it at: each) depth: depth - 1 ]
    )
    clip: n = ( ^ n abs > 1361129467683753853853498429727072845824 ifTrue: [ n % 73786976294838206464 ] ifFalse: [ n ] )
    int: it = ( ^ it class = Integer ifTrue: [ self clip: it ] ifFalse: [ 0 ] )
    whole: d = ( ^ d - d = 0.0 ifTrue: [ self clip: d asInteger + d round ] ifFalse: [ 7 ] )
    cut: s = ( ^ s length > 60 ifTrue: [ s substringFrom: 1 to: 60 ] ifFalse: [ s ] )
    part: s from: i to: k = (
        ^ (i > 0 and: [ i <= k and: [ k <= s length ] ]) ifTrue: [ s substringFrom: i to: k ] ifFalse: [ 'none' ] )
    in: array put: it = (
        array length = 0 ifTrue: [ ^ array ].
        ^ array at: self spent % array length + 1 put: it )
    at: i in: array = ( ^ (i > 0 and: [ i <= array length ]) ifTrue: [ array at: i ] ifFalse: [ i ] )
    from: i to: k = ( i to: (k min: i + 5) do: [:n | n > i ifTrue: [ ^ n + n ] ]. ^ 0 )
    upTo: limit find: block = ( 1 to: limit do: [:n | (block value: n) ifTrue: [ ^ n ] ]. ^ nil )
    detect: block in: array = ( array do: [:each | (block value: each) ifTrue: [ ^ each ] ]. ^ #none )
    escaping: v = ( ^ [ ^ v ] )
    escapedBlock: block = ( fd := block. ^ #escaped )
    yourself: it = ( ^ it )
    self: it = ( ^ it value )
    kept: it = ( ^ it )
    spend = ( ^ FuzzBudget spend )
    spent = ( ^ FuzzBudget spent )
    fib: n = ( ^ n < 2 ifTrue: [ n ] ifFalse: [ (self fib: n - 1) + (self fib: n - 2) ] )
    down: n adding: i = ( ^ n = 0 ifTrue: [ 0 ] ifFalse: [ i + (self down: n - 1 adding: i) ] )
    even: n = ( ^ n = 0 ifTrue: [ true ] ifFalse: [ self odd: n - 1 ] )
    odd: n = ( ^ n = 0 ifTrue: [ false ] ifFalse: [ self even: n - 1 ] )
    nest: n doing: block = ( n = 0 ifTrue: [ ^ block value ]. ^ self nest: n - 1 doing: [ block value ] )
    swap = ( | methods first |
        methods := FuzzOther methods. first := methods at: 1.
        methods at: 1 put: (methods at: 2). methods at: 2 put: first )
    unknownGlobal: name = (
        (name = #FuzzUnbound or: [ name = #FuzzGlobal ]) ifTrue: [ ^ name + 'x' ].
        ^ super unknownGlobal: name )
)
"""

BUDGET_CLASS = (
    """FuzzBudget = (
    ----
    | left |
    refill = ( left := %d )
    spend = ( left := left - 1. ^ left > 0 )
    spent = ( ^ left abs )
)
"""
    % BUDGET
)

BASE = """FuzzBase = FuzzKit (
    fa = ( ^ fa ) fb = ( ^ fb ) fc = ( ^ fc )
    fa: v = ( fa := v ) fb: v = ( fb := v ) fc: v = ( fc := v )
    linked: other = ( fd := other )
    keep: v = ( fd := v. ^ v )
    kept = ( ^ fd )
    tag: n = ( ^ n + 1 )
    doesNotUnderstand: selector arguments: arguments = ( fd := arguments. ^ selector )
    {methods}
    ----
    | shared |
    shared = ( ^ shared )
    shared: v = ( shared := v )
    make = ( ^ self new fa: 1 )
)
"""

CHILD = """FuzzChild = FuzzBase (
    | fe ff |
    tag: n = ( ff := n. ^ (super tag: n) * 2 )
    fa: v = ( fe := fa. super fa: v )
    linked: other = ( fe := other. ^ super linked: other )
    {methods}
    ----
    make = ( ^ super make fb: 2.5 )
)
"""

OTHER = """FuzzOther = FuzzBase (
    tag: n = ( fa := n. ^ fa )
    gat: n = ( fa := n. ^ 0 - fa )
    fc = ( ^ fa = fb ifTrue: [ super fc ] ifFalse: [ fa ] )
    doesNotUnderstand: selector arguments: arguments = (
        arguments do: [:each | fd := each value ].
        ^ arguments length )
    {methods}
)
"""

# Methods whose bodies are generated: patterns, and the variables that are their parameters.
GENERATED = {"one: x": "x", "two: x with: y": "x y", "count: i": "i", "+ x": "x", "-- x": "x"}

RUN = """
    run: arguments = (
        (arguments at: 2) asInteger to: (arguments at: 3) asInteger do: [:number |
            FuzzBudget refill.
            self perform: ('p' + number) asSymbol.
            ('--- ' + number) println ]
    )
"""


class Writer:
    """Writes trees by the rules of the grammar. Everything it decides comes from `random`."""

    def __init__(self, random):
        self.random = random
        self.limit = DEPTH
        self.in_kept_block = False
        self.in_hot_loop = False

    def write(self, kind, depth=0):
        """A Node of that kind."""
        return Node(kind, self._fill(self._rule(kind, depth), depth))

    def _rule(self, kind, depth):
        if kind == "stmt" and self.in_hot_loop:
            kind = "quiet"
        if kind == "call" and self.in_kept_block:
            return "k"  # blocks that evaluate each other might never end
        if kind == "any" and self.random.random() < OOPS:
            kind = "oops"
        leaf = kind not in RULES or depth >= self.limit or (depth > 1 and self.random.random() < 0.3)
        rules = LEAVES if leaf and kind in LEAVES else RULES
        return self.random.choice(rules[kind])

    def _fill(self, rule, depth):
        """Strings and nodes for a rule."""
        parts = []
        for index, piece in enumerate(re.split(r"\{(\w+)\}", rule)):
            if index % 2 == 0:
                parts.append(piece)
                continue
            outside = self.in_kept_block
            self.in_kept_block |= piece == "kept"
            parts.append(self.write(piece, depth + 1))
            self.in_kept_block = outside
        return parts

    def statements(self, count):
        return [self.write("stmt", 1) for _ in range(count)]

    def hot(self):
        self.limit, self.in_hot_loop = HOT_DEPTH, True
        node = Node("hot", self._fill(self.random.choice(HOT), 0))
        self.limit, self.in_hot_loop = DEPTH, False
        return node

    def probe_body(self):
        """The parts of a method of the class Fuzz, without its pattern."""
        if self.random.random() < HOT_PROBES:
            middle = self.statements(1) + [self.hot()] + self.statements(1)
        else:
            middle = self.statements(self.random.randint(1, 6))
        shown = [Node("shown", ["self show: %s. " % name]) for name in SHOWN]
        return [LOCALS, "o := FuzzChild new. w := FuzzOther new.\n    "] + middle + ["\n    "] + shown

    def method(self, pattern):
        """A method of a helper class; it does nothing when the budget is spent."""
        names = GENERATED[pattern].split()
        locals_and_start = LOCALS
        for name in names:
            locals_and_start = re.sub(r"(?<=[| ])%s " % name, "", locals_and_start, count=1)
        start = "self spend ifFalse: [ ^ %s ]. o := self. w := FuzzOther new. " % names[0]
        body = self.statements(self.random.randint(0, 2)) + ["^ ", self.write("any", 2)]
        return Node("method", ["%s = ( " % pattern, locals_and_start, start] + body + [" )\n    "])


class Program:
    """A generated program. `probes` maps numbers to trees; `trees` holds all that may be made smaller."""

    def __init__(self, seed):
        self.seed = seed
        writer = Writer(Random(seed))
        self.probes = {number: Node("probe", writer.probe_body()) for number in range(1, PROBES + 1)}
        self.classes = {}
        for name, text in (("FuzzBase", BASE), ("FuzzChild", CHILD), ("FuzzOther", OTHER)):
            patterns = list(GENERATED) if name == "FuzzBase" else writer.random.sample(sorted(GENERATED), 2)
            before, after = text.split("{methods}")
            self.classes[name] = Node("class", [before] + [writer.method(pattern) for pattern in patterns] + [after])

    def sources(self):
        """{class name: source text}"""
        probes = "".join("    p%d = (\n    %s\n    )\n" % (number, tree.text()) for number, tree in self.probes.items())
        texts = {name: tree.text() for name, tree in self.classes.items()}
        texts.update(Fuzz="Fuzz = FuzzKit (%s%s)\n" % (RUN, probes), FuzzKit=KIT, FuzzBudget=BUDGET_CLASS)
        return texts

    def only(self, number):
        """Drop all other probes."""
        self.probes = {number: self.probes[number]}

    def trees(self):
        """What may be made smaller, the probes first."""
        return list(self.probes.values()) + list(self.classes.values())
