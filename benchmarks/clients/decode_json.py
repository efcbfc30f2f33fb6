"""Peer of the decoder: the standard library, with exact amounts; dates are text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from ..work import Work


def run(work: Work) -> int:
    invoice = json.loads(Path(work.folder, "invoice.json").read_bytes(), parse_float=Decimal)["INVOICE"]
    return sum(len(customer["INVOICE_LINE"]) for customer in invoice["END_CUSTOMER"])
