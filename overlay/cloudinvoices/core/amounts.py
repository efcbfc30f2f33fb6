"""Exact amounts."""

from __future__ import annotations

from decimal import Decimal


def from_cents(cents: int | None) -> Decimal | None:
    """Hundredths as units of the currency, every digit kept: 30000 is 300.00."""
    return None if cents is None else Decimal(f"{cents}E-2")
