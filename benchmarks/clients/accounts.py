"""Our accounts at the server. What a first request would load is loaded here: imports of peers are not timed either."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import aiohttp  # noqa: F401  # loaded at the first request otherwise

import cloudinvoices as ci
from cloudinvoices.archive import Source
from cloudinvoices.providers import load_adapter

from ..work import Kind, Work

SINCE = date(2016, 1, 1)
SETTINGS: dict[Kind, dict[str, Any]] = {
    "qovery": {"token": "qov_not-a-secret", "organization": "o"},
    "doit": {"api_key": "not-a-secret"},
}

for _name in SETTINGS:
    load_adapter(_name)


def connect(work: Work, account: int = 0) -> ci.AsyncProvider:
    """One account."""
    return ci.aconnect(work.kind, base_url=work.account(account), **SETTINGS[work.kind])


def sources(work: Work) -> list[Source]:
    """All of them, for a sync."""
    return [
        Source(f"account-{account}", work.kind, partial(connect, work, account), since=SINCE)
        for account in range(work.accounts)
    ]
