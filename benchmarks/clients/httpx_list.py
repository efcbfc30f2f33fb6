"""Peer: the same pages with a plain `httpx.Client` and `json.loads`; amounts are floats."""

from __future__ import annotations

import json
from typing import Any

import httpx

from ..work import Work
from .api import HEADERS, first_page


def run(work: Work) -> int:
    with httpx.Client() as client:
        return sum(len(_list(client, first_page(work))) for _ in range(work.times))


def _list(client: httpx.Client, first: str) -> list[dict[str, Any]]:
    invoices, url = list[dict[str, Any]](), first
    while url:
        page = json.loads(client.get(url, headers=HEADERS).content)
        invoices += page["invoices"]
        url = f"{first}?pageToken={page['pageToken']}" if page["pageToken"] else ""
    return invoices
