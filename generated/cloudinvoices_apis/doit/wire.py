# Generated from specs/doit.yaml
# (SHA-256 4130f475ff260b5be216d47d3cd43c69cc3ae234a721e484cf081b9121ae41e4)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct, field

Currency: TypeAlias = Literal[
    "USD",
    "ILS",
    "EUR",
    "AUD",
    "CAD",
    "GBP",
    "DKK",
    "NOK",
    "SEK",
    "BRL",
    "SGD",
    "MXN",
    "CHF",
    "MYR",
    "TWD",
    "EGP",
    "ZAR",
    "JPY",
    "IDR",
    "AED",
    "THB",
    "COP",
]


class InvoiceLineItem(Struct, frozen=True, gc=False, kw_only=True):
    """One line of an invoice."""

    currency: str | None = None
    """Currency of the price."""

    description: str | None = None
    """What is charged."""

    details: str | None = None
    """More about what is charged."""

    price: Decimal | None = None
    """The price."""

    qty: Decimal | None = None
    """The quantity."""

    type: str | None = None
    """The kind of line."""


InvoicePlatform: TypeAlias = Literal[
    "google-cloud",
    "amazon-web-services",
    "microsoft-azure",
    "g-suite",
    "office-365",
    "superquery",
    "looker",
    "navigator",
    "solve",
]


InvoiceStatus: TypeAlias = Literal["OPEN", "PAST DUE", "PAID"]


class ValidateResponse(Struct, frozen=True, gc=False, kw_only=True):
    """Who the caller is."""

    domain: str | None = None
    """Domain of the caller."""

    email: str | None = None
    """E-mail address of the caller."""


class Invoice(Struct, frozen=True, gc=False, kw_only=True):
    """An invoice with its line items."""

    id: str | None = None
    """Number of the invoice, which identifies it."""

    invoice_date: int | None = field(name="invoiceDate", default=None)
    """When the invoice was issued, in milliseconds since the epoch."""

    platform: InvoicePlatform | str | None = None
    due_date: int | None = field(name="dueDate", default=None)
    """The last day to pay the invoice, in milliseconds since the epoch."""

    status: InvoiceStatus | str | None = None
    total_amount: Decimal | None = field(name="totalAmount", default=None)
    """The amount of the invoice."""

    balance_amount: Decimal | None = field(name="balanceAmount", default=None)
    """What is still to be paid."""

    currency: Currency | str | None = None
    url: str | None = None
    """Link to the [details page](https://help.doit.com/docs/billing/invoices-and-payments/managing-invoices) of the invoice in the DoiT console, where a person can download the PDF"""

    line_items: list[InvoiceLineItem] | None = field(name="lineItems", default=None)
    """The lines of the invoice."""


class InvoiceListItem(Struct, frozen=True, gc=False, kw_only=True):
    """An invoice without its line items."""

    id: str | None = None
    """Number of the invoice, which identifies it."""

    invoice_date: int | None = field(name="invoiceDate", default=None)
    """When the invoice was issued, in milliseconds since the epoch."""

    platform: InvoicePlatform | str | None = None
    due_date: int | None = field(name="dueDate", default=None)
    """The last day to pay the invoice, in milliseconds since the epoch."""

    status: InvoiceStatus | str | None = None
    total_amount: Decimal | None = field(name="totalAmount", default=None)
    """The amount of the invoice."""

    balance_amount: Decimal | None = field(name="balanceAmount", default=None)
    """What is still to be paid."""

    currency: Currency | str | None = None
    url: str | None = None
    """Link to the [details page](https://help.doit.com/docs/billing/invoices-and-payments/managing-invoices) of the invoice in the DoiT console, where a person can download the PDF"""


class InvoiceList(Struct, frozen=True, gc=False, kw_only=True):
    invoices: list[InvoiceListItem] | None = None
    """The invoices of the page."""

    page_token: str | None = field(name="pageToken", default=None)
    """Asks for the page after this one; absent or empty on the last page."""

    row_count: int | None = field(name="rowCount", default=None)
    """Number of invoices."""
