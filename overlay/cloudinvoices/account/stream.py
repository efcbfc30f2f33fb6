"""A document as a stream of bytes, for callers who keep it elsewhere than in a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from types import TracebackType
from typing import Any

from ..core._http import Clients
from ..core.drivers import iterate, iterate_async
from ..invoice import Format
from ..transfer.transfer import Opened, Transfer


class _Stream:
    def __init__(self, transfer: Transfer, clients: Clients[Any], format: Format, filename: str) -> None:
        self.format: Format = format
        self.filename: str = filename
        """A safe name for the document, made by us."""
        self.media_type: str = ""
        """Set on entering, when the first bytes have come and are right."""
        self.size: int | None = None
        """Bytes of the document as announced; None where the provider does not say."""
        self._transfer = transfer
        self._clients = clients

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes handed out so far; of the document, once it has ended."""
        return self._transfer.sha256

    @property
    def received(self) -> int:
        """Bytes handed out so far."""
        return self._transfer.size

    def _begin(self, opened: Opened) -> None:
        self.media_type, self.size = opened.media_type, opened.size


class DocumentStream(_Stream):
    """Context manager that iterates over the bytes of one document, checked on the way.

    Iterating raises `DocumentDamaged` at the end if the document is cut short: only then is it known.
    """

    _pieces: Generator[Any, None, Any]

    def __enter__(self) -> DocumentStream:
        self._pieces = iterate(self._transfer.steps(), self._clients)
        self._begin(next(self._pieces))
        return self

    def __iter__(self) -> Iterator[bytes]:
        if not self.media_type:
            raise RuntimeError("open the stream in a with statement first")
        return self._pieces

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._pieces.close()


class AsyncDocumentStream(_Stream):
    """As `DocumentStream`, asynchronous."""

    _pieces: AsyncGenerator[Any, None]

    async def __aenter__(self) -> AsyncDocumentStream:
        self._pieces = iterate_async(self._transfer.steps(), self._clients)
        self._begin(await anext(self._pieces))
        return self

    def __aiter__(self) -> AsyncIterator[bytes]:
        if not self.media_type:
            raise RuntimeError("open the stream in an async with statement first")
        return self._pieces

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._pieces.aclose()
