"""Qovery: one invoice a month, and once a voided one beside it."""

from __future__ import annotations

from functools import lru_cache

from .. import invented
from ..months import Month
from .row import Row, invoice_pdf

ORGANIZATION = invented.uuid("qovery organization")
EMPTY_ORGANIZATION = invented.uuid("qovery organization without invoices")
CURRENCY = "USD"

ORGANIZATIONS = tuple(
    {"id": identity, "created_at": "2023-11-07T05:31:56.000Z", "name": name, "plan": "TEAM"}
    for identity, name in ((ORGANIZATION, "acme"), (EMPTY_ORGANIZATION, "acme-sandbox"))
)


@lru_cache(maxsize=4)
def invoices(months: tuple[Month, ...]) -> tuple[Row, ...]:
    rows = [_invoice(month, "PAID", "monthly") for month in months[:-1]]
    rows.append(_invoice(months[-1], "PAYMENT_DUE", "monthly"))
    rows.append(_invoice(months[len(months) // 3], "VOIDED", "replaced"))
    return tuple(rows)


def _invoice(month: Month, status: str, reason: str) -> Row:
    identity = invented.uuid(f"qovery {month} {reason}")
    cents = invented.number(f"qovery {month} {reason}", 29_900, 189_900)
    total = invented.whole_cents(cents)
    dated = month.day(7)
    return Row(
        id=identity,
        scope=ORGANIZATION,
        number=identity,
        currency=CURRENCY,
        total=total,
        dated=dated,
        documents={"pdf": invoice_pdf("Qovery", identity, f"{total} {CURRENCY}", dated)},
        wire={
            "id": identity,
            "created_at": f"{dated}T05:31:56.000Z",
            "status": status,
            "total_in_cents": cents,
            "total": float(total),
            "currency_code": CURRENCY,
        },
    )
