"""One table of calls through som.rpy, with the same results on every host.

Without rpython it tests the stand-ins. With rpython, on Python 2.7, it tests the real library directly
and, translated, on the low-level interpreter. Each row calls a function that is valid RPython.
"""

from __future__ import absolute_import

import ast
import gc
import os

import pytest

from som import rpy, rpy_standins
from som.rpy import (
    HAVE_RPYTHON,
    ParseStringError,
    StringBuilder,
    conditional_call,
    conditional_call_elidable,
    float2longlong,
    formatd,
    int_c_div,
    int_c_mod,
    intmask,
    isinf,
    isnan,
    longlong2float,
    new_erasing_pair,
    newlist_hint,
    ovfcheck,
    r_uint,
    rbigint,
    string_to_float,
    unrolling_iterable,
)

if HAVE_RPYTHON:
    from rpython.rtyper.annlowlevel import hlstr, llstr
    from rpython.rtyper.test.test_llinterp import interpret


def checked_add(a, b):
    try:
        return str(ovfcheck(a + b))
    except OverflowError:
        return "overflow"


def checked_sub(a, b):
    try:
        return str(ovfcheck(a - b))
    except OverflowError:
        return "overflow"


def checked_mul(a, b):
    try:
        return str(ovfcheck(a * b))
    except OverflowError:
        return "overflow"


def word_add(a, b):
    return str(intmask(r_uint(a) + r_uint(b)))


def word_sub(a, b):
    return str(intmask(r_uint(a) - r_uint(b)))


def word_mul(a, b):
    return str(intmask(r_uint(a) * r_uint(b)))


def word_bits(a, b):
    x, y = r_uint(a), r_uint(b)
    return str(intmask(x & y)) + " " + str(intmask(x | y)) + " " + str(intmask(x ^ y)) + " " + str(intmask(~x))


def word_shifts(a, count):
    return str(intmask(r_uint(a) << count)) + " " + str(intmask(r_uint(a) >> count))


def word_less(a, b):
    return str(int(r_uint(a) < r_uint(b)))


def c_division(a, b):
    return str(int_c_div(a, b)) + " " + str(int_c_mod(a, b))


def shortest(x):
    return formatd(x, "r", 0) + " " + formatd(x, "r", 0, rpy.DTSF_ADD_DOT_0)


def parsed_float(text):
    try:
        return formatd(string_to_float(text), "r", 0)
    except ParseStringError:
        return "error"


def float_bits(x):
    bits = float2longlong(x)
    return str(bits) + " " + str(int(longlong2float(bits) == x))


def float_kind(x):
    return str(int(isinf(x))) + str(int(isnan(x)))


def big(text):
    return rbigint.fromdecimalstr(text)


def big_arithmetic(a, b):
    x, y = big(a), big(b)
    return x.add(y).str() + " " + x.sub(y).str() + " " + x.mul(y).str()


def big_division(a, b):
    x, y = big(a), big(b)
    quotient, remainder = x.divmod(y)
    same = quotient.eq(x.floordiv(y)) and remainder.eq(x.mod(y))
    return quotient.str() + " " + remainder.str() + " " + str(int(same))


def big_bits(a, b):
    x, y = big(a), big(b)
    return x.and_(y).str() + " " + x.or_(y).str() + " " + x.xor(y).str() + " " + x.invert().str()


def big_relations(a, b):
    x, y = big(a), big(b)
    relations = [x.lt(y), x.le(y), x.eq(y), x.ne(y), x.ge(y), x.gt(y)]
    return "".join([str(int(relation)) for relation in relations])


def big_facts(text):
    x = big(text)
    facts = [str(x.sign), str(x.bit_length()), x.neg().str(), x.abs().str(), str(intmask(x.uintmask()))]
    return " ".join(facts)


def big_shifts(text, count):
    number = big(text)
    bits = int(count)
    return number.lshift(bits).str() + " " + number.rshift(bits).str()


def big_to_int(text):
    try:
        return str(big(text).toint())
    except OverflowError:
        return "overflow"


