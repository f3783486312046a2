"""Text to tree. Knows no objects.

`som.lark` is the only statement of the grammar; `tables` is generated from it (`python -m som.tools.grammar`).
`lexing` runs the automaton, `parsing` the LALR tables, `building` has one function for each kind of node,
`complaints` words the syntax errors and `reporting` shows them. `tree` is what comes out.

To add syntax: one rule in `som.lark`, the function it names in `building`, and regenerate.
"""
