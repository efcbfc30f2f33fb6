"""MasStack: one invoice a month and line, on the first, for the month before.

Days are days in Madrid, sent as instants in UTC: an invoice of the first of June carries the last of May, 22:00. The
end of a cycle has nine digits of a second.
"""

from __future__ import annotations

from functools import lru_cache

from .. import invented
from ..months import Month
from .row import Row, invoice_pdf

ORGANIZATION = "telco"
ACCOUNT = 731_900_452  # an integer in the customers API, text in the billing API
CYCLE_START_DAY = 1
LINES = ("mobile", "fibre")


@lru_cache(maxsize=4)
def invoices(months: tuple[Month, ...]) -> tuple[Row, ...]:
    return tuple(_invoice(month, line, month == months[-1]) for month in months for line in LINES)


def _invoice(month: Month, line: str, unpaid: bool) -> Row:
    number = f"MM{invented.number(f'masstack {month} {line}', 10_000_000, 99_999_999)}"
    total = invented.money(f"masstack {month} {line}", 12, 90)
    wire: dict[str, object] = {
        "number": number,
        "date": _madrid_midnight(month),
        "value": float(total),
        "delivery_mode": "yosoymas",
        "path": f"/path/to/invoices/{month.first:%Y%m%d}/{number}.pdf",
        "status": {"id": 1, "value": "PENDIENTE"} if unpaid else {"id": 2, "value": "PAGADO"},
        "cycle": {"start_date": _madrid_midnight(month.plus(-1)), "end_date": _end_of_month_before(month)},
    }
    if not unpaid:
        wire["pay_date"] = f"{month.day(5)}T09:30:00Z"
    return Row(
        id=number,
        scope=str(ACCOUNT),
        number=number,
        currency=None,
        total=total,
        dated=month.first,
        documents={"pdf": invoice_pdf("MasStack", number, str(total), month.first)},
        wire=wire,
    )


def _madrid_midnight(month: Month) -> str:
    """The start of the month's first day in Madrid."""
    return f"{month.plus(-1).last}T{24 - _hours_ahead(month)}:00:00Z"


def _end_of_month_before(month: Month) -> str:
    return f"{month.plus(-1).last}T{23 - _hours_ahead(month)}:59:59.999999999Z"


def _hours_ahead(month: Month) -> int:
    # Summer time is from the last Sunday of March to that of October: the firsts of April to October are in it.
    return 2 if 4 <= month.number <= 10 else 1
