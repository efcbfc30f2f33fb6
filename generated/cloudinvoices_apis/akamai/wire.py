# Generated from specs/akamai.yaml
# (SHA-256 c69263036b8324ad68b615d5217abe7568ace43fc6a717fca34a680e98858c75)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct, field

ContractIdentifiers: TypeAlias = list[str]
"""The identifiers of contracts."""


InvoiceType: TypeAlias = Literal["INVOICE", "CREDIT_MEMO"]


SourceType: TypeAlias = Literal["REGULAR", "COMPUTE"]


class InvoiceFile(Struct, frozen=True, gc=False, kw_only=True):
    """One file of an invoice."""

    content_type: str | None = field(name="contentType", default=None)
    """The media type of the file, to be sent as `Accept` for a download."""

    file_creation_date: str | None = field(name="fileCreationDate", default=None)
    """The day the file was made."""

    file_link: str | None = field(name="fileLink", default=None)
    """The path of the download on the client's own host. It is the same for every format."""

    file_name: str | None = field(name="fileName", default=None)
    """The name of the file."""

    file_version: int | None = field(name="fileVersion", default=None)
    """The version of the file. A file issued again has a higher one."""

    source_type: SourceType | str | None = field(name="sourceType", default=None)


class Invoice(Struct, frozen=True, gc=False, kw_only=True):
    """An invoice or credit memo and the files there are of it."""

    invoice_id: int | None = field(name="invoiceId", default=None)
    """Identifies the invoice or credit memo. Values go beyond 32 bits."""

    invoice_date: str | None = field(name="invoiceDate", default=None)
    """The day the invoice or credit memo was published."""

    invoice_due_date: str | None = field(name="invoiceDueDate", default=None)
    """The day it is due."""

    invoice_total: Decimal | None = field(name="invoiceTotal", default=None)
    """The amount billed. Negative for credit memos."""

    invoice_currency: str | None = field(name="invoiceCurrency", default=None)
    """The currency of the total, as a three-letter ISO 4217 code."""

    invoice_type: InvoiceType | str | None = field(name="invoiceType", default=None)
    contract_id: str | None = field(name="contractId", default=None)
    """Identifies the contract the invoice belongs to."""

    account_id: str | None = field(name="accountId", default=None)
    """Identifies the account."""

    files: list[InvoiceFile] | None = None
    """The files there are of the invoice, at least one."""


InvoiceList: TypeAlias = list[Invoice]
"""The invoices and credit memos of a month."""
