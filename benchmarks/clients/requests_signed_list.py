"""Peer: requests with `edgegrid-python`, and `json.loads`: the same two usage months, with amounts as floats."""

from __future__ import annotations

import json
from typing import Any

import requests
from akamai.edgegrid import EdgeGridAuth  # type: ignore[import-untyped]

from ..work import Work
from .api import SIGNED_LISTS

_MONTHS = ("2024-02", "2024-03")
_DATED = "2024-03"


def run(work: Work) -> int:
    return sum(_run(work, min(SIGNED_LISTS, work.times - begun)) for begun in range(0, work.times, SIGNED_LISTS))


def _run(work: Work, times: int) -> int:
    with requests.Session() as session:
        session.auth = EdgeGridAuth(client_token="t", client_secret="not-a-secret", access_token="a")  # noqa: S106  # none
        return sum(len(_list(session, work)) for _ in range(times))


def _list(session: requests.Session, work: Work) -> list[dict[str, Any]]:
    url = f"{work.account()}/invoicing-api/v4/invoices"
    listed = [json.loads(session.get(url, params={"month": month}).content) for month in _MONTHS]
    return [invoice for invoices in listed for invoice in invoices if invoice["invoiceDate"].startswith(_DATED)]
