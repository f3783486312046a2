"""`printStackTrace` prints to the output of the machine."""

from som.embedding import Som

DEFINITION = """EmbeddedTrace = (
    run = (
        #(1) do: [ :each |
            self show ].
        ^#after
    )
    show = ( system printStackTrace )
)"""


def test_the_trace_is_that_of_the_command_line(som, written):
    """Outermost first, blocks marked, and the program goes on."""
    written.taken()
    trace = som.define(DEFINITION).send("new")
    assert trace.send("run") == "after"
    lines = written.taken().splitlines()
    assert lines[0] == "EmbeddedTrace>>run (<define>, line 3)"
    assert lines[-2:] == ["EmbeddedTrace>>run [] (<define>, line 4)", "EmbeddedTrace>>show (<define>, line 7)"]
    assert all("core-lib/Smalltalk/Array.som" in line for line in lines[1:-2])


def test_python_functions_leave_no_line(som, written):
    trace = (
        som.load("EmbeddedTrace").send("new") if "EmbeddedTrace" in som.globals else som.define(DEFINITION).send("new")
    )
    written.taken()
    som.evaluate("it value", it=lambda: trace.send("show"))
    assert written.taken() == "Nil>>run: (<input>, line 1)\nEmbeddedTrace>>show (<define>, line 7)\n"


def test_a_library_without_the_primitive(tmp_path):
    """Another library may have no such method; the machine does not insist."""
    with open("core-lib/Smalltalk/System.som", encoding="utf-8") as file:
        text = file.read()
    (tmp_path / "System.som").write_text(text.replace("printStackTrace = primitive", ""))
    with Som(class_path=[tmp_path]) as som:
        assert som.evaluate("system respondsTo: #printStackTrace") is False
