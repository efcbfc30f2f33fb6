"""Ours: as `ready`, for asyncio."""

from __future__ import annotations

import asyncio

from ..work import Work
from .every_account import aconnect_each


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    accounts = aconnect_each(work)
    for account in accounts:
        account._clients.get(anonymous=False)
    for account in accounts:
        await account.aclose()
    return len(accounts)
