"""Transports that know which answers are still open: a connection is given back only when its answer is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, stream: Any, open_answers: set[Any]) -> None:
        self._stream = stream
        self._open = open_answers
        open_answers.add(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    def close(self) -> None:
        self._open.discard(self)
        self._stream.close()

    async def aclose(self) -> None:
        self._open.discard(self)
        await self._stream.aclose()


class WatchedTransport(httpx.HTTPTransport):
    def __init__(self) -> None:
        super().__init__()
        self.open: set[Any] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        response.stream = _Stream(response.stream, self.open)
        return response


class WatchedAsyncTransport(httpx.AsyncHTTPTransport):
    def __init__(self) -> None:
        super().__init__()
        self.open: set[Any] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        response.stream = _Stream(response.stream, self.open)
        return response


class WatchedClients:
    """Given as a transport where requests go over aiohttp, whose clients know it themselves."""

    clients: Any

    @property
    def open(self) -> set[Any]:
        return {answer for client in self.clients._made.values() for answer in client._unfinished}


Watched = WatchedTransport | WatchedAsyncTransport | WatchedClients


def watched_transport(mode: str) -> Watched:
    kinds: dict[str, type[Watched]] = {"sync": WatchedTransport, "async": WatchedAsyncTransport, "fast": WatchedClients}
    return kinds[mode]()
