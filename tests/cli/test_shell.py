"""The protocol of the shell, piped and on a terminal."""

import pytest
import som.primitives  # noqa: F401  (registers the primitives)
from som.cli import reading
from som.cli.library import core_library_directory
from som.cli.reading import CONTINUATION_PROMPT, PROMPT
from som.cli.shell import BANNER, Shell
from som.errors import TIME_LIMIT, Exit, Interrupted, LimitExceeded, VMError
from som.universe.streams import OutputStream
from som.universe.universe import Universe


def type_into(monkeypatch, text, read_line=None):
    """Lets the shell read the text, whatever it asks."""
    lines = text.splitlines(True)
    monkeypatch.setattr(reading, "read_line", read_line or (lambda fd: lines.pop(0) if lines else ""))
    monkeypatch.setattr(reading, "has_input", lambda descriptor: True)
    monkeypatch.setattr(reading, "rich_reader", lambda shell: None)


@pytest.fixture
def session(monkeypatch, scripted):
    """Runs a session on piped input; returns the universe with what was printed."""

    def run(text, behaviour=None, read_line=None):
        type_into(monkeypatch, text, read_line)
        universe = scripted(behaviour)
        Shell(universe, False).run()
        universe.stdout.flush()
        return universe

    return run


class Collector(OutputStream):
    """An output stream that keeps everything."""

    def __init__(self):
        OutputStream.__init__(self, -1)  # no terminal
        self.text = ""

    def write(self, text):
        OutputStream.write(self, text)
        self.flush()

    def deliver(self, text):
        self.text += text


@pytest.fixture
def converse(monkeypatch):
    """Types the text at a terminal, with a real universe; answers what is on the screen, prompts removed."""

    def run(text, read_line=None):
        type_into(monkeypatch, text, read_line)
        universe = Universe(core_library_directory())
        universe.boot()
        universe.stdout = universe.stderr = Collector()
        try:
            Shell(universe, True).run()
        finally:
            run.screen = universe.stdout.text
        assert run.screen.startswith(BANNER + PROMPT)
        return run.screen[len(BANNER) :].replace(CONTINUATION_PROMPT, "").replace(PROMPT, "")

    return run


def test_banner_and_prompt():
    assert (BANNER, PROMPT) == ('SOM Shell. Type "quit" to exit.\n\n', "---> ")


def test_value_is_printed_and_kept_as_it(session):
    universe = session("3 + 4\nit * 2\nquit\n3\n")
    assert universe.stdout.text == BANNER + "---> it = 7\n---> it = 14\n---> "


def test_it_is_nil_at_first(session):
    assert session("it\n").stdout.text == BANNER + "---> it = nil\n---> "


def test_end_of_input_ends_the_shell(session):
    assert session("").stdout.text == BANNER + PROMPT


def test_input_that_cannot_be_read_is_at_its_end(session):
    def read_line(fd):
        raise OSError(9, "closed")

    universe = session("", read_line=read_line)
    assert universe.stdout.text == BANNER + PROMPT


def test_last_line_needs_no_line_feed(session):
    assert session("3 + 4").stdout.text == BANNER + "---> it = 7\n---> "


def test_empty_lines_are_ignored(session):
    assert session("\n  \t\n3\n").stdout.text == BANNER + "---> ---> ---> it = 3\n---> "


def test_vm_error_leaves_the_shell_and_it_alone(session):
    def first(it):
        return 1

    def show(it):
        return it

    behaviour = {"first": first, "bad": VMError("No"), "show": show}
    universe = session("first\nbad\nshow\n", behaviour=behaviour)
    assert universe.stdout.text == BANNER + "---> it = 1\n---> ---> it = 1\n---> "
    assert universe.stderr.text == "Traceback of No.\n"


def test_exit_passes(session):
    with pytest.raises(Exit):
        session("x\n", behaviour={"x": Exit(3)})


