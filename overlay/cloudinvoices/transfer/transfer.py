"""Fetch one document: locate it, open it, decode and check its bytes, go on after a break.

The flow yields steps for its driver, then one `Opened`, then the document's bytes.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from ..core._http import Read, Sleep, Steps, join
from ..core.connection import Connection, redirected
from ..core.exchange import Answer
from ..core.flow import Base64Member, Body, Flow, Link, Source
from ..core.problem import find_request_id
from ..core.redaction import public_address
from ..errors import CloudInvoicesError, ConnectionFailed, DocumentDamaged, DocumentUnavailable, UnexpectedAnswer
from ..invoice import Format
from .base64_json import Base64MemberDecoder
from .follow import EXPIRED, follow
from .formats import MEDIA_TYPES, FormatCheck
from .naming import provided_name
from .parts import Repeat, announced_length, changed, describe, find_validator, remaining_length

log: logging.Logger = logging.getLogger("cloudinvoices")

_FRESH_LINKS = 2
_LONGEST_ID = 300
# Bytes a second: a document that trickles more slowly than this, after `max_elapsed`, is given up.
_SLOWEST = 1024


class Opened(Struct, frozen=True):
    """The document has begun to come, and begins rightly."""

    media_type: str
    size: int | None
    operation: str
    """Id of the operation that gave the document, or the link to it."""
    name: str | None
    """What the provider calls the file."""
    request_id: str | None


class Transfer:
    """The state of one document across all attempts to get it."""

    def __init__(
        self,
        connection: Connection,
        format: Format,
        *,
        locate: Callable[[], Flow[Source]],
        explain: Callable[[CloudInvoicesError], Flow[CloudInvoicesError]],
    ) -> None:
        self._connection = connection
        self._locate = locate
        self._explain = explain
        self._format: Format = format
        self._check = FormatCheck(format)
        self._given = 0
        self._hash = hashlib.sha256()
        self._opened = False
        self._validator: str | None = None
        self._described: dict[str, str] = {}
        self._source: Source | None = None
        self._fresh_links = _FRESH_LINKS
        self._progress = 0.0
        self._waited = 0.0
        self.restart: Callable[[], bool] = lambda: False
        """Takes back what was given out; where that cannot be done, a second beginning must equal the first."""

    @property
    def size(self) -> int:
        """Bytes given out so far."""
        return self._given

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes given out so far."""
        return self._hash.hexdigest()

    def steps(self) -> Steps[None]:
        """The whole document. Breaks are resumed where the server can, else fetched again and compared.

        Raises:
            CloudInvoicesError: when the attempts or the time for them are used up.
        """
        attempt = 0
        self._progress = time.monotonic()
        while True:
            try:
                yield from self._attempt()
                return
            except CloudInvoicesError as error:
                self._locate_error(error)
                wait = self._wait(error, attempt)
                if wait is None:
                    better = yield from self._explained(error)
                    raise better from (error if better is not error else error.__cause__)
                log.info("%s document: %s; again in %.1f s", self._connection.provider, error.message, wait)
            yield Sleep(wait)
            attempt += 1

    def _explained(self, error: CloudInvoicesError) -> Steps[CloudInvoicesError]:
        try:
            better: CloudInvoicesError = yield from self._connection.run(self._explain(error))
        except CloudInvoicesError:
            return error  # what would have explained it is refused as well
        return better

    def _locate_error(self, error: CloudInvoicesError) -> None:
        source = self._source
        if isinstance(source, Link):
            error.complete(operation=source.operation, url=public_address(source.url, link=True))
        elif source is not None:
            self._connection.locate(error, source.call)
        error.complete(provider=self._connection.provider)

    def _wait(self, error: CloudInvoicesError, attempt: int) -> float | None:
        retry = self._connection.retry
        if self._source is None:
            return None  # the calls that look for the document had their own attempts
        if error.status == 416 and self._validator:
            self._validator = None
            return 0.0
        if isinstance(self._source, Link) and error.status in EXPIRED and self._fresh_links and retry.retries:
            self._fresh_links -= 1
            self._source = None
            return 0.0
        if isinstance(error, DocumentUnavailable):
            return None  # not within minutes
        return retry.wait(error, attempt, time.monotonic() - self._progress)

    def _attempt(self) -> Steps[None]:
        source = self._source
        if source is None:
            source = self._source = yield from self._connection.run(self._locate())
        answer = yield from self._open(source)
        self._check_part(answer)
        remaining = remaining_length(answer, self._offset)
        decoder = Base64MemberDecoder(source.name) if isinstance(source, Base64Member) else None
        repeat = self._begin(answer, decoder) if answer.status != 206 else None
        received = 0
        self._waited = 0.0
        while (chunk := (yield from self._read(answer))) is not None:
            received += len(chunk)
            if remaining is not None and received > remaining:
                raise self._changed()
            if self._waited > self._connection.retry.max_elapsed and received < self._waited * _SLOWEST:
                raise ConnectionFailed("the document comes too slowly", hint="Raise max_elapsed, or try again later.")
            for piece in decoder.feed(chunk) if decoder else (chunk,):
                yield from self._give(self._check.take(repeat.take(piece) if repeat else piece), answer, decoder)
        if remaining is not None and received < remaining:
            raise ConnectionFailed("the answer ended before the document did", transient=True)
        yield from self._finish(answer, decoder, repeat)

    def _check_part(self, answer: Answer) -> None:
        if answer.status != 206:
            return
        if not (self._offset and self._validator):
            raise UnexpectedAnswer("a part of the document came, and the whole was asked for")
        described = describe(answer)
        # The standard demands the ETag in a part; without it nothing tells whose part it is.
        unknown = self._validator.startswith('"') and "etag" not in described
        if unknown or any(self._described.get(name, value) != value for name, value in described.items()):
            raise self._changed()

    def _changed(self) -> DocumentDamaged:
        """The error that makes the next attempt one for the whole document."""
        self._validator = None
        return changed(transient=True)

    def _begin(self, answer: Answer, decoder: Base64MemberDecoder | None) -> Repeat | None:
        """Ready for the document's first byte; what was given out before is taken back, or will be compared."""
        if self._given and self.restart():
            self._given, self._hash = 0, hashlib.sha256()
        self._validator = None if decoder else find_validator(answer)
        self._described = describe(answer)
        if self._given:
            return Repeat(self._given, self.sha256)
        id = self._source.id if isinstance(self._source, Body) else None
        self._check = FormatCheck(self._format, "" if decoder else answer.headers.get("content-type", ""), id)
        return None

    def _finish(self, answer: Answer, decoder: Base64MemberDecoder | None, repeat: Repeat | None) -> Iterator[Any]:
        self._validator = None  # what ends wrongly is asked for again from its beginning
        rest = self._check.take(decoder.finish()) if decoder else b""
        if decoder and not decoder.found:
            raise DocumentUnavailable("the answer holds no document", hint="Report it to the provider.", transient=True)
        yield from self._give(rest + self._check.finish(), answer, decoder)
        if repeat and repeat.left:
            raise changed()

    def _redirected(self, answer: Answer, headers: dict[str, str]) -> Steps[Answer]:
        url = join(answer.url, answer.location or "")
        try:
            return (yield from follow(self._connection, url, came_from=answer.url, headers=headers))
        except DocumentUnavailable as error:
            if error.status in (401, 403) and self._connection.is_own(url):
                raise redirected(answer) from error  # it was no link, but another address of the operation
            raise

    def _read(self, answer: Answer) -> Steps[bytes | None]:
        asked = time.monotonic()
        try:
            chunk: bytes | None = yield Read(answer)
        except UnexpectedAnswer as error:
            raise DocumentDamaged(error.message, transient=error.transient) from error
        self._waited += time.monotonic() - asked
        return chunk

    @property
    def _operation(self) -> str:
        source = self._source
        return "" if source is None else source.operation if isinstance(source, Link) else source.call.operation

    @property
    def _offset(self) -> int:
        """Bytes of the document that need not come again."""
        return self._given + self._check.held

    def _give(self, piece: bytes, answer: Answer, decoder: Base64MemberDecoder | None) -> Iterator[Any]:
        if not piece:
            return
        if not self._opened:
            self._opened = True
            yield Opened(
                MEDIA_TYPES[self._format],
                None if decoder else announced_length(answer),
                self._operation,
                None if decoder else provided_name(answer.headers.get("content-disposition", "")),
                self._connection.redact((find_request_id(answer.headers) or "")[:_LONGEST_ID]) or None,
            )
        self._given += len(piece)
        most = self._connection.max_document_bytes
        if self._given > most:
            raise DocumentDamaged(f"the document is larger than max_document_bytes ({most})", hint="Allow more.")
        self._hash.update(piece)
        yield piece
        self._progress = time.monotonic()

    def _open(self, source: Source) -> Steps[Answer]:
        headers: dict[str, str] = {}
        if self._offset and self._validator:
            headers = {"Range": f"bytes={self._offset}-", "If-Range": self._validator}
        connection = self._connection
        if isinstance(source, Link):
            answer = yield from follow(connection, source.url, came_from=connection.servers["main"], headers=headers)
        else:
            answer = yield from connection.send(source.call, headers)
            if answer.location is not None:
                answer = yield from self._redirected(answer, headers)
        if answer.status == 204:
            hint = "Ask for another format, or later."
            raise DocumentUnavailable("the provider has no document for this request", status=204, hint=hint)
        return answer
