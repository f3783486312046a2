"""The primitives of numbers and texts, translated: the same results on the low-level interpreter as hosted.

Operands and results are written as texts: `i` Integer, `d` Double, `s` String, `y` Symbol, `o` another
object, `!` a VM error, `-` the answer None of an accelerator.
"""

from __future__ import absolute_import

import pytest

from som.errors import VMError
from som.objects.base import W_Object
from som.objects.doubleobject import W_Double, double_from_literal, double_text
from som.objects.integerbits import bit_and, bit_xor, low_32_bits, shift_left
from som.objects.integerobject import W_BigInteger, W_Integer, integer_from_literal, integer_text, number_hash
from som.objects.integerobject import add, divide, equal, less, less_equal, modulo, multiply, normalised, remainder
from som.objects.integerobject import square_root, subtract
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.primitives.registry import PRIMITIVES
from som.rpy import HAVE_RPYTHON, rbigint

if HAVE_RPYTHON:
    from rpython.rtyper.annlowlevel import hlstr, llstr
    from rpython.rtyper.test.test_llinterp import interpret


class Universe(object):
    def symbol_for(self, text):
        return W_Symbol(text)


class Interpreter(object):
    """What these primitives need of the interpreter."""

    def __init__(self):
        self.universe = Universe()
        self.w_true = W_Object()
        self.w_false = W_Object()

    def boolean(self, value):
        if value:
            return self.w_true
        return self.w_false


INTERPRETER = Interpreter()
CLASSES = ["Integer", "Integer class", "Double", "Double class", "String", "Symbol"]
SPECS = [PRIMITIVES[key] for key in sorted(PRIMITIVES) if key.split(">>", 1)[0] in CLASSES]
BY_ARITY = [
    [spec.function0 for spec in SPECS if spec.arity == 0],
    [spec.function1 for spec in SPECS if spec.arity == 1],
    [spec.function2 for spec in SPECS if spec.arity == 2],
]


def index_of(class_name, selector):
    """(arity, index in BY_ARITY[arity])"""
    wanted = PRIMITIVES[class_name + ">>" + selector]
    return wanted.arity, [spec for spec in SPECS if spec.arity == wanted.arity].index(wanted)


def operand(text):
    """The object that a text describes."""
    kind = text[0]
    content = text[1:]
    if kind == "i":
        return integer_from_literal(content)
    if kind == "d":
        return double_from_literal(content)
    if kind == "s":
        return W_String(content)
    if kind == "y":
        return W_Symbol(content)
    return W_Object()


def described(w_object):
    """The text that describes an object."""
    if w_object is None:
        return "-"
    if w_object is INTERPRETER.w_true:
        return "true"
    if w_object is INTERPRETER.w_false:
        return "false"
    if isinstance(w_object, W_Integer) or isinstance(w_object, W_BigInteger):
        return "i" + integer_text(w_object)
    if isinstance(w_object, W_Double):
        return "d" + double_text(w_object.value)
    if isinstance(w_object, W_Symbol):
        return "y" + w_object.text + "/" + str(w_object.arity)
    if isinstance(w_object, W_String):
        return "s" + w_object.text
    return "o"


def call(arity, index, receiver, first, second):
    """Calls one primitive; valid RPython. All primitives of an arity have one type, as in a W_Primitive."""
    try:
        if arity == 0:
            w_result = BY_ARITY[0][index](INTERPRETER, operand(receiver))
        elif arity == 1:
            w_result = BY_ARITY[1][index](INTERPRETER, operand(receiver), operand(first))
        else:
            w_result = BY_ARITY[2][index](INTERPRETER, operand(receiver), operand(first), operand(second))
    except VMError as error:
        return "!" + error.message
    return described(w_result)


def hash_text(text):
    return described(number_hash(operand(text)))


I62 = "i4611686018427387904"
I63 = "i9223372036854775808"
IMIN = "i-9223372036854775808"
I100 = "i1267650600228229401496703205376"
I200 = "i1606938044258990275541962092341162602522202993782792835301376"
HUGE = "i1" + "0" * 400
HEART = "\xe2\x9d\xa4"

