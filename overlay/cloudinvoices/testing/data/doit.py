"""DoiT: an invoice a month and platform, more than fifty in all, with one month in the middle left out.

One invoice has no PDF, and one has a PDF so large that the service gives it out compressed only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from .. import invented
from ..exchange import json_bytes
from ..months import Month
from .row import Row, invoice_pdf, wire_number

TENANT = invented.opaque("doit tenant", 20)
OTHER_TENANT = invented.opaque("another doit tenant", 20)
CONSOLE = "https://console.doit.com/customers"

# Platform, currency, lowest and highest amount.
_PLATFORMS = (
    ("google-cloud", "USD", 8_000, 70_000),
    ("amazon-web-services", "USD", 12_000, 90_000),
    ("microsoft-azure", "EUR", 900, 9_000),
    ("looker", "JPY", 90_000, 400_000),
)
_LINES_OF_THE_LARGE_PDF = 16_000


@dataclass(frozen=True, slots=True)
class DoitRow(Row):
    created: int  # milliseconds since the epoch
    large: bool


def left_out(months: tuple[Month, ...]) -> Month:
    """The closed month without any invoice."""
    return months[len(months) // 2]


@lru_cache(maxsize=4)
def invoices(months: tuple[Month, ...]) -> tuple[DoitRow, ...]:
    """Newest first, as the service lists them."""
    rows = [
        _invoice(months, month, position)
        for month in months
        if month != left_out(months)
        for position in range(len(_PLATFORMS))
    ]
    return tuple(reversed(rows))


def _invoice(months: tuple[Month, ...], month: Month, position: int) -> DoitRow:
    platform, currency, low, high = _PLATFORMS[position]
    number = f"IN{month.year % 100:02}{month.number:02}{4001 + position:05}"
    total = invented.money(f"doit {number}", low, high)
    if currency == "JPY":
        total = total.to_integral_value()
    status, balance = _payment(months, month, platform, total)
    large = month == months[-1] and platform == "google-cloud"
    created = _milliseconds(month.last)
    wire = {
        "id": number,
        "invoiceDate": created,
        "platform": platform,
        "dueDate": _milliseconds(month.last + timedelta(days=30)),
        "status": status,
        "totalAmount": wire_number(total),
        "balanceAmount": wire_number(balance),
        "currency": currency,
        "url": f"{CONSOLE}/{TENANT}/invoices/{invented.opaque('doit billing profile', 20)}/{number}",
        "lineItems": _line_items(platform, total, currency),
    }
    documents = {"json": json_bytes(wire)}
    if platform != "looker" or month != months[0]:
        details = tuple(f"Usage record {line:05}" for line in range(_LINES_OF_THE_LARGE_PDF if large else 3))
        documents["pdf"] = invoice_pdf("DoiT", number, f"{total} {currency}", month.last, details)
    return DoitRow(number, TENANT, number, currency, total, month.last, documents, wire, created, large)


def _payment(months: tuple[Month, ...], month: Month, platform: str, total: Decimal) -> tuple[str, Decimal]:
    if month == months[-1]:
        return "OPEN", total
    if month == months[-2] and platform == "amazon-web-services":
        # The documentation's own sample has a balance above the total.
        return "PAST DUE", total + 120
    return "PAID", Decimal(0)


def _line_items(platform: str, total: Decimal, currency: str) -> list[dict[str, object]]:
    support = Decimal(invented.number(f"doit support {platform} {total}", 10, 90))
    parts = ((f"{platform} usage", total - support), ("Support", support))
    return [
        {
            "currency": currency,
            "description": description,
            "details": "Project acme-production",
            "price": wire_number(amount),
            "qty": 1,
            "type": platform,
        }
        for description, amount in parts
    ]


def _milliseconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000
