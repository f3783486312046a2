"""The state of one VM: symbols, globals, classes, class path, output. A new universe is really new."""

from __future__ import absolute_import

from som.bytecode import opcodes as op
from som.bytecode.listing import list_class
from som.compiler.assembly import Assembly
from som.compiler.inlining import is_inlined
from som.compiler.operators import is_operator
from som.compiler.definition import Compilation, compile_detour, numbered
from som.compiler.workspace import assign_globals
from som.errors import Exit, FatalError, LoadError, StackTraceRequest, VMError
from som.interpreter.interpreter import Interpreter
from som.interpreter.traceback import PROBE, format_traceback, print_stack_trace
from som.limits import Limits
from som.objects.arrayobject import array_of
from som.objects.classobject import W_Class
from som.objects.globalcell import GlobalCell
from som.objects.instanceobject import W_Instance
from som.objects.layout import Layout
from som.objects.methodobject import Code, W_Method
from som.objects.stringobject import W_String
from som.objects.symbolobject import W_Symbol
from som.rpy import time
from som.source import SourceText
from som.syntax.parsing import parse, parse_expression
from som.syntax.tree import ReturnNode, VariableNode
from som.terminal import style_for
from som.universe.bootstrap import CORE_CLASSES, Kinds, is_core_class
from som.universe.explaining import explanation_text
from som.universe.image import adopt_image, discard_image
from som.universe.loader import Loader, names_of, new_class
from som.universe.streams import OutputStream


def answer_last(node):
    """Make the value of the last statement the value of the whole body."""
    count = len(node.statements)
    if count > 0 and not isinstance(node.statements[count - 1], ReturnNode):
        last = node.statements[count - 1]
        node.statements[count - 1] = ReturnNode(last.start, last.end, last)


def it_parameter():
    """The parameter that every evaluated expression has."""
    return VariableNode(0, 0, "it")


def flush_caches(code):
    """Empty the inline caches of the code and of all blocks in it."""
    for site in code.sites:
        site.flush()
    for block_code in code.blocks:
        flush_caches(block_code)


class Options(object):
    """What the command line can switch."""

    def __init__(self):
        self.inlining = True
        self.dump_code = False
        self.keeps_variables = False  # what an evaluated expression assigns to undeclared names becomes a global


class Statistics(object):
    """What the VM has spent its time on, in seconds."""

    def __init__(self):
        self.collections = 0  # those that the program asked for
        self.collection_time = 0.0
        self.compilation_time = 0.0


class LookupVersion(object):
    """Changes with the methods of classes; traces depend on it."""


