"""The files Akamai makes of an invoice: JSON, CSV, and the CSV of Cloud Computing usage.

No column layout of the CSV is published; the key names of the JSON file serve as its header.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..exchange import json_bytes
from ..months import Month
from .row import wire_number


@dataclass(frozen=True, slots=True)
class Bill:
    contract: str
    account: str
    currency: str
    month: Month
    number: int
    total: Decimal
    credited: str | None

    @property
    def dated(self) -> date:
        """Usage of a month is billed on the first day after it."""
        return self.month.plus(1).first

    @property
    def kind(self) -> str:
        return "Standard Invoice" if self.credited is None else "Credit Memo"


def json_file(bill: Bill) -> bytes:
    customer = {
        "END_CUSTOMER_ACCOUNT_ID": bill.account,
        "END_CUSTOMER_ACCOUNT_NAME": "Simulated Corporation",
        "END_CUSTOMER_EXTERNAL_REFERENCE": "4500012345",
        "END_CUSTOMER_ORDER_ID": "1-23SIM4",
        "INVOICE_LINE": _lines(bill),
    }
    invoice = {
        "ACCOUNT_ID": bill.account,
        "ACCOUNT_NAME": "Simulated Corporation",
        "END_CUSTOMER": [customer],
        "FINALIZED_DATE": bill.dated.isoformat(),
        "INVOICE_CURRENCY": bill.currency,
        "INVOICE_DATE": bill.dated.isoformat(),
        "INVOICE_ID": bill.number,
        "INVOICE_ORDER_ID": "1-23SIM4",
        "INVOICE_TYPE": bill.kind,
        "INVOICE_VERSION": 1,
        "PO_NUMBER": "4500012345",
    }
    return json_bytes({"INVOICE": invoice})


def csv_file(bill: Bill) -> bytes:
    lines = _lines(bill)
    head = {"CONTRACT_ID": bill.contract, "INVOICE_ID": bill.number, "INVOICE_CURRENCY": bill.currency}
    return _csv([head | line for line in lines])


def compute_file(bill: Bill) -> bytes:
    rows = [
        {
            "CONTRACT_ID": bill.contract,
            "INVOICE_ID": bill.number,
            "SOURCE_TYPE": "COMPUTE",
            "ITEM_DESC": f"Simulated instance {size} GB",
            "ITEM_START_DATE": bill.month.first.isoformat(),
            "ITEM_END_DATE": bill.month.last.isoformat(),
            "UNIT_MEASURE": "hour",
            "ITEM_UNITS": bill.month.last.day * 24,
        }
        for size in (4, 8, 16)
    ]
    return _csv(rows)


def _lines(bill: Bill) -> list[dict[str, object]]:
    first = (bill.total * Decimal("0.6")).quantize(Decimal("0.01"))
    parts = (("Access Control", "9-8SIM76", first), ("Content Delivery", "9-8SIM77", bill.total - first))
    return [_line(bill, *part) for part in parts]


def _line(bill: Bill, product: str, product_id: str, amount: Decimal) -> dict[str, object]:
    return {
        "CREDITED_INVOICE_LINE_NUMBER": None,
        "CREDITED_INVOICE_NUMBER": None if bill.credited is None else int(bill.credited),
        "EFFECTIVE_END_DATE": bill.month.plus(12).last.isoformat(),
        "ITEM_DESC": f"{product} usage",
        "ITEM_END_DATE": bill.month.last.isoformat(),
        "ITEM_START_DATE": bill.month.first.isoformat(),
        "ITEM_TOTAL": wire_number(amount),
        "ITEM_TOTAL_SERVICES": wire_number(amount),
        "ITEM_TOTAL_TAXES": 0,
        "ITEM_TYPE": "U",
        "ITEM_UNITS": 1,
        "ITEM_UNIT_PRICE": wire_number(amount),
        "PO_NUMBER": "4500012345",
        "PRODUCT": product,
        "PRODUCT_ID": product_id,
        "UNIT_MEASURE": "GB",
    }


def _csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()