def big_to_float(text):
    try:
        return formatd(big(text).tofloat(), "r", 0)
    except OverflowError:
        return "overflow"


def big_from_float(x):
    try:
        return rbigint.fromfloat(x).str()
    except OverflowError:
        return "overflow"
    except ValueError:
        return "not a number"


def big_from_int(a, b):
    x, y = rbigint.fromint(a), rbigint.fromint(b)
    return x.str() + " " + x.int_add(b).str() + " " + x.int_mul(b).str() + " " + str(int(x.lt(y)))


def big_power(a, b):
    return big(a).pow(big(b)).str()


def ascii_only(text):
    return str(int(rpy.is_ascii(text)))


def built(a, b):
    builder = StringBuilder()
    builder.append(a)
    builder.append_slice(b, 1, 3)
    builder.append_multiple_char("-", 3)
    length = builder.getlength()
    return builder.build() + str(length)


class Cell(object):
    def __init__(self, content):
        self.content = content


def increment(cell):
    cell.content += 1


def new_cell(content):
    return Cell(content)


def conditional_calls(a, b):
    cell = Cell(a)
    conditional_call(a == b, increment, cell)
    maybe = None if a == b else cell
    return str(cell.content) + " " + str(conditional_call_elidable(maybe, new_cell, 100).content)


erase_cell, unerase_cell = new_erasing_pair("cell")


def erased(a, b):
    return str(unerase_cell(erase_cell(Cell(a + b))).content)


NAMES = unrolling_iterable(["one", "two"])


def unrolled(a, b):
    names = newlist_hint(2)
    for name in NAMES:
        names.append(name)
    return names[a] + names[b]


def random_numbers(limit, count):
    for _ in range(count):
        if not 0 <= rpy.random_below(limit) < limit:
            return "outside"
    return "inside"


def not_jitted(a, b):
    return str(int(rpy.we_are_jitted() or rpy.isvirtual(a) or rpy.isconstant(b))) + str(rpy.hint(a, promote=True))


MAX = rpy.MAXINT
MIN = -MAX - 1
INFINITY = 1e308 * 10.0
NAN = INFINITY - INFINITY
POWER_100 = "1267650600228229401496703205376"

