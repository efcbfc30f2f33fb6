"""The program with its commands; each command's module loads when it is asked for."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .interrupts import interruption
from .options import common_options

COMMANDS = {
    "providers": ("providers", "Show what each provider can do, and what it needs."),
    "accounts": ("accounts", "Show the accounts there are; --check signs in to each."),
    "list": ("list_invoices", "List the invoices of an account."),
    "get": ("get_invoice", "Show one invoice of an account."),
    "download": ("download", "Download the document of an invoice."),
    "sync": ("sync", "Fetch every document that the archive does not hold."),
    "records": ("records", "Show what an archive holds, one record a document."),
    "verify": ("verify", "Check every byte of an archive against its record."),
    "missing": ("missing", "Show accounts and months without an invoice."),
    "quirks": ("quirks", "Show where providers differ from their documentation."),
    "simulate": ("simulate", "Run a local simulator of all providers."),
    "demo": ("demo", "Try it all on this machine, without an account."),
}
"""By the names of the commands, in the order of the help: their modules, and what they say first of themselves."""


class Application(click.Group):
    """A group that knows its commands by name only: to load all of them takes three times as long as the help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f".commands.{COMMANDS[cmd_name][0]}", __package__).COMMAND
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        import difflib

        if args[0] not in COMMANDS and (near := difflib.get_close_matches(args[0], COMMANDS, n=1)):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

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


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from .version import version_lines

        click.echo("\n".join(version_lines(with_libraries=ctx.params["verbose"] > 0)))
        ctx.exit()


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
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    callback=_show_version,
    help="Version, Python and specs, for a report; with -v libraries too.",
)
@click.pass_context
def application(ctx: click.Context, /, **given: Any) -> None:
    """Find, read and download the invoices of Qovery, Akamai, MasStack, F5 Distributed Cloud and DoiT.

    ACCOUNT is a name from the configuration, or a provider's name: then its credentials come from the environment.
    """
    # Options before the command are the defaults of those after it.
    chosen = {name: value for name, value in given.items() if value}
    ctx.default_map = dict.fromkeys(COMMANDS, chosen)


application.params.extend(common_options())
