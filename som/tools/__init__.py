"""Programs for those who work on the VM: generators, checks, viewers. CPython 3 only; no other package imports them.

`grammar` writes the parser's tables, with the help of `automaton`.
"""