TABLE = [
    (checked_add, (MAX, 1), "overflow"),
    (checked_add, (MAX, -1), "9223372036854775806"),
    (checked_add, (MIN, -1), "overflow"),
    (checked_sub, (MIN, 1), "overflow"),
    (checked_sub, (0, MIN), "overflow"),
    (checked_sub, (-1, MIN), "9223372036854775807"),
    (checked_mul, (1 << 32, 1 << 31), "overflow"),
    (checked_mul, (1 << 32, -(1 << 31)), "-9223372036854775808"),
    (checked_mul, (MIN, -1), "overflow"),
    (word_add, (MAX, 1), "-9223372036854775808"),
    (word_add, (-1, 1), "0"),
    (word_sub, (0, 1), "-1"),
    (word_mul, (MAX, 3), "9223372036854775805"),
    (word_mul, (1 << 40, 1 << 40), "0"),
    (word_bits, (12, 10), "8 14 6 -13"),
    (word_bits, (-1, 5), "5 -1 -6 0"),
    (word_shifts, (-1, 1), "-2 9223372036854775807"),
    (word_shifts, (1, 63), "-9223372036854775808 0"),
    (word_less, (1, -1), "1"),
    (word_less, (-1, 1), "0"),
    (c_division, (7, 2), "3 1"),
    (c_division, (-7, 2), "-3 -1"),
    (c_division, (7, -2), "-3 1"),
    (c_division, (-7, -2), "3 -1"),
    (c_division, (MIN, 2), "-4611686018427387904 0"),
    (c_division, (MIN, MAX), "-1 -1"),
    (shortest, (1.0,), "1 1.0"),
    (shortest, (0.1,), "0.1 0.1"),
    (shortest, (-1.5,), "-1.5 -1.5"),
    (shortest, (-0.0,), "-0 -0.0"),
    (shortest, (1e15,), "1000000000000000 1000000000000000.0"),
    (shortest, (1e16,), "1e+16 1e+16"),
    (shortest, (0.0001,), "0.0001 0.0001"),
    (shortest, (0.00001,), "1e-05 1e-05"),
    (shortest, (1.7976931348623157e308,), "1.7976931348623157e+308 1.7976931348623157e+308"),
    (shortest, (5e-324,), "5e-324 5e-324"),
    (shortest, (INFINITY,), "inf inf"),
    (shortest, (-INFINITY,), "-inf -inf"),
    (shortest, (NAN,), "nan nan"),
    (parsed_float, ("1.5",), "1.5"),
    (parsed_float, (" -12.34\n",), "-12.34"),
    (parsed_float, ("1e400",), "inf"),
    (parsed_float, ("1e-400",), "0"),
    (parsed_float, ("0.1000000000000000055511151231257827021181583404541015625",), "0.1"),
    (parsed_float, ("9007199254740993.0",), "9007199254740992"),
    (parsed_float, ("inf",), "inf"),
    (parsed_float, ("",), "error"),
    (parsed_float, ("1_0",), "error"),
    (parsed_float, ("1.2.3",), "error"),
    (float_bits, (1.0,), "4607182418800017408 1"),
    (float_bits, (-0.0,), "-9223372036854775808 1"),
    (float_kind, (1.0,), "00"),
    (float_kind, (INFINITY,), "10"),
    (float_kind, (NAN,), "01"),
    (big_arithmetic, ("9223372036854775807", "1"), "9223372036854775808 9223372036854775806 9223372036854775807"),
    (big_arithmetic, ("0", "-5"), "-5 5 0"),
    (
        big_arithmetic,
        (POWER_100, "-" + POWER_100),
        "0 2535301200456458802993406410752 -1606938044258990275541962092341162602522202993782792835301376",
    ),
    (big_division, ("7", "2"), "3 1 1"),
    (big_division, ("-7", "2"), "-4 1 1"),
    (big_division, ("7", "-2"), "-4 -1 1"),
    (big_division, ("-7", "-2"), "3 -1 1"),
    (big_division, ("0", "-5"), "0 0 1"),
    (big_division, ("-" + POWER_100, "1000000000000000000000"), "-1267650601 771770598503296794624 1"),
    (big_division, (POWER_100, "9223372036854775808"), "137438953472 0 1"),
    (big_bits, ("-1", POWER_100), POWER_100 + " -1 -1267650600228229401496703205377 0"),
    (big_bits, ("12", "10"), "8 14 6 -13"),
    (big_relations, ("1", POWER_100), "110100"),
    (big_relations, (POWER_100, POWER_100), "011010"),
    (big_relations, ("-" + POWER_100, "-1"), "110100"),
    (big_facts, ("0",), "0 0 0 0 0"),
    (big_facts, ("-1",), "-1 1 1 1 -1"),
    (big_facts, ("18446744073709551615",), "1 64 -18446744073709551615 18446744073709551615 -1"),
    (big_facts, ("-18446744073709551617",), "-1 65 18446744073709551617 18446744073709551617 -1"),
    (big_shifts, ("1", "100"), POWER_100 + " 0"),
    (big_shifts, ("-3", "1"), "-6 -2"),
    (big_shifts, ("-1", "70"), "-1180591620717411303424 -1"),
    (big_shifts, ("0", "70"), "0 0"),
    (big_to_int, ("9223372036854775807",), "9223372036854775807"),
    (big_to_int, ("-9223372036854775808",), "-9223372036854775808"),
    (big_to_int, ("9223372036854775808",), "overflow"),
    (big_to_int, ("-9223372036854775809",), "overflow"),
    (big_to_float, ("9007199254740993",), "9007199254740992"),
    (big_to_float, ("-" + POWER_100,), "-1.2676506002282294e+30"),
    (big_to_float, ("1" + "0" * 308,), "1e+308"),
    (big_to_float, ("1" + "0" * 309,), "overflow"),
    (big_from_float, (1e22,), "10000000000000000000000"),
    (big_from_float, (-1.9,), "-1"),
    (big_from_float, (INFINITY,), "overflow"),
    (big_from_float, (NAN,), "not a number"),
    (big_from_int, (MIN, 2), "-9223372036854775808 -9223372036854775806 -18446744073709551616 1"),
    (big_from_int, (5, 5), "5 10 25 0"),
    (big_power, ("-3", "5"), "-243"),
    (big_power, ("2", "100"), POWER_100),
    (ascii_only, ("a~\x00",), "1"),
    (ascii_only, ("a\xc3\xa6",), "0"),
    (ascii_only, ("",), "1"),
    (built, ("ab", "cdef"), "abde---7"),
    (conditional_calls, (1, 1), "2 100"),
    (conditional_calls, (1, 2), "1 1"),
    (erased, (3, 4), "7"),
    (unrolled, (0, 1), "onetwo"),
    (random_numbers, (6, 200), "inside"),
    (random_numbers, (1, 5), "inside"),
    (random_numbers, (MAX, 50), "inside"),
    (not_jitted, (7, 7), "07"),
]

