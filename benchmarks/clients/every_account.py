"""Accounts of all five providers, loaded."""

from __future__ import annotations

from datetime import date

import cloudinvoices as ci
from cloudinvoices.providers import load_adapter

from ..work import Kind, Work
from .accounts import SETTINGS, settings

MONTH = {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}
"""What is listed: without it Akamai would be asked for thirteen months."""

for _name in SETTINGS:
    load_adapter(_name)


def kinds(work: Work) -> list[Kind]:
    """The first ones, as many as are asked for; the first is DoiT."""
    return list(SETTINGS)[: work.documents]


def connect_each(work: Work) -> list[ci.Provider]:
    """An account of each."""
    return [ci.connect(kind, **settings(work, kind)) for kind in kinds(work)]


def aconnect_each(work: Work) -> list[ci.AsyncProvider]:
    """As `connect_each`, for asyncio."""
    return [ci.aconnect(kind, **settings(work, kind)) for kind in kinds(work)]
