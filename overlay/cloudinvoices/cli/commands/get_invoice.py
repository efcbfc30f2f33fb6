"""`get`: one invoice."""

from __future__ import annotations

import click

from ..command import Run, command
from ..invoice_id import InvoiceIdType
from ..invoices import INVOICES, invoice_record


@command(
    "get",
    examples="""
        cloudinvoices get doit INV-2026-0042
        cloudinvoices get platform 6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601 -o json
    """,
)
@click.argument("account")
@click.argument("id", type=InvoiceIdType())
def get_invoice(run: Run, account: str, id: str) -> None:
    """Show one invoice of an account.

    Where the provider has no such operation (Akamai, MasStack, F5) it is looked for in the list.
    """
    with run.connect(account) as provider:
        run.output.one(invoice_record(provider.get(id)), INVOICES)


COMMAND = get_invoice
