"""Peer of the decoder: orjson, whose amounts are rounded to floats and whose dates are text."""

from __future__ import annotations

from pathlib import Path

import orjson

from ..work import Work


def run(work: Work) -> int:
    invoice = orjson.loads(Path(work.folder, "invoice.json").read_bytes())["INVOICE"]
    return sum(len(customer["INVOICE_LINE"]) for customer in invoice["END_CUSTOMER"])
