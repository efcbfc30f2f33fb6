"""A server that knows nothing of HTTP: it sends prepared bytes for each request, and keeps what it was asked."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

HANG_UP = b""
"""Instead of an answer."""


def plain(body: bytes, *headers: str) -> bytes:
    """A whole answer of status 200."""
    return head("200 OK", f"Content-Length: {len(body)}", *headers) + body


def head(status: str, *headers: str) -> bytes:
    """The first lines of an answer."""
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode()


class RawServer:
    """Answers the requests of all connections in their order; after the last one it is silent."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self._writers: list[asyncio.StreamWriter] = []
        self._serving: list[Any] = []
        self.requests: list[bytes] = []
        self.connections = 0
        self.met = asyncio.Event()
        """Set when somebody has connected."""
        self.asked = asyncio.Event()
        """Set when a request has come."""
        self.left = asyncio.Event()
        """Set when a connection has been closed."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.authority = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self.url = f"http://{self.authority}"
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.close()
        self.hang_up()
        await asyncio.gather(*self._serving)
        await self._server.wait_closed()

    def hang_up(self) -> None:
        """Close the connections that there are."""
        for writer in self._writers:
            writer.close()

    def send(self, unasked: bytes) -> None:
        """Send something over the latest connection."""
        self._writers[-1].write(unasked)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.met.set()
        self._writers.append(writer)
        self._serving.append(asyncio.current_task())
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                length = request.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
                self.requests.append(request + await reader.readexactly(int(length or 0)))
                self.asked.set()
                if not self.answers:
                    continue
                if (answer := self.answers.pop(0)) == HANG_UP:
                    break
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.left.set()
        finally:
            writer.close()
