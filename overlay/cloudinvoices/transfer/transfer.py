"""Fetch one document: locate it, open it, decode and check its bytes, go on after a break.

The flow yields steps for its driver, then one `Opened`, then the document's bytes.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from ..core._http import URL, Answer, Read, Send, Sleep, Steps, make_request
from ..core.connection import Connection
from ..core.flow import Base64Member, Flow, Link, Source
from ..core.links import MAX_HOPS, check_link, check_peer
from ..core.problem import Problem, error_for
from ..core.redaction import public_address
from ..errors import (
    CloudInvoicesError,
    DocumentDamaged,
    DocumentUnavailable,
    UnexpectedAnswer,
)
from ..invoice import Format
from .base64_json import Base64MemberDecoder
from .formats import MEDIA_TYPES, FormatCheck

log: logging.Logger = logging.getLogger("cloudinvoices")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What storage says to a link whose time is over, or that was used up.
_EXPIRED = frozenset({401, 403, 404, 410})
_FRESH_LINKS = 2


@attrs.frozen
class Opened:
    """The document has begun to come, and begins rightly."""

    media_type: str
    size: int | None


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
        self._source: Source | None = None
        self._fresh_links = _FRESH_LINKS
        self._progress = time.monotonic()

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
        while True:
            try:
                yield from self._attempt()
                return
            except CloudInvoicesError as error:
                self._locate_error(error)
                wait = self._wait(error, attempt)
                if wait is None:
                    raise (yield from self._connection.run(self._explain(error))) from error.__cause__
                log.info("%s document: %s; again in %.1f s", self._connection.provider, error.message, wait)
            yield Sleep(wait)
            attempt += 1

    def _locate_error(self, error: CloudInvoicesError) -> None:
        source = self._source
        if isinstance(source, Link):
            error.complete(operation=source.operation, url=public_address(source.url, link=True))
        elif source is not None:
            self._connection.locate(error, source.call)
        error.complete(provider=self._connection.provider)

    def _wait(self, error: CloudInvoicesError, attempt: int) -> float | None:
        retry = self._connection.retry
        if isinstance(self._source, Link) and error.status in _EXPIRED and self._fresh_links and retry.retries:
            self._fresh_links -= 1
            self._source = None
            return 0.0
        return retry.wait(error, attempt, time.monotonic() - self._progress)

    def _attempt(self) -> Steps[None]:
        source = self._source
        if source is None:
            source = self._source = yield from self._connection.run(self._locate())
        answer = yield from self._open(source)
        for_whole = answer.status != 206
        decoder = Base64MemberDecoder(source.name) if isinstance(source, Base64Member) else None
        skip = _Repeat(self._given, self.sha256) if for_whole else None
        if for_whole:
            self._validator = None if decoder else _validator(answer)
            if not self._given:
                self._check = FormatCheck(self._format, "" if decoder else answer.headers.get("content-type", ""))
        while (chunk := (yield Read(answer))) is not None:
            for piece in decoder.feed(chunk) if decoder else (chunk,):
                yield from self._give(self._check.take(skip.take(piece) if skip else piece), answer, decoder)
        rest = self._check.take(decoder.finish()) if decoder else b""
        if decoder and not decoder.found:
            raise DocumentUnavailable("the answer holds no document")
        yield from self._give(rest + self._check.finish(), answer, decoder)
        if skip and skip.left:
            raise DocumentDamaged("the document changed between two attempts to fetch it", hint="Try again.")

    def _give(self, piece: bytes, answer: Answer, decoder: Base64MemberDecoder | None) -> Iterator[Any]:
        if not piece:
            return
        if not self._opened:
            self._opened = True
            yield Opened(MEDIA_TYPES[self._format], None if decoder else _length(answer))
        self._given += len(piece)
        if self._given > self._connection.max_document_bytes:
            raise DocumentDamaged(
                f"the document is larger than max_document_bytes ({self._connection.max_document_bytes})"
            )
        self._hash.update(piece)
        self._progress = time.monotonic()
        yield piece

    def _open(self, source: Source) -> Steps[Answer]:
        offset = self._given + self._check.held
        headers = {}
        if offset and self._validator:
            headers = {"Range": f"bytes={offset}-", "If-Range": self._validator}
        if isinstance(source, Link):
            server = self._connection.servers["main"]
            answer = yield from self._follow(source.url, server, headers)
        else:
            answer = yield from self._connection.send(source.call, headers)
            if answer.status in _REDIRECTS:
                url = str(answer.url.join(answer.headers["location"]))
                answer = yield from self._follow(url, str(answer.url), headers)
        if answer.status == 204:
            raise DocumentUnavailable("the provider has no document for this request", status=204)
        if answer.status == 206 and not answer.headers.get("content-range", "").startswith(f"bytes {offset}-"):
            raise UnexpectedAnswer("the answer is another part of the document than was asked for")
        return answer

    def _follow(self, url: str, came_from: str, headers: dict[str, str]) -> Steps[Answer]:
        """Open a link: no credential, few hops, every one checked."""
        for _ in range(MAX_HOPS + 1):
            check_link(url, came_from=came_from)
            request = make_request(
                "GET",
                url,
                # Not compressed, so that its length and a place to resume at are known.
                headers={"User-Agent": self._connection.user_agent, "Accept-Encoding": "identity", **headers},
                timeout=self._connection.timeout,
            )
            answer: Answer = yield Send(request, anonymous=True)
            check_peer(answer.peer, came_from=came_from)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                if 200 <= answer.status < 300:
                    return answer
                raise _link_refused(answer)
            came_from, url = url, str(URL(url).join(answer.headers["location"]))
        raise UnexpectedAnswer(f"the link to the document redirects more than {MAX_HOPS} times")


def _link_refused(answer: Answer) -> CloudInvoicesError:
    """Storage says nothing about the credential, and its error pages repeat the signature: only the status counts."""
    problem = Problem(answer.status, answer.headers)
    error = error_for(problem, hint="Try again later; if it stays so, report it to the provider.", secrets=())
    if error.status not in _EXPIRED:
        return error
    return DocumentUnavailable("the link to the document is refused", status=error.status, hint=error.hint)


def _length(answer: Answer) -> int | None:
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() and "content-encoding" not in answer.headers else None


def _validator(answer: Answer) -> str | None:
    """What `If-Range` can compare; None where a part of the bytes could not be asked for."""
    if "content-encoding" in answer.headers or answer.headers.get("accept-ranges", "bytes").lower() == "none":
        return None
    etag = answer.headers.get("etag", "")
    return etag if etag.startswith('"') else answer.headers.get("last-modified") or None


class _Repeat:
    """The beginning of a document that comes a second time: passed over, and compared with the first."""

    def __init__(self, size: int, sha256: str) -> None:
        self.left = size
        self._sha256 = sha256
        self._hash = hashlib.sha256()

    def take(self, piece: bytes) -> bytes:
        """What of the piece is new.

        Raises:
            DocumentDamaged: the repeated part is not the same.
        """
        if not self.left:
            return piece
        repeated = piece[: self.left]
        self._hash.update(repeated)
        self.left -= len(repeated)
        if not self.left and self._hash.hexdigest() != self._sha256:
            raise DocumentDamaged("the document changed between two attempts to fetch it", hint="Try again.")
        return piece[len(repeated) :]
