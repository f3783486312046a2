"""The command line: options, running a program, the shell, and how errors are shown.

`main` holds the entry point, shared by `python -m som`, the installed `som` command and the native
binary. Everything here but `hosting`, `installed`, `launching` and `library` is part of the native binary. Start
reading at `main`.
"""
