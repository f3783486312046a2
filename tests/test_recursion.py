"""Recursion without end is an error of the program on every VM, whatever it goes through; deep recursion works.

SOM_VM names the VM, see `vm_process`.
"""

import re

import pytest
from vm_process import CORE_LIBRARY, run_vm

HEADER = "Traceback (most recent call at bottom):\n"
ENDS = 50  # activations that a long traceback shows

# Members of a class whose method `go` never ends.
ENDLESS = {
    "self send": "go = ( ^ 1 + self go )",
    "last send": "go = ( ^ self go )",
    "two methods": "go = ( ^ self back: 1 ) back: n = ( ^ self go )",
    "binary message": "go = ( ^ self + 1 ) + n = ( ^ self + (n + 1) )",
    "four arguments": "go = ( ^ self a: 1 b: 2 c: 3 d: 4 ) a: a b: b c: c d: d = ( ^ self a: b b: c c: d d: a )",
    "many locals": "go = ( | a b c d e f g h i j k l | a := b := c := d := e := f := self. l := self go. ^ a == l )",
    "do:": "go = ( #(1) do: [:each | self go ] )",
    "do: of a Vector": "go = ( (Vector with: 1) do: [:each | self go ] )",
    "inject:into:": "go = ( ^ #(1) inject: 0 into: [:sum :each | sum + self go ] )",
    "collection that fills itself": "go = ( ^ Array new: 1 withAll: [ self go ] )",
    "perform:": "go = ( ^ self perform: #go )",
    "perform:withArguments:": "go = ( ^ self go: 1 ) go: n = ( ^ self perform: #go: withArguments: (Array with: n) )",
    "perform: of perform:": "go = ( ^ self perform: #perform: withArguments: #(#go) )",
    "perform:inSuperclass:": "go = ( ^ self missing )"
    " doesNotUnderstand: selector arguments: arguments = ( ^ self perform: #missing inSuperclass: Object )",
    "invokeOn:with:": "go = ( ^ (T methods at: 2) invokeOn: self with: #() )",
    "block value": "go = ( | block | block := [ 1 + block value ]. ^ block value )",
    "block value:": "go = ( | block | block := [:n | block value: n + 1 ]. ^ block value: 1 )",
    "block value:with:": "go = ( | block | block := [:a :b | block value: b with: a ]. ^ block value: 1 with: 2 )",
    "block of a method": "go = ( ^ self evaluate: [ self go ] ) evaluate: block = ( ^ block value )",
    "block around a block": "go = ( ^ self wrap: [ 1 ] ) wrap: block = ( ^ self wrap: [ block value ] )",
    "non-local return": "go = ( #(1) do: [:each | ^ self go ]. ^ 2 )",
    "non-local return of a kept block": "go = ( | block | block := [ ^ self go ]. block value. ^ 2 )",
    "body of to:do:": "go = ( 1 to: 2 do: [:i | self go ] )",
    "block sent to to:do:": "go = ( | block | block := [:i | self go ]. 1 to: 2 do: block )",
    "body of whileTrue:": "go = ( [ true ] whileTrue: [ self go ] )",
    "condition of whileTrue:": "go = ( [ self go ] whileTrue: [ 1 ] )",
    "block sent to whileTrue:": "go = ( | block | block := [ self go ]. [ true ] whileTrue: block )",
    "body of timesRepeat:": "go = ( 2 timesRepeat: [ self go ] )",
    "branch": "go = ( ^ true ifTrue: [ self go ] ifFalse: [ 1 ] )",
    "block sent to ifTrue:": "go = ( | block | block := [ self go ]. ^ true ifTrue: block )",
    "and:": "go = ( ^ true and: [ self go ] )",
    "super": "go = ( ^ self = 1 ) = other = ( ^ super <> other )",
    "printing": "go = ( ^ self println ) asString = ( self println. ^ 'never' )",
    "equality in the library": "go = ( ^ (Vector with: self) contains: 1 )"
    " = other = ( ^ (Vector with: self) contains: other )",
    "class side": "go = ( ^ T go ) ---- go = ( ^ self go )",
    "doesNotUnderstand:arguments:": "go = ( ^ self missing: 1 )"
    " doesNotUnderstand: selector arguments: arguments = ( ^ self missing: arguments )",
    "not understood conditional": "go = ( ^ self ifTrue: [ 1 ] )"
    " doesNotUnderstand: selector arguments: arguments = ( ^ self ifTrue: [ 1 ] ifFalse: [ 2 ] )",
    "not understood condition": "go = ( [ self ] whileTrue: [ 1 ] )"
    " doesNotUnderstand: selector arguments: arguments = ( [ self ] whileFalse: [ 2 ] )",
    "unknownGlobal:": "go = ( ^ Missing ) unknownGlobal: name = ( ^ Absent )",
    "escapedBlock:": "go = ( ^ self escaped value ) escaped = ( ^ [ ^ 1 ] ) escapedBlock: block = ( ^ block value )",
    "error:": "go = ( self error: 'e' ) error: text = ( self error: text )",
}

