"""Broken and hostile class paths: files that are none, classes that inherit in circles, ruined core libraries."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from random import Random

from som.tools.fuzzing_cases import CORE_LIBRARY, DIRECTORY, FIFO, LINK, ROOT, SPARSE, UNREADABLE, Case
from som.tools.fuzzing_mutating import mutate, random_bytes

FOO = b"Foo = Bar (\n    run = ( 'foo' println. Baz new println. (system load: #Bar) println. ^ Other value )\n)\n"
PROGRAM = b"Foo = (\n    run = ( #(1 2) println. 'a' length println. (3 + 4) println. [ 5 ] value println. 1 / 0 )\n)\n"
METHOD = re.compile(rb"^    [^\n]*? = \(.*?(?=^    \S|^\)|^    --)|^    [^\n]*? = primitive\n", re.M | re.S)

SPECIAL = (DIRECTORY, FIFO, UNREADABLE, SPARSE + "0", SPARSE + "1000000", SPARSE + str(1 << 30)) + tuple(
    LINK + target
    for target in (
        "/dev/zero",
        "/dev/null",
        "/dev/full",
        "/dev/tty",
        "/dev/stdin",
        "/proc/self/mem",
        "/",
        "Foo.som",
        "nowhere",
    )
)


@functools.lru_cache(maxsize=1)
def library() -> dict[str, bytes]:
    """{file name: text} of the core library."""
    return {path.name: path.read_bytes() for path in sorted((ROOT / "core-lib" / "Smalltalk").glob("*.som"))}


def special_files(random: Random) -> Case:
    """Where a class should be, there is something else."""
    files = {"Foo.som": FOO, "Bar.som": b"Bar = ( )", "Baz.som": b"Baz = ( )", "Other.som": b"Other = ( )"}
    special = {}
    for name in random.sample(sorted(files), random.choice((1, 1, 2))):
        del files[name]
        special[name] = random.choice(SPECIAL)
    if random.random() < 0.3:
        special[random.choice(sorted(library()))] = random.choice(SPECIAL)
    return Case("classpath", ("Foo.som",), files, special)


def directories(random: Random) -> Case:
    """Directories that are missing, files, empty, repeated, or not to be listed."""
    places = [
        "missing",
        "Foo.som",
        "",
        ".",
        "..",
        "/",
        "/dev",
        "/proc/self/fd",
        "sub",
        "link",
        "x" * 5000,
        "a/../b",
        CORE_LIBRARY,
    ]
    path = ":".join(random.choices(places, k=random.choice((1, 2, 5))))
    program = random.choice(
        ("Foo.som", "sub/Foo.som", "link/Foo", "missing/Foo.som", "Foo.som/Foo.som", "sub", ".", "/", "")
    )
    special = {"link": LINK + random.choice(("sub", "link", ".", "missing"))}
    return Case(
        "classpath",
        ("-cp", path, program),
        {"Foo.som": FOO, "sub/Foo.som": PROGRAM, "sub/Bar.som": b"Bar = Foo ()"},
        special,
    )


def circles(random: Random) -> Case:
    """Classes that inherit from each other, are called like others, load each other while they are loaded."""
    names = [b"Foo", b"Bar", b"Baz", b"Other"]
    supers = names * 3 + [
        b"nil",
        b"Object",
        b"Class",
        b"Metaclass",
        b"Integer",
        b"String",
        b"Array",
        b"Block1",
        b"Nil",
        b"True",
        b"System",
    ]
    files = {}
    for name in names:
        body = b"run = ( #(1) println. self println. super run. %s new run ) " % random.choice(supers)
        body += b"---- | a | make = ( a := 3. ^ super new ) new = ( ^ super new )" if random.random() < 0.5 else b""
        text = b"%s = %s ( | f g | %s )" % (
            random.choice((name, name, name, random.choice(supers))),
            random.choice(supers),
            body,
        )
        files[name.decode() + ".som"] = text
    if random.random() < 0.4:
        chosen = random.choice(sorted(library()))
        changed = b"= %s (" % random.choice(supers)
        files[chosen] = re.sub(rb"=\s*\w*\s*\(", lambda _: changed, library()[chosen], count=1)
    return Case("classpath", ("Foo.som",), files)


def ruined_library(random: Random) -> Case:
    """Some core classes are changed, emptied, exchanged, or garbage."""
    files = {"Foo.som": PROGRAM}
    for name in random.sample(sorted(library()), random.choice((1, 1, 2, 5))):
        files[name] = _ruined(random, name)
    return Case(
        "classpath",
        random.choice((("Foo.som",), ("-e", "#(1 2) sum + 'a' length"), ())),
        files,
        stdin=b"1 + 2\nnil foo\n",
    )


def _ruined(random: Random, name: str) -> bytes:
    text = library()[name]
    class_name = name[: -len(".som")].encode()
    way = random.randrange(9)
    if way == 0:
        return b"%s = ( )" % class_name
    if way == 1:
        return b"%s = %s ( )" % (
            class_name,
            random.choice((b"nil", b"Object", b"Missing", b"Integer", b"Class", class_name)),
        )
    if way == 2:
        return random_bytes(random, random.choice((0, 1, 10, 100)))
    if way == 3:  # the text of another class
        return library()[random.choice(sorted(library()))]
    if way == 4:  # methods of another class, primitives among them
        foreign = METHOD.findall(library()[random.choice(sorted(library()))])
        return text.rstrip().rstrip(b")") + b"".join(random.choices(foreign, k=5)) + b")" if foreign else text
    if way == 5:  # all of it is primitive
        return re.sub(METHOD, lambda found: found.group().split(b" = ")[0] + b" = primitive\n", text)
    if way == 6:  # methods are missing
        return re.sub(METHOD, lambda found: found.group() if random.random() < 0.7 else b"", text)
    if way == 7:  # fields where the machine expects none
        return re.sub(rb"\(", b"( | a b c | ", text, count=1)
    return mutate(random, text, list(library().values()))


def large_texts(random: Random) -> Case:
    """Much of one thing: nesting, a line, names, numbers, comments, fields, arguments, literals."""
    count = random.choice((100, 1000, 5000, 30000))
    parts: dict[str, tuple[bytes, bytes, bytes]] = {
        "parentheses": (b"(" * count, b"1", b")" * count),
        "blocks": (b"[" * count, b"1", b"] value" * count),
        "open": (b"(" * count, b"", b""),
        "open blocks": (b"[ " * count, b"", b""),
        "arrays": (b"#(" * count, b"1", b")" * count),
        "negation": (b"1", b" negated" * count, b""),
        "sums": (b"1", b" + 1" * count, b""),
        "keywords": (b"self ", b"a: 1 " * count, b""),
        "digits": (b"", b"9" * count, b" println"),
        "double": (b"", b"9" * count, b".5 println"),
        "name": (b"", b"x" * count, b" println"),
        "string": (b"'", b"\xc3\xa9" * count, b"' println"),
        "comment": (b'"', b"x" * count, b'" 1'),
        "open comment": (b'"', b"x\n" * count, b""),
        "open string": (b"'", b"x\n" * count, b""),
        "locals": (b"| ", b" ".join(b"v%d" % n for n in range(count)), b" | v1 := 1"),
        "assignments": (b"| x | ", b"x := " * count, b"1"),
        "statements": (b"", b"1 println. " * count, b""),
        "branches": (b"true ifTrue: [ " * count, b"1", b" ]" * count),
        "cascade": (b"1", b" ; println" * count, b""),
        "periods": (b"1", b"." * count, b""),
        "blanks": (b"1", b" \t\r\n" * count, b"foo"),
    }
    body = b"".join(parts[random.choice(sorted(parts))])
    if random.random() < 0.3:
        return Case("classpath", ("-e", body.decode("utf-8")) if len(body) < 100000 else (), stdin=body + b"\n")
    return Case("classpath", ("Foo.som",), {"Foo.som": b"Foo = (\n    run = ( " + body + b" )\n)\n"})


WAYS: tuple[Callable[[Random], Case], ...] = (
    special_files,
    directories,
    circles,
    ruined_library,
    ruined_library,
    ruined_library,
    large_texts,
)


def class_path(random: Random) -> Case:
    """One of the above."""
    return random.choice(WAYS)(random)
