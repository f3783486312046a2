"""What only the stand-ins can show; that they mean what rlib means is the table in test_rpy.py."""

import pytest

from som import rpy_standins
from som.rpy_standins import MAXINT, r_uint, rbigint


def test_words_stay_words():
    """Every operation of r_uint wraps around and answers an r_uint, with a plain number on either side."""
    highest = r_uint(-1)
    results = [highest + 1, 1 + highest, highest * 3, r_uint(0) - 1, 0 - r_uint(1), r_uint(1) << 64, ~r_uint(0)]
    assert results == [0, 0, 2**64 - 3, 2**64 - 1, 2**64 - 1, 0, 2**64 - 1]
    assert all(type(result) is r_uint for result in results)
    assert type(highest // 2) is r_uint and highest // 2 == MAXINT


@pytest.mark.parametrize("number", [MAXINT + 1, -MAXINT - 2, 2**100])
def test_overflow_is_noticed(number):
    with pytest.raises(OverflowError):
        rpy_standins.ovfcheck(number)


def test_rbigint_has_only_methods_of_rlib():
    """A method that rlib lacks would work hosted and fail to translate."""
    known = """
        fromint fromlong fromfloat fromdecimalstr sign toint uintmask tofloat tobool str bit_length pow lshift
        rshift divmod neg abs invert add sub mul mod and_ or_ xor floordiv int_add int_sub int_mul int_mod int_and_
        int_or_ int_xor eq ne lt le gt ge int_eq int_ne int_lt int_le int_gt int_ge
    """
    assert sorted(name for name in vars(rbigint) if not name.startswith("_")) == sorted(known.split())


def test_rbigint_refuses_unchecked_words():
    with pytest.raises(AssertionError):
        rbigint.fromint(2**63)


def test_erasing_pairs_do_not_mix():
    erase_one, _ = rpy_standins.new_erasing_pair("one")
    _, unerase_two = rpy_standins.new_erasing_pair("two")
    with pytest.raises(AssertionError):
        unerase_two(erase_one(1))


def test_checks_check():
    rpy_standins.check_nonneg(0)
    rpy_standins.ll_assert(True, "holds")
    with pytest.raises(AssertionError):
        rpy_standins.check_nonneg(-1)
    with pytest.raises(AssertionError):
        rpy_standins.ll_assert(False, "does not hold")


def test_string_builder_checks_slices():
    builder = rpy_standins.StringBuilder(10)
    with pytest.raises(AssertionError):
        builder.append_slice("abc", 2, 4)


def test_identity_hash_is_stable():
    thing = rpy_standins.StringBuilder()
    assert rpy_standins.compute_identity_hash(thing) == rpy_standins.compute_identity_hash(thing)


def test_instantiate_runs_no_constructor():
    assert not hasattr(rpy_standins.instantiate(rpy_standins.StringBuilder), "_pieces")


def test_unrolling_heuristic():
    assert rpy_standins.loop_unrolling_heuristic([], 0)
    assert not rpy_standins.loop_unrolling_heuristic([1], 1)


def test_formats_with_precision():
    """Codes other than r are C's."""
    assert rpy_standins.formatd(1.0 / 3.0, "f", 2) == "0.33"
    assert rpy_standins.formatd(12345.678, "e", 3) == "1.235e+04"


def test_random_numbers_have_32_bits():
    source = rpy_standins.Random(r_uint(1))
    numbers = [source.genrand32() for _ in range(1000)]
    assert 2**31 < max(numbers) < 2**32
