"""Arithmetic of numbers against the host's exact arithmetic, and its failures."""

import math
import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som.errors import VMError
from som.objects import integerobject as numbers_
from som.objects.base import W_Object
from som.objects.doubleobject import INFINITY, NAN, W_Double
from som.objects.integerobject import W_BigInteger, W_Integer
from som.objects.stringobject import W_String
from tests.objects.numeric import CORNERS, floats, integers, number, numbers, value_of


def failure(function, *arguments):
    """The message of the VM error that a call raises."""
    with pytest.raises(VMError) as caught:
        function(*arguments)
    return caught.value.message


def truncated_quotient(a, b):
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


EXACT = [
    (numbers_.add, operator.add),
    (numbers_.subtract, operator.sub),
    (numbers_.multiply, operator.mul),
]
DIVISIONS = [
    (numbers_.divide, truncated_quotient),
    (numbers_.modulo, operator.mod),
    (numbers_.remainder, lambda a, b: a - b * truncated_quotient(a, b)),
]
RELATIONS = [
    (numbers_.less, operator.lt),
    (numbers_.less_equal, operator.le),
    (numbers_.greater, operator.gt),
    (numbers_.greater_equal, operator.ge),
    (numbers_.equal, operator.eq),
]


@pytest.mark.parametrize("operation, host", EXACT)
@given(a=integers, b=integers)
def test_sums_and_products_are_exact(operation, host, a, b):
    assert value_of(operation(number(a), number(b))) == host(a, b)


@pytest.mark.parametrize("operation, host", DIVISIONS)
@given(a=integers, b=integers.filter(bool))
def test_divisions_are_exact(operation, host, a, b):
    assert value_of(operation(number(a), number(b))) == host(a, b)


@pytest.mark.parametrize("operation, host", EXACT + DIVISIONS)
def test_every_pair_of_corners(operation, host):
    """The borders of words and of digits of rbigints, each with each."""
    for a in CORNERS[::3]:
        for b in CORNERS:
            if b != 0 or (operation, host) in EXACT:
                assert value_of(operation(number(a), number(b))) == host(a, b), (a, b)


@pytest.mark.parametrize("operation, host", RELATIONS)
@given(a=numbers, b=numbers)
def test_relations_are_exact(operation, host, a, b):
    """Also between Integers and Doubles, of any size, infinities included."""
    assert operation(number(a), number(b)) is host(a, b)


@pytest.mark.parametrize("operation, host", RELATIONS)
@given(a=integers)
def test_relations_with_the_nearest_double(operation, host, a):
    """Where rounding the Integer first would give another answer."""
    assert operation(number(a), W_Double(float(a))) is host(Fraction(a), Fraction(float(a)))
    assert operation(W_Double(float(a)), number(a)) is host(Fraction(float(a)), Fraction(a))


@pytest.mark.parametrize("operation, host", RELATIONS)
@pytest.mark.parametrize("other", [0, 1.0, 2**100, INFINITY, NAN])
def test_nothing_relates_to_nan(operation, host, other):
    assert not operation(number(NAN), number(other))
    assert not operation(number(other), number(NAN))


def test_relations_with_integers_beyond_doubles():
    """They answer, although arithmetic on the same operands fails."""
    w_huge = number(2**2000)
    assert not numbers_.less(w_huge, W_Double(1.0))
    assert numbers_.less(W_Double(1e308), w_huge)
    assert numbers_.less(w_huge, W_Double(INFINITY))
    assert numbers_.greater(w_huge, W_Double(-INFINITY))


@pytest.mark.parametrize("operation, host", EXACT)
@given(a=floats, b=floats)
def test_double_arithmetic_is_the_hosts(operation, host, a, b):
    result = operation(W_Double(a), W_Double(b)).value
    expected = host(a, b)
    assert result == expected or (math.isnan(result) and math.isnan(expected))


@pytest.mark.parametrize("operation, host", EXACT)
@given(a=integers, b=floats)
def test_mixed_arithmetic_converts_first(operation, host, a, b):
    for x, y in ((a, b), (b, a)):
        result = operation(number(x), number(y))
        expected = host(float(x), float(y))
        assert result.value == expected or (math.isnan(result.value) and math.isnan(expected))


@given(a=integers, b=floats.filter(lambda x: x != 0.0))
def test_integer_divided_by_double_is_an_integer(a, b):
    quotient = float(a) / b
    if math.isinf(quotient):
        assert failure(numbers_.divide, number(a), number(b)) == "Can't represent as integer"
    else:
        assert value_of(numbers_.divide(number(a), number(b))) == int(quotient)


@given(a=numbers, b=numbers.filter(lambda n: n != 0))
def test_double_divide(a, b):
    assert numbers_.double_divide(number(a), number(b)).value == float(a) / float(b) or math.isinf(a) and math.isinf(b)


@given(a=numbers, b=numbers)
def test_modulo_with_a_double(a, b):
    """C's fmod, which is NaN for a zero divisor."""
    if isinstance(a, int) and isinstance(b, int):
        return
    result = numbers_.modulo(number(a), number(b)).value
    if b == 0 or math.isinf(a):
        assert math.isnan(result)
    else:
        assert result == math.fmod(a, b)


@pytest.mark.parametrize("dividend", [0, 1, 10, -(2**63), 2**63, 2**2000])
def test_integers_cannot_be_divided_by_zero(dividend):
    for operation in (numbers_.divide, numbers_.double_divide):
        for zero in (0, 0.0, -0.0):
            assert failure(operation, number(dividend), number(zero)) == "Division by zero"
    assert failure(numbers_.modulo, number(dividend), number(0)) == "Division by zero"
    assert failure(numbers_.remainder, number(dividend), number(0)) == "Division by zero or overflow"


