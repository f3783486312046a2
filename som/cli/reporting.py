"""How errors that are no SOM objects are shown to the user: complete texts for stderr, line feed at the end."""

from __future__ import absolute_import

from som.errors import CompileErrors, LoadError, SomSyntaxError, VMError
from som.rpy import StringBuilder
from som.syntax.reporting import printable, render


def error_text(universe, error):
    """The text for a SomSyntaxError, CompileErrors, LoadError or VMError."""
    if isinstance(error, SomSyntaxError):
        return render(error)
    if isinstance(error, CompileErrors):
        return compile_errors_text(error)
    if isinstance(error, LoadError):
        return "som: %s\n" % error.message
    assert isinstance(error, VMError)
    return universe.format_traceback(error)


def compile_errors_text(error):
    """One block for each diagnostic, with an empty line between blocks."""
    blocks = []
    for diagnostic in error.diagnostics:
        blocks.append(_diagnostic_text(error.source, diagnostic))
    return "\n".join(blocks)


def _diagnostic_text(source, diagnostic):
    """Lines and columns count from 1; columns count code points."""
    start = diagnostic.start
    place = (source.path, source.line_of(start), source.column_of(start) + 1)
    builder = StringBuilder()
    builder.append("File '%s', line %d, column %d:\n" % place)
    line = printable(source.text, source.line_start(start), source.line_end(start))
    builder.append("  %s\n" % line.strip(" \t"))
    builder.append("%s\n" % diagnostic.message)
    if diagnostic.hint != "":
        builder.append("%s\n" % diagnostic.hint)
    return builder.build()
