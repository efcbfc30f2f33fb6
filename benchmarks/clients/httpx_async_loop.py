"""Peer: the same loop over a plain `httpx.AsyncClient`; more kept connections (`httpx.Limits`) make it slower."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator

import httpx

from ..work import Work
from . import tls
from .api import file_for, first_page, first_request, read_link, read_page


def run(work: Work) -> int:
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    async with httpx.AsyncClient(verify=tls.OF_PEERS) as client:
        listed = list[str]()
        url: str | None = first_page(work)
        while url:
            found, url = read_page(work, 0, (await client.get(url)).content)
            listed += found
        invoices = iter(listed[: work.documents])
        await asyncio.gather(*(_fetch(client, work, invoices) for _ in range(work.jobs)))
        return len(listed[: work.documents])


async def _fetch(client: httpx.AsyncClient, work: Work, invoices: Iterator[str]) -> None:
    for invoice in invoices:
        url = first_request(work, 0, invoice)
        if work.kind == "qovery":
            url = read_link((await client.get(url)).content)
        digest = hashlib.sha256()
        async with client.stream("GET", url) as answer:
            with file_for(work, 0, invoice).open("wb") as file:
                async for piece in answer.aiter_bytes():
                    digest.update(piece)
                    file.write(piece)
