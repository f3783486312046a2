"""Decide whether the run of a SOM program met the expectation written in the program's first comment.

An expectation is indented text with the one outer key `VM:` and these inner keys:

    status:            `success` (exit code 0, the default), `error` (any other exit code) or a number
    stdout:, stderr:   the expected text, on the same line or on deeper indented lines; a missing key means anything
    custom_classpath:  replaces the class path given with -cp; `@X` stands for the environment variable X
    case_sensitive:    True or False, read by the lenient judge only

Two judges read it. The strict one compares the status and every line. The lenient one ignores the status and
looks for the expected lines, in order, among the lines of the output.
"""

import re

SUCCESS = "success"
ERROR = "error"

PASS = "pass"
FAIL = "fail"
SKIP = "skip"

_KEYS = ("status", "stdout", "stderr", "custom_classpath", "case_sensitive")


class ExpectationError(Exception):
    """The expectation of a program is not well-formed."""


class Expectation:
    """What a program promises. `stdout`, `stderr`: lists of trimmed lines, or None for anything."""

    def __init__(self, status=SUCCESS, stdout=None, stderr=None, custom_classpath=None, case_sensitive=False):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
        self.custom_classpath = custom_classpath
        self.case_sensitive = case_sensitive

    def classpath(self, default, environment):
        """The class path for this program; `@X` parts of its own one come from the mapping `environment`.

        Raises ExpectationError for a name the environment lacks.
        """
        if self.custom_classpath is None:
            return default
        return ":".join(_substituted(part, environment) for part in self.custom_classpath.split(":"))


class Outcome:
    """What a process did: its exit code (None: it ran out of time), its two outputs as bytes."""

    def __init__(self, status, stdout, stderr):
        self.status = status
        self.stdout = stdout
        self.stderr = stderr


class Verdict:
    """PASS, FAIL or SKIP, and for the last two the reasons as one sentence each."""

    def __init__(self, state, reasons=()):
        self.state = state
        self.reasons = list(reasons)


def expectation_of(source):
    """The Expectation in the first comment of the SOM text `source`. Raises ExpectationError."""
    comment = re.match(r'\s*"([^"]*)"', source)
    if comment is None:
        raise ExpectationError("the program does not begin with a comment")
    return parse_expectation(comment.group(1))


def parse_expectation(text):
    """The Expectation that `text` describes. Raises ExpectationError."""
    lines = text.split("\n")
    while lines and lines[0].strip() == "":
        lines.pop(0)
    if not lines or lines[0].strip() != "VM:":
        raise ExpectationError("the first line of an expectation is `VM:`")
    return _expectation_from(_values_by_key(lines[1:], _indentation(lines[0])))


def strict_verdict(expectation, outcome):
    """Compare exit status and all lines; the state is PASS or FAIL."""
    reasons = _status_reasons(expectation.status, outcome.status)
    for name, expected, output in _streams(expectation, outcome):
        text = _decoded(output)
        if text is None:
            reasons.append(f"{name} is not UTF-8")
        elif not _matches_strictly(expected, _output_lines(text)):
            reasons.append(f"{name} differs")
    return Verdict(FAIL, reasons) if reasons else Verdict(PASS)


def lenient_verdict(expectation, outcome):
    """Look for the expected lines in order, whatever the exit status; SKIP if the output is not UTF-8."""
    reasons = []
    for name, expected, output in _streams(expectation, outcome):
        text = _decoded(output)
        if text is None:
            return Verdict(SKIP, [f"{name} is not UTF-8"])
        if not _occurs(expected, _output_lines(text), expectation.case_sensitive):
            reasons.append(f"{name} lacks an expected line")
    return Verdict(FAIL, reasons) if reasons else Verdict(PASS)


def _substituted(part, environment):
    if not part.startswith("@"):
        return part
    if part[1:] not in environment:
        raise ExpectationError(f"no value for {part}")
    return environment[part[1:]]


def _indentation(line):
    return len(line[: len(line) - len(line.lstrip())].expandtabs())


