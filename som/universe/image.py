"""The core library inside the native VM: loaded before translation, ready when the VM starts.

Its classes are used as they are unless the class path has other definitions for some of those that the VM knows, or
options ask for other code; then everything is loaded from source, as in the hosted VM.
"""

from __future__ import absolute_import

import os

from som.bytecode.listing import list_class
from som.rpy import not_rpython
from som.universe.bootstrap import CORE_CLASSES, is_core_class


@not_rpython
def freeze(universe):
    """Load our core library into the universe; classes that the VM does not know by itself are kept for later."""
    for file_name in sorted(os.listdir(universe.core_library)):
        name, extension = os.path.splitext(file_name)
        if extension == ".som":
            universe.embedded[name] = universe.loader.embedded_source(name)
    universe.boot()
    for name in sorted(universe.embedded):
        if not is_core_class(name):
            universe.prebuilt[name] = universe.load_class(name)
    for name in universe.prebuilt:
        universe.cell_for(name).unbind()
    core_names = [name for name, _ in CORE_CLASSES]
    universe.all_classes = [w_class for w_class in universe.all_classes if w_class.w_name.text in core_names]
    universe.core_library = ""
    universe.has_image = True


def adopt_image(universe):
    """Use the image's classes if they are what the class path and the options ask for. True if so."""
    if not universe.options.inlining:
        return False
    sources = []
    for name, _ in CORE_CLASSES:
        source = universe.loader.find_source(name)
        if source is None or source.text != universe.embedded[name].text:
            return False
        sources.append(source)
    for index in range(len(CORE_CLASSES)):
        name, _ = CORE_CLASSES[index]
        universe.embedded[name].path = sources[index].path
    if universe.options.dump_code:
        for w_class in universe.all_classes:
            universe.stderr.write(list_class(w_class))
    return True


def prebuilt_class(universe, name, source):
    """The image's class of that name if the source is the one it was made from, else None."""
    if not universe.has_image:
        return None
    w_class = universe.prebuilt.get(name, None)
    if w_class is None or source.text != universe.embedded[name].text:
        return None
    universe.embedded[name].path = source.path
    return w_class


def discard_image(universe):
    """Back to a universe without classes and globals."""
    universe.has_image = False
    universe.all_classes = []
    universe.nil_tests_redefined = False
    for name in universe.cells:
        universe.cells[name].unbind()
    for name, _ in CORE_CLASSES:
        w_class = universe.classes[name]
        w_class.layout.w_class.reset()
        w_class.reset()
