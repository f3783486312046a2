r"""What generated programs consist of: for every kind of text the rules by which it is written.

A rule is SOM text in which `{kind}` stands for a text of that kind. The leaves of a kind have no such part, or only
such that end at once. Expressions are typed (int, dbl, str, ...), so that most programs run to their end; `oops` stands
for something that is likely to fail, which the writer rarely chooses.

Blocks use the variables of the method as parameters, hence all names are always defined: i j k n hold Integers, u v
Doubles, p q Booleans, s t Strings, m Symbols, a b Arrays, o w objects of the generated classes, x y z anything, f g
blocks without parameters; fa fb fc fd are fields and hold anything.
"""

INTEGER_BORDERS = (
    "255 256 -256 32767 65535 65536 1073741823 1073741824 -1073741824 -1073741825 2147483647 2147483648 "
    "-2147483648 -2147483649 4294967295 4294967296 9007199254740991 9007199254740993 4611686018427387903 "
    "4611686018427387904 -4611686018427387904 -4611686018427387905 9223372036854775807 9223372036854775808 "
    "-9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616 "
    "1267650600228229401496703205376 -1267650600228229401496703205376 340282366920938463463374607431768211455"
)

LEAVES = {
    "int": "i j k n i j k 0 1 -1 2 3 7 10 -5 100 -17 {border} {border} {border}".split(),
    "border": INTEGER_BORDERS.split(),
    "small": "0 1 2 3 4 5 -2 (i%5) (k%7) (j%3)".split(),
    "nonzero": "1 -1 2 3 -3 7 10 -64 1000003 {border}".split(),
    "shift": "0 1 2 7 31 32 33 61 62 63 64 65 100".split(),
    "dbl": "u v u v 0.0 1.0 -1.0 0.5 1.5 -2.75 3.14159 100.001 0.1 1000000000000.25 -0.0 9007199254740993.0 "
    "18446744073709551616.0 0.000001234 4611686018427387904.5 2.5".split(),
    "bool": "p q p q true false".split(),
    "str": "s t s t 'a' 'abc' '' '12' 'a\\tb\\n' '\\'\\\\' '\\0z' 'gr\u00fc\u00df' '\u2764' "
    "'\u65e5\u672c\u8a9e' '\U0001f600x'".split(" ")
    + ["'a b,c'", "'two\nlines'"],
    "sym": "m m #a #abc #foo: #at:put: #+ #>>> #-- #Integer #'\u2764'".split() + ["#'a b'", "#''"],
    "arr": "a b a b #() #(1)".split()
    + ["#(1 2 3)", "#(1.5 2.5)", "#(1 2.5 #x 'y')", "#(9223372036854775807 9223372036854775808 -1)"]
    + ["#(#(1 2) #(3.5))", "(Array new: 3)"],
    "any": "x y z x y z fa fb fc fd i u p s m a o nil self Object Integer FuzzBase".split() + ["[ 3 ]"],
    "obj": "o o o w w".split() + ["FuzzBase new", "FuzzChild new", "FuzzOther new"],
    "call": ["f value", "g value"],
    "block": ["[ {int} ]"],
    "iblock": ["[ {int} ]"],
    "turns": "60 300 1200 1200 2500".split(),
    "middle": "1 17 50 299 1100".split(),
    "quiet": ["x := {any}. ", "fb := {any}. ", "i := self clip: {int}. ", "u := {dbl}. ", "p := {bool}. "],
    "stmt": ["self show: {any}. ", "x := {any}. ", "fb := {any}. ", "i := self clip: {int}. ", "u := {dbl}. "],
}

