"""What a client has to find, said in plain values and not in any provider's wire form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ExpectedInvoice:
    """One invoice of the simulator."""

    id: str
    """What a download is asked for with."""
    scope: str
    """Organization, contract, account, namespace or tenant."""
    number: str
    """What people call it; the id where there is no other."""
    currency: str | None
    """ISO 4217 code; None where the provider does not name one (MasStack)."""
    total: Decimal
    """In units of `currency`, signed: a credit memo is negative."""
    dated: date
    """The issue date, else the last day of the period, else the day it was created."""
    documents: Mapping[str, bytes]
    """The exact bytes by each format that can be downloaded ("pdf", "csv", "json"); empty if there is no document."""
