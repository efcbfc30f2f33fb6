"""`sync`: an archive of every document of every account, brought up to date."""

from __future__ import annotations

from typing import get_args

import click

from ...invoice import Format
from ..archives import archive_option
from ..command import Run, command
from ..days import Period, window, window_options


@command(
    "sync",
    examples="""
        cloudinvoices sync --archive invoices/
        cloudinvoices sync edge platform --archive invoices/ --since 2024
        cloudinvoices sync --archive s3://acme-finance/invoices --jobs 32 -o json
        cloudinvoices sync --archive invoices/ --dry-run
    """,
)
@click.argument("accounts", metavar="[ACCOUNT]...", nargs=-1)
@archive_option
@window_options
@click.option(
    "--format",
    "formats",
    type=click.Choice(get_args(Format)),
    multiple=True,
    help="May be repeated. Default: pdf; DoiT json and pdf, Akamai pdf and csv.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=8, show_default=True, help="Documents at a time, by account."
)
@click.option("--dry-run", is_flag=True, help="Only list, and show what would be fetched; nothing is written.")
@click.option("--recheck", is_flag=True, help="Fetch what is held once more, and compare.")
@click.option("--yes", is_flag=True, help="Also if it costs more than 5,000 requests.")
def sync(
    run: Run,
    accounts: tuple[str, ...],
    address: str,
    since: Period | None,
    until: Period | None,
    period: Period | None,
    formats: tuple[Format, ...],
    jobs: int,
    dry_run: bool,
    recheck: bool,
    yes: bool,
) -> None:
    """Fetch every document that the archive does not hold.

    Without ACCOUNT those of the configuration; if there is none, every provider whose credentials the environment
    gives. Without --since each from its `since` in the configuration, else the last 12 closed months and this one.

    Nothing that is held is fetched again, changed or removed. What fails is named, stops nothing else, and is tried
    again by the next run; so is what is left of a run that was interrupted.
    """
    from ...archive import Options
    from ..synchronizing import synchronize

    first, last = window(since, until, period)
    options = Options(
        since=first,
        until=last,
        formats=tuple(dict.fromkeys(formats)),
        jobs=jobs,
        recheck=recheck,
        dry_run=dry_run,
        agreed=yes,
    )
    if code := synchronize(run, accounts, address, options):
        raise click.exceptions.Exit(code)


COMMAND = sync
