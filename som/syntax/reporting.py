"""Shows an error in a source text: where it is, what is wrong, the line with a mark below, advice."""

from __future__ import absolute_import

from som.source import code_points
from som.syntax.lexing import decode, sequence_length
from som.terminal import PLAIN, marks_below

WIDEST_LINE = 160  # bytes of a source line that are shown; the rest is cut around the error


def render(error, style=PLAIN):
    """A SomSyntaxError as complete text: several lines, a line feed at the end."""
    return render_place(error.source, error.start, error.end, error.message, error.hint, style)


def render_place(source, start, end, message, hint, style=PLAIN):
    """As `render`, for any place [start, end) of a source text; `hint` may be ""."""
    first = source.line_start(start)
    column = code_points(source.text, first, start) + 1
    place = "%s:%d:%d:" % (source.path, source.line_of(start), column)
    lines = style.place(place) + " error: " + style.error(message) + "\n"
    return lines + marked_line(source, start, end, style) + style.hint(hint)


def marked_line(source, start, end, style):
    """The line that holds `start`, and a line with marks below [start, end), as far as that is on the same line."""
    text = source.text
    first, last = _window(text, source.line_start(start), start, source.line_end(start))
    if end > last:
        end = last
    blanks, marks = marks_below(text, first, start, end)
    return "  " + printable(text, first, last) + "\n  " + blanks + style.mark(marks) + "\n"


def _window(text, first, offset, last):
    """The part of the line [first, last) that is shown: all of it, or at most WIDEST_LINE bytes around `offset`."""
    if last - first > WIDEST_LINE:
        if offset - first > WIDEST_LINE >> 1:
            first = _character_start(text, offset - (WIDEST_LINE >> 1))
        if last - first > WIDEST_LINE:
            last = _character_start(text, first + WIDEST_LINE)
    return first, last


def _character_start(text, offset):
    """The first byte of the character that holds the byte at `offset`; UTF-8 has at most three more."""
    for _ in range(3):
        if ord(text[offset]) & 0xC0 != 0x80:
            return offset
        offset -= 1
    return offset


def printable(text, first, last):
    """The text with control characters and bytes that are not UTF-8 as `?`, so that showing it changes no terminal."""
    pieces = []
    index = first
    while index < last:
        code = decode(text, index)
        stop = index + 1
        if code >= 0x80:
            stop = index + sequence_length(text, index)
        if code == 9 or 32 <= code < 127 or code >= 0xA0:
            assert 0 <= index <= stop
            pieces.append(text[index:stop])
        elif code != 13 or stop < last:
            pieces.append("?")
        index = stop
    return "".join(pieces)
