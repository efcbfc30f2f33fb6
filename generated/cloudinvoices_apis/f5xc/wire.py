# Generated from specs/f5xc.yaml
# (SHA-256 7db094d5798d9753f04384506ea641b14178cde812ffcd339ccbaad744a33108)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct


class GetInvoicePdfRsp(Struct, frozen=True, gc=False, kw_only=True):
    """The answer to a request for the PDF of an invoice."""

    pdf: str | None = None
    """The invoice as a PDF document, base64 encoded."""


InvoiceStatus: TypeAlias = Literal[
    "STATUS_UNKNOWN", "STATUS_ISSUED", "STATUS_PENDING", "STATUS_PAID", "STATUS_REFUNDED", "STATUS_CANCELLED", "OVERDUE"
]


class Invoice(Struct, frozen=True, gc=False, kw_only=True):
    """An invoice. A field that has its default value (0, false, STATUS_UNKNOWN, empty) may be missing."""

    name: str | None = None
    """The name of the invoice, by which its PDF is found."""

    amount: str | None = None
    """The amount in cents, as the text of a whole number."""

    currency: str | None = None
    """The currency of the amount."""

    period_start: str | None = None
    """When the billed period begins, to the nanosecond."""

    period_end: str | None = None
    """When the billed period ends, to the nanosecond."""

    active: bool | None = None
    """True while the invoice is not final and its value can still change, false once it is final."""

    status: InvoiceStatus | str | None = None


class ListInvoicesRsp(Struct, frozen=True, gc=False, kw_only=True):
    """The answer to a request for the invoices of a tenant."""

    invoices: list[Invoice] | None = None
    """The invoices."""