TABLE = [
    ("Integer", "+", "i1", ["i2"], "i3"),
    ("Integer", "+", I62, [I62], I63),
    ("Integer", "+", I63, ["i-1"], "i9223372036854775807"),
    ("Integer", "+", "i1", ["d0.5"], "d1.5"),
    ("Integer", "+", HUGE, ["d0.5"], "!Can't represent as double"),
    ("Integer", "+", HUGE, ["sa"], "!Expected a numeric type but got type 'String_'"),
    ("Integer", "+", "o", ["i1"], "!Expected object of type 'Int' but got type 'Inst'"),
    ("Integer", "-", IMIN, ["i1"], "i-9223372036854775809"),
    ("Integer", "*", I62, ["i4"], "i18446744073709551616"),
    ("Integer", "*", I100, [I100], I200),
    ("Integer", "/", "i-7", ["i2"], "i-3"),
    ("Integer", "/", IMIN, ["i-1"], I63),
    ("Integer", "/", "i10", ["d0.3"], "i33"),
    ("Integer", "/", I200, ["d0.3"], "i5356460147529967823014489092130522184788338220858498848129024"),
    ("Integer", "/", "i1", ["i0"], "!Division by zero"),
    ("Integer", "/", HUGE, ["d0.0"], "!Division by zero"),
    ("Integer", "//", "i1", ["i2"], "d0.5"),
    ("Integer", "//", I200, ["i2"], "d8.034690221294951e59"),
    ("Integer", "//", "i1", ["d0.0"], "!Division by zero"),
    ("Integer", "%", "i-10", ["i3"], "i2"),
    ("Integer", "%", "i10", ["i-3"], "i-2"),
    ("Integer", "%", IMIN, ["i-1"], "i0"),
    ("Integer", "%", I200, ["d1.2"], "d0.42963264371141974"),
    ("Integer", "%", "i1", ["i0"], "!Division by zero"),
    ("Integer", "rem:", "i-10", ["i3"], "i-1"),
    ("Integer", "rem:", I200, ["i-7"], "i4"),
    ("Integer", "rem:", "i1", ["i0"], "!Division by zero or overflow"),
    ("Integer", "&", "i-1", [I200], I200),
    ("Integer", "&", "i1", ["d1.5"], "!Expected object of type 'Int' but got type 'Double'"),
    ("Integer", "bitXor:", I200, ["i1"], I200[:-1] + "7"),
    ("Integer", "<<", "i-1", ["i70"], "i-1180591620717411303424"),
    ("Integer", "<<", "i1", ["i62"], I62),
    ("Integer", "<<", "i1", [I100], "!Shift too big"),
    ("Integer", "<<", "i1", ["i-1"], "!Negative shift"),
    ("Integer", ">>>", "i-1024", ["i1"], "i9223372036854775296"),
    ("Integer", ">>>", I200, ["i200"], "i1"),
    ("Integer", "sqrt", "i25", [], "i5"),
    ("Integer", "sqrt", "i3", [], "d1.7320508075688772"),
    ("Integer", "sqrt", I200, [], I100),
    ("Integer", "sqrt", "i-1", [], "!Domain error"),
    ("Integer", "atRandom", "i1", [], "i0"),
    ("Integer", "=", I200, ["d1606938044258990275541962092341162602522202993782792835301376.0"], "true"),
    ("Integer", "=", "i9007199254740993", ["d9007199254740992.0"], "false"),
    ("Integer", "=", "i1", ["o"], "false"),
    ("Integer", "<", HUGE, ["d1.0"], "false"),
    ("Integer", "<", "i1", ["sa"], "!Expected a numeric type but got type 'String_'"),
    ("Integer", "asString", I200, [], "s" + I200[1:]),
    ("Integer", "asDouble", "i18446744073709551616", [], "d1.8446744073709552e19"),
    ("Integer", "as32BitSignedValue", "i2147483648", [], "i-2147483648"),
    ("Integer", "as32BitUnsignedValue", "i-" + I200[1:], [], "i0"),
    ("Integer class", "fromString:", "o", ["s-00120"], "i-120"),
    ("Integer class", "fromString:", "o", ["s123b"], "!'123b' cannot be converted to an Integer"),
    ("Integer", ">", "i2", ["i1"], "true"),
    ("Integer", ">", "i2", ["sa"], "-"),
    ("Integer", ">=", "i2", ["d2.5"], "false"),
    ("Integer", "<=", "i2", ["i2"], "true"),
    ("Integer", "==", "i1", ["d1.0"], "true"),
    ("Integer", "~=", "i1", ["sa"], "true"),
    ("Integer", "<>", "i1", ["i1"], "false"),
    ("Integer", "negated", IMIN, [], I63),
    ("Integer", "abs", IMIN, [], I63),
    ("Integer", "max:", "i1", ["i2"], "i2"),
    ("Integer", "min:", "i1", [I100], "i1"),
    ("Double", "+", "d2.1", ["d3.1"], "d5.2"),
    ("Double", "-", "d1.1", ["i1"], "d0.10000000000000009"),
    ("Double", "*", "d1.1", ["i1073741824"], "d1181116006.4"),
    ("Double", "//", "d1.5", [I200], "d9.334522916791713e-61"),
    ("Double", "//", "d-1.0", ["d0.0"], "d-inf"),
    ("Double", "//", "d0.0", ["d0.0"], "dNaN"),
    ("Double", "//", "d1.0", ["i0"], "!Division by zero"),
    ("Double", "%", "d-3.0", ["d2.0"], "d-1.0"),
    ("Double", "%", "d1.0", ["i0"], "dNaN"),
    ("Double", "=", "d1.0", ["i1"], "true"),
    ("Double", "<", "d1.0", [HUGE], "true"),
    ("Double", "sqrt", "d-1.1", [], "dNaN"),
    ("Double", "sqrt", "d1.21", [], "d1.1"),
    ("Double", "sin", "d1.0", [], "d0.8414709848078965"),
    ("Double", "cos", "d2.0", [], "d-0.4161468365471424"),
    ("Double", "round", "d-2.5", [], "i-3"),
    ("Double", "round", "d0.49999999999999994", [], "i0"),
    ("Double", "asInteger", "d-18446744073709551616.5", [], "i-18446744073709551616"),
    ("Double", "asString", "d0.00001", [], "s0.00001"),
    ("Double", "asString", "d-0.000012", [], "s-0.000012"),
    ("Double", "asString", "d10000000000000000.0", [], "s1e16"),
    ("Double class", "PositiveInfinity", "o", [], "dinf"),
    ("Double class", "fromString:", "o", ["s-12.34"], "d-12.34"),
    ("Double class", "fromString:", "o", ["s123.b"], "!'123.b' cannot be converted to a Double"),
    ("Double", ">", "d1.5", ["i1"], "true"),
    ("Double", ">=", "d1.5", ["o"], "-"),
    ("Double", "<=", "d1.5", ["d1.5"], "true"),
    ("Double", "==", "d1.0", ["d1.0"], "true"),
    ("Double", "~=", "d1.0", ["o"], "true"),
    ("Double", "<>", "d1.0", ["i1"], "false"),
    ("Double", "negated", "d1.0", [], "d-1.0"),
    ("Double", "abs", "d-1.0", [], "d1.0"),
    ("Double", "max:", "d1.0", ["d2.0"], "d2.0"),
    ("Double", "min:", "d1.0", ["i2"], "-"),
    ("String", "concatenate:", "sa", ["yb"], "sab"),
    ("String", "concatenate:", "sa", ["i1"], "!Expected object of type 'String_' but got type 'Int'"),
    ("String", "asSymbol", "sat:put:", [], "yat:put:/2"),
    ("String", "hashcode", "sfoobar", [], "i3214735720"),
    ("String", "length", "sa" + HEART, [], "i2"),
    ("String", "isWhiteSpace", "s \t\xe2\x80\x83", [], "true"),
    ("String", "isLetters", "sa\xc3\xa6", [], "true"),
    ("String", "isDigits", "s12x", [], "false"),
    ("String", "=", "sab", ["yab"], "true"),
    ("String", "primSubstringFrom:to:", "sa" + HEART + "b", ["i2", "i3"], "s" + HEART + "b"),
    ("String", "primSubstringFrom:to:", "sab", ["i1", "i3"], "!Index 3 not valid for array of length 2"),
    ("String", "+", "sa", ["i1"], "-"),
    ("String", "+", "sa", ["yb"], "sab"),
    ("String", "+", "ya", ["sb"], "yab/0"),
    ("String", "charAt:", "sa" + HEART, ["i2"], "s" + HEART),
    ("String", "charAt:", "sab", ["i3"], "-"),
    ("String", "substringFrom:to:", "sabcd", ["i2", "i3"], "sbc"),
    ("String", "beginsWith:", "sabcd", ["sab"], "true"),
    ("String", "endsWith:", "sabcd", ["sab"], "false"),
    ("String", "indexOf:", "sa" + HEART + "b", ["sb"], "i3"),
    ("String", "indexOf:startingAt:", "sabab", ["sa", "i2"], "i3"),
    ("Symbol", "asString", "yab", [], "sab"),
    ("Symbol", "concatenate:", "yat:", ["sput:"], "yat:put:/2"),
    ("Symbol", "asSymbol", "y-->", [], "y-->/1"),
]


