"""The scanner: kinds and borders of tokens."""

import pytest
from syntax.trees import carried

from som.syntax import tables
from som.syntax.lexing import BATCH, Scanner, class_of, decode, sequence_length

NAMES = tables.TERMINALS.split(" ") + ["BAD"]


def scan(text):
    """[(kind, text)] of all tokens of the text, END left out."""
    text = carried(text)
    scanner = Scanner(text)
    tokens = []
    while True:
        scanner.fill()
        for kind, start, end in zip(scanner.kinds, scanner.starts, scanner.ends):
            if kind == tables.END:
                assert start == end == len(text)
                return tokens
            tokens.append((NAMES[kind], text[start:end]))
            if kind == tables.BAD:
                return tokens


def kinds(text):
    return " ".join(kind for kind, _ in scan(text))


ONE_TOKEN = {
    "IDENTIFIER": [
        "a",
        "Z9_",
        "aB_c1",
        "primitives",
        "primitive_x",
        "\u00e9t\u00e9",
        "\u03bb1",
        "\u540d\u524d",
        "\U00010400",
    ],
    "PRIMITIVE": ["primitive"],
    "KEYWORD": ["at:", "primitive:", "x1_:", "\u00e9:"],
    "KEYWORD_SEQUENCE": ["at:put:", "a2:b_3:c:", "primitive:x:"],
    "INTEGER": ["0", "007", "9223372036854775808"],
    "DOUBLE": ["0.0", "12.50", "3.14159265358979323846"],
    "STRING": ["''", "'a b'", "'it\\'s'", "'\\\\'", "'line\nline'", "'\\\n'", "'\"'", "'\u2764'", "'\x00'"],
    "OPERATOR_SEQUENCE": "|| && == ~= <= >>> // -> --> -- --- ---> ++++ +---- -+- ,, @% |- -| \\\\".split(" "),
    "SEPARATOR": ["----", "-----", "-" * 80],
    "OPERATOR": list("~&*/\\+><,@%"),
    "VBAR": ["|"],
    "EQUAL": ["="],
    "MINUS": ["-"],
    "LPAREN": ["("],
    "RPAREN": [")"],
    "LBRACKET": ["["],
    "RBRACKET": ["]"],
    "HASH": ["#"],
    "CARET": ["^"],
    "PERIOD": ["."],
    "COLON": [":"],
    "ASSIGN": [":="],
}


@pytest.mark.parametrize("kind,text", [(kind, text) for kind, texts in ONE_TOKEN.items() for text in texts])
def test_one_token(kind, text):
    assert scan(text) == [(kind, carried(text))]
    assert scan(" \t" + text + '"comment"') == [(kind, carried(text))]


def test_every_terminal_is_covered():
    assert set(ONE_TOKEN) == set(NAMES) - {"END", "BAD"}