NAMED = ["%s-%d" % (row[0].__name__, number) for number, row in enumerate(TABLE)]


@pytest.mark.parametrize("row", TABLE, ids=NAMED)
def test_table(row):
    """Every row on this host."""
    function, arguments, expected = row
    assert function(*arguments) == expected


FUNCTIONS = []
for _row in TABLE:
    if _row[0] not in FUNCTIONS:
        FUNCTIONS.append(_row[0])


def translated(function, rows):
    """The results of the function's rows on the low-level interpreter."""
    values = [list(row[1]) for row in rows]
    run = function
    if isinstance(values[0][0], str):
        values = [[llstr(text) for text in texts] for texts in values]
        if len(values[0]) == 1:

            def run(a):
                return function(hlstr(a))

        else:

            def run(a, b):
                return function(hlstr(a), hlstr(b))

    return [_text(interpret(run, arguments)) for arguments in values]


def _text(ll_result):
    return "".join(ll_result.chars)


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
@pytest.mark.parametrize("function", FUNCTIONS)
def test_table_translated(function):
    """Every row on the low-level interpreter."""
    rows = [row for row in TABLE if row[0] is function]
    assert translated(function, rows) == [row[2] for row in rows]


def test_both_hosts_offer_the_same_names():
    """What rpy imports from rpython is what it imports from the stand-ins."""
    with open(rpy.__file__.replace(".pyc", ".py")) as file:
        tree = ast.parse(file.read())
    branches = [node for node in tree.body if isinstance(node, ast.If)][0]
    real, standing_in = [
        sorted(alias.asname or alias.name for node in branch for alias in node.names)
        for branch in (branches.body, branches.orelse)
    ]
    assert real == standing_in
    assert len(real) > 50


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
def test_standing_in_integers_have_no_method_that_rlib_lacks():
    names = [name for name in vars(rpy_standins.rbigint) if not name.startswith("_")]
    assert [name for name in names if not hasattr(rbigint.fromint(1), name)] == []


def file_round_trip(path, lines):
    """Writes through a descriptor, reads back; valid RPython."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 420)
    rpy.write(fd, "a\xc3\xa6\n" * lines)
    os.close(fd)
    text = rpy.read_file(path)
    facts = [rpy.file_exists(path), rpy.is_directory(path), rpy.file_exists(path + "x"), rpy.is_directory("/")]
    try:
        rpy.read_file(path + "x")
        facts.append(True)
    except OSError:
        facts.append(False)
    fd = os.open(path, os.O_RDONLY, 0)
    line = rpy.read_line(fd)
    os.close(fd)
    return str(len(text)) + " " + "".join([str(int(fact)) for fact in facts]) + " " + str(len(line))


def test_files(tmpdir):
    """A text longer than a pipe's buffer survives; what is absent is reported."""
    assert file_round_trip(str(tmpdir.join("file")), 40000) == "160000 10010 4"


@pytest.mark.skipif(not HAVE_RPYTHON, reason="rpython is not importable")
def test_files_translated(tmpdir):
    def run(path):
        return file_round_trip(hlstr(path), 50)

    assert _text(interpret(run, [llstr(str(tmpdir.join("file")))])) == "200 10010 4"


