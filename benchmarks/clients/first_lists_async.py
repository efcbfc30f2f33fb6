"""Ours: as `first_lists`, for asyncio."""

from __future__ import annotations

import asyncio

from ..work import Work
from .every_account import MONTH, aconnect_each


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    accounts = aconnect_each(work)
    for account in accounts:
        async with account:
            async for _ in account.list(**MONTH):
                pass
    return len(accounts)
