"""One simulated invoice, and what all the tables of invoices are made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..pdf import pdf


@dataclass(frozen=True, slots=True)
class Row:
    """`wire` is the provider's own form; the other fields are the same invoice in plain values."""

    id: str
    scope: str
    number: str
    currency: str | None
    total: Decimal
    dated: date
    documents: Mapping[str, bytes]
    wire: Mapping[str, object]


def wire_number(amount: Decimal) -> float | int:
    """The amount as a JSON number. A float of two decimals is written with exactly these, so nothing is lost."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def invoice_pdf(provider: str, number: str, total: str, dated: date, details: tuple[str, ...] = ()) -> bytes:
    return pdf((f"{provider} invoice {number}", f"Date {dated}", f"Total {total}", *details))
