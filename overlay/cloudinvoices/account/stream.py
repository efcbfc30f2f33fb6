"""A document as a stream of bytes, for callers who keep it elsewhere than in a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..core._http import Clients
from ..core.drivers import iterate, iterate_async
from ..invoice import Download, Format

if TYPE_CHECKING:
    from ..transfer.transfer import Opened, Transfer


class _Stream:
    def __init__(self, transfer: Transfer, clients: Clients[Any], format: Format, filename: str) -> None:
        self.format: Format = format
        """pdf, csv or json."""
        self.filename: str = filename
        """A safe name for the document, made by us."""
        self.media_type: str = ""
        """Set on entering, when the first bytes have come and are right."""
        self.size: int | None = None
        """Bytes of the document as announced; None where the provider does not say."""
        self.operation: str = ""
        """Set on entering: id of the operation that gave the document, or the link to it."""
        self.provided_name: str | None = None
        """Set on entering: what the provider calls the file, if it says so."""
        self.request_id: str | None = None
        """Set on entering: the id of the answer, for the provider's support."""
        self._transfer = transfer
        self._clients = clients
        self._entered = False
        self._open = False

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes handed out so far; of the document, once it has ended."""
        return self._transfer.sha256

    @property
    def received(self) -> int:
        """Bytes handed out so far."""
        return self._transfer.size

    def restarting(self, restart: Callable[[], bool]) -> Self:
        """The same, for a consumer who can take back what came: `restart` does it, and says whether it did."""
        self._transfer.restart = restart
        return self

    def downloaded(self, path: Path | None) -> Download:
        """What is known of the document when it has ended, and is at `path`."""
        return Download(
            path=path, format=self.format, media_type=self.media_type, size=self.received, sha256=self.sha256
        )

    def _enter(self) -> None:
        if self._entered:
            raise RuntimeError("a stream is read once; ask for another one")
        self._entered = True

    def _begin(self, opened: Opened) -> None:
        self.media_type, self.size = opened.media_type, opened.size
        self.operation, self.provided_name, self.request_id = opened.operation, opened.name, opened.request_id
        self._open = True

    def _check_open(self) -> None:
        if not self._open:
            raise RuntimeError("a stream is read inside its with statement")


class DocumentStream(_Stream):
    """Context manager that iterates over the bytes of one document, checked on the way.

        with doit.stream(invoice, format="pdf") as document:
            for piece in document:
                digest.update(piece)

    Raises:
        DocumentUnavailable: on entering: the provider has no such document.
        UnexpectedAnswer, DocumentDamaged: on entering, if its first bytes are not those of its format.
        DocumentDamaged: at the end, if the document is cut short: only then is it known.
        RuntimeError: it is entered a second time, or read outside its with statement.
    """

    _pieces: Generator[Any, None, Any]

    def __enter__(self) -> DocumentStream:
        self._enter()
        self._pieces = iterate(self._transfer.steps(), self._clients)
        self._begin(next(self._pieces))
        return self

    def __iter__(self) -> Iterator[bytes]:
        self._check_open()
        return self._pieces

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._open = False
        self._pieces.close()


class AsyncDocumentStream(_Stream):
    """As `DocumentStream`, with `async with` and `async for`; raises the same."""

    _pieces: AsyncGenerator[Any, None]

    async def __aenter__(self) -> AsyncDocumentStream:
        self._enter()
        self._pieces = iterate_async(self._transfer.steps(), self._clients)
        self._begin(await anext(self._pieces))
        return self

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._check_open()
        return self._pieces

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._open = False
        await self._pieces.aclose()
