"""Random SOM programs made of control structures, for tests that compare two ways to execute them.

Expressions are typed (Integer, Boolean, anything), so that programs rarely end by a failed send; all loops end.
"""

from hypothesis import strategies as st

# An object that no control message expects: each of its own evaluates the blocks in a way that shows.
ODD = """
    ifTrue: a = ( a value. ^ a value )
    ifFalse: a = ( ^ a value )
    ifTrue: a ifFalse: b = ( a value. ^ b value )
    and: a = ( a value. ^ true )
    or: a = ( a value. ^ false )
    && a = ( ^ a value )
    || a = ( ^ a value )
    to: limit do: block = ( block value: 8. block value: limit )
    to: limit by: step do: block = ( block value: limit. block value: step )
    downTo: limit do: block = ( block value: 9. block value: limit )
    downTo: limit by: step do: block = ( block value: step )
    timesRepeat: block = ( block value. block value )
    not = ( ^ budget isNil )
    budget: n = ( budget := n )
    asString = ( ^ 'odd' )
"""

INTEGERS = ["i", "j", "k", "field"]
BOOLEANS = ["p", "q", "flag"]
ANYTHING = ["x", "y", "slot"]
MAXIMAL_DEPTH = 4


class Writer:
    """Writes one program. `choose(n)` answers a number below n."""

    def __init__(self, choose):
        self.choose = choose
        self.depth = 0
        self.in_kept_block = False

    def pick(self, *choices):
        return choices[self.choose(len(choices))]

    def deeper(self, *writers):
        """The text by one of the writers; by the first one where the program is deep enough."""
        if self.depth >= MAXIMAL_DEPTH:
            return writers[0]()
        self.depth += 1
        text = self.pick(*writers)()
        self.depth -= 1
        return text

    # Expressions

    def integer(self):
        return self.deeper(
            self.simple_integer,
            self.simple_integer,
            lambda: "(%s + %s)" % (self.integer(), self.integer()),
            lambda: "(%s - %s)" % (self.integer(), self.integer()),
            lambda: "(%s %% 7)" % self.integer(),
            lambda: "(%s := %s)" % (self.pick(*INTEGERS), self.integer()),
            lambda: "(self first: %s second: %s)" % (self.integer(), self.integer()),
            lambda: "(self first: %s second: %s third: %s)" % (self.integer(), self.integer(), self.integer()),
            lambda: "(%s ifTrue: %s ifFalse: %s)" % (self.decision(), self.block(), self.block()),
            lambda: "(nil ifNil: %s)" % self.block(),
            lambda: "(%s ifNil: %s ifNotNil: %s)" % (self.anything(), self.block(), self.block()),
            lambda: "(%s ifNotNil: %s ifNil: %s)" % (self.anything(), self.block(), self.block()),
            lambda: "%s value" % self.block(),
            lambda: "(%s value: %s)" % (self.loop_block(), self.integer()),
            lambda: self.simple_integer() if self.in_kept_block else "%s value" % self.pick("f", "g"),
            lambda: "(%s to: %s do: %s)" % (self.integer(), self.integer_limit(), self.loop_block()),
        )

    def simple_integer(self):
        return self.pick(*(INTEGERS + ["3", "0", "-2", "10"]))

    def integer_limit(self):
        return self.pick("2", "3", "2.5", "(i := 3)", "(i min: 4)")

    def boolean(self):
        return self.deeper(
            lambda: self.pick(*(BOOLEANS + ["true", "false"])),
            lambda: "(%s < %s)" % (self.integer(), self.integer()),
            lambda: "(%s = %s)" % (self.integer(), self.integer()),
            lambda: "(%s and: %s)" % (self.decision(), self.boolean_block()),
            lambda: "(%s or: %s)" % (self.decision(), self.boolean_block()),
            lambda: "(%s && %s)" % (self.decision(), self.boolean_block()),
            lambda: "(%s || %s)" % (self.decision(), self.boolean_block()),
            lambda: "(%s := %s)" % (self.pick(*BOOLEANS), self.boolean()),
            lambda: "%s isNil" % self.anything(),
        )

    def decision(self):
        """A receiver of ifTrue: and the like."""
        return self.pick(self.boolean, self.boolean, self.boolean, lambda: "odd")()

    def anything(self):
        return self.deeper(
            lambda: self.pick(*(ANYTHING + INTEGERS + BOOLEANS + ["nil", "odd"])),
            lambda: "(%s ifTrue: %s)" % (self.decision(), self.block()),
            lambda: "(%s ifFalse: %s)" % (self.decision(), self.block()),
            lambda: "(%s ifNil: %s)" % (self.anything(), self.block()),
            lambda: "(%s ifNotNil: %s)" % (self.anything(), self.block()),
            lambda: "(%s := %s)" % (self.pick(*ANYTHING), self.anything()),
            lambda: self.loop(),
            self.integer,
        )

    # Loops

    def loop(self):
        return (
            "(%s)"
            % self.pick(
                lambda: (
                    "%s to: %s do: %s" % (self.pick("1", "i", "odd", "1.5"), self.integer_limit(), self.loop_block())
                ),
                lambda: (
                    "%s to: 7 by: %s do: %s" % (self.pick("1", "odd"), self.pick("2", "3", "2.5"), self.loop_block())
                ),
                lambda: "%s downTo: 1 do: %s" % (self.pick("3", "(j min: 3)", "odd"), self.loop_block()),
                lambda: "%s downTo: 0 by: 2 do: %s" % (self.pick("5", "odd"), self.loop_block()),
                lambda: "%s timesRepeat: %s" % (self.pick("2", "odd", "0", "(k min: 3)"), self.block()),
                lambda: "[ %s ] whileTrue: %s" % (self.condition("false"), self.block()),
                lambda: "[ %s ] whileFalse: %s" % (self.condition("true"), self.block()),
            )()
        )

    def condition(self, end):
        """Statements whose last value ends a loop at the latest when the budget is used up."""
        return "%sself spend ifTrue: [ %s ] ifFalse: [ %s ]" % (self.statements(1), self.loop_value(), end)

    def loop_value(self):
        return self.pick(self.boolean, self.boolean, self.boolean, lambda: "odd")()

    # Blocks and statements

    def block(self):
        return "[ %s ]" % self.body(self.integer)

    def boolean_block(self):
        return "[ %s ]" % self.body(self.boolean)

    def loop_block(self):
        parameter = self.pick("i", "j", "k")
        return "[:%s | %s ]" % (parameter, self.body(self.integer, parameter))

    def body(self, last, parameter=""):
        locals, start = self.pick(("", ""), ("", ""), ("| x | ", ""), ("| i | ", "i := 5. "), ("| j x | ", "j := k. "))
        if parameter != "" and parameter in locals:
            locals, start = "", ""
        text = locals + start + self.statements(2)
        if self.choose(8) == 0:
            text += "^ "
        return text + last()

    def statements(self, limit):
        return "".join(self.statement() + ". " for _ in range(self.choose(limit + 1)))

    def statement(self):
        return self.deeper(
            lambda: "self show: %s" % self.anything(),
            lambda: "self show: %s" % self.anything(),
            lambda: "%s := %s := %s" % (self.pick(*ANYTHING), self.pick(*INTEGERS), self.integer()),
            self.anything,
            self.boolean,
            self.loop,
            self.keep_block,
        )

    def keep_block(self):
        return "%s := [ %s ]" % (self.pick("f", "g"), self.kept_body())

    def kept_body(self):
        """The body of a block that may be evaluated anywhere else, hence evaluates none of its kind."""
        outside = self.in_kept_block
        self.in_kept_block = True
        text = self.body(self.integer)
        self.in_kept_block = outside
        return text

    def program(self):
        """The source of a class with a method `run`."""
        body = " ".join(self.statement() + "." for _ in range(1 + self.choose(5)))
        shows = " ".join("self show: %s." % name for name in INTEGERS + BOOLEANS + ANYTHING)
        return PROGRAM % {"body": body, "shows": shows, "inner": self.kept_body(), "odd": ODD}


PROGRAM = """Test = (
    | field flag slot budget |
    %(odd)s
    first: a second: b = ( self show: a. ^ a - b )
    first: a second: b third: c = ( self show: b. ^ a - c )
    show: it = ( it asString println )
    spend = ( budget := budget - 1. ^ budget > 0 )
    escapedBlock: block = ( 'escaped' println. ^ 6 )
    run = ( field := 1. flag := true. budget := 25. self show: (self work: (Test new budget: nil) with: 4) )
    work: odd with: k = (
        | i j p q x y f g |
        i := 1. j := 2. p := true. q := false. f := [ 1 ]. g := [ 2 ].
        f := [ %(inner)s ].
        %(body)s
        %(shows)s
        ^ j
    )
)
"""


@st.composite
def programs(draw):
    """The source of a class `Test` with a method `run`."""
    return Writer(lambda count: draw(st.integers(0, count - 1))).program()
