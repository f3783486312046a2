"""Primitives, one module a SOM class. Importing this package registers all of them.

`registry` has the `@primitive` decorator and the lookup by class name and selector.
"""

from __future__ import absolute_import

from som.primitives import (  # noqa: F401
    array_primitives,
    block_primitives,
    class_primitives,
    double_primitives,
    integer_primitives,
    method_primitives,
    object_primitives,
    string_primitives,
    symbol_primitives,
    system_primitives,
)
