"""Numbers on the command line: sizes, counts, times. What is none of them is never an exception."""

from __future__ import absolute_import

LEAST_SIZE = 1 << 20
MOST = 1 << 50  # far more than any machine has


def count_of(text):
    """The positive integer that the text consists of, 0 if it is none or too large."""
    number = 0
    for char in text:
        if not "0" <= char <= "9":
            return 0
        number = number * 10 + ord(char) - ord("0")
        if number > MOST:
            return 0
    return number


def size_of(text):
    """The number of bytes: an integer, maybe followed by K, M or G, in either case. 0 if it is none, or too small."""
    factor = 1
    end = len(text) - 1
    if end > 0:
        place = "kmg".find(text[end].lower())
        if place >= 0:
            factor = 1 << (10 * (place + 1))
            text = text[:end]
    size = count_of(text) * factor
    if size < LEAST_SIZE or size > MOST:
        return 0
    return size


def is_time(text):
    """Whether the text is a positive number of seconds, below a billion: digits, maybe with a fraction."""
    parts = text.split(".")
    if len(parts) > 2 or len(parts[0]) > 9 or len(text) > 30:
        return False
    digits = "".join(parts)
    for char in digits:
        if not "0" <= char <= "9":
            return False
    return digits.strip("0") != "" and parts[0] != "" and parts[len(parts) - 1] != ""
