"""Ours: as `large_download`, for asyncio, over aiohttp."""

from __future__ import annotations

import asyncio

import cloudinvoices as ci
from cloudinvoices.providers import load_adapter

from ..work import Work
from .accounts import settings
from .api import LARGE, large_settings

for _name in LARGE:
    load_adapter(_name)


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with ci.aconnect(work.kind, **settings(work, work.kind), **large_settings(work)) as provider:
        await provider.download(LARGE[work.kind], to=work.folder, format="pdf")
    return 1
