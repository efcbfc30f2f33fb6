"""`missing`: accounts and months without an invoice."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from .. import quantities
from ..archives import archive_option, refresh
from ..command import Run, command
from ..failures import FAILED
from ..output import Column, Layout

_LAYOUT = Layout(
    fields=("account", "month", "reason"),
    columns=(Column("account", "account"), Column("month", "month"), Column("reason", "reason")),
)


@command(
    "missing",
    examples="""
        cloudinvoices missing --archive invoices/
        cloudinvoices missing --archive invoices/ -o json
    """,
)
@archive_option
def missing(run: Run, address: str) -> None:
    """Show accounts and months without an invoice.

    Of each account in the archive the months between its first invoice and its last. With `cadence = "monthly"` in the
    configuration also those from `since` on and up to last month, and of an account that has no invoice yet; with
    `cadence = "irregular"` none. Credit notes and cancelled invoices do not count. Nobody is asked but the archive.

    The exit code is 1 if anything is missing.
    """
    from ...archive import Archive, Expected, find_missing

    expected = {name: Expected(one.cadence, one.since) for name, one in run.configuration.accounts.items()}
    with Archive(address) as archive:
        sound = refresh(archive, run.messages)
        found = list(find_missing(archive, expected, datetime.now(UTC).date()))
    records = [{"account": one.account, "month": one.month, "reason": one.reason} for one in found]
    run.output.many(records, _LAYOUT, bare=False)
    run.messages.note(f"{quantities.count(len(found), 'month')} missing." if found else "Nothing is missing.")
    if found or not sound:
        raise click.exceptions.Exit(FAILED)


COMMAND = missing
