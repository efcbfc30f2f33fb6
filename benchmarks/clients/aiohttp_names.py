"""Peer of a sync without news: list all invoices and ask the disk for the file of each."""

from __future__ import annotations

import asyncio

import aiohttp

from ..work import Work
from .aiohttp_loop import list_account
from .api import file_for


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with aiohttp.ClientSession() as session:
        lists = await asyncio.gather(*(list_account(session, work, account) for account in range(work.accounts)))
    return sum(file_for(work, *invoice).exists() for invoices in lists for invoice in invoices)