def test_doubles_divide_by_double_zero_only():
    assert numbers_.double_divide(W_Double(1.0), W_Double(0.0)).value == INFINITY
    assert failure(numbers_.double_divide, W_Double(1.0), number(0)) == "Division by zero"


ARITHMETIC = [function for function, _ in EXACT] + [
    numbers_.divide,
    numbers_.double_divide,
    numbers_.modulo,
    numbers_.remainder,
    numbers_.less,
    numbers_.less_equal,
    numbers_.greater,
    numbers_.greater_equal,
]


@pytest.mark.parametrize("operation", ARITHMETIC)
@pytest.mark.parametrize("receiver", [0, 1, 2**200, 2**2000])
def test_operands_must_be_numbers(operation, receiver):
    for w_other, kind in ((W_String("a"), "String_"), (W_Object(), "Inst")):
        assert failure(operation, number(receiver), w_other) == "Expected a numeric type but got type '%s'" % kind


def test_equality_takes_anything():
    for value in (1, 1.0, 2**63):
        assert numbers_.equal(number(value), W_String("1")) is False


@pytest.mark.parametrize("operation", ARITHMETIC[:5])
def test_integers_beyond_doubles(operation):
    """Arithmetic with a Double fails; 2^1024 is the first that does not fit."""
    assert failure(operation, number(2**1024), W_Double(1.1)) == "Can't represent as double"
    assert failure(numbers_.add, W_Double(0.1), number(-(2**1024))) == "Can't represent as double"


def test_remainder_wants_integers():
    assert (
        failure(numbers_.remainder, number(1), W_Double(1.5)) == "Expected object of type 'Int' but got type 'Double'"
    )


@given(n=integers)
def test_texts(n):
    assert numbers_.integer_text(number(n)) == str(n)
    assert value_of(numbers_.integer_from_string(str(n))) == n
    assert value_of(numbers_.integer_from_literal(str(n))) == n


@pytest.mark.parametrize("text, value", [("-0", 0), ("007", 7), ("-00000000000000000000000001", -1)])
def test_odd_texts(text, value):
    assert value_of(numbers_.integer_from_string(text)) == value


@pytest.mark.parametrize(
    "text", ["", "-", "+1", "--1", "1-", "123b", " 1", "1 ", "1.0", "1_000", "0x10", "\xd9\xa1", "\xb2", "1e3"]
)
def test_texts_that_are_no_integers(text):
    assert failure(numbers_.integer_from_string, text) == "'%s' cannot be converted to an Integer" % text


@given(n=integers.filter(lambda n: n >= 0))
def test_square_roots(n):
    w_root = numbers_.square_root(number(n))
    if n >= 2**63:
        assert value_of(w_root) == math.isqrt(n)
    elif math.sqrt(n) == int(math.sqrt(n)):
        assert value_of(w_root) == int(math.sqrt(n)) and isinstance(w_root, W_Integer)
    else:
        assert value_of(w_root) == math.sqrt(n) and isinstance(w_root, W_Double)


@pytest.mark.parametrize("n", [-1, -(2**63), -(2**200)])
def test_negative_integers_have_no_square_root(n):
    assert failure(numbers_.square_root, number(n)) == "Domain error"


@given(x=floats)
def test_truncation(x):
    if math.isinf(x):
        assert failure(numbers_.truncated, x) == "Can't represent as integer"
    else:
        assert value_of(numbers_.truncated(x)) == int(x)


def test_nan_does_not_truncate():
    assert failure(numbers_.truncated, NAN) == "Can't represent as integer"


@given(a=numbers)
def test_hash_codes_are_integers(a):
    assert numbers_.is_integer(numbers_.number_hash(number(a)))


@given(n=integers)
def test_equal_numbers_have_equal_hash_codes(n):
    """Whatever Integer a Double equals, both have its value for a hash code."""
    exact = int(float(n))
    assert value_of(numbers_.number_hash(number(exact))) == exact
    assert value_of(numbers_.number_hash(W_Double(float(n)))) == exact


def test_hash_codes_of_special_doubles():
    assert value_of(numbers_.number_hash(W_Double(-0.0))) == 0
    for x in (INFINITY, -INFINITY, NAN, 0.5):
        assert value_of(numbers_.number_hash(W_Double(x))) == value_of(numbers_.number_hash(W_Double(x)))


def test_hash_codes_of_fractions_differ():
    assert len({value_of(numbers_.number_hash(W_Double(i / 7.0))) for i in range(1, 1000)}) > 990


@given(limit=st.integers(1, 2**200))
def test_random_integers_stay_below_their_limit(limit):
    assert 0 <= value_of(numbers_.random_integer(number(limit))) < limit


@pytest.mark.parametrize("limit", [0, -1, -(2**70)])
def test_random_integers_need_a_limit(limit):
    assert failure(numbers_.random_integer, number(limit)) == "Domain error"


def test_long_integers_stay_fast():
    """2^999999 in a second or two: shifted, divided, printed in 301,030 digits and read again."""
    w_long = W_BigInteger(numbers_.big_of(W_Integer(1)).lshift(999999))
    assert value_of(numbers_.modulo(w_long, number(3 * 2**83))) == 9671406556917033397649408
    text = numbers_.integer_text(w_long)
    assert len(text) == 301030
    assert numbers_.equal(numbers_.integer_from_string(text), w_long)