@pytest.mark.parametrize("line", ["3 +", "3. 4", "| a | 3", "^ 3", ")", "'open"])
def test_no_expression(session, line):
    """A message on stderr, then the shell goes on."""
    universe = session("%s\n5\n" % line)
    assert universe.stdout.text == BANNER + "---> ---> it = 5\n---> "
    assert "<input>" in universe.stderr.text


def test_piped_input_ends_when_the_time_is_up(session):
    with pytest.raises(LimitExceeded):
        session("x\n", behaviour={"x": LimitExceeded(TIME_LIMIT, "Time is up")})


# On a terminal


def test_the_prompts_of_a_terminal(converse):
    """The second one asks for the rest of an entry; at the end of the input the line is ended."""
    converse("(3 +\n4\n)\n")
    assert converse.screen == BANNER + PROMPT + CONTINUATION_PROMPT * 2 + "it = 7\n" + PROMPT + "\n"


@pytest.mark.parametrize("rest", ["", "\n"])
def test_an_entry_can_be_given_up(converse, rest):
    """An empty line or the end of the input shows what was missing."""
    assert "<input>:1:4: error" in converse("3 +\n" + rest)


@pytest.mark.parametrize(
    "entry, screen",
    [
        ("3 print", "3\nit = 3\n"),
        ("3 println", "3\nit = 3\n"),
        ("'a' print. 1 / 0", "a\nTraceback"),
        ("A = ( println = ( 'a' print. ^1 / 0 ) )\nA new", "A is defined\nit = a\nTraceback"),
    ],
)
def test_what_the_shell_says_begins_a_line(converse, entry, screen):
    assert converse(entry + "\n").startswith(screen)


def test_a_value_that_cannot_be_shown_is_kept(converse):
    """Under its number, too."""
    text = "A = ( println = ( ^1 / 0 ) name = ( ^7 ) )\nA new\nit name\nit1 name\n"
    assert converse(text).endswith("Division by zero.\nit = 7\nit = 7\n\n")


def test_a_comment_is_no_expression(converse):
    assert converse('3\n"hello"\nit\n') == "it = 3\n(a comment; strings have single quotes)\nit = 3\n\n"


def test_an_assignment_that_fails_is_one_activation(converse):
    assert converse("x := 1 / 0\n").count("  File ") == 1


@pytest.mark.parametrize("text", ["a := b := 3\na + b\n", "f := [ c := 3 ]\nf value + c\n", "(d := 3) + d\n"])
def test_assignments_have_values(converse, text):
    assert converse(text).endswith("it = 6\n\n")


def test_an_entry_that_the_end_of_the_input_ends_leaves_its_line(converse):
    converse("3 +\n")
    assert converse.screen.startswith(BANNER + PROMPT + CONTINUATION_PROMPT + "\n<input>")


@pytest.mark.parametrize(
    "entry, hint",
    [
        ("qqqqq", "In the shell, qqqqq := ... makes a variable; '=' compares."),
        ("qqqqq = 3", "In the shell, qqqqq := ... makes a variable; '=' compares."),
        ("exit", "The shell ends with quit; :help shows what else it understands."),
        ("A = ( m = ( ^qqqqq ) )\nA new m", "between bars: | qqqqq |."),
    ],
)
def test_names_that_the_shell_does_not_know(converse, entry, hint):
    assert hint in converse(entry + "\n")


@pytest.mark.parametrize("last", ["quit\n", ":quit\n", "  quit \n"])
def test_quit_at_a_terminal(converse, last):
    assert converse("1\n" + last + "2\n") == "it = 1\n"


def test_several_statements_and_declarations(converse):
    assert converse("| a | a := 3. a + 1\n1. 2\n") == "it = 4\nit = 2\n\n"


def test_results_have_numbers(converse):
    assert converse("3\n4\nit1 + it2 + it\n") == "it = 3\nit = 4\nit = 11\n\n"


def test_variables_are_kept(converse):
    text = "x := 3\nx := x * 2\n1 to: 3 do: [ :i | x := x + i ]\nx\n"
    assert converse(text) == "it = 3\nit = 6\nit = 1\nit = 12\n\n"


