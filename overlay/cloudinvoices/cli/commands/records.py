"""`records`: what an archive holds."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, get_args

import click

from ...invoice import Kind, Status
from ...providers import NAMES
from .. import quantities
from ..archives import archive_option, refresh
from ..command import Run, command
from ..days import Period, window, window_options
from ..failures import FAILED
from ..output import Column, Layout, Record

if TYPE_CHECKING:
    from ...archive import Archive

LAYOUT = Layout(
    fields=[
        *("provider", "account", "scope", "invoice", "number", "kind", "status", "provider_status", "currency"),
        *("total", "amount_due", "issued_on", "due_on", "period_start", "period_end", "dated"),
        *("format", "media_type", "path", "size", "sha256", "name", "fetched_at", "version", "record"),
    ],
    columns=[
        Column("account", "account"),
        Column("invoice", "number"),
        Column("kind", "kind"),
        Column("status", "status"),
        Column("dated", "dated"),
        Column("total", "total", right=True),
        Column("currency", "currency"),
        Column("format", "format"),
        Column("size", lambda record: quantities.size(record["size"]), right=True),
        Column("path", "path"),
    ],
)


@command(
    "records",
    examples="""
        cloudinvoices records --archive invoices/ --period 2026-03
        cloudinvoices records --archive invoices/ --by-invoice -o csv > amounts.csv
        cloudinvoices records --archive invoices/ --kind credit_note
        cloudinvoices records --archive invoices/ -o ndjson | jq -r 'select(.status == "overdue") | .path'
    """,
)
@archive_option
@click.option("--account", "accounts", multiple=True, help="Of this account only. All of these may be repeated.")
@click.option("--provider", "providers", type=click.Choice(NAMES), multiple=True, help="Of this provider only.")
@click.option("--status", "statuses", type=click.Choice(get_args(Status)), multiple=True, help="In this state only.")
@click.option("--kind", "kinds", type=click.Choice(get_args(Kind)), multiple=True, help="Of this kind only.")
@window_options
@click.option("--by-invoice", is_flag=True, help="One record an invoice, whatever formats it is held in: to add up.")
@click.option("--all-versions", is_flag=True, help="Also what was recorded before a document or invoice changed.")
def records(
    run: Run,
    address: str,
    accounts: tuple[str, ...],
    providers: tuple[str, ...],
    statuses: tuple[Status, ...],
    kinds: tuple[Kind, ...],
    since: Period | None,
    until: Period | None,
    period: Period | None,
    by_invoice: bool,
    all_versions: bool,
) -> None:
    """Show what an archive holds, one record a document.

    An invoice with documents in two formats has two records: who adds up amounts says --by-invoice. Paths are within
    the archive. Nobody is asked but the archive.

    Days are compared with the day an invoice is dated; invoices without any are always shown. Amounts are text, so
    that no digit is lost. The table leaves out most members.
    """
    from ...archive import Archive

    if by_invoice and all_versions:
        raise click.UsageError("--by-invoice shows the newest state of each: it does not go with --all-versions.")
    first, last = window(since, until, period)
    with Archive(address) as archive:
        sound = refresh(archive, run.messages)
        _note_unknown(run, archive, accounts)
        found = archive.records(
            all_versions=all_versions,
            account=accounts,
            provider=providers,
            status=statuses,
            kind=kinds,
            since=first,
            until=last,
        )
        layout = Layout(LAYOUT.fields, [*LAYOUT.columns, Column("version", "version")]) if all_versions else LAYOUT
        run.output.many(_first_of_each(found) if by_invoice else found, layout)
    if not sound:
        raise click.exceptions.Exit(FAILED)


def _first_of_each(records: Iterable[Record]) -> Iterator[Record]:
    """The first record of each invoice; those of one invoice follow each other, since their names begin alike."""
    for _, group in itertools.groupby(records, itemgetter("account", "dated", "scope", "invoice")):
        yield next(group)


def _note_unknown(run: Run, archive: Archive, accounts: Collection[str]) -> None:
    held = archive.accounts()
    for account in dict.fromkeys(accounts):
        if account not in held:
            run.messages.note(f"The archive holds nothing of an account {account!r}.")


COMMAND = records
