"""SOM, the Simple Object Machine: the language, its core library and its virtual machine.

Layers, lowest first: `rpy`, `errors`, `source` (the host); `syntax`, `objects` (text to tree;
representation); `bytecode`; `compiler`, `interpreter`; `primitives`; `universe`; `cli`; `tools`.
A module imports only from lower layers or, acyclically, from its own package.
"""
