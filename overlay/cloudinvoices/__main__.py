"""`python -m cloudinvoices`: the command line."""

from .cli import main

main()
