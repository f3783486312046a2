"""From a name to a class: the file on the class path, its tree, its methods, its primitives.

A class of the VM's own table is filled in where it stands; any other gets a new class object.
"""

from __future__ import absolute_import

from som.compiler.definition import Compilation
from som.compiler.inlining import NIL_TESTS
from som.errors import LoadError
from som.objects.classobject import W_Class
from som.objects.layout import fresh_layout
from som.objects.methodobject import W_Method, W_Primitive
from som.primitives.registry import find_primitive, new_primitive
from som.rpy import file_exists, is_directory, is_regular_file, read_file
from som.source import SourceText
from som.syntax.parsing import parse
from som.universe.bootstrap import is_core_class
from som.universe.image import prebuilt_class
from som.universe.suggesting import advice_for_class


EMBEDDED = "core-lib/Smalltalk/"  # how diagnostics call the place of our own core library, wherever it is


class Loader(object):
    """Loads classes into a universe."""

    def __init__(self, universe):
        self.universe = universe
        self.loading = []  # names of the classes whose files are being read, to notice cycles

    def load(self, name):
        """The W_Class of that name from the class path, bound to its global; None if no file has it.

        Raises SomSyntaxError, CompileErrors, LoadError.
        """
        source = self.find_source(name)
        if source is None:
            return None
        w_prebuilt = prebuilt_class(self.universe, name, source)
        if w_prebuilt is not None:
            self.universe.class_defined(w_prebuilt, name, name)
            return w_prebuilt
        if name in self.loading:
            raise LoadError("Class %s inherits from itself: %s" % (name, " -> ".join(self.loading + [name])))
        self.loading.append(name)
        try:
            return self.define(source, name)
        finally:
            self.loading.pop()

    def find_source(self, name):
        """The SourceText of the first file on the class path that is called like the class, or None."""
        if name == "" or name.find("/") >= 0 or name.find("\x00") >= 0:
            return None
        for directory in self.universe.class_path:
            path = name + ".som"
            if directory != "":
                path = directory + "/" + path
            if file_exists(path):
                return self.read(path, path)
        return self.embedded_source(name)

    def embedded_source(self, name):
        """The SourceText of a class of our own core library, or None."""
        universe = self.universe
        source = universe.embedded.get(name, None)
        if source is None and universe.core_library != "":
            path = universe.core_library + "/" + name + ".som"
            if file_exists(path):
                source = self.read(path, EMBEDDED + name + ".som")
        return source

    def read(self, path, shown_path):
        """The SourceText of a file. LoadError if it cannot be read."""
        sandbox = self.universe.sandbox
        if sandbox is not None and not sandbox.allows(path):
            raise LoadError("%s: error: the sandbox does not allow this file, which is not on the class path" % path)
        if is_directory(path):
            raise LoadError("%s: error: this is a directory, not the file of a class" % path)
        if not file_exists(path):
            raise LoadError("%s: error: there is no such file" % path)
        if not is_regular_file(path):  # a pipe may never have an end, nor a device
            raise LoadError("%s: error: this is no file, but a device or a pipe" % path)
        try:
            return SourceText(shown_path, read_file(path))
        except (OSError, IOError):
            raise LoadError("%s: error: the file cannot be read; check its permissions" % path)

    def define(self, source, name):
        """The class that the source defines, bound to `name` and to the name that it gives itself."""
        tree = parse(source)
        self._check_core_class(tree)
        w_superclass = self._superclass_of(tree, source)
        compilation = Compilation(self.universe, source, self.universe.options.inlining)
        compilation.diagnostics += tree.diagnostics
        w_class = self._class_object(tree.name)
        w_meta = w_class.layout.w_class
        w_meta_superclass = self.universe.classes["Class"]
        if w_superclass is not None:
            w_meta_superclass = w_superclass.layout.w_class
        instance_side = compilation.side(tree.instance_side, names_of(w_superclass), False)
        class_side = compilation.side(tree.class_side, names_of(w_meta_superclass), True)
        compilation.check()
        self._fill(w_class, tree.name, w_superclass, instance_side, source)
        self._fill(w_meta, tree.name + " class", w_meta_superclass, class_side, source)
        w_class.class_fields_w = [self.universe.w_nil] * len(class_side.field_names)
        self.universe.class_defined(w_class, name, tree.name)
        return w_class

    def _check_core_class(self, tree):
        """The VM makes the instances of its own classes, without named fields."""
        if is_core_class(tree.name) and len(tree.instance_side.fields) > 0:
            raise LoadError("Class %s is known to the VM, its instances cannot have fields" % tree.name)

    def _superclass_of(self, tree, source):
        name = tree.superclass
        if name == "":
            name = "Object"
        if name == "nil":
            return None
        if name == "Object" and tree.name == "Object":
            raise LoadError("Object has to be defined as `Object = nil ( ... )`: the root class has no superclass")
        w_superclass = self.universe.load_class(name)
        if w_superclass is None:
            start = tree.superclass_start
            place = "%s:%d:%d" % (source.path, source.line_of(start), source.column_of(start) + 1)
            message = "%s: error: Super class %s could not be loaded" % (place, name)
            raise LoadError(message, advice_for_class(self.universe, name))
        return w_superclass

    def _class_object(self, name):
        universe = self.universe
        if is_core_class(name) and name in universe.classes and universe.classes[name].w_name is None:
            return universe.classes[name]
        return new_class(universe.metaclass_layout)

    def _fill(self, w_class, name, w_superclass, side, source):
        universe = self.universe
        names_w = [universe.symbol_for(each) for each in side.field_names]
        w_class.define(universe.symbol_for(name), w_superclass, names_w, side.stores_numbers)
        w_class.source = source
        for w_method in side.methods_w:
            self._add_method(w_class, name, w_method)
        w_class.overrides_nil_tests = overrides_nil_tests(w_class, name)

    def _add_method(self, w_class, name, w_method):
        selector = w_method.w_signature.text
        spec = find_primitive(name, selector)
        if isinstance(w_method, W_Method):
            w_method.code.adopt(w_class)
            if spec is not None and self.universe.accelerates(name):
                w_method.w_holder = w_class
                w_method = new_primitive(spec, w_method.w_signature, w_method)
        elif spec is not None:
            w_method = new_primitive(spec, w_method.w_signature, None)
        assert isinstance(w_method, W_Method) or isinstance(w_method, W_Primitive)
        w_class.add_method(w_method)


def new_class(metaclass_layout):
    """A class object without definition, and its metaclass."""
    w_meta = W_Class(metaclass_layout)
    return W_Class(fresh_layout(w_meta, 0, False))


def names_of(w_class):
    """The names of a class's instance fields as host strings."""
    if w_class is None:
        return []
    return [w_name.text for w_name in w_class.field_names_w]


def overrides_nil_tests(w_class, name):
    """True if the class or a superclass other than Object and Nil defines one of the nil tests itself."""
    if name == "Object" or name == "Nil":
        return False
    w_superclass = w_class.w_superclass
    if w_superclass is not None and w_superclass.overrides_nil_tests:
        return True
    for w_selector in w_class.selectors_w:
        if w_selector.text in NIL_TESTS:
            return True
    return False
