"""The commands, one module each; `COMMAND` is the command."""
