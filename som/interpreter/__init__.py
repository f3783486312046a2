"""Execution: frames, the loop, sends and inline caches, non-local return, traceback data.

One activation of a SOM method or block is one host call of `interpreter.interpret`. `sending` activates what
lookups find, `unwinding` leaves several activations at once, `traceback` tells where the program was.
Knows neither compiler nor syntax. Start with `interpreter`.
"""
