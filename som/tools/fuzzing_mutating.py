"""Changes texts at random: bytes, tokens, lines. All that is decided comes from the given source of random numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

TOKEN = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*:?|[0-9]+(?:\.[0-9]+)?|'[^']*'|\"[^\"]*\"|:=|----+|\s+|.", re.S)

Mutator = Callable[[Random, bytes, Sequence[bytes]], bytes]

# What stands in programs, and what should not.
WORDS = (
    b"self super nil true false thisContext primitive system Object Class Metaclass Integer Double String Symbol Array "
    b"Block Block1 Block2 Block3 Method Primitive Nil True False Boolean System Vector Set Dictionary Hashtable Pair "
    b"value value: value:with: new new: at: at:put: class superclass name println print asString inspect run run: "
    b"ifTrue: ifFalse: ifTrue:ifFalse: ifNil: ifNotNil: and: or: whileTrue: whileFalse: to:do: to: by: downTo: do: "
    b"timesRepeat: perform: perform:withArguments: perform:inSuperclass: doesNotUnderstand:arguments: unknownGlobal: "
    b"escapedBlock: error: halt exit: load: loadFile: resolve: global: global:put: instVarAt: instVarAt:put: "
    b"instVarNamed: methods fields selectors invokeOn:with: signature holder length charAt: substringFrom:to: "
    b"concatenate: asSymbol asInteger fromString: hashcode == = ~= <> < > <= >= + - * / // % & | && || << >>> --> , @ "
    b"~ \\ ( ) [ ] | ^ . : := # #( ' \" ---- ---------- := ; { } $ ! ` ? _ 0 1 -1 2.5 1e 1. .5 16r1F "
    b"9223372036854775807 -9223372036854775808 9223372036854775808 1267650600228229401496703205376 #foo #foo:bar: #+ "
    b"'a' '' '\\n' '\\0' '\\q' 'it''s' #'x y' #() #(1 2 #(3)) [:x | x] [:x :y | x] [^ 1] (1) x y fa"
).split(b" ")

ODD_BYTES = (
    b"\0 \x80 \xff \xc3 \xe2\x9d \xf0\x9f\x98\x80 \xed\xa0\x80 \xc0\x80 \xf8\x88\x80\x80\x80 \xef\xbb\xbf \xe2\x80\xa8 "
    b"\r \r\n \x0b \x0c \x1a \x1b[31m \x7f \xc2\x85 \xc2\xa0 \xcc\x81 \xe2\x80\xae"
).split(b" ")


def tokens(text: bytes) -> list[bytes]:
    """The text in pieces, roughly as a lexer would cut it; together they are the text."""
    return TOKEN.findall(text)


def mutate(random: Random, text: bytes, others: Sequence[bytes], changes: int | None = None) -> bytes:
    """The text with some changes, by default few; `others` are texts of which parts may be taken."""
    for _ in range(changes if changes is not None else random.choice((1, 1, 1, 2, 3, 5, 10))):
        text = random.choice(MUTATORS)(random, text, others)
    return text


def random_bytes(random: Random, length: int) -> bytes:
    """Bytes of one of several kinds: any, ASCII, printable, UTF-8, tokens."""
    kind = random.randrange(5)
    if kind == 0:
        return bytes(random.randrange(256) for _ in range(length))
    if kind == 1:
        return bytes(random.randrange(128) for _ in range(length))
    if kind == 2:
        return bytes(random.randrange(32, 127) for _ in range(length))
    if kind == 3:
        codes = [
            random.choice((0x41, 0xE4, 0x300, 0x2764, 0x4E2D, 0x1F600)) + random.randrange(40) for _ in range(length)
        ]
        return "".join(map(chr, codes)).encode("utf-8")
    return b" ".join(random.choice(WORDS) for _ in range(length))


# --------------------------------------------------------------------------------------------------- tokens


def _at_random(random: Random, parts: Sequence[bytes]) -> int:
    return random.randrange(len(parts)) if parts else 0


def drop_tokens(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    parts = tokens(text)
    start = _at_random(random, parts)
    del parts[start : start + random.choice((1, 1, 2, 5, 20))]
    return b"".join(parts)


def repeat_tokens(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    parts = tokens(text)
    start = _at_random(random, parts)
    return b"".join(parts[:start] + parts[start : start + random.choice((1, 2, 5, 20))] + parts[start:])


def swap_tokens(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    parts = tokens(text)
    if parts:
        one, other = _at_random(random, parts), _at_random(random, parts)
        parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


def replace_token(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    parts = [each for each in re.split(rb"(\w+:?|\W)", text) if each]
    if parts:
        parts[_at_random(random, parts)] = random.choice(WORDS)
    return b"".join(parts)


def insert_word(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    parts = tokens(text)
    parts.insert(_at_random(random, parts), b" " + random.choice(WORDS) + b" ")
    return b"".join(parts)


def rename(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    """Replace a word by another one, everywhere."""
    words = re.findall(rb"\w+:?", text)
    if not words:
        return text
    return re.sub(rb"\b" + re.escape(random.choice(words)) + rb"(?!\w)", lambda _: random.choice(WORDS), text)


def take_from_other(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    """Put some lines of another text somewhere."""
    source = random.choice(others).splitlines(keepends=True) if others else []
    lines = text.splitlines(keepends=True)
    start, place = _at_random(random, source), _at_random(random, lines)
    return b"".join(lines[:place] + source[start : start + random.choice((1, 1, 3, 10))] + lines[place:])


def drop_lines(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    lines = text.splitlines(keepends=True)
    start = _at_random(random, lines)
    del lines[start : start + random.choice((1, 1, 3, 10))]
    return b"".join(lines)


def nest(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    """Put a token between many brackets; sometimes one is missing."""
    parts = tokens(text)
    if not parts:
        return text
    opening, closing = random.choice(
        ((b"(", b")"), (b"[", b"]"), (b"#(", b")"), (b"[:x | ", b"] value: 1"), (b"- ", b""))
    )
    depth = random.choice((2, 10, 100, 1000, 20000))
    place = _at_random(random, parts)
    parts[place] = opening * depth + parts[place] + closing * (depth - random.choice((0, 0, 1)))
    return b"".join(parts)


# ---------------------------------------------------------------------------------------------------- bytes


def change_byte(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    if not text:
        return bytes([random.randrange(256)])
    place = random.randrange(len(text))
    return text[:place] + bytes([random.randrange(256)]) + text[place + 1 :]


def insert_odd_bytes(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(ODD_BYTES) * random.choice((1, 1, 1, 3)) + text[place:]


def truncate(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    return text[: random.randrange(len(text) + 1)]


def change_line_ends(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    return text.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b" ", b"", b"\n\r", b"\xe2\x80\xa8")))


def lengthen(random: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    """Make one token very long, by repeating it."""
    parts = tokens(text)
    if parts:
        place = _at_random(random, parts)
        parts[place] = parts[place] * random.choice((50, 5000, 100000 // len(parts[place]) + 1))
    return b"".join(parts)


MUTATORS: tuple[Mutator, ...] = (
    *(drop_tokens, repeat_tokens, swap_tokens, replace_token, replace_token, replace_token, insert_word, insert_word),
    *(rename, rename, take_from_other, drop_lines, nest, change_byte, insert_odd_bytes, truncate, change_line_ends),
    lengthen,
)
