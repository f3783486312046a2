"""Everything that a running VM knows: globals, symbols, classes, and how classes get here.

`bootstrap` has the table of the classes known to the VM, `loader` turns files of the class path into classes,
`universe` holds the state. Start with `universe`.
"""
