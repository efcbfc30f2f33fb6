# Generated from specs/documents/invoice_record.schema.json
# (SHA-256 c4da951b6f5284f89b28dafd5e08ca0ee0ef6967b14ea76109815cd11e120bd0)
# by openapi-python-client 0.29.1, datamodel-code-generator 0.89.0, ruff 0.17.5.
# Do not edit, run `make generate`.

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct

Amount: TypeAlias = Annotated[
    str,
    Meta(
        description="An exact amount in units of the currency, as text, so that no reader rounds it.",
        pattern="^-?[0-9]+(\\.[0-9]+)?$",
    ),
]


Day: TypeAlias = Annotated[date, Meta(description="A day.")]


DocumentFormat: TypeAlias = Annotated[Literal["pdf", "csv", "json"], Meta(description="The format of a document.")]


InvoiceKind: TypeAlias = Annotated[
    Literal["invoice", "credit_note", "debit_note", "other"], Meta(description="What it is.")
]


InvoiceStatus: TypeAlias = Annotated[
    Literal["draft", "issued", "paid", "overdue", "void", "refunded", "unknown"], Meta(description="How far it is.")
]


class RecordSource(Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """Where and when this version came from."""

    provider: Annotated[str, Meta(description="The provider's key.", pattern="^[a-z0-9_]+$")]
    """The provider's key."""

    scope: Annotated[
        str, Meta(description="The organization, contract, account, namespace or tenant the invoice belongs to.")
    ]
    """The organization, contract, account, namespace or tenant the invoice belongs to."""

    operation: Annotated[
        str, Meta(description="The operation that gave what is new: the document's, or that of the list.")
    ]
    """The operation that gave what is new: the document's, or that of the list."""

    fetched_at: Annotated[
        str, Meta(description="When, in UTC.", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")
    ]
    """When, in UTC."""

    request_id: Annotated[str, Meta(description="The id of the answer, for the provider's support.")] | None
    """The id of the answer, for the provider's support."""


class RecordedDocument(Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """The document's bytes."""

    path: Annotated[str, Meta(description="Where it is within the archive.", pattern="^[^/]")]
    """Where it is within the archive."""

    format: DocumentFormat
    media_type: Annotated[str, Meta(description="The media type of the format.", pattern="^[a-z]+/[a-z0-9.+-]+$")]
    """The media type of the format."""

    size: Annotated[int, Meta(description="Bytes.", ge=1)]
    """Bytes."""

    sha256: Annotated[str, Meta(description="SHA-256 of the bytes, in hexadecimal digits.", pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the bytes, in hexadecimal digits."""

    name: Annotated[str, Meta(description="The name the provider gave the file.")] | None
    """The name the provider gave the file."""

    version: (
        Annotated[
            str, Meta(description="What the provider says of the document's version; another text means other bytes.")
        ]
        | None
    )
    """What the provider says of the document's version; another text means other bytes."""


class RecordedInvoice(Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """The invoice, the same for all providers. Null is what the provider did not say."""

    id: Annotated[str, Meta(description="The provider's key.", min_length=1)]
    """The provider's key."""

    number: Annotated[str, Meta(description="What people call the invoice; the id where there is no other.")]
    """What people call the invoice; the id where there is no other."""

    kind: InvoiceKind
    status: InvoiceStatus
    provider_status: Annotated[str, Meta(description="The status as the provider sent it.")] | None
    """The status as the provider sent it."""

    currency: Annotated[str, Meta(description="ISO 4217 code as sent.")] | None
    """ISO 4217 code as sent."""

    total: Annotated[Amount, Meta(description="Signed: negative for a credit.")] | None
    """Signed: negative for a credit."""

    amount_due: Annotated[Amount, Meta(description="Still to pay.")] | None
    """Still to pay."""

    issued_on: Annotated[Day, Meta(description="The day of issue.")] | None
    """The day of issue."""

    due_on: Annotated[Day, Meta(description="The day it is due.")] | None
    """The day it is due."""

    period_start: Annotated[Day, Meta(description="The first billed day.")] | None
    """The first billed day."""

    period_end: Annotated[Day, Meta(description="The last billed day.")] | None
    """The last billed day."""

    dated: (
        Annotated[
            Day, Meta(description="The first of day of issue, last billed day and day of creation that is known.")
        ]
        | None
    )
    """The first of day of issue, last billed day and day of creation that is known."""


class InvoiceRecord(Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """What an archive knows of one document: the invoice it belongs to, the document's bytes, where both came from, and what the provider said, in one version."""

    layout: Annotated[Literal[1], Meta(description="The version of this schema.")]
    """The version of this schema."""

    version: Annotated[
        int, Meta(description="1 for the first record of a document, one more for each change that was noticed.", ge=1)
    ]
    """1 for the first record of a document, one more for each change that was noticed."""

    predecessor: (
        Annotated[
            str,
            Meta(
                description="The path of the record of the version before, within the archive; null for the first.",
                pattern="^[^/].*\\.json$",
            ),
        ]
        | None
    )
    """The path of the record of the version before, within the archive; null for the first."""

    account: Annotated[str, Meta(description="The name of the account, and of its folder.", min_length=1)]
    """The name of the account, and of its folder."""

    invoice: RecordedInvoice
    document: RecordedDocument
    source: RecordSource
    raw: Annotated[
        dict[str, Any],
        Meta(description="The provider's own JSON of the invoice, without the queries of links, which may be signed."),
    ]
    """The provider's own JSON of the invoice, without the queries of links, which may be signed."""

    checksum: Annotated[
        str,
        Meta(
            description="SHA-256, in hexadecimal digits, of this record as JSON without spaces, members in this order, with an empty text here.",
            pattern="^[0-9a-f]{64}$",
        ),
    ]
    """SHA-256, in hexadecimal digits, of this record as JSON without spaces, members in this order, with an empty text here."""
