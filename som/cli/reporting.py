"""How errors that are no SOM objects are shown to the user: complete texts for stderr, line feed at the end."""

from __future__ import absolute_import

from som.errors import CompileErrors, LoadError, SomSyntaxError, VMError
from som.syntax.reporting import marked_line, printable, render
from som.terminal import PLAIN, style_for


def error_text(universe, error):
    """The text for a SomSyntaxError, CompileErrors, LoadError or VMError."""
    style = style_for(universe.stderr.descriptor)
    if isinstance(error, SomSyntaxError):
        return render(error, style)
    if isinstance(error, CompileErrors):
        return compile_errors_text(error, style)
    if isinstance(error, LoadError):
        return _load_error_text(error, style)
    assert isinstance(error, VMError)
    return universe.format_traceback(error)


def _load_error_text(error, style):
    text = "som: %s\n" % style.error(error.message)
    if style.generous:
        text += style.hint(error.hint)
    return text


def compile_errors_text(error, style=PLAIN):
    """One block for each diagnostic, with an empty line between blocks."""
    blocks = []
    for diagnostic in error.diagnostics:
        blocks.append(_diagnostic_text(error.source, diagnostic, style))
    return "\n".join(blocks)


def _diagnostic_text(source, diagnostic, style):
    """Lines and columns count from 1; columns count code points.

    Test suites compare these texts line by line: marks and hints are for terminals.
    """
    start = diagnostic.start
    place = "File '%s', line %d, column %d:" % (source.path, source.line_of(start), source.column_of(start) + 1)
    text = style.place(place) + "\n"
    if style.generous:
        text += marked_line(source, start, diagnostic.end, style)
    else:
        line = printable(source.text, source.line_start(start), source.line_end(start))
        text += "  %s\n" % line.strip(" \t")
    text += style.error(diagnostic.message) + "\n"
    if style.generous:
        text += style.hint(diagnostic.hint)
    return text
