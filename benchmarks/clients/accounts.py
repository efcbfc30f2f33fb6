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
    "doit": {"api_key": "not-a-secret"},
    "qovery": {"token": "qov_not-a-secret", "organization": "o"},
    "akamai": {"client_token": "t", "client_secret": "not-a-secret", "access_token": "a"},
    "f5xc": {"api_token": "not-a-secret"},
    "masstack": {"access_token": "not-a-secret", "organization": "o", "account": "1"},
}

for _name in ("doit", "qovery"):
    load_adapter(_name)


def connect(work: Work, account: int = 0) -> ci.AsyncProvider:
    """One account."""
    return ci.aconnect(work.kind, **settings(work, work.kind, account))


def connect_sync(work: Work) -> ci.Provider:
    """The first account."""
    return ci.connect(work.kind, **settings(work, work.kind))


def settings(work: Work, kind: Kind, account: int = 0) -> dict[str, Any]:
    """What `connect` takes for an account of any kind."""
    address = work.account(account)
    customers = {"customers_url": address} if kind == "masstack" else {}
    return {"base_url": address, **customers, **SETTINGS[kind]}


def sources(work: Work) -> list[Source]:
    """All of them, for a sync."""
    return [
        Source(f"account-{account}", work.kind, partial(connect, work, account), since=SINCE)
        for account in range(work.accounts)
    ]