RULES = {
    "int": [
        *["({int} + {int})", "({int} - {int})", "({int} * {int})", "({int} + {int})", "({int} - {int})"],
        *["({int} / {nonzero})", "({int} % {nonzero})", "({int} rem: {nonzero})"],
        *["({int} & {int})", "({int} bitXor: {int})", "({int} << {shift})", "({int} abs >>> {shift})"],
        *["(({int} bitXor: i) as32BitSignedValue)", "{int} as32BitUnsignedValue", "{int} negated", "{int} abs"],
        *["({int} max: {int})", "({int} min: {int})", "({small} raisedTo: {small})"],
        *["(Integer fromString: {int} asString)", "{str} length", "{arr} length", "{str} hashcode", "{int} hashcode"],
        *["(self whole: {dbl})", "({str} indexOf: {str})", "{sym} length", "(i := self clip: {int})", "(w tag: {int})"],
        *["({bool} ifTrue: {iblock} ifFalse: {iblock})", "{iblock} value", "{call}", "([:i | {int} ] value: {int})"],
        *["([:i :j | {stmt}{int} ] value: {int} with: {int})", "(nil ifNil: {iblock})", "(self int: {any})"],
        *["({arr} inject: {int} into: [:j :x | (self int: x) + {int} ])", "(self int: (o count: {int}))"],
        "(self from: {int} to: {int})",
    ],
    "dbl": [
        *["({dbl} + {dbl})", "({dbl} - {dbl})", "({dbl} * {dbl})", "({dbl} // {dbl})", "({dbl} % {dbl})"],
        *["({dbl} + {int})", "({int} * {dbl})", "({int} - {dbl})", "({int} // {nonzero})", "({dbl} * {int})"],
        *["{int} asDouble", "{dbl} abs", "{dbl} negated", "{dbl} abs sqrt", "{dbl} sin", "{dbl} cos"],
        *["({dbl} raisedTo: {small})", "(u := {dbl})", "Double PositiveInfinity", "({int} % 1.25)", "({dbl} // 0.0)"],
        "(Double fromString: {int} asString)",
    ],
    "bool": [
        *["({int} < {int})", "({int} > {int})", "({int} <= {int})", "({int} >= {int})", "({int} = {int})"],
        *["({int} == {int})", "({int} ~= {int})", "({int} <> {int})", "({dbl} < {int})", "({int} < {dbl})"],
        *["({dbl} = {dbl})", "({dbl} == {dbl})", "({int} = {dbl})", "({dbl} >= {dbl})", "({dbl} <= {dbl})"],
        *["({str} = {str})", "({str} == {str})", "({sym} == {sym})", "({str} = {sym})", "({any} = {any})"],
        *["({any} == {any})", "{any} isNil", "{any} notNil", "{bool} not", "({bool} and: [ {bool} ])"],
        *["({bool} or: [ {bool} ])", "({bool} && [ {bool} ])", "({bool} || {bool})", "(p := {bool})"],
        *["({str} beginsWith: {str})", "({str} endsWith: {str})", "{str} isLetters", "{str} isDigits"],
        *["{str} isWhiteSpace", "({arr} contains: {any})", "({int} between: {int} and: {int})"],
        *["({any} respondsTo: {sym})", "({any} class == {any} class)", "{int} negative", "{dbl} negative"],
    ],
    "str": [
        *["(self cut: {str} + {str})", "(self cut: {str} + {any})", "({str} + {int})", "{any} asString"],
        *["(self cut: ({str} concatenate: {sym}))", "(self cut: {dbl} asString + {str})"],
        *["{int} asString", "{dbl} asString", "{sym} asString", "{any} class name asString", "(s := self cut: {str})"],
        *["(self part: {str} from: {small} to: {small})", "(({str} split: {str}) join: {str})"],
    ],
    "sym": [
        "{str} asSymbol",
        "((self cut: {str}) asSymbol + {str})",
        "(m := {sym})",
        "{any} class name",
        "{any} class class name",
    ],
    "arr": [
        *["(Array new: {count})", "(Array new: {count} withAll: {block})", "(Array new: {count} withAll: {any})"],
        *["(Array with: {any} with: {any})", "{arr} copy", "(({arr} copy) putAll: {any})", "(a := {arr})"],
        *["({arr} collect: [:x | {any} ])", "({arr} extendedWith: {any})", "({arr} prependedWith: {dbl})"],
        *["(self in: {arr} put: {any})", "(self in: {arr} put: {int})", "(self in: {arr} put: {dbl})"],
        *["({str} split: {str})", "({arr} select: [:x | {bool} ]) asArray", "(b := {arr})"],
    ],
    "count": ["0", "1", "2", "3", "7"],
    "any": [
        *["{int}", "{dbl}", "{str}", "{sym}", "{bool}", "{arr}", "{obj}", "(x := {any})", "(fa := {any})"],
        *["({decision} ifTrue: {block})", "({decision} ifFalse: {block})", "({any} ifNil: {block})"],
        *["({any} ifNotNil: {block})", "({any} ifNil: {block} ifNotNil: {block})", "(self {loop})"],
        *["([:x | {any} ] value: {any})", "[ {any} ] value", "[:x :y | {any} ] value", "[:z | {int} ]"],
        *["(o one: {any})", "(w one: {any})", "(o two: {any} with: {any})", "(o + {any})", "(w -- {any})"],
        *["o fa", "w fb", "(w fc: {any})", "(o unknown: {any} with: {any})", "w missing", "(o instVarAt: 2)"],
        *["(o instVarAt: 1 put: {any})", "(w instVarNamed: #fc)", "(o perform: #fa)", "(w self: {block})"],
        *["(o perform: #one: withArguments: (Array with: {any}))", "(o perform: #fb inSuperclass: FuzzBase)"],
        *["(system global: #FuzzGlobal put: {any})", "FuzzGlobal", "FuzzUnbound", "(system hasGlobal: #FuzzOther)"],
        *[
            "FuzzBase shared",
            "(FuzzBase shared: {any})",
            "FuzzChild shared",
            "FuzzChild make",
            "({arr} indexOf: {any})",
        ],
        *["(self at: {small} in: {arr})", "(self detect: [:x | {bool} ] in: {arr})", "(o keep: {any})", "w kept"],
        *["{any} class", "{any} class superclass", "(Pair withKey: {any} andValue: {any}) key"],
        *["(self escaping: {any}) value", "(self upTo: {small} find: [:i | {bool} ])"],
    ],
    "obj": ["(o := {obj})", "(o linked: {obj})", "(w := {obj})", "FuzzChild make"],
    "oops": ["({any} + {any})", "({any} ifTrue: {block} ifFalse: {block})"]
    + ["({any} foo: {any})", "({any} at: {any})", "({int} / {int})", "({any} < {any})", "({any} * {any})"]
    + ["({int} sqrt)", "(self kept: [ ^ {any} ]) value", "(Integer fromString: {str})", "({dbl} round)"]
    + ["({arr} at: {int} put: {any})", "({any} value: {any})", "({any} perform: {sym})", "({str} charAt: {int})"]
    + ["(super foo: {any})", "Undefined", "({str} concatenate: {any})", "({any} error: {str})", "({int} << {small})"],
    "decision": ["{bool}", "{bool}", "{bool}", "o"],
    "block": [
        *[
            "[ {stmt}{int} ]",
            "[ {int} ]",
            "[ {any} ]",
            "[ | i | i := {small}. {stmt}{any} ]",
            "[ | x | x := x. {any} ]",
        ],
        *["[ {stmt}{stmt}{any} ]", "[ {stmt}^ {any} ]", "[ p ifTrue: [ ^ {any} ]. {any} ]"],
    ],
    "loop": [
        *["yourself: ({small} to: {small} do: {body})", "yourself: ({small} to: 5.5 do: {body})"],
        *["yourself: ({small} downTo: {small} do: {body})", "yourself: (1 to: 7 by: 3 do: {body})"],
        *["yourself: (9 downTo: 0 by: 4 do: {body})", "yourself: (0.5 to: 3 do: [:v | {stmt} ])"],
        *["yourself: (3 timesRepeat: {block})", "yourself: ([ self spend and: [ {bool} ] ] whileTrue: {block})"],
        *["yourself: ([ {stmt}self spend not or: [ {bool} ] ] whileFalse: {block})", "yourself: (o to: 3 do: {body})"],
        *["yourself: ({arr} do: [:x | {stmt} ])", "yourself: ({arr} doIndexes: {body})"],
        "yourself: ({border} to: {border} + 3 do: [:i | self spend ifFalse: [ ^ {any} ]. {stmt} ])",
    ],
    "body": ["[:i | {stmt}{any} ]", "[:j | {stmt}{stmt} ]", "[:k | | x | {stmt}{stmt} ]", "[:i | f := [ i ]. {stmt} ]"],
    "stmt": [
        *["self show: {any}. ", "self show: {int}. ", "self show: {dbl}. ", "self show: {str}. ", "self show: {arr}. "],
        *["{quiet}"] * 25,
    ],
    "quiet": [
        *[
            "x := {any}. ",
            "y := x := {any}. ",
            "z := {any}. ",
            "i := self clip: {int}. ",
            "j := k := self clip: {int}. ",
        ],
        *["u := {dbl}. ", "v := {dbl}. ", "p := {bool}. ", "q := {bool}. ", "s := self cut: {str}. "],
        *["t := self cut: {str}. ", "m := {sym}. ", "a := {arr}. ", "b := {arr}. ", "o := {obj}. ", "fa := {any}. "],
        *["fb := {int}. ", "fb := {dbl}. ", "fc := {any}. ", "fd := nil. ", "self in: a put: {any}. "],
        *["self in: b put: {int}. ", "{bool} ifTrue: {block}. ", "{bool} ifTrue: {block} ifFalse: {block}. "],
        *["self {loop}. ", "self {loop}. ", "f := {kept}. ", "g := {kept}. ", "{any}. ", "o fa: {any}. "],
        *["{obj} fb: {int}. ", "{obj} fb: {dbl}. "],
    ],
    "iblock": [
        "[ {int} ]",
        "[ {stmt}{int} ]",
        "[ | i | i := {small}. {stmt}{int} ]",
        "[ p ifTrue: [ ^ {any} ]. {int} ]",
    ],
    "kept": ["[ {int} ]", "[ {stmt}{int} ]", "[ i := self clip: i + 1. i ]", "[ p ifTrue: [ ^ {any} ]. {int} ]"],
}

# What may replace any text of a kind when a program is made smaller.
PLAINEST = {
    "int": "1",
    "border": "9223372036854775807",
    "small": "1",
    "dbl": "1.5",
    "bool": "true",
    "str": "'a'",
    "sym": "#a",
    "arr": "#(1)",
    "any": "nil",
    "obj": "o",
    "oops": "nil",
    "call": "1",
    "decision": "true",
    "block": "[ 1 ]",
    "iblock": "[ 1 ]",
    "turns": "2500",
    "middle": "1100",
    "shown": "",
    "quiet": "",
    "kept": "[ 1 ]",
    "body": "[:i | i ]",
    "stmt": "",
    "loop": "yourself: 1",
    "hot": "",
}
