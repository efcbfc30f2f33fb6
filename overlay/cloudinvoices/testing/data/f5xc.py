"""F5 Distributed Cloud: an invoice a month, add-ons in some, and the running month, which is not final.

The wire form leaves default values out, as proto3 JSON does: a missing `active` is false, a missing `amount` zero, a
missing `status` unknown.
"""

from __future__ import annotations

from functools import lru_cache

from .. import invented
from ..months import Month
from .row import Row, invoice_pdf

NAMESPACE = "system"
CURRENCY = "USD"
_ADD_ON_STATUSES = ("STATUS_REFUNDED", "OVERDUE", "STATUS_PAID", "STATUS_CANCELLED", "STATUS_ISSUED", "")


@lru_cache(maxsize=4)
def invoices(months: tuple[Month, ...]) -> tuple[Row, ...]:
    """Oldest first. The first month costs nothing."""
    rows: list[Row] = []
    for position, month in enumerate(months):
        cents = 0 if position == 0 else invented.number(f"f5xc {month}", 150_000, 980_000)
        rows.append(_invoice(month, f"invoice-{month}", cents, "STATUS_PAID"))
        if position % 2:
            # The plus sign in the name has to be escaped in a query.
            status = _ADD_ON_STATUSES[position // 2 % len(_ADD_ON_STATUSES)]
            cents = invented.number(f"f5xc add-on {month}", 900, 40_000)
            rows.append(_invoice(month, f"invoice-{month}+add-on", cents, status))
    running = months[-1].plus(1)
    so_far = invented.number(f"f5xc {running}", 1_000, 90_000)
    rows.append(_invoice(running, f"invoice-{running}", so_far, "STATUS_PENDING", active=True))
    return tuple(rows)


def _invoice(month: Month, name: str, cents: int, status: str, *, active: bool = False) -> Row:
    total = invented.whole_cents(cents)
    wire: dict[str, object] = {
        "name": name,
        "amount": str(cents) if cents else None,
        "currency": CURRENCY,
        "period_start": f"{month.first}T00:00:00.000000001Z",
        # Nanoseconds: rounding them up would end the period in the next month.
        "period_end": f"{month.last}T23:59:59.999999999Z",
        "active": active or None,
        "status": status or None,
    }
    document = invoice_pdf("F5 Distributed Cloud", name, f"{total} {CURRENCY}", month.last)
    return Row(
        id=name,
        scope=NAMESPACE,
        number=name,
        currency=CURRENCY,
        total=total,
        dated=month.last,
        documents={"pdf": document} if status == "STATUS_PAID" else {},
        wire={name: value for name, value in wire.items() if value is not None},
    )