class Universe(object):
    """One VM. `class_path`: directories, searched in order; after them comes our own core library.

    Its sources are the files in the directory `core_library`, or `embedded` in the native VM.
    """

    _immutable_fields_ = [
        "interp",
        "w_nil",
        "w_true",
        "w_false",
        "w_system",
        "classes",
        "metaclass_layout",
        "loader",
        "lookup_version?",
        "operators_replaced?",
        "nil_tests_redefined?",
        "polls?",
        "counts_depth?",
    ]

    def __init__(self, core_library):
        self.options = Options()
        self.class_path = []
        self.core_library = core_library
        self.embedded = {}  # class name -> SourceText
        self.prebuilt = {}  # class name -> W_Class of the image, not yet in use
        self.has_image = False
        self.symbols = {}
        self.cells = {}
        self.stdout = OutputStream(1)
        self.stderr = OutputStream(2)
        self.stderr.before = self.stdout
        self.start_time = time()
        self.statistics = Statistics()
        self.next_hash = 1
        self.nil_tests_redefined = False
        self.loop_exit = None
        self.limits = Limits()
        self.polls = False  # traces look for alarms
        self.counts_depth = False
        self.depth = 0  # activations, if they are counted
        self.sandbox = None  # a Sandbox, if the program is not trusted
        self.operators_replaced = False  # an operator of a number class has another method than the library gave it
        self.lookup_version = LookupVersion()
        self.metaclass_layout = Layout(None, "", False)
        self.classes = {}
        for name, _ in CORE_CLASSES:
            self.classes[name] = new_class(self.metaclass_layout)
        self.metaclass_layout.w_class = self.classes["Metaclass"]
        self.w_nil = self._instance_of("Nil")
        self.w_true = self._instance_of("True")
        self.w_false = self._instance_of("False")
        self.w_system = self._instance_of("System")
        self.w_restart = self._instance_of("Object")
        self.w_does_not_understand = self.symbol_for("doesNotUnderstand:arguments:")
        self.w_unknown_global = self.symbol_for("unknownGlobal:")
        self.w_escaped_block = self.symbol_for("escapedBlock:")
        self.all_classes = []
        self.loader = Loader(self)
        self.interp = Interpreter(self, self.w_nil, self.w_true, self.w_false, Kinds(self.classes))

    def _instance_of(self, name):
        return W_Instance(Layout(self.classes[name], "", False))

    # Symbols and globals

    def symbol_for(self, text):
        """The Symbol with that text, always the same one."""
        w_symbol = self.symbols.get(text, None)
        if w_symbol is None:
            w_symbol = W_Symbol(text)
            self.symbols[text] = w_symbol
        return w_symbol

    def cell_for(self, name):
        """The GlobalCell of a name, bound or not."""
        cell = self.cells.get(name, None)
        if cell is None:
            cell = GlobalCell(self.symbol_for(name))
            self.cells[name] = cell
        return cell

    def global_value(self, name):
        """The value of a global, None if it is unbound."""
        cell = self.cells.get(name, None)
        if cell is None:
            return None
        return cell.read()

    def bind_global(self, name, w_value):
        """Bind or rebind a global."""
        self.cell_for(name).bind(w_value)

    # Classes

    def boot(self):
        """Make the classes that the VM knows ready for use. Raises LoadError, SomSyntaxError, CompileErrors."""
        self.start_time = time()
        self.statistics = Statistics()
        if self.has_image:
            if adopt_image(self):
                return
            discard_image(self)
        self._load_core()

    def _load_core(self):
        for name, w_value in [("nil", self.w_nil), ("true", self.w_true), ("false", self.w_false)]:
            self.bind_global(name, w_value)
        self.bind_global("system", self.w_system)
        for name, _ in CORE_CLASSES:
            if self.load_class(name) is None:
                message = "The core library is incomplete: there is no %s.som on the class path (%s)"
                raise LoadError(message % (name, ":".join(self.class_path + [self.core_library])))

    def load_class(self, name):
        """The class bound to the name, loaded from the class path if need be; None if there is none."""
        w_value = self.global_value(name)
        if w_value is None:
            return self._load_timed(name)
        if isinstance(w_value, W_Class):
            return w_value
        return None

    def _load_timed(self, name):
        if len(self.loader.loading) > 0:  # the superclass of a class that is being loaded, whose time counts already
            return self.loader.load(name)
        start = time()
        w_class = self.loader.load(name)
        self.statistics.compilation_time += time() - start
        return w_class

    def accelerates(self, name):
        """True if methods that a class of this name writes in SOM may be replaced by primitives."""
        if name.endswith(" class"):
            end = len(name) - len(" class")
            assert end >= 0
            name = name[:end]
        return is_core_class(name)

    def class_defined(self, w_class, name, own_name):
        """Called by the loader for every class that is complete."""
        self.all_classes.append(w_class)
        if w_class.overrides_nil_tests or w_class.layout.w_class.overrides_nil_tests:
            self.nil_tests_redefined = True
        self.bind_global(own_name, w_class)
        if name != own_name:
            self.bind_global(name, w_class)
        if self.options.dump_code:
            self.stderr.write(list_class(w_class))

    def check_replaceable(self, w_class, selector):
        """Called before a class gets another method for the selector. VMError if code takes the method for granted."""
        if not is_core_class(w_class.w_name.text):
            return
        if is_operator(selector):
            self.operators_replaced = True
        elif self.options.inlining and is_inlined(selector):
            message = "%s>>%s is compiled inline and cannot be replaced; the option --no-inlining makes it a message"
            raise VMError(message % (w_class.w_name.text, selector))

    def methods_changed(self):
        """Forget all lookups, after a class has got another method."""
        self.lookup_version = LookupVersion()
        for w_class in self.all_classes:
            for w_side in [w_class, w_class.layout.w_class]:
                w_side.memo = {}
                for w_method in w_side.methods_w:
                    if isinstance(w_method, W_Method):
                        flush_caches(w_method.code)

    # Running

    def run_program(self, arguments):
        """Send initialize: to system. Raises Exit, VMError, SomSyntaxError, CompileErrors, LoadError."""
        w_arguments = array_of([W_String(argument) for argument in arguments])
        self._send(self.w_system, "initialize:", [w_arguments], arguments)

    def print_line(self, w_value):
        """Send println to the value. Raises what `run_program` raises."""
        self._send(w_value, "println", [], [])

    def _send(self, w_receiver, selector, arguments_w, arguments):
        """A message from outside of all activations; `arguments` are those of the program."""
        try:
            self.interp.send(w_receiver, selector, arguments_w)
        except StackTraceRequest as request:
            print_stack_trace(self.interp, request)
        except Exit as ending:
            self._explain(ending, arguments)
            raise

    def evaluate(self, text, w_it):
        """The value of the expression or statements, in which `it` means `w_it`; self is nil.

        Raises what `run_program` raises.
        """
        w_method = self.compile_expression(text)
        try:
            return self.interp.invoke(w_method, self.w_nil, [w_it])
        except StackTraceRequest as request:
            print_stack_trace(self.interp, request)
            return self.w_nil
        except Exit as ending:
            self._explain(ending, [])
            raise

    def _explain(self, ending, arguments):
        """Say on stderr where and why, if `error:` has ended the program."""
        text = explanation_text(self, ending, arguments, style_for(self.stderr.descriptor))
        if text != "":
            self.stderr.write(text)
            self.stderr.flush()

    def parse_input(self, source):
        """The tree of an expression or statements as it is compiled. Raises SomSyntaxError."""
        node = parse_expression(source)
        if self.options.keeps_variables:
            assign_globals(node, self)
        return node

    def may_assign(self, name):
        """Whether an expression may make a global of the name by assigning to it; classes are defined instead."""
        return not isinstance(self.global_value(name), W_Class)

    def compile_expression(self, text):
        """A W_Method with the parameter `it`; its value is that of the last statement."""
        source = SourceText("<input>", text)
        node = self.parse_input(source)
        answer_last(node)
        node.selector = "run:"
        node.parameters = [it_parameter()]
        compilation = Compilation(self, source, self.options.inlining)
        compilation.diagnostics += node.diagnostics
        w_method = compilation.method(node, {}, False)
        compilation.check()
        assert isinstance(w_method, W_Method)
        w_method.w_holder = self.classes["Nil"]
        w_method.code.adopt(self.classes["Nil"])
        return w_method

    # For the interpreter

    def provide_blocks(self, code, number):
        """Make sure that the inlined send has its blocks as code. FatalError if its source has changed."""
        inlined = code.inlined_sends[number]
        if inlined.block_codes is not None:
            return
        w_holder = code.w_holder
        node = None
        is_class_side = False
        if code.source.path == "<input>":
            node = self.parse_input(code.source)
            answer_last(node)
            node.parameters = [it_parameter()]
        else:
            tree = parse(code.source)
            for side in [tree.instance_side, tree.class_side]:
                for method in side.methods:
                    if method.start == code.home_start:
                        node = method
                        is_class_side = side is tree.class_side
        if node is None:
            raise FatalError("the source of %s is gone" % code.qualified_name())
        fields = numbered(names_of(w_holder))
        request = compile_detour(self, code.source, node, fields, is_class_side, code.start, number)
        for block_code in request.block_codes:
            block_code.adopt(w_holder)
        inlined.copies = request.copies[:]
        inlined.block_codes = request.block_codes[:]

    def loop_exit_code(self):
        """The code of a block that returns nil from its home, whose context is its own."""
        if self.loop_exit is None:
            assembly = Assembly()
            assembly.emit(op.NIL, [2])
            assembly.emit(op.RETURN_HOME, [2, 0, 1])
            code = Code("whileTrue:", 0, True)
            assembly.assemble(code, 0)
            code.shape(2, 3, -1, False, 1, 0)
            self.loop_exit = code
        return self.loop_exit

    def probe_code(self, argument_count):
        """The code of a block that fails when it is evaluated; see interpreter/traceback.py."""
        assembly = Assembly()
        assembly.emit(op.FAIL, [assembly.unique_literal(W_String(PROBE))])
        code = Code("", argument_count, True)
        assembly.assemble(code, 0)
        code.shape(1 + argument_count, 1 + argument_count, -1, False, -1, 0)
        return code

    def answering_code(self, w_answer):
        """The code of a block without parameters that answers the object."""
        assembly = Assembly()
        assembly.emit(op.LITERAL, [1, assembly.unique_literal(w_answer)])
        assembly.emit(op.RETURN, [1])
        code = Code("", 0, True)
        assembly.assemble(code, 0)
        code.shape(1, 2, -1, False, -1, 0)
        return code

    def format_traceback(self, error):
        """The text for a VMError that ended the program."""
        return format_traceback(self.interp, error, style_for(self.stderr.descriptor))