def arguments_of(row):
    """What `call` takes for a row."""
    arity, index = index_of(row[0], row[1])
    operands = row[3] + ["o", "o"]
    return arity, index, row[2], operands[0], operands[1]


@pytest.mark.parametrize("row", TABLE)
def test_hosted(row):
    assert call(*arguments_of(row)) == row[4]


def test_the_table_is_complete():
    """Every primitive of these classes has a row."""
    missing = set((spec.class_name, spec.selector) for spec in SPECS) - set((row[0], row[1]) for row in TABLE)
    assert sorted(missing) == []


BORDERS = [0, 2**31, 2**53, 2**62, 2**63, 2**64, 2**126, 2**127, 2**189, 3**150, 10**40]
CORNERS = sorted(set(sign * (border + shift) for border in BORDERS for shift in (-1, 0, 1) for sign in (1, -1)))


def truncated_quotient(a, b):
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def test_arithmetic_of_the_hosts_integers():
    """Every pair of corners, on whatever rbigint the host has, against Python's integers."""
    number = [normalised(rbigint.fromlong(corner)) for corner in CORNERS]
    for a, w_a in zip(CORNERS[::2], number[::2]):
        for b, w_b in zip(CORNERS, number):
            expected = [(add, a + b), (subtract, a - b), (multiply, a * b), (bit_and, a & b), (bit_xor, a ^ b)]
            if b != 0:
                quotient = truncated_quotient(a, b)
                expected += [(divide, quotient), (modulo, a % b), (remainder, a - b * quotient)]
            for operation, result in expected:
                assert (operation, integer_text(operation(w_a, w_b)), a, b) == (operation, str(result), a, b)
            assert (less(w_a, w_b), less_equal(w_a, w_b), equal(w_a, w_b)) == (a < b, a <= b, a == b)