COUNTER = """Counter = (
    | n |

    increment = ( n isNil ifTrue: [ n := 0 ]. n := n + 1. ^n )
    ----
    new: first = ( | c | c := self new. c increment. ^c )
)
"""


def test_classes_can_be_defined(converse):
    """In several lines, with fields, an empty line and a class side."""
    assert converse(COUNTER + "(Counter new: 0) increment\n") == "Counter is defined\nit = 2\n\n"


def test_classes_can_be_redefined(converse):
    """Objects keep their class, new sends to the global see the new one."""
    text = COUNTER + "c := Counter new\nCounter = ( increment = ( ^42 ) )\nc increment\nCounter new increment\n"
    assert converse(text) == (
        "Counter is defined\nit = instance of Counter\n"
        "Counter is redefined; objects and subclasses that exist keep the class they have\n"
        "it = 1\nit = 42\n\n"
    )


def test_code_that_has_run_sees_a_redefined_class(converse):
    """The block reads the global each time."""
    text = "A = ( m = ( ^1 ) )\nb := [ A new m ]\nb value\nA = ( m = ( ^2 ) )\nb value\n"
    assert "it = 1\nA is redefined" in converse(text)
    assert converse.screen.endswith("it = 2\n" + PROMPT + "\n")


def test_a_class_with_a_file_can_be_redefined(converse):
    assert "it = 5\n" in converse("Set new\nSet = ( size = ( ^5 ) )\nSet new size\n")


def test_classes_of_the_machine_stay(converse):
    screen = converse("Integer = ( foo = ( ^1 ) )\n3 + 4\n")
    assert screen.startswith("som: Integer belongs to the machine") and screen.endswith("it = 7\n\n")


def test_a_broken_class_leaves_the_old_one(converse):
    text = "A = ( m = ( ^1 ) )\nA = ( m = ( x := 1 ) )\nA = ( m = ( ^ ) )\nA new m\n"
    screen = converse(text)
    assert "File '<class A>', line 1" in screen and "No such field 'x'" in screen and "<input>:1:15: error" in screen
    assert screen.endswith("it = 1\n\n")


def test_inlined_messages_of_typed_classes_can_be_sent_after_all(converse):
    """Their blocks are compiled late, from the text that was typed."""
    text = "A = ( m = ( ^self ifTrue: [ 1 ] ifFalse: [ 2 ] ) ifTrue: a ifFalse: b = ( ^b value ) )\nA new m\n"
    assert converse(text) == "A is defined\nit = 2\n\n"


@pytest.mark.parametrize("entry", ["nil foo", "Nonsense", "self error: 'oops'", "1 / 0", ")", "y", "3 +"])
def test_errors_keep_the_shell(converse, entry):
    assert converse(entry + "\n\n3 + 4\n").endswith("it = 7\n\n")


@pytest.mark.parametrize("entry, status", [("system exit: 3", 3), ("system exit", 0), ("[ system exit: 1 ] value", 1)])
def test_exit_ends_the_shell_on_a_terminal(converse, entry, status):
    with pytest.raises(Exit) as caught:
        converse(entry + "\n3 + 4\n")
    assert caught.value.status == status
    assert "it = 7" not in converse.screen


def test_an_interrupt_at_the_prompt_forgets_the_entry(converse):
    """Between two lines of an entry, too."""
    lines = ["(3 +\n", None, None, "3 + 4\n", ""]

    def read_line(fd):
        line = lines.pop(0)
        if line is None:
            raise Interrupted()
        return line

    assert converse("", read_line) == "\n\nit = 7\n\n"


@pytest.mark.parametrize("error", [MemoryError(), VMError("Oops"), Interrupted()])
def test_errors_of_the_machine_keep_the_shell(converse, monkeypatch, error):
    evaluate = Universe.evaluate

    def failing(universe, text, w_it):
        if text == "fail":
            raise error
        return evaluate(universe, text, w_it)

    monkeypatch.setattr(Universe, "evaluate", failing)
    assert converse("fail\n3 + 4\n").endswith("it = 7\n\n")