def _values_by_key(lines, outer):
    """key -> lines of its value. A line belongs to the key above it if it is indented deeper than that key."""
    values = {}
    level = None
    current = None
    for line in lines:
        blank = line.strip() == ""
        if current is not None and (blank or _indentation(line) > level):
            current.append(line.strip())
            continue
        if blank:
            continue
        level = _indentation(line)
        if level <= outer:
            raise ExpectationError(f"`VM:` is the only command, found: {line.strip()}")
        key, colon, rest = line.strip().partition(":")
        if colon == "" or key not in _KEYS:
            raise ExpectationError(f"unknown key: {line.strip()}")
        if key in values:
            raise ExpectationError(f"{key} occurs twice")
        current = values[key] = [rest.strip()]
    return values


def _expectation_from(values):
    return Expectation(
        status=_status(_word(values, "status", SUCCESS)),
        stdout=_text(values, "stdout"),
        stderr=_text(values, "stderr"),
        custom_classpath=_word(values, "custom_classpath", None),
        case_sensitive=_boolean(_word(values, "case_sensitive", "False")),
    )


def _word(values, key, default):
    if key not in values:
        return default
    words = [line for line in values[key] if line != ""]
    if len(words) != 1:
        raise ExpectationError(f"{key} needs exactly one value")
    return words[0]


def _text(values, key):
    return _without_blank_ends(values[key]) if key in values else None


def _status(word):
    if word in (SUCCESS, ERROR):
        return word
    if not re.fullmatch(r"[0-9]+", word):
        raise ExpectationError(f"not a status: {word}")
    return int(word)


def _boolean(word):
    if word not in ("True", "False"):
        raise ExpectationError(f"neither True nor False: {word}")
    return word == "True"


def _without_blank_ends(lines):
    start, end = 0, len(lines)
    while start < end and lines[start] == "":
        start += 1
    while end > start and lines[end - 1] == "":
        end -= 1
    return lines[start:end]


def _decoded(output):
    try:
        return output.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _output_lines(text):
    # Only line feeds end a line; splitlines() would also split at form feeds, which programs may print.
    return _without_blank_ends([line.strip() for line in text.split("\n")])


def _streams(expectation, outcome):
    pairs = (("stdout", expectation.stdout, outcome.stdout), ("stderr", expectation.stderr, outcome.stderr))
    return [triple for triple in pairs if triple[1] is not None]


def _status_reasons(expected, status):
    if status is None:
        return ["the program ran out of time"]
    if status < 0:
        return [f"the process died of signal {-status}"]
    met = status == 0 if expected == SUCCESS else status != 0 if expected == ERROR else status == expected
    return [] if met else [f"exit code {status}, expected {expected}"]


def _matches_strictly(expected, lines):
    """Whether `lines` are `expected`, where `...` alone skips to the first line that matches the next one."""
    position = 0
    skipping = False
    for pattern in expected:
        if pattern == "...":
            skipping = True
            continue
        if skipping:
            while position < len(lines) and not _line_matches(pattern, lines[position]):
                position += 1
            skipping = False
        if position >= len(lines) or not _line_matches(pattern, lines[position]):
            return False
        position += 1
    return skipping or position == len(lines)


def _line_matches(pattern, line):
    any_prefix = pattern.startswith("...")
    any_suffix = pattern.endswith("...")
    if any_prefix and any_suffix:
        return pattern[3:-3] in line
    if any_prefix:
        return line.endswith(pattern[3:])
    if any_suffix:
        return line.startswith(pattern[:-3])
    return line == pattern


def _occurs(expected, lines, case_sensitive):
    if not case_sensitive:
        expected = [line.lower() for line in expected]
        lines = [line.lower() for line in lines]
    position = 0
    for pattern in expected:
        if pattern == "":
            continue
        if pattern != "...":
            while position < len(lines) and not _occurs_in(pattern, lines[position]):
                position += 1
        if position >= len(lines):
            return False
        position += 1
    return True


def _occurs_in(pattern, line):
    if "***" in pattern:
        return _number_occurs_in(pattern, line)
    if "..." in pattern:
        return all(part in line for part in pattern.split("..."))
    return pattern == line


def _number_occurs_in(pattern, line):
    """`1.11***23` asks for 1.11; further digits of the line, if there are any, must be 23 as far as they go."""
    required, _, optional = pattern.partition("***")
    start = line.find(required)
    if start < 0:
        return False
    rest = line[start + len(required) :]
    common = min(len(rest), len(optional))
    return rest[:common] == optional[:common]
