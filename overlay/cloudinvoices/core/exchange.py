"""What goes out and what comes back, whichever library carries it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from .compression import Decompression

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRANSFER_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})


@attrs.define(eq=False, repr=False)
class Request:
    """One attempt of a request: no cookie jar and no default of a client adds to it."""

    method: str
    origin: str
    """Scheme, host and port, as `https://api.example.com`."""
    target: str
    """Path and query, byte for byte as they are sent."""
    headers: dict[str, str]
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


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


@attrs.define(eq=False)
class Answer:
    """Status and headers of an answer whose body is still to be read, chunk by chunk."""

    request: Request
    status: int
    raw_headers: Sequence[tuple[bytes, bytes]] = attrs.field(repr=False)
    body: Any = attrs.field(repr=False)
    """Iterates over bytes as they come over the wire; asynchronously, where `is_async`."""
    close: Callable[[], Any] = attrs.field(repr=False)
    """Gives up what has not come yet; to be awaited, where `is_async`."""
    is_async: bool = False
    received: int = 0
    """Bytes of a compressed body that have come over the wire."""
    headers: dict[str, str] = attrs.field(init=False, repr=False)
    """As `read_headers`."""
    chunks: Any = attrs.field(init=False, repr=False)
    """The plain body."""

    def __attrs_post_init__(self) -> None:
        self.headers = read_headers(self.raw_headers)
        if self.is_compressed:
            self.chunks = self._inflated_async() if self.is_async else self._inflated()
        else:
            self.chunks = aiter(self.body) if self.is_async else iter(self.body)

    @property
    def url(self) -> str:
        return self.request.url

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as sent; None for an answer that is none."""
        return self.headers.get("location") if self.status in _REDIRECTS else None

    def plain_headers(self) -> list[tuple[bytes, bytes]]:
        """The headers of the same answer once its body is read and plain."""
        return [one for one in self.raw_headers if one[0].lower() not in TRANSFER_HEADERS]

    @property
    def is_compressed(self) -> bool:
        return bool(self.headers.get("content-encoding"))

    def _inflated(self) -> Iterator[bytes]:
        decompression = Decompression(self.headers["content-encoding"])
        for chunk in self.body:
            self.received += len(chunk)
            yield from decompression.feed(chunk)
        decompression.finish()

    async def _inflated_async(self) -> AsyncIterator[bytes]:
        decompression = Decompression(self.headers["content-encoding"])
        async for chunk in self.body:
            self.received += len(chunk)
            for piece in decompression.feed(chunk):
                yield piece
        decompression.finish()
