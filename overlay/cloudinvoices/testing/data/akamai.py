"""Akamai: an invoice a contract and month, credit memos, and Cloud Computing usage for one contract.

Two contracts belong to the account itself. A third one belongs to another account, which an account switch key opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from .. import invented
from ..months import Month
from . import akamai_documents as documents
from .row import Row, invoice_pdf, wire_number


@dataclass(frozen=True, slots=True)
class Contract:
    id: str
    account: str
    currency: str
    late: int  # months after the first one in which it begins
    id_base: int  # invoice ids do not fit into 32 bits
    compute: bool


CONTRACTS = (
    Contract("C-1SIM001", "A-SIM1001", "USD", late=0, id_base=8_200_000_000, compute=True),
    Contract("M-2SIM002", "A-SIM1001", "EUR", late=3, id_base=8_300_000_000, compute=False),
)
SWITCHED_CONTRACT = Contract("C-3SIM003", "A-SIM2002", "USD", late=0, id_base=8_400_000_000, compute=False)

# Cloud Computing usage is documented from this month on.
_FIRST_COMPUTE_MONTH = Month(2024, 2)


@dataclass(frozen=True, slots=True)
class AkamaiRow(Row):
    usage_month: Month
    compute_csv: bytes | None


@lru_cache(maxsize=8)
def invoices(months: tuple[Month, ...], contract: Contract) -> tuple[AkamaiRow, ...]:
    rows: list[AkamaiRow] = []
    for position, month in enumerate(months[contract.late :]):
        total = invented.money(f"akamai {contract.id} {month}", 2_000, 60_000)
        rows.append(_row(contract, month, total, credited=None))
        if position % 5 == 2:
            rows.append(_row(contract, month, -invented.money(f"akamai credit {month}", 10, 900), credited=rows[-1].id))
    return tuple(rows)


def _row(contract: Contract, month: Month, total: Decimal, credited: str | None) -> AkamaiRow:
    number = contract.id_base + (month.year * 100 + month.number) * 10 + (0 if credited is None else 1)
    bill = documents.Bill(contract.id, contract.account, contract.currency, month, number, total, credited)
    has_compute = contract.compute and credited is None and month >= _FIRST_COMPUTE_MONTH
    return AkamaiRow(
        id=str(number),
        scope=contract.id,
        number=str(number),
        currency=contract.currency,
        total=total,
        dated=bill.dated,
        documents={
            "pdf": invoice_pdf("Akamai", str(number), f"{total} {contract.currency}", bill.dated, (bill.kind,)),
            "csv": documents.csv_file(bill),
            "json": documents.json_file(bill),
        },
        wire=_wire(bill, has_compute),
        usage_month=month,
        compute_csv=documents.compute_file(bill) if has_compute else None,
    )


def _wire(bill: documents.Bill, has_compute: bool) -> dict[str, object]:
    stem = "Invoice" if bill.credited is None else "CreditMemo"
    files = [
        _file(bill, "application/pdf", f"{stem}_{bill.number}_FINAL_1.pdf"),
        _file(bill, "text/csv", f"{bill.number}_1.csv"),
        _file(bill, "application/json", f"{bill.number}_1.json"),
    ]
    if has_compute:
        files.append(_file(bill, "text/csv", f"{bill.number}_COMPUTE_1.csv") | {"sourceType": "COMPUTE"})
    return {
        "invoiceId": bill.number,
        "invoiceDate": bill.dated.isoformat(),
        "invoiceDueDate": (bill.dated + timedelta(days=30)).isoformat(),
        "invoiceTotal": wire_number(bill.total),
        "invoiceCurrency": bill.currency,
        "invoiceType": "INVOICE" if bill.credited is None else "CREDIT_MEMO",
        "contractId": bill.contract,
        "accountId": bill.account,
        "files": files,
    }


def _file(bill: documents.Bill, content_type: str, name: str) -> dict[str, object]:
    return {
        "contentType": content_type,
        "fileCreationDate": bill.dated.isoformat(),
        # The same path for every format, as in the documentation: only the Accept header tells them apart.
        "fileLink": f"/invoicing-api/v4/contracts/{bill.contract}/invoices/{bill.number}/download",
        "fileName": name,
        "fileVersion": 1,
        "sourceType": "REGULAR",
    }
