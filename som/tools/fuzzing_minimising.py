"""Makes a case that shows a problem small: fewer files, lines, tokens, bytes, keys and arguments."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from som.tools.fuzzing_cases import Case
from som.tools.fuzzing_mutating import tokens

T = TypeVar("T")
Test = Callable[[Case], bool]

SECONDS = 60.0
SMALL = 300  # bytes; only of texts up to this size single bytes are removed


def without_parts(parts: Sequence[T], fails: Callable[[list[T]], bool]) -> list[T]:
    """As few of the parts as still fail, in their order (delta debugging: long runs first, then shorter ones)."""
    kept = list(parts)
    length = len(kept)
    while length > 0:
        start = 0
        while start < len(kept):
            shorter = kept[:start] + kept[start + length :]
            if fails(shorter):
                kept = shorter
            else:
                start += length
        length //= 2
    return kept


class _TimeIsUp(Exception):
    """The search has to end with what it has."""


def minimise(case: Case, fails: Test, seconds: float = SECONDS) -> Case:
    """The smallest case found in that time for which `fails` is true; `fails(case)` must be."""
    end = time.monotonic() + seconds
    smallest = [case]

    def fails_in_time(smaller: Case) -> bool:
        if time.monotonic() > end:
            raise _TimeIsUp
        failed = fails(smaller)
        if failed:
            smallest.append(smaller)
        return failed

    with contextlib.suppress(_TimeIsUp):
        size = None
        while size != case.size():
            size = case.size()
            for step in (_fewer_files, _fewer_arguments, _fewer_keys, _shorter_texts):
                case = step(case, fails_in_time)
    return smallest[-1]


def _fewer_files(case: Case, fails: Test) -> Case:
    names = without_parts(list(case.files), lambda some: fails(_only(case, some)))
    case = _only(case, names)
    special = without_parts(list(case.special.items()), lambda some: fails(replace(case, special=dict(some))))
    return replace(case, special=dict(special))


def _only(case: Case, names: Sequence[str]) -> Case:
    return case.with_files({name: case.files[name] for name in names})


def _fewer_arguments(case: Case, fails: Test) -> Case:
    kept = without_parts(case.arguments, lambda some: fails(replace(case, arguments=tuple(some))))
    return replace(case, arguments=tuple(kept))


def _fewer_keys(case: Case, fails: Test) -> Case:
    if not case.keys:  # without any it would not run at a terminal
        return case
    kept = without_parts(case.keys, lambda some: len(some) > 0 and fails(replace(case, keys=tuple(some))))
    return replace(case, keys=tuple(kept))


def _shorter_texts(case: Case, fails: Test) -> Case:
    for name in case.files:
        case = _shorter(case, case.files[name], partial(_with_file, case, name), fails)
    if case.stdin:
        case = _shorter(case, case.stdin, partial(_with_stdin, case), fails)
    for index, argument in enumerate(case.arguments):
        text = argument.encode("utf-8", "surrogateescape")
        case = _shorter(case, text, partial(_with_argument, case, index), fails)
    for index, (_, typed) in enumerate(case.keys):
        case = _shorter(case, typed, partial(_with_typed, case, index), fails)
    return case


def _shorter(case: Case, text: bytes, changed: Callable[[bytes], Case], fails: Test) -> Case:
    """The case with fewer lines, tokens and bytes in one of its texts."""
    for split in (lambda text: text.splitlines(keepends=True), tokens, _single_bytes):
        parts = split(text)
        if parts:
            text = b"".join(without_parts(parts, lambda some: fails(changed(b"".join(some)))))
    return changed(text)


def _single_bytes(text: bytes) -> list[bytes]:
    return [text[index : index + 1] for index in range(len(text))] if len(text) <= SMALL else []


def _with_file(case: Case, name: str, text: bytes) -> Case:
    return case.with_files(dict(case.files, **{name: text}))


def _with_stdin(case: Case, text: bytes) -> Case:
    return replace(case, stdin=text)


def _with_argument(case: Case, index: int, text: bytes) -> Case:
    arguments = list(case.arguments)
    arguments[index] = text.decode("utf-8", "surrogateescape")
    return replace(case, arguments=tuple(arguments))


def _with_typed(case: Case, index: int, text: bytes) -> Case:
    keys = list(case.keys)
    keys[index] = keys[index][0], text
    return replace(case, keys=tuple(keys))
