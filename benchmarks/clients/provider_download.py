"""Ours: `AsyncProvider.download`. It lists, fetches, checks, hashes, writes and makes it last, and keeps no records."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import cloudinvoices as ci

from ..work import Work
from . import tls  # noqa: F401  # made before the clock starts
from .accounts import SINCE, connect
from .api import document_format


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with connect(work) as provider:
        listed = [invoice async for invoice in provider.list(since=SINCE)][: work.documents]
        invoices = iter(listed)
        return sum(await asyncio.gather(*(_fetch(provider, work, invoices) for _ in range(work.jobs))))


async def _fetch(provider: ci.AsyncProvider, work: Work, invoices: Iterator[ci.Invoice]) -> int:
    count = 0
    for invoice in invoices:
        await provider.download(invoice, to=work.folder, format=document_format(work))
        count += 1
    return count
