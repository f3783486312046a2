"""Which activations of a long traceback are shown, and what stands for the others."""

import pytest

from som.errors import Activation
from som.interpreter.folding import FOLD_AT, SHOWN_AT_ENDS, folded
from som.objects.methodobject import Code

CODES = {}


def activation(letter):
    """Activations called by the same letter are at the same place."""
    code = CODES.setdefault(letter.lower(), Code(letter, 0, False))
    return Activation(code, 1 if letter.isupper() else 0)


def shown(letters):
    """What is shown of activations, given outermost first: letters, and notes in brackets."""
    pieces = folded([activation(letter) for letter in reversed(letters)])
    text = ""
    for piece in pieces:
        if piece.activation is None:
            assert piece.count > 0
            text += "[%s]" % piece.note
        else:
            assert (piece.note, piece.count) == ("", 1)
            text += piece.activation.code.selector.upper() if piece.activation.pc else piece.activation.code.selector
    assert sum(piece.count for piece in pieces) == len(letters)
    return text


def test_recursion():
    assert shown("x" + "a" * 100 + "y") == "xaa[the last activation repeated 98 times]y"


def test_mutual_recursion():
    assert shown("x" + "abc" * 50 + "ab") == "xabcabc[the last 3 activations repeated 48 times]ab"


def test_the_innermost_activation_is_usually_elsewhere():
    assert shown("x" + "ab" * 9 + "A") == "xabab[the last 2 activations repeated 7 times]A"


@pytest.mark.parametrize("round", ["abcdefgh", "aab", "aabb"])
def test_rounds(round):
    """Up to eight activations, and a round may hold an activation twice."""
    note = "[the last %d activations repeated 10 times]" % len(round)
    assert shown(round * 12) == round * 2 + note


def test_several_recursions():
    assert shown("a" * 10 + "b" * 10) == (
        "aa[the last activation repeated 8 times]bb[the last activation repeated 8 times]"
    )


@pytest.mark.parametrize("letters", ["", "a", "aaaaaaa", "abababab", "abcabcabc", "abcdefghi" * 5, "aA" * 4])
def test_what_is_short_or_irregular_is_shown(letters):
    assert shown(letters) == letters


def test_the_middle_is_left_out():
    """If no recursion explains the length: 25 lines at each end stay."""
    letters = "".join(chr(0x4E00 + index) for index in range(FOLD_AT))
    assert shown(letters) == letters
    letters += "z"
    assert shown(letters) == letters[:SHOWN_AT_ENDS] + "[11 more activations]" + letters[-SHOWN_AT_ENDS:]


def test_the_middle_counts_what_was_folded_there():
    ends = ["".join(chr(begin + index) for index in range(40)) for begin in (0x4E00, 0x5E00)]
    text = shown(ends[0] + "a" * 1000 + ends[1])
    assert text == ends[0][:SHOWN_AT_ENDS] + "[1030 more activations]" + ends[1][-SHOWN_AT_ENDS:]
