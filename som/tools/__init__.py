"""Tools for those who work on the machine: CPython 3 only, never imported by the machine.

`check` is the gate that every change passes; `grammar` turns `som.lark` into the parser's tables.
Run each with `python -m som.tools.NAME`.
"""
