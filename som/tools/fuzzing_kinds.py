"""The kinds of cases: for each a function from random numbers to a Case."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from random import Random

from som.cli.options import USAGE
from som.tools.fuzzing_cases import BROKEN, CLOSED, CORE_LIBRARY, FULL, PIPE, ROOT, Case
from som.tools.fuzzing_classpath import class_path
from som.tools.fuzzing_mutating import WORDS, mutate, random_bytes
from som.tools.random_programs import PROBES, Program

CORPUS = ("core-lib", "Examples", "tests/lang")

# A program that uses much of the core library.
GO = b"""Go = (
    run: arguments = ( | d v s |
        (1 to: 5) do: [:i | i println ]. 10 to: 1 by: -3 do: [:i | i print ]. 3 timesRepeat: [ '.' print ].
        v := Vector new. v append: 1. v do: [:e | e println ].
        d := Dictionary new. d at: #a put: 1. (d at: #a) println. (d keys) println.
        s := Set new. s add: 3. s println. (Pair withKey: 1 andValue: 2) println.
        ('ab' + 'cd') println. #sym println. nil println. true println. (1 / 3) println. (1 // 3) println.
        (100 factorial) println. [:x | x ] value: 3. self foo: 1. (Go methods) println.
        (#(3 1 2) inject: 0 into: [:a :b | a + b ]) println. arguments println. self missing )
    doesNotUnderstand: selector arguments: arguments = ( selector println. ^ arguments )
)
"""

EXPRESSIONS = rb"""
1 + 2
'abc' length
#(1 2 3) sum
nil foo
1 / 0
x := 3
x
it + 1
[ true ] whileTrue: [ ]
system exit: 3
self
#() at: 1
(1 to: 10) do: [:i | i println ]
100 factorial println
'it''s'
(1
[ 1. ^ 2 ] value
[:x | x ] value
system global: #y put: 7
y
Integer methods
:help
:time 3
:quit
:load Foo.som
:source Integer>>+
:code Object>>=
Foo = ( run = ( ^ 1 ) )
Foo new run
Foo = (
    bar = ( ^ 2 )
)
quit
system fullGC
self error: 'x'
it println
'\q'
3 +
(Array new: 100000000) length
1 << 1000000
| a | a := 1. a
system load: #Foo
1 foo: 2 bar: 3
""".strip().split(b"\n")

VALUES = (
    "|0|1|-1|2|1e9|1e400|nan|inf|99999999999999999999|1K|1M|64M|256M|1G|10G|1TB|5X|1.5|.5|abc|-cp|-e|--help|-|--|:|:::|."
    "|..|/|/dev/null|/dev/zero|Hello.som|Foo|Foo.som|Foo.som/|./Foo.som|.som|a.b.som|*|%s|%n|{root}|{root}/core-lib"
    "|{root}/core-lib/Smalltalk|{root}/core-lib/TestSuite|off|threshold=1|threshold=0|threshold=-1|trace_limit=100"
    "|trace_limit=1000000000|=|,|a=b=c|threshold=1,function_threshold=1|enable_opts=|vec=1|decay=99999|3 + 4|nil foo"
    "|[ true ] whileTrue: [ ]|\u2764|\udcff\udc80|(|)|'|1.|system exit: 300|always|never|auto"
).split("|")

KEYS = (
    b"\x03 \x04 \x03 \x04 \t \r \n \x1b \x1b[A \x1b[B \x1b[C \x1b[D \x01 \x05 \x0b \x15 \x17 \x0c \x12 \x08 \x7f "
    b"\x1b[200~ \x1b[201~ \x1b[3~ \x1bb \x1bf \x14 \x19 \x1f \x1a \x00 \xff \xe2\x9d\xa4 \xe2 \x16 \x10 \x0e"
).split(b" ")


@functools.lru_cache(maxsize=1)
def corpus() -> dict[str, bytes]:
    """{path below the root: text} of all SOM sources of the project."""
    found = {}
    for directory in CORPUS:
        for path in sorted((ROOT / directory).rglob("*.som")):
            found[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return found


@functools.lru_cache(maxsize=1)
def corpus_texts() -> tuple[bytes, ...]:
    return tuple(corpus().values())


def program_of_bytes(random: Random) -> Case:
    """Random bytes: the whole program, the body of its only method, an expression, or the input of the shell."""
    text = random_bytes(random, random.choice((0, 1, 3, 10, 50, 300, 3000)))
    way = random.randrange(5)
    if way == 0:
        return Case("bytes", ("-e", text.replace(b"\0", b" ").decode("utf-8", "surrogateescape")))
    if way == 1:
        return Case("bytes", (), stdin=text)
    if way == 2:
        text = b"Foo = ( run = ( " + text + b" ) )"
    elif way == 3:
        text = b"Foo = " + text
    return Case("bytes", ("Foo.som",), {"Foo.som": text})


def mutated_program(random: Random) -> Case:
    """A source of the project with some changes, used as it is meant to be used."""
    path = random.choice(list(corpus()))
    directory, _, name = path.rpartition("/")
    files = {name: mutate(random, corpus()[path], corpus_texts())}
    if directory == "core-lib/Smalltalk":
        return Case("mutated", ("Go.som",), dict(files, **{"Go.som": GO}))
    class_path = ".:{root}/" + directory
    if directory == "core-lib/TestSuite":
        return Case("mutated", ("-cp", class_path, "TestHarness", name[: -len(".som")]), files)
    if "Benchmarks" in directory:
        return Case("mutated", ("-cp", class_path, "BenchmarkHarness", name[: -len(".som")], "1", "1"), files)
    return Case("mutated", ("-cp", class_path, name), files)


def generated_program(random: Random) -> Case:
    """A valid program as those that the machines are compared with. It ends, unless it finds a bug."""
    sources = Program(random.randrange(1 << 30)).sources()
    files = {name + ".som": text.encode("utf-8") for name, text in sources.items()}
    first = random.randint(1, PROBES)
    options = ("--no-inlining",) if random.random() < 0.3 else ()
    return Case("generated", options + ("-cp", CORE_LIBRARY, "Fuzz.som", str(first), str(PROBES)), files)


def command_line(random: Random) -> Case:
    """Random options with random values, then perhaps a program and its arguments; the output goes anywhere."""
    options = re.findall(r"(?<![\w-])--?[a-z?][\w-]*", USAGE)
    arguments = []
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        arguments.append(random.choice(options))
        if random.random() < 0.6:
            arguments.append(random.choice(VALUES))
    if random.random() < 0.3:
        mistyped = mutate(random, random.choice(options).encode(), [b"-"]).replace(b"\0", b"")[:5000]
        arguments.append(mistyped.decode("utf-8", "surrogateescape"))
    arguments += random.choice(([], ["Foo.som"], ["Foo.som", "-cp", "1"], ["Foo"], ["-"], ["-e", "3 + 4"], ["Missing"]))
    files = {
        "Foo.som": random.choice((GO, b"Foo = ( run = ( 1 println. ^ nil foo ) )", b"Foo = ( run = ( 'a' println ) )"))
    }
    stdin = b"\n".join(random.choices(EXPRESSIONS, k=random.randrange(4)))
    stdout = random.choice((PIPE, PIPE, PIPE, FULL, CLOSED, BROKEN))
    return Case("options", tuple(arguments), files, stdin=stdin, stdout=stdout)


def shell_input(random: Random) -> Case:
    """Lines for the shell, read from a file."""
    lines = []
    for _ in range(random.choice((1, 3, 10, 30))):
        line = random.choice(EXPRESSIONS)
        lines.append(mutate(random, line, EXPRESSIONS, random.choice((0, 0, 1, 2))))
    end = random.choice((b"\n", b"\n", b"\r\n", b""))
    arguments = random.choice(((), (), ("-",)))
    stdout = random.choice((PIPE, PIPE, PIPE, PIPE, FULL, CLOSED, BROKEN))
    return Case("shell", arguments, _loadable(random), stdin=end.join(lines) + end, stdout=stdout)


def terminal_input(random: Random) -> Case:
    """A user at a terminal: entries, control characters, escape sequences, pasted nonsense, at random times."""
    keys = []
    for _ in range(random.choice((2, 5, 10, 20))):
        what = random.random()
        if what < 0.5:
            typed = random.choice(EXPRESSIONS) + random.choice((b"\r", b"\r", b"\n", b""))
        elif what < 0.8:
            typed = b"".join(random.choices(KEYS, k=random.choice((1, 1, 2, 8))))
        elif what < 0.9:
            typed = random.choice(WORDS) + b" " + random.choice(WORDS) + b"\t"
        else:
            typed = random_bytes(random, random.choice((1, 5, 50)))
        keys.append((random.choice((0.0, 0.0, 0.01, 0.1, 0.3)), typed))
    return Case("terminal", (), _loadable(random), keys=tuple(keys))


def _loadable(random: Random) -> dict[str, bytes]:
    """A file that the entries refer to."""
    return {"Foo.som": mutate(random, b"Foo = (\n    run = ( ^ 42 )\n)\n", corpus_texts(), random.choice((0, 1)))}


KINDS: dict[str, Callable[[Random], Case]] = {
    "bytes": program_of_bytes,
    "mutated": mutated_program,
    "generated": generated_program,
    "classpath": class_path,
    "options": command_line,
    "shell": shell_input,
    "terminal": terminal_input,
}


def make(kind: str, seed: int) -> Case:
    """The case of that kind that the seed determines."""
    return KINDS[kind](Random("%s %d" % (kind, seed)))
