"""The types that callers see: an invoice, a downloaded document, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

Kind = Literal["invoice", "credit_note", "debit_note", "other"]
Status = Literal["draft", "issued", "paid", "overdue", "void", "refunded", "unknown"]
Format = Literal["pdf", "csv", "json"]


class _Shown(Struct, frozen=True, kw_only=True):
    """Immutable; its `repr` leaves out what the provider sent, which is long and may hold what is nobody's business."""

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name != "raw")
        return f"{type(self).__name__}({', '.join(shown)})"


class Invoice(_Shown, frozen=True, kw_only=True):
    """One invoice or credit note as a provider lists it. What the provider does not say is None; nothing is guessed.

    Hashes by provider, scope and id; equal when every field is equal, so that two versions of an invoice differ. Which
    member of a provider's answer a field comes from is in `specs/`, with the source of each; where the two disagree, in
    the register of quirks.
    """

    provider: str
    """Key of the provider, as `connect` takes it."""
    scope: str
    """Organization, contract, account, namespace or tenant the invoice belongs to."""
    id: str
    """What `download` and `get` take. Empty where the provider sent none: such an invoice cannot be downloaded."""
    number: str
    """What people call the invoice; the id where there is no other."""
    kind: Kind = "invoice"
    """invoice, credit_note, debit_note or other. Akamai says it; what the others list is taken as an invoice."""
    status: Status = "unknown"
    """draft: may still change; issued: final, not known to be paid; paid; overdue: past its due day; void: cancelled;
    refunded; unknown: the provider says none, as Akamai, or one that is new."""
    provider_status: str | None = None
    """The status as the provider sent it."""
    currency: str | None = None
    """ISO 4217 code as sent."""
    total: Decimal | None = None
    """Exact amount in units of `currency`, taxes as the provider includes them; negative for a credit."""
    amount_due: Decimal | None = None
    """Exact amount still to pay, in units of `currency`."""
    issued_on: date | None = None
    """The day of issue, in UTC; of MasStack in Spain (Europe/Madrid). Qovery and F5 say none."""
    due_on: date | None = None
    """The last day to pay, in the same time zone; Akamai and DoiT say it."""
    period_start: date | None = None
    """The first day of the period that is billed; F5 and MasStack say it."""
    period_end: date | None = None
    """The last day of that period, inclusive; a time of the provider is never rounded up into the next day."""
    dated: date | None = None
    """The first of issue date, period end and creation day that is known; what `since` and `until` compare with."""
    formats: tuple[Format, ...] = ()
    """Formats the document is said to exist in (pdf, csv, json), the preferred one first; empty where there is none."""
    raw: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Exactly what the provider sent, as plain data; numbers with a fraction are Decimal."""

    def __hash__(self) -> int:
        return hash((self.provider, self.scope, self.id))


class Download(_Shown, frozen=True, kw_only=True):
    """A document that was fetched completely and checked."""

    path: Path | None
    """Where it is; None if it was written to a file object."""
    format: Format
    """pdf, csv or json."""
    media_type: str
    """Of the format, which was checked; not what the server said."""
    size: int
    """Bytes of the document."""
    sha256: str
    """Hexadecimal SHA-256 of the document's bytes."""


class ListedDocument(_Shown, frozen=True, kw_only=True):
    """What a provider's list says of a document before it is fetched."""

    name: str | None = None
    """What the provider calls the file."""
    version: str | None = None
    """A text that changes when the document does; None where the provider says nothing of it."""


class BillingDetails(_Shown, frozen=True, kw_only=True):
    """When MasStack bills an account next."""

    next_billing_date: date | None
    """A day in Spain (Europe/Madrid); None where the answer holds no readable date."""
    raw: Mapping[str, Any]
    """Exactly what the provider sent."""


class Skipped(_Shown, frozen=True, kw_only=True):
    """An item of a list that could not be read as an invoice."""

    provider: str
    """Key of the provider."""
    reason: str
    """What could not be read, and where in the item."""
    raw: Any
    """Exactly what the provider sent in its place."""
