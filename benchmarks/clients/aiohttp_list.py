"""Peer of a list: aiohttp, and only the ids are kept."""

from __future__ import annotations

import asyncio

import aiohttp

from ..work import Work
from .aiohttp_loop import list_account


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with aiohttp.ClientSession() as session:
        return len(await list_account(session, work, 0))