@pytest.mark.parametrize(
    "text,expected",
    [
        ("3.", [("INTEGER", "3"), ("PERIOD", ".")]),
        ("3.foo", [("INTEGER", "3"), ("PERIOD", "."), ("IDENTIFIER", "foo")]),
        ("1.2.3", [("DOUBLE", "1.2"), ("PERIOD", "."), ("INTEGER", "3")]),
        ("1e5", [("INTEGER", "1"), ("IDENTIFIER", "e5")]),
        ("x:=3", [("KEYWORD", "x:"), ("EQUAL", "="), ("INTEGER", "3")]),
        ("x :=3", [("IDENTIFIER", "x"), ("ASSIGN", ":="), ("INTEGER", "3")]),
        ("at:x", [("KEYWORD", "at:"), ("IDENTIFIER", "x")]),
        ("at:put", [("KEYWORD", "at:"), ("IDENTIFIER", "put")]),
        ("a:b:c", [("KEYWORD_SEQUENCE", "a:b:"), ("IDENTIFIER", "c")]),
        ("a: b:", [("KEYWORD", "a:"), ("KEYWORD", "b:")]),
        ("a:b:=1", [("KEYWORD_SEQUENCE", "a:b:"), ("EQUAL", "="), ("INTEGER", "1")]),
        ("3--2", [("INTEGER", "3"), ("OPERATOR_SEQUENCE", "--"), ("INTEGER", "2")]),
        ("----=", [("SEPARATOR", "----"), ("EQUAL", "=")]),
        ("-----+", [("SEPARATOR", "-----"), ("OPERATOR", "+")]),
        ("---=", [("OPERATOR_SEQUENCE", "---=")]),
        ("'a''b'", [("STRING", "'a'"), ("STRING", "'b'")]),
        ("#at:put:", [("HASH", "#"), ("KEYWORD_SEQUENCE", "at:put:")]),
        ("# foo", [("HASH", "#"), ("IDENTIFIER", "foo")]),
        (
            "[:x|x]",
            [
                ("LBRACKET", "["),
                ("COLON", ":"),
                ("IDENTIFIER", "x"),
                ("VBAR", "|"),
                ("IDENTIFIER", "x"),
                ("RBRACKET", "]"),
            ],
        ),
        ('a"b\'c"d', [("IDENTIFIER", "a"), ("IDENTIFIER", "d")]),
        ("a_b", [("IDENTIFIER", "a_b")]),
        ("2abc", [("INTEGER", "2"), ("IDENTIFIER", "abc")]),
    ],
)
def test_longest_match(text, expected):
    assert scan(text) == expected


@pytest.mark.parametrize("blank", " \t\r\n\v\f\u0085\u00a0\u1680\u2003\u2028\u3000\ufeff")
def test_blanks(blank):
    assert kinds("a" + blank + "b") == "IDENTIFIER IDENTIFIER"


@pytest.mark.parametrize("text", list(";${}!?`_") + ["\x00", "\x7f", "\u2192", "\u0663", "\U0001f600", "\u0301"])
def test_what_is_no_token_ends_the_scan(text):
    assert kinds("a " + text + " b") == "IDENTIFIER BAD"


@pytest.mark.parametrize("text", ["'abc", "'abc\\'", "'", "'\\", '"abc', '"', "'a\u00e9"])
def test_unterminated(text):
    """The token reaches to the end of the text."""
    assert scan("x " + text) == [("IDENTIFIER", "x"), ("BAD", carried(text))]


@pytest.mark.parametrize(
    "sequence",
    ["\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80"]
    + ["\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"],
)
def test_malformed_utf8_is_found_everywhere(sequence):
    """In the same place where the host's decoder finds it."""
    for before in ("a ", "'a", '"a'):
        text = before + sequence
        with pytest.raises(UnicodeDecodeError) as caught:
            text.encode("latin-1").decode("utf-8")
        scanner = Scanner(text)
        scanner.fill()
        assert scanner.kinds[-1] == tables.BAD
        assert scanner.ends[-1] == caught.value.start == len(before)
        assert decode(text, len(before)) == -1


@pytest.mark.parametrize("code", [0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF])
def test_decode(code):
    text = carried(chr(code))
    assert decode(text, 0) == code
    assert sequence_length(text, 0) == len(text)


def test_classes_of_wide_characters():
    """Borders of the table: letters differ from symbols, the last range is open."""
    letter, symbol = class_of(0xE9), class_of(0x2192)
    assert letter != symbol
    assert class_of(0xD7) == class_of(0x10FFFF) == class_of(128) == symbol
    assert class_of(0x4E00) == class_of(0x10400) == letter
    assert class_of(0xA0) == class_of(0x3000) != letter


def test_batches_join():
    """More tokens than one batch holds, with a border inside."""
    count = 2 * BATCH + 7
    assert scan("ab " * count) == [("IDENTIFIER", "ab")] * count


def test_a_batch_never_ends_without_a_token():
    scanner = Scanner(" " * (3 * BATCH))
    scanner.fill()
    assert scanner.kinds == [tables.END]
