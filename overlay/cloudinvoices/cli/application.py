"""The program with its commands; each command's module loads when it is asked for."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .. import __version__
from .command import common_options
from .interrupts import interruption

COMMANDS = {
    "providers": "providers",
    "accounts": "accounts",
    "list": "list_invoices",
    "get": "get_invoice",
    "download": "download",
    "sync": "sync",
    "records": "records",
    "verify": "verify",
    "missing": "missing",
    "quirks": "quirks",
    "simulate": "simulate",
    "demo": "demo",
}
"""Names of the commands and of their modules, in the order of the help."""


class Application(click.Group):
    """A group that knows its commands by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{COMMANDS[cmd_name]}", __package__).COMMAND
        return command

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _ending_in_order():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with _ending_in_order():
            return super().invoke(ctx)


@contextmanager
def _ending_in_order() -> Generator[None]:
    """Else click says "Aborted!" and ends with 1."""
    try:
        yield
    except KeyboardInterrupt as error:
        what, code = interruption()
        click.echo(what, err=True)
        raise click.exceptions.Exit(code) from error


_EPILOG = """\b
Exit codes:
  0 all done             1 some items failed    2 usage
  69 not available       74 output              77 refused
  78 configuration       130 interrupted, 143 terminated: what was fetched is kept

\b
Begin with:
  cloudinvoices demo             all of it, on this machine, without an account
  cloudinvoices providers        the settings and environment names of each provider

\b
Every month:
  cloudinvoices sync --archive invoices/       every document that is not there yet
  cloudinvoices missing --archive invoices/    accounts and months without an invoice
"""


@click.group(
    cls=Application,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def application(ctx: click.Context, /, **given: Any) -> None:
    """Find, read and download the invoices of Qovery, Akamai, MasStack, F5 Distributed Cloud and DoiT.

    ACCOUNT is a name from the configuration, or a provider's name: then its credentials come from the environment.
    """
    # Options before the command are the defaults of those after it.
    chosen = {name: value for name, value in given.items() if value}
    ctx.default_map = dict.fromkeys(COMMANDS, chosen)


application.params.extend(common_options())
