"""Exact amounts."""

from __future__ import annotations

from decimal import Decimal

# Beyond this no currency has amounts: a slip, or an attack on whoever formats them.
_DIGITS = 50


def read_amount(amount: Decimal | None) -> Decimal | None:
    """The amount as it is; None for what is none, such as NaN or 1E+999999."""
    if amount is None or not amount.is_finite() or abs(amount.adjusted()) > _DIGITS:
        return None
    return amount


def read_cents(cents: int | None) -> Decimal | None:
    """Hundredths as units of the currency, every digit kept: 30000 is 300.00."""
    return None if cents is None or abs(cents) >= 10**_DIGITS else Decimal(f"{cents}E-2")
