"""What goes out and what comes back, whichever library carries it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from .compression import Decompression

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSFER_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


class Request(Struct, eq=False):
    """One attempt of a request: no cookie jar and no default of a client adds to it."""

    method: str
    origin: str
    """Scheme, host and port, as `https://api.example.com`."""
    target: str
    """Path and query, byte for byte as they are sent."""
    headers: dict[str, str]
    """Written as `Accept-Encoding`: what is set later takes the place of what is there under the same name."""
    timeout: float
    """Seconds until the answer begins, connecting included, and then until each next piece of it."""
    content: bytes = b""

    def __repr__(self) -> str:
        return f"<{self.method} request>"  # tracebacks show locals: the address may be signed

    @property
    def url(self) -> str:
        return self.origin + self.target

    @property
    def scheme(self) -> str:
        return self.origin.partition(":")[0]


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by their names in lower case; of one that comes twice, the values with a comma between them."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), _text(value)
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def plain_headers(raw: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of the same answer once its body is read and plain."""
    return [one for one in raw if one[0].lower() not in _TRANSFER_HEADERS]


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class Answer:
    """Status and headers of an answer whose body is still to be read, chunk by chunk."""

    def __init__(
        self,
        request: Request,
        status: int,
        raw_headers: Sequence[tuple[bytes, bytes]],
        body: Any,
        close: Callable[[], Any],
        *,
        is_async: bool = False,
    ) -> None:
        """`body` iterates over bytes as they come over the wire, and `close` gives up what has not come yet.

        Both asynchronously, where `is_async`.
        """
        self.request: Request = request
        self.status: int = status
        self.raw_headers: Sequence[tuple[bytes, bytes]] = raw_headers
        self.headers: dict[str, str] = read_headers(raw_headers)
        """By their names in lower case."""
        self.close: Callable[[], Any] = close
        self.received: int = 0
        """Bytes of a compressed body that have come over the wire."""
        self._body = body
        self.chunks: Any = aiter(body) if is_async else iter(body)
        """The plain body."""
        if self.is_compressed:
            self.chunks = self._inflated_async() if is_async else self._inflated()

    @property
    def url(self) -> str:
        return self.request.url

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as sent; None for an answer that is none."""
        return self.headers.get("location") if self.status in _REDIRECTS else None

    @property
    def is_compressed(self) -> bool:
        return bool(self.headers.get("content-encoding"))

    def _inflated(self) -> Iterator[bytes]:
        decompression = Decompression(self.headers["content-encoding"])
        for chunk in self._body:
            self.received += len(chunk)
            yield from decompression.feed(chunk)
        decompression.finish()

    async def _inflated_async(self) -> AsyncIterator[bytes]:
        decompression = Decompression(self.headers["content-encoding"])
        async for chunk in self._body:
            self.received += len(chunk)
            for piece in decompression.feed(chunk):
                yield piece
        decompression.finish()