DEEP_WITH_FOUR = "a: n b: b c: c d: d = ( n = 0 ifTrue: [ ^ 1 / 0 ]. ^ 1 + (self a: n - 1 b: c c: d d: b) )"
DEEP_WITH_ARRAY = "withArguments: (Array with: n - 1)"
DEEP_BLOCK = "[:k | k = 0 ifTrue: [ 1 / 0 ] ifFalse: [ 1 + (block value: k - 1) ] ]"

# Methods `down:` that go as many levels deeper as their argument says, and fail at the bottom; before them how many
# activations a level has, and how many where every control structure is a message.
DEEP = {
    "self send": (1, 5, "down: n = ( ^ n = 0 ifTrue: [ 1 / 0 ] ifFalse: [ 1 + (self down: n - 1) ] )"),
    "four arguments": (1, 1, "down: n = ( ^ self a: n b: 1 c: 2 d: 3 ) %s" % DEEP_WITH_FOUR),
    "do:": (3, 7, "down: n = ( n = 0 ifTrue: [ ^ 1 / 0 ]. #(1) do: [:each | ^ 1 + (self down: n - 1) ] )"),
    "perform:": (1, 1, "down: n = ( n = 0 ifTrue: [ ^ 1 / 0 ]. ^ 1 + (self perform: #down: %s) )" % DEEP_WITH_ARRAY),
    "block value:": (1, 5, "down: n = ( | block | block := %s. ^ block value: n )" % DEEP_BLOCK),
}
ACTIVATIONS = 3400  # must fit on every VM


def outcome_of(tmp_path, text, *options):
    (tmp_path / "T.som").write_text(text)
    return run_vm(*options, "-cp", CORE_LIBRARY, str(tmp_path / "T.som"))


def activations_in(traceback):
    """How many activations a text speaks of that leaves most of them out."""
    count = ENDS
    for period, rounds in re.findall(
        r"^  \.\.\. the last (?:(\d+) )?activations? repeated (\d+) times", traceback, re.M
    ):
        count += int(period or 1) * int(rounds)
    for more in re.findall(r"^  \.\.\. (\d+) more activations \.\.\.$", traceback, re.M):
        count += int(more)
    return count


@pytest.mark.parametrize("shape", ENDLESS)
def test_endless_recursion_is_an_error(tmp_path, shape):
    """What was printed before stays; the traceback has both ends; the process ends by itself, with status 1."""
    outcome = outcome_of(tmp_path, "T = ( run = ( 'start' println. self go. 'end' println ) %s )" % ENDLESS[shape])
    traceback = outcome.stderr.decode("utf-8")
    assert (outcome.status, outcome.stdout) == (1, b"start\n"), traceback
    assert traceback.startswith(HEADER) and traceback.endswith("\nStack overflow.\n"), traceback
    assert activations_in(traceback) > 500


@pytest.mark.parametrize("inlined", [True, False], ids=["inlined", "messages"])
@pytest.mark.parametrize("shape", DEEP)
def test_deep_recursion_works(tmp_path, shape, inlined):
    """The failure at the bottom is reported, and all activations above it are counted."""
    per_level, per_level_of_messages, members = DEEP[shape]
    levels = ACTIVATIONS // (per_level if inlined else per_level_of_messages) + 1
    text = "T = ( run = ( self down: %d ) %s )" % (levels, members)
    outcome = outcome_of(tmp_path, text, *([] if inlined else ["--no-inlining"]))
    traceback = outcome.stderr.decode("utf-8")
    assert outcome.status == 1 and traceback.endswith("\nDivision by zero.\n"), traceback
    assert ACTIVATIONS - ENDS <= activations_in(traceback) <= ACTIVATIONS + ENDS
