"""What a client has to find, said in plain values and not in any provider's wire form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ExpectedInvoice:
    """One invoice of the simulator.

    - `currency` is None where the provider does not name one (MasStack).
    - `total` is signed: a credit memo is negative.
    - `dated` is the issue date, else the last day of the period, else the day it was created.
    - `documents` maps each format that can be downloaded ("pdf", "csv", "json") to its exact bytes; it is empty where
      the provider has no document.
    """

    id: str
    scope: str
    number: str
    currency: str | None
    total: Decimal
    dated: date
    documents: Mapping[str, bytes]
