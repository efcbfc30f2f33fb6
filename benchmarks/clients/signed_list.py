"""Ours: Akamai's invoices of a month, again and again; two usage months are asked for."""

from __future__ import annotations

from ..work import Work
from .accounts import connect_sync
from .api import SIGNED_LISTS
from .every_account import MONTH


def run(work: Work) -> int:
    return sum(_run(work, min(SIGNED_LISTS, work.times - begun)) for begun in range(0, work.times, SIGNED_LISTS))


def _run(work: Work, times: int) -> int:
    with connect_sync(work) as akamai:
        return sum(len(list(akamai.list(**MONTH))) for _ in range(times))
