"""Reads entries with prompt_toolkit, in the way of `som/cli/reading.py`."""

from __future__ import absolute_import

import os

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.filters import is_searching
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.key_binding import ConditionalKeyBindings, KeyBindings, KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.styles import Style

from som.interactive.completion import candidates, carried
from som.interactive.lexer import ShellLexer
from som.interpreter.limits import answer_alarm
from som.rpy import not_rpython
from som.rpy_limits import alarm_pending

INDENTATION = "    "
NO_KEYS = [Keys.CPRResponse, Keys.Ignore]  # where the cursor is, and sequences that mean nothing
FLUSH = KeyPress("?", "_Flush")  # how prompt_toolkit tells itself that no more keys come for now
LOOKING = 0.2  # seconds between looks for alarms

# Colours that are readable on dark and on light terminals: those of the terminal itself.
STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "rprompt": "ansibrightblack",
        "pygments.comment": "ansibrightblack",
        "pygments.literal.string": "ansigreen",
        "pygments.literal.string.escape": "ansiyellow",
        "pygments.literal.string.symbol": "ansicyan",
        "pygments.literal.number": "ansimagenta",
        "pygments.keyword": "ansired",
        "pygments.name.builtin.pseudo": "ansired",
        "pygments.name.class": "ansiblue",
        "pygments.name.function": "bold",
    }
)


class RichReader(object):
    """A line editor. `shell` answers what is unfinished and which names there are."""

    @not_rpython
    def __init__(self, shell, environment):
        self.shell = shell
        self.lines = []  # what was pasted and is more than one entry
        coloured = environment.get("NO_COLOR", "") == ""
        self.session = PromptSession(
            history=history_for(environment),
            auto_suggest=AutoSuggestFromHistory() if coloured else None,
            enable_history_search=True,
            completer=ShellCompleter(shell),
            complete_while_typing=False,
            lexer=PygmentsLexer(ShellLexer) if coloured else None,
            style=STYLE if coloured else None,
            include_default_pygments_style=False,
            multiline=True,
            prompt_continuation=shell.continuation_prompt(),
            key_bindings=ConditionalKeyBindings(bindings_for(shell), ~is_searching),
            enable_suspend=True,
        )

    def read_entry(self):
        """The next entry; None at the end of the input. Raises LimitExceeded if the time is up, Interrupted."""
        while not self.lines:
            if alarm_pending():
                answer_alarm(self.shell.universe)
            try:
                text = self.session.prompt(
                    [("class:prompt", self.shell.prompt())],
                    rprompt=[("class:rprompt", self.shell.next_result_name())],
                    pre_run=self._look_for_alarms,
                )
            except KeyboardInterrupt:
                continue
            except (EOFError, OSError):  # the end of the input, or of the terminal
                return None
            self.lines = carried(text).split("\n")
        entry = self._take_entry()
        return without_blank_end(entry) if self.shell.is_unfinished(entry) else entry

    def _look_for_alarms(self):
        """Called by prompt_toolkit when it begins to read. Draws nothing, so that nothing moves while nobody types."""
        application = self.session.app
        reading = application.future

        def look():
            if reading.done():
                return
            if alarm_pending():
                application.exit(exception=KeyboardInterrupt())
            else:
                application.loop.call_later(LOOKING, look)

        look()

    def _take_entry(self):
        """All lines, if they make one entry; else as many as the first entry has."""
        text = "\n".join(self.lines)
        if not self.shell.is_mistaken(text) or self.shell.is_mistaken(self.lines[0]):
            self.lines = []
            return text
        text = self.lines.pop(0)
        while self.lines and self.shell.is_unfinished(text):
            text += "\n" + self.lines.pop(0)
        return text


class _PatientHistory(FileHistory):
    """A file; what cannot be written to it is remembered for this run only."""

    def store_string(self, string):
        """Called by prompt_toolkit. What was typed need not be UTF-8."""
        try:
            FileHistory.store_string(self, string.encode("utf-8", "replace").decode("utf-8"))
        except OSError:
            return


class ShellCompleter(Completer):
    """Offers what `completion` finds."""

    def __init__(self, shell):
        self.shell = shell

    def get_completions(self, document, complete_event):
        """Called by prompt_toolkit."""
        for candidate in candidates(self.shell, document.text_before_cursor):
            yield Completion(candidate.text, -candidate.length, display_meta=candidate.note)


def bindings_for(shell):
    """The keys that have a meaning of their own in entries."""
    bindings = KeyBindings()

    @bindings.add("enter")
    def _(event):
        """Ends the entry if it is complete, else goes on in a new line."""
        buffer = event.current_buffer
        if ends_entry(shell, buffer.text):
            buffer.validate_and_handle()
        else:
            line = "" if is_pasted(event) else buffer.document.current_line_before_cursor
            buffer.insert_text("\n" + indentation_behind(line))

    @bindings.add(")")
    @bindings.add("]")
    def _(event):
        """In front of it, a blank line loses one step of indentation."""
        buffer = event.current_buffer
        if is_indentation(buffer.document.current_line_before_cursor) and not is_pasted(event):
            buffer.delete_before_cursor(len(INDENTATION))
        buffer.insert_text(event.data)

    @bindings.add("escape", "enter")
    def _(event):
        """Ends the entry in any case."""
        event.current_buffer.validate_and_handle()

    @bindings.add("tab")
    def _(event):
        """Indents at the beginning of a line, elsewhere completes."""
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.complete_next()
        elif buffer.document.current_line_before_cursor.strip() == "":
            buffer.insert_text(INDENTATION)
        else:
            buffer.start_completion(insert_common_part=True)

    return bindings


def is_pasted(event):
    """Whether the key comes together with others: nobody types so fast, and what is pasted is indented already."""
    return any(press.key not in NO_KEYS and press != FLUSH for press in event.key_processor.input_queue)


def ends_entry(shell, text):
    """Whether Enter behind the text is its end: it is complete, or an empty line gives it up."""
    entry = carried(text)
    if not shell.is_unfinished(entry):
        return True
    kept = text.rstrip()
    blank_lines = text[len(kept) :].count("\n")
    return blank_lines > 0 and shell.is_given_up(entry, blank_lines)


def without_blank_end(text):
    """The text up to its last line that is not blank, where the mistake of an unfinished entry is shown."""
    end = text.find("\n", len(text.rstrip()))
    return text if end < 0 else text[:end]


def is_indentation(line):
    """Whether there is nothing but at least one step of it."""
    return line.endswith(INDENTATION) and line.strip() == ""


def indentation_behind(line):
    """The blanks that the next line begins with: as many, and more if a bracket is open."""
    depth = sum(line.count(opening) for opening in "([") - sum(line.count(closing) for closing in ")]")
    blanks = line[: len(line) - len(line.lstrip())]
    return blanks + (INDENTATION if depth > 0 else "")


def history_path(environment):
    """Where the history is kept between runs, "" for nowhere."""
    if "SOM_HISTORY" in environment:
        return environment["SOM_HISTORY"]
    state = environment.get("XDG_STATE_HOME", "")
    if not os.path.isabs(state):
        state = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(state, "som", "history")


def history_for(environment):
    """The history; only for this run if its file cannot be written."""
    path = history_path(environment)
    if path == "":
        return InMemoryHistory()
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with open(path, "ab"):
            return _PatientHistory(path)
    except OSError:
        return InMemoryHistory()
