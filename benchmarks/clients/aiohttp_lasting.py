"""Peer: the aiohttp loop, which also brings each file to the disk (`fsync`) before the next; still without records."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import BinaryIO

import aiohttp

from ..work import Work
from .aiohttp_loop import fetch, list_account


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with aiohttp.ClientSession() as session:
        listed = (await list_account(session, work, 0))[: work.documents]
        invoices = iter(listed)
        await asyncio.gather(*(_fetch(session, work, invoices) for _ in range(work.jobs)))
        return len(listed)


async def _fetch(session: aiohttp.ClientSession, work: Work, invoices: Iterator[tuple[int, str]]) -> None:
    for account, invoice in invoices:
        with await fetch(session, work, account, invoice) as file:
            await asyncio.to_thread(_bring_to_disk, file)


def _bring_to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
