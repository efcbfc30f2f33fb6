"""Ours: a whole list, page by page, again and again."""

from __future__ import annotations

from ..work import Work
from .accounts import connect_sync


def run(work: Work) -> int:
    with connect_sync(work) as provider:
        return sum(len(list(provider.list())) for _ in range(work.times))
