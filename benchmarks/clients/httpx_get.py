"""Peer: the same answers with a plain `httpx.Client` and `json.loads`; amounts are floats."""

from __future__ import annotations

import json

import httpx

from ..work import Work
from .api import HEADERS, first_page, invoice_id


def run(work: Work) -> int:
    page = first_page(work)
    with httpx.Client() as client:
        return len(
            [
                json.loads(client.get(f"{page}/{invoice_id(work, number)}", headers=HEADERS).content)
                for number in range(work.documents)
            ]
        )
