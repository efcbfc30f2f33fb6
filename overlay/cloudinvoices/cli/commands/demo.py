"""`demo`: everything at once, on this machine, without an account anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import click

from ...testing import Simulator
from ..account import Account
from ..command import Run, command
from ..configuration import FILE_NAME, read_configuration
from ..demonstration import Fetched, demo_environment, fetch, write_configuration
from ..failures import exit_code, worst
from ..output import Column, Layout, Record
from ..progress import counting

_LAYOUT = Layout(
    fields=["provider", "invoices", "documents", "bytes", "first", "last", "total"],
    columns=[
        Column("provider", "provider"),
        Column("invoices", "invoices", right=True),
        Column("documents", "documents", right=True),
        Column("bytes", "bytes", right=True),
        Column("first", "first"),
        Column("last", "last"),
        Column("total", "total", right=True),
    ],
)


@command(
    "demo",
    examples="""
        cloudinvoices demo
        cloudinvoices demo invoices -o json
    """,
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default="demo-invoices")
def demo(run: Run, folder: Path) -> None:
    """Try it all on this machine, without an account.

    Starts the simulator, writes a configuration for it into DIR (demo-invoices unless given), and downloads every
    document of all providers. Nothing leaves this machine, and nothing in DIR is overwritten.
    """
    with Simulator() as simulator, demo_environment(simulator):
        configuration = read_configuration(write_configuration(folder / FILE_NAME, simulator))
        with counting("documents", shown=not run.messages.quiet) as count:
            results = asyncio.run(_fetch_all(list(configuration.accounts.values()), folder, count))
    run.output.many(map(_record, results), _LAYOUT)
    for result in results:
        for invoice, error in result.failures:
            run.messages.error(error, f"{result.account}{' ' if invoice else ''}{invoice}: ")
    _say_what_next(run, folder)
    if code := worst(exit_code(error) for result in results for _, error in result.failures):
        raise click.exceptions.Exit(code)


async def _fetch_all(accounts: list[Account], folder: Path, count: Callable[[], None]) -> list[Fetched]:
    return await asyncio.gather(*(fetch(account, folder / account.name, count) for account in accounts))


def _record(fetched: Fetched) -> Record:
    return {
        "provider": fetched.account,
        "invoices": fetched.invoices,
        "documents": fetched.documents,
        "bytes": fetched.size,
        "first": min(fetched.days, default=None),
        "last": max(fetched.days, default=None),
        "total": ", ".join(f"{total:f} {currency}".strip() for currency, total in sorted(fetched.totals.items())),
    }


def _say_what_next(run: Run, folder: Path) -> None:
    run.messages.note(f"The documents are in {folder}, one folder an account; {folder / FILE_NAME} names the accounts.")
    run.messages.note(
        "Try more without an account: `cloudinvoices simulate` prints settings that list, get and download take."
    )
    run.messages.note(
        "Your own invoices: `cloudinvoices providers` shows what to set; then `cloudinvoices list PROVIDER`."
    )


COMMAND = demo
