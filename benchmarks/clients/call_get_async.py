"""Ours: as `call_get`, for asyncio, over aiohttp."""

from __future__ import annotations

import asyncio

from ..work import Work
from .accounts import connect
from .api import invoice_id


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with connect(work) as provider:
        return len([await provider.get(invoice_id(work, number)) for number in range(work.documents)])
