"""A provider that does nothing but answer, in a process of its own: Qovery's API, DoiT's, and the documents.

Run with a `Served` as JSON; the first line it prints is its address. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property

import msgspec

from .process import ROOT
from .work import Served

FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3650
_PAGE = 50  # what DoiT documents where no other number is asked for
_PIECE = 1 << 20


class Server:
    """The answers of one server."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.address = ""
        self._filler = os.urandom(min(served.size, _PIECE) // 2 + 1).hex().encode()
        self.page = cache(self._page)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(self._served.latency)
                await self._answer(request.split(b" ", 2)[1].decode(), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, target: str, writer: asyncio.StreamWriter) -> None:
        media_type, length, pieces = self._find(target)
        waiting = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n".encode()
        for piece in pieces:
            waiting += piece
            if len(waiting) > _PIECE:
                writer.write(waiting)
                await writer.drain()
                waiting = b""
        writer.write(waiting)
        await writer.drain()

    def _find(self, target: str) -> tuple[str, int, Iterable[bytes]]:
        path, _, query = target.partition("?")
        match path.split("/")[1:]:
            case [_, "organization", _, "invoice"]:
                return _json(self._list)
            case [account, "organization", _, "invoice", invoice, "download"]:
                return _json(json.dumps({"url": f"{self.address}/{account}/document/{invoice}"}).encode())
            case [_, "document", invoice]:
                return "application/pdf", self._served.size, self._document(f"%PDF-1.7\n% {invoice}\n", "\n%%EOF\n")
            case [_, "billing", "v1", "invoices"]:
                return _json(self.page(query.partition("pageToken=")[2].partition("&")[0]))
            case [_, "billing", "v1", "invoices", invoice]:
                document = self._document(f'{{"id": "{invoice}", "lineItems": [{{"details": "', '"}]}')
                return "application/json", self._served.size, document
            case _:
                raise ValueError(f"nothing is at {path}")

    def _document(self, beginning: str, end: str) -> Iterator[bytes]:
        left = self._served.size - len(beginning) - len(end)
        yield beginning.encode()
        while left > 0:
            yield self._filler[:left]
            left -= len(self._filler)
        yield end.encode()

    @cached_property
    def _list(self) -> bytes:
        return json.dumps({"results": [self._qovery(number) for number in range(self._served.invoices)]}).encode()

    def _page(self, token: str) -> bytes:
        start = int(token or 0)
        end = min(start + _PAGE, self._served.invoices)
        invoices = [self._doit(number) for number in range(start, end)]
        more = str(end) if end < self._served.invoices else ""
        return json.dumps({"pageToken": more, "rowCount": len(invoices), "invoices": invoices}).encode()

    def _day(self, number: int) -> datetime:
        return FIRST_DAY + timedelta(days=number * _DAYS // self._served.invoices)

    def _qovery(self, number: int) -> dict[str, object]:
        return {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "created_at": f"{self._day(number):%Y-%m-%dT%H:%M:%SZ}",
            "status": "PAID",
            "total_in_cents": 12345 + number,
            "total": (12345 + number) / 100,
            "currency_code": "EUR",
        }

    def _doit(self, number: int) -> dict[str, object]:
        day = int(self._day(number).timestamp() * 1000)
        return {
            "id": f"IN{number:09d}",
            "invoiceDate": day,
            "platform": "amazon-web-services",
            "dueDate": day + 30 * 86_400_000,
            "status": "PAID",
            "totalAmount": (12345 + number) / 100,
            "balanceAmount": 0,
            "currency": "USD",
            "url": f"https://console.example.com/invoices/IN{number:09d}",
        }


def _json(body: bytes) -> tuple[str, int, Iterable[bytes]]:
    return "application/json", len(body), (body,)


@contextmanager
def serving(served: Served) -> Generator[str]:
    """A server in a process of its own; gives its address."""
    command = [sys.executable, "-m", __name__, msgspec.json.encode(served).decode()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603  # our own interpreter
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            process.stdin.close()


async def _main(served: Served) -> None:
    server = Server(served)
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0, backlog=500) as listening:
        server.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        os._exit(0)  # connections that clients still keep are of no interest


if __name__ == "__main__":
    asyncio.run(_main(msgspec.json.decode(sys.argv[1], type=Served)))
