"""The instruction set, declared once: everything else about it is derived from the declarations.

`instructions` holds one decorated function an instruction: its name is the mnemonic, its parameters are the
operands, its docstring is what it does in one register-transfer sentence, its body does it. `spec` has the
decorator, operand kinds and the encoding; `listing` turns code into text. Start with `instructions`.
"""
