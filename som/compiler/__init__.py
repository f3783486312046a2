"""From the tree of a class to its methods.

`inlining` says which messages become jumps; `scope` resolves names and finds out, for the blocks that remain,
which variables they capture; `codegen` emits through `assembly`; `definition` compiles whole classes. The
order matters: a variable used only in inlined blocks must not be captured. Start with `definition`.
"""
