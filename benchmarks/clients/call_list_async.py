"""Ours: as `call_list`, for asyncio, over aiohttp."""

from __future__ import annotations

import asyncio

from ..work import Work
from .accounts import connect


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with connect(work) as provider:
        return sum([len([invoice async for invoice in provider.list()]) for _ in range(work.times)])
