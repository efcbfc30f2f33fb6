"""Ours: only the list, invoice by invoice."""

from __future__ import annotations

import asyncio

from ..work import Work
from .accounts import SINCE, connect


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with connect(work) as provider:
        return len([None async for _ in provider.list(since=SINCE)])
