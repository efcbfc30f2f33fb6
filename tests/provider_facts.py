"""What tests have to know of each provider, once, in plain values that are not read from the code they judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Facts:
    settings: Mapping[str, Any]
    """Enough to connect; the secrets among them contain "planted"."""
    credential: str
    """The setting without which the provider knows nobody."""
    formats: tuple[str, ...] = ("pdf",)
    kept_formats: tuple[str, ...] = ("pdf",)
    """What an archive keeps unless told otherwise."""
    statuses: Mapping[str | None, str] = field(default_factory=dict[str | None, str])
    """What the simulator sends, and what it means."""
    unknown_id: str
    """An id as the provider makes them, of no invoice."""
    list_member: str | None
    """Where the items of a list are; None if the answer itself is the list."""
    currency_member: str = "currency"
    """A text of an item without which it is an invoice all the same."""
    amount_member: str
    is_amount_text: bool = False
    is_amount_in_cents: bool = False
    names_requests: bool = False
    """Whether errors carry an id of the request."""
    announces_size: bool = True
    """Whether it is known how long a document is before its end."""


FACTS = {
    "qovery": Facts(
        settings={"organization": "acme", "token": "qov_planted"},
        credential="token",
        statuses={"PAID": "paid", "PAYMENT_DUE": "issued", "VOIDED": "void"},
        unknown_id="00000000-0000-4000-8000-000000000000",
        list_member="results",
        currency_member="currency_code",
        amount_member="total_in_cents",
        is_amount_in_cents=True,
    ),
    "akamai": Facts(
        settings={
            "client_token": "planted-1",
            "client_secret": "planted-2",
            "access_token": "planted-3",
            "base_url": "https://host.luna.akamaiapis.net",
        },
        credential="access_token",
        formats=("pdf", "csv", "json"),
        kept_formats=("pdf", "csv"),
        statuses={None: "unknown"},
        unknown_id="1000000000",
        list_member=None,
        currency_member="invoiceCurrency",
        amount_member="invoiceTotal",
        names_requests=True,  # in the body
    ),
    "masstack": Facts(
        settings={"organization": "acme", "account": "4711", "access_token": "planted"},
        credential="access_token",
        statuses={"PAGADO": "paid", "PENDIENTE": "unknown"},
        unknown_id="MM00000000",
        list_member="invoices",
        currency_member="delivery_mode",  # it names no currency
        amount_member="value",
    ),
    "f5xc": Facts(
        settings={"tenant": "acme", "api_token": "planted"},
        credential="api_token",
        statuses={
            "STATUS_PAID": "paid",
            "STATUS_PENDING": "draft",
            "STATUS_REFUNDED": "refunded",
            "OVERDUE": "overdue",
            "STATUS_CANCELLED": "void",
            "STATUS_ISSUED": "issued",
            None: "unknown",
        },
        unknown_id="invoice-1999-01",
        list_member="invoices",
        amount_member="amount",
        is_amount_text=True,
        is_amount_in_cents=True,
        announces_size=False,  # text inside JSON
    ),
    "doit": Facts(
        settings={"api_key": "planted"},
        credential="api_key",
        formats=("json", "pdf"),
        kept_formats=("json", "pdf"),
        statuses={"OPEN": "issued", "PAST DUE": "overdue", "PAID": "paid"},
        unknown_id="IN990100000",
        list_member="invoices",
        amount_member="totalAmount",
        names_requests=True,  # in a header
        announces_size=False,  # a PDF comes compressed
    ),
}
