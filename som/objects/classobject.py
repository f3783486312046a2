"""Classes: names, fields, methods, and the lookup of selectors.

Lookup is a pure function of class and selector: methods do not change once a class is loaded, except
through `W_Class.replace_method`, after which the universe drops every memoised lookup.
"""

from __future__ import absolute_import

from som.objects.instanceobject import W_Instance
from som.objects.layout import ANYTHING, INLINE_FIELDS, UNKNOWN, fresh_layout, kind_with_words
from som.rpy import elidable


class W_Class(W_Instance):
    """A class or metaclass. Its own fields (those of the class side) are `class_fields_w`."""

    _attrs_ = [
        "w_name",
        "w_superclass",
        "field_names_w",
        "method_table",
        "methods_w",
        "selectors_w",
        "memo",
        "instance_layout",
        "class_fields_w",
        "w_methods_array",
        "source",
        "overrides_nil_tests",
    ]
    _immutable_fields_ = ["instance_layout?", "overrides_nil_tests?", "class_fields_w?"]
    type_name = "Class"

    def __init__(self, layout):
        W_Instance.__init__(self, layout)
        self.reset()

    def reset(self):
        """Back to a class without name, fields and methods, as before its definition was read."""
        self.w_name = None
        self.w_superclass = None
        self.field_names_w = []  # of instances, inherited ones first
        self.method_table = {}
        self.methods_w = []
        self.selectors_w = []
        self.memo = {}
        self.instance_layout = None
        self.class_fields_w = []
        self.w_methods_array = None  # made on demand, then always the same
        self.source = None
        self.overrides_nil_tests = False

    def define(self, w_name, w_superclass, field_names_w, expects_numbers):
        """Set name, superclass and the names of all instance fields, inherited ones first.

        `expects_numbers`: fields will probably hold numbers. The class finds out anyhow, but after its first instances.
        """
        self.w_name = w_name
        self.w_superclass = w_superclass
        self.field_names_w = field_names_w
        if w_superclass is not None:
            inherited = w_superclass.instance_layout
            expects_numbers = expects_numbers or (inherited is not None and inherited.has_words)
        self.instance_layout = fresh_layout(self, len(field_names_w), expects_numbers)

    def add_method(self, w_invokable):
        """Add a method of the class itself, in order of declaration; a later one of equal selector wins."""
        w_selector = w_invokable.w_signature
        w_invokable.w_holder = self
        if w_selector in self.method_table:
            index = self.selectors_w.index(w_selector)
            self.methods_w[index] = w_invokable
        else:
            self.methods_w.append(w_invokable)
            self.selectors_w.append(w_selector)
        self.method_table[w_selector] = w_invokable

    def replace_method(self, index, w_invokable):
        """Let `w_invokable` answer the selector declared at the 0-based `index`. Memoised lookups stay behind."""
        self.methods_w[index] = w_invokable
        self.method_table[self.selectors_w[index]] = w_invokable

    @elidable
    def lookup_in(self, version, w_selector):
        """Like `lookup`, for traces: constant as long as the universe's `version` of all methods is the same."""
        return self.lookup(w_selector)

    def lookup(self, w_selector):
        """The invokable that answers the selector, own or inherited, or None."""
        w_found = self.memo.get(w_selector, None)
        if w_found is None:
            w_class = self
            while w_class is not None:
                w_found = w_class.method_table.get(w_selector, None)
                if w_found is not None:
                    self.memo[w_selector] = w_found
                    break
                w_class = w_class.w_superclass
        return w_found

    def learn_kind(self, index, kind):
        """Make new instances expect what a field of an existing one turned out to hold."""
        layout = self.instance_layout
        if kind_with_words(kind) != kind and layout.size <= INLINE_FIELDS:
            kind = kind_with_words(kind)
            if not layout.has_words:
                layout = layout.with_words()
        known = layout.kind_of(index)
        if known != kind and known != ANYTHING:
            if known != UNKNOWN:
                kind = ANYTHING
            layout = layout.with_kind(index, kind)
        if layout is not self.instance_layout:
            self.instance_layout = layout

    def inherits_from(self, w_class):
        """True if `w_class` is this class or one of its superclasses."""
        w_each = self
        while w_each is not None:
            if w_each is w_class:
                return True
            w_each = w_each.w_superclass
        return False

    def set_class_field(self, index, w_value):
        """Store into a field of the class side."""
        self.class_fields_w[index] = w_value
