"""Invoices and downloads as records."""

from __future__ import annotations

from typing import Any

import msgspec

from ..invoice import Download, Invoice
from .output import Column, Layout, Record


def invoice_record(invoice: Invoice) -> Record:
    """Every field of an invoice."""
    return _fields(invoice)


def download_record(account: str, invoice: str, download: Download) -> Record:
    """A document that was fetched, with the account and the id it was asked for with."""
    return {"account": account, "invoice": invoice, **_fields(download)}


def _fields(value: Any) -> dict[str, Any]:
    return msgspec.structs.asdict(value)


def _id(record: Record) -> str:
    id, number = record["id"], record["number"]
    return f"{id} ({number})" if id and number not in ("", id) else id or number


INVOICES = Layout(
    fields=[name for name in Invoice.__struct_fields__ if name != "raw"],
    columns=[
        Column("id", _id),
        Column("kind", "kind"),
        Column("status", "status"),
        Column("dated", "dated"),
        Column("due", "due_on"),
        Column("total", "total", right=True),
        Column("currency", "currency"),
        Column("formats", "formats"),
    ],
)

DOWNLOADS = Layout(
    fields=["account", "invoice", "path", "format", "media_type", "size", "sha256"],
    columns=[Column("path", "path"), Column("size", "size", right=True), Column("sha256", "sha256")],
)
