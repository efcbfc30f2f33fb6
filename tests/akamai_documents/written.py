"""Invoices as the tests write them, and what json.loads makes of the same text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from cloudinvoices_apis.documents.akamai_invoice import InvoiceLine

SCHEMA = json.loads((Path(__file__).parents[2] / "specs" / "documents" / "akamai_invoice.schema.json").read_text())
SAMPLE: dict[str, Any] = SCHEMA["examples"][0]
LINE: dict[str, Any] = SAMPLE["INVOICE"]["END_CUSTOMER"][0]["INVOICE_LINE"][0]
FIELDS = {field.encode_name: field.name for field in msgspec.structs.fields(InvoiceLine)}
AMOUNTS = {"ITEM_TOTAL", "ITEM_TOTAL_SERVICES", "ITEM_TOTAL_TAXES", "ITEM_UNITS", "ITEM_UNIT_PRICE"}
DATES = {"EFFECTIVE_END_DATE", "ITEM_START_DATE", "ITEM_END_DATE"}


def write(value: Any, space: str = "") -> str:
    """JSON with `space` wherever there may be some, and every Decimal digit for digit."""
    if isinstance(value, dict):
        inner = f"{space},{space}".join(
            f"{json.dumps(name)}{space}:{space}{write(value[name], space)}" for name in value
        )
        return f"{{{space}{inner}{space}}}"
    if isinstance(value, list):
        return f"[{space}{f'{space},{space}'.join(write(one, space) for one in value)}{space}]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def invoice(*lines: Any, **members: Any) -> dict[str, Any]:
    """The sample with other lines, and other members of its header."""
    customer = SAMPLE["INVOICE"]["END_CUSTOMER"][0] | {"INVOICE_LINE": list(lines)}
    return {"INVOICE": SAMPLE["INVOICE"] | {"END_CUSTOMER": [customer]} | members}


def document(*lines: Any, **members: Any) -> bytes:
    return write(invoice(*lines, **members)).encode()


def lines_as(text: str) -> bytes:
    """An invoice with this text between the brackets of its lines."""
    return document({}).replace(b"{}", text.encode())


def expected(text: str) -> Iterator[dict[str, Any]]:
    """Each line, its fields by their names here, with its customer's id and what the schema does not know."""
    read = json.loads(text, parse_float=Decimal)["INVOICE"]
    for customer in read.get("END_CUSTOMER") or []:
        for line in customer.get("INVOICE_LINE") or []:
            yield {
                "customer": customer.get("END_CUSTOMER_ACCOUNT_ID"),
                "others": {name: value for name, value in line.items() if name not in FIELDS},
                **{field: _typed(name, line.get(name)) for name, field in FIELDS.items()},
            }


def _typed(name: str, value: Any) -> Any:
    if value is not None and name in AMOUNTS:
        return str(Decimal(value))  # as text: 1.10 is not 1.1
    return value if value is None or name not in DATES else date.fromisoformat(value)


def told(line: Any) -> dict[str, Any]:
    """The same of a line that was read."""
    fields = {field: getattr(line, field) for field in FIELDS.values()}
    amounts = {FIELDS[name]: str(fields[FIELDS[name]]) for name in AMOUNTS if fields[FIELDS[name]] is not None}
    customer = line.customer.end_customer_account_id
    return fields | amounts | {"customer": customer, "others": line.others or {}}
