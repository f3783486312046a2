"""Representation: objects and layouts, numbers, strings, symbols, arrays, blocks, classes, methods.

Knows nothing of how anything is executed. Start reading at `base`.
"""
