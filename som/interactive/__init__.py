"""The shell in comfort, for the hosted VM: history, completion, editing of several lines, colours.

The shell itself is `som/cli/shell.py`, native or hosted; what is here only reads entries for it and needs the libraries
of the extra `shell`. `opening` decides whether they are used; nothing else is imported before that. `lexer` is also a
plug-in for Pygments and does not import the VM.
"""
