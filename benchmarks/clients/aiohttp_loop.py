"""Peer: aiohttp as one writes it by hand. It lists, fetches, hashes and writes; nothing is checked or made to last."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import aiohttp

from ..work import Work
from .api import file_for, first_page, first_request, read_link, read_page


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with aiohttp.ClientSession() as session:
        listed = [invoice for account in range(work.accounts) for invoice in await list_account(session, work, account)]
        invoices = iter(listed[: work.documents])
        await asyncio.gather(*(_fetch(session, work, invoices) for _ in range(work.jobs)))
        return len(listed[: work.documents])


async def list_account(session: aiohttp.ClientSession, work: Work, account: int) -> list[tuple[int, str]]:
    """All invoices of an account, with its number."""
    invoices = list[tuple[int, str]]()
    url: str | None = first_page(work, account)
    while url:
        async with session.get(url) as answer:
            found, url = read_page(work, account, await answer.read())
        invoices += [(account, invoice) for invoice in found]
    return invoices


async def _fetch(session: aiohttp.ClientSession, work: Work, invoices: Iterator[tuple[int, str]]) -> None:
    for account, invoice in invoices:
        (await fetch(session, work, account, invoice)).close()


async def fetch(session: aiohttp.ClientSession, work: Work, account: int, invoice: str) -> BinaryIO:
    """The file with the document, still open."""
    url = first_request(work, account, invoice)
    if work.kind == "qovery":
        async with session.get(url) as answer:
            url = read_link(await answer.read())
    digest = hashlib.sha256()
    async with session.get(url) as answer:
        file = file_for(work, account, invoice).open("wb")
        async for piece in answer.content.iter_any():
            digest.update(piece)
            file.write(piece)
        return file