def test_texts_are_carried_as_bytes(tmpdir):
    """Three bytes of UTF-8 are three characters inside the machine and the same three bytes outside."""
    path = str(tmpdir.join("file"))
    with open(path, "wb") as file:
        file.write(b"\xe2\x9d\xa4")
    assert rpy.read_file(path) == "\xe2\x9d\xa4"
    with open(path, "wb") as file:
        rpy.write(file.fileno(), "\xe2\x9d\xa4\xff")
    with open(path, "rb") as file:
        assert file.read() == b"\xe2\x9d\xa4\xff"


def test_paths_and_arguments_are_carried_as_bytes(tmpdir):
    """A file whose name is not ASCII is found by the name that the command line carried."""
    path = str(tmpdir.join("x"))
    raw = path.encode("ascii") + b"\xc3\xa6"
    with open(raw, "wb") as file:
        file.write(b"found")
    argument = raw if rpy.PYTHON_2 else os.fsdecode(raw)
    assert rpy.host_argument(argument) == path + "\xc3\xa6"
    assert rpy.read_file(rpy.host_argument(argument)) == "found"


def test_paths_with_nul_name_nothing():
    with pytest.raises(OSError):
        rpy.read_file("/dev/null\x00x")
    assert not rpy.file_exists("/dev/null\x00x")


def test_reading_a_directory_fails(tmpdir):
    with pytest.raises(OSError):
        rpy.read_file(str(tmpdir))


def test_lines_leave_the_rest_unread():
    """The second line, and the end of the input, are still there after the first line."""
    reading, writing = os.pipe()
    os.write(writing, b"one\ntwo")
    os.close(writing)
    assert [rpy.read_line(reading), rpy.read_line(reading), rpy.read_line(reading)] == ["one\n", "two", ""]
    os.close(reading)


def test_random_numbers_reach_every_result():
    assert sorted(set(rpy.random_below(6) for _ in range(500))) == [0, 1, 2, 3, 4, 5]


def recurse(depth):
    return recurse(depth + 1) + 1


@pytest.mark.skipif(HAVE_RPYTHON, reason="only Python 3 and the native VM count; tests/parity looks at the latter")
def test_collections_of_the_whole_heap_are_counted():
    """Not those of young objects only; and counting can begin anew."""
    gc.disable()
    try:
        rpy.count_collections()
        gc.collect(0)
        assert rpy.collections_so_far() == 0
        rpy.collect()
        rpy.collect()
        assert rpy.collections_so_far() == 2
    finally:
        gc.enable()


def test_stack_overflow_is_caught():
    """Hosted, the host's recursion limit plays the part of the machine's stack."""
    try:
        recurse(0)
        caught = False
    except rpy.StackOverflow:
        rpy.check_stack_overflow()
        caught = True
    assert caught


def test_other_runtime_errors_pass():
    with pytest.raises(NotImplementedError if HAVE_RPYTHON else RuntimeError):
        try:
            raise NotImplementedError if HAVE_RPYTHON else RuntimeError("something else")
        except rpy.StackOverflow:
            rpy.check_stack_overflow()


def test_jit_driver_accepts_what_the_interpreter_says():
    driver = rpy.JitDriver(greens=["pc"], reds=["frame"], virtualizables=["frame"], is_recursive=True)
    driver.jit_merge_point(pc=1, frame=None)
    driver.can_enter_jit(pc=1, frame=None)


def test_decorators_keep_the_function():
    """Whatever a decorator is for, hosted the function still answers the same."""

    def double(x):
        return x + x

    plain = [rpy.elidable, rpy.unroll_safe, rpy.dont_look_inside, rpy.always_inline, rpy.dont_inline, rpy.not_rpython]
    made = [rpy.specialize.arg(0), rpy.specialize.memo(), rpy.look_inside_iff(lambda x: False)]
    for decorator in plain + made:
        assert decorator(lambda x: x + x)(21) == 42
    assert rpy.elidable_promote()(double)(21) == 42
