"""Invoices of Akamai with any number of lines, made of the sample in our schema and written a line at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SCHEMA = Path(__file__).parents[1] / "specs" / "documents" / "akamai_invoice.schema.json"
_LINES_A_CUSTOMER = 50_000


def write_invoice(path: Path, lines: int) -> None:
    """The JSON file: 444 bytes a line, and a customer for each 50,000 of them."""
    invoice, customer, line = _sample()
    before, after = json.dumps({"INVOICE": invoice | {"END_CUSTOMER": []}}).split("[]")
    with path.open("w", encoding="utf-8") as file:
        file.write(before + "[")
        for first in range(0, lines, _LINES_A_CUSTOMER):
            number = first // _LINES_A_CUSTOMER
            named = customer | {"END_CUSTOMER_ACCOUNT_ID": f"A-CCT{7890 + number}", "INVOICE_LINE": []}
            file.write((", " if first else "") + json.dumps(named).removesuffix("]}"))
            wanted = min(_LINES_A_CUSTOMER, lines - first)
            for index, one in enumerate(_lines(line, first, wanted)):
                file.write((", " if index else "") + json.dumps(one))
            file.write("]}")
        file.write("]" + after)


def write_csv(path: Path, lines: int) -> None:
    """The same lines as CSV, with the members of header and customer as columns; what the columns are is our guess."""
    invoice, customer, line = _sample()
    del customer["INVOICE_LINE"], invoice["END_CUSTOMER"], invoice["PO_NUMBER"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*invoice, *customer, *line])
        writer.writeheader()
        for number, one in enumerate(_lines(line, 0, lines)):
            named = customer | {"END_CUSTOMER_ACCOUNT_ID": f"A-CCT{7890 + number // _LINES_A_CUSTOMER}"}
            writer.writerow(invoice | named | one)


def _sample() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    invoice = json.loads(_SCHEMA.read_bytes())["examples"][0]["INVOICE"]
    customer = invoice["END_CUSTOMER"][0]
    return invoice, customer, customer["INVOICE_LINE"][0]


def _lines(sample: dict[str, Any], first: int, count: int) -> Iterator[dict[str, Any]]:
    """Amounts and texts differ from line to line, as decoders remember what comes again."""
    for number in range(first, first + count):
        cents = number * 7919 % 100_000
        yield sample | {
            "ITEM_DESC": f"{number} GB of Access Control Usage ",
            "ITEM_TOTAL": cents / 100,
            "ITEM_TOTAL_SERVICES": (cents - cents // 5) / 100,
            "ITEM_TOTAL_TAXES": cents // 5 / 100,
            "ITEM_UNITS": number,
            "ITEM_UNIT_PRICE": number % 1000 / 10_000,
            "PRODUCT_ID": f"9-8ZYX{number % 97}",
        }