def test_shifts_and_roots_of_the_hosts_integers():
    for corner in CORNERS:
        w_corner = normalised(rbigint.fromlong(corner))
        for count in (0, 1, 31, 62, 63, 64, 126, 127, 200):
            assert integer_text(shift_left(w_corner, W_Integer(count))) == str(corner << count)
        assert low_32_bits(w_corner) == corner % 2**32
        if corner >= 2**63:
            root = int(integer_text(square_root(w_corner)))
            assert root * root <= corner < (root + 1) * (root + 1)


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
def test_translated():
    def run(arity, index, receiver, first, second):
        return call(arity, index, hlstr(receiver), hlstr(first), hlstr(second))

    for row in TABLE:
        arity, index, receiver, first, second = arguments_of(row)
        result = interpret(run, [arity, index, llstr(receiver), llstr(first), llstr(second)])
        assert ("".join(result.chars), row) == (row[4], row)


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
def test_hashes_translated():
    """Hash codes of numbers, Integers and Doubles of one value, agree with the hosted ones."""

    def run(text):
        return hash_text(hlstr(text))

    for text in ("i5", "d5.0", I200, "d1e22", "d0.5", "d-0.1", "d1e400"):
        assert "".join(interpret(run, [llstr(text)]).chars) == hash_text(text)
