"""`list`: the invoices of an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from ...account.provider import Provider
from ...errors import UnexpectedAnswer
from .. import quantities
from ..command import Run, command
from ..days import Period, window, window_options
from ..invoices import INVOICES, invoice_record
from ..output import Record
from ..progress import counting, has_room


@command(
    "list",
    examples="""
        cloudinvoices list qovery --since 2026-01
        cloudinvoices list edge --period 2026-05 -o csv > may.csv
        cloudinvoices list doit -o ndjson | jq -r 'select(.status == "overdue") | .id'
    """,
)
@click.argument("account")
@window_options
def list_invoices(run: Run, account: str, since: Period | None, until: Period | None, period: Period | None) -> None:
    """List the invoices of an account.

    Days are compared with the day an invoice is dated; invoices without any are always listed. Akamai is asked month
    by month: without --since the last 12 closed months and this one.

    JSON and NDJSON have every field, with `raw` exactly as the provider sent it; amounts are text, so that no digit is
    lost. CSV has the same without `raw`.
    """
    first, last = window(since, until, period)
    with run.connect(account) as provider:
        run.output.many(_records(run, provider, first, last), INVOICES)
        if provider.skipped:
            raise UnexpectedAnswer(
                f"{quantities.count(len(provider.skipped), 'item')} of the list could not be read",
                provider=provider.name,
                hint="The warnings above say why; the other invoices are complete.",
            )


def _records(run: Run, provider: Provider, since: date | None, until: date | None) -> Iterator[Record]:
    shown = not run.messages.quiet and has_room(streams=run.output.streams)
    with counting("invoices", shown=shown) as count:
        for invoice in provider.list(since=since, until=until):
            count()
            yield invoice_record(invoice)


COMMAND = list_invoices
