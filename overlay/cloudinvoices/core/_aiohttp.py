"""Asynchronous requests over aiohttp; its exceptions become httpx's, which are translated with theirs.

The one module that knows aiohttp, and beside `_http.py` the one that knows httpx. It is loaded when the first request
of an asynchronous account is sent. Nothing is decided here: no redirect, no cookie, no second attempt, no header added.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable
from functools import lru_cache, partial
from typing import Any, TypeVar

import aiohttp
import httpx
from yarl import URL

from .exchange import Answer, Request
from .terms import terms

T = TypeVar("T")

# As httpx: longer than the pauses of one bulk download, shorter than servers wait.
_KEEP_ALIVE = 5.0
# Signed links, sent as redirects, are longer than the 8,190 bytes that aiohttp allows.
_LONGEST_HEADER = 32_768
# Twice as much of an answer is held at most, and what one read of the socket brings.
_BUFFERED = 65_536
_AUTOMATIC_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")

# The first that fits, with a text of our own: aiohttp's quote addresses, and headers of the answer.
_TRANSLATIONS: tuple[tuple[type[Exception], type[Exception], str], ...] = (
    (aiohttp.ConnectionTimeoutError, httpx.ConnectTimeout, ""),
    (TimeoutError, httpx.ReadTimeout, ""),
    (aiohttp.InvalidURL, httpx.InvalidURL, "not a URL"),
    (aiohttp.NonHttpUrlClientError, httpx.UnsupportedProtocol, "not http"),
    (aiohttp.ClientConnectorError, httpx.ConnectError, ""),
    (aiohttp.ClientOSError, httpx.ReadError, ""),
    (aiohttp.ServerDisconnectedError, httpx.RemoteProtocolError, "the server hung up without an answer"),
    (aiohttp.ClientPayloadError, httpx.RemoteProtocolError, "the answer broke off, or is damaged"),
    (aiohttp.ClientResponseError, httpx.RemoteProtocolError, "the head of the answer is damaged"),
    (aiohttp.ClientError, httpx.ReadError, ""),
    (UnicodeError, httpx.ConnectError, "no such name"),
    (ValueError, httpx.LocalProtocolError, "the request cannot be written"),
)


def _translate(error: Exception) -> Exception:
    """httpx's exception for one of aiohttp's; what the system said is in its text."""
    kind, text = next((ours, text) for theirs, ours, text in _TRANSLATIONS if isinstance(error, theirs))
    return kind(text or str(error.__cause__ or ""))


async def _translated(waiting: Awaitable[T]) -> T:
    now = terms.get()
    try:
        async with asyncio.timeout(now.deadline - time.monotonic() if now else None):
            return await waiting
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        failure = _translate(error)
    raise failure  # here, so that aiohttp's is not its context: tracebacks show that


async def _attempt_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Else aiohttp itself sends a GET again when the connection is lost: uncounted, and signed as the first one was."""
    try:
        return await send(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        failure = _translate(error)
    raise failure


@lru_cache(maxsize=16)
def _waits(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=seconds, sock_connect=seconds)


class _Resolver(aiohttp.ThreadedResolver):
    """The system's own, whatever else is installed; no name leads where it may not.

    An address in the place of a name does not come here: `check_link` and `check_public` have seen that.
    """

    async def resolve(self, *args: Any, **options: Any) -> Any:
        found = await super().resolve(*args, **options)
        now = terms.get()
        if now is not None and now.check_peer is not None:
            for one in found:
                now.check_peer(one["host"])
        return found


class _Connector(aiohttp.TCPConnector):
    async def connect(self, *args: Any, **options: Any) -> Any:
        """A connection on which nothing has come unasked: aiohttp would take that for the next answer."""
        connection = await super().connect(*args, **options)
        while connection.protocol and connection.protocol.should_close:
            connection.close()
            connection = await super().connect(*args, **options)
        return connection


class _Answer(aiohttp.ClientResponse):
    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        self._transport = connection.transport
        if not self._transport:
            raise aiohttp.ServerDisconnectedError
        has_begun = False
        try:
            await super().start(connection)
            has_begun = True
        finally:
            if not has_begun:
                self.drop()
        return self

    def drop(self) -> None:
        """Give up what has not come yet. A connection that is of no more use is cut: TLS waits for the server's bye."""
        self.close()
        if self._transport.is_closing():
            self._transport.abort()

    def __repr__(self) -> str:
        return "<an answer>"  # debug mode logs the answers that nobody closed: address, headers and all


class _Body:
    """The bytes of an answer as they come, as many at once as are there."""

    def __init__(self, answer: _Answer) -> None:
        self._content = answer.content

    def __aiter__(self) -> _Body:
        return self

    async def __anext__(self) -> bytes:
        content = self._content
        # What is there already needs no time limit, which costs more than taking it.
        is_broken = content.exception() is not None
        chunk = b"" if is_broken or content.at_eof() else content.read_nowait()
        if not chunk and not content.at_eof():
            chunk = await _translated(content.readany())
        if not chunk:
            raise StopAsyncIteration
        return chunk


class AiohttpClient:
    """Takes the place of an `httpx.AsyncClient`; belongs to the event loop it is made in."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        tls.set_alpn_protocols(["http/1.1"])
        self._loop = asyncio.get_running_loop()
        self._unfinished: set[_Answer] = set()
        self._session = aiohttp.ClientSession(
            # How many connections there are is for `Places`. What was looked up for another request was not checked.
            connector=_Connector(
                ssl=tls, limit=0, keepalive_timeout=_KEEP_ALIVE, resolver=_Resolver(), use_dns_cache=False
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_AUTOMATIC_HEADERS,
            auto_decompress=False,
            read_bufsize=_BUFFERED,
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            max_headers=128,
            response_class=_Answer,
            middlewares=(_attempt_once,),
        )

    async def send(self, request: Request) -> Answer:
        """The answer to a request, its body unread.

        Raises:
            httpx.HTTPError, httpx.InvalidURL: as httpx's own client.
            RuntimeError: it is closed, or belongs to another event loop.
        """
        if asyncio.get_running_loop() is not self._loop:
            raise RuntimeError("the event loop of this client is closed, or another one")
        answer: _Answer = await _translated(self._request(request))
        self._unfinished.add(answer)
        close = partial(self._close, answer)
        return Answer(request, answer.status, answer.raw_headers, _Body(answer), close, is_async=True)

    async def _close(self, answer: _Answer) -> None:
        self._unfinished.discard(answer)
        answer.drop()

    async def _request(self, request: Request) -> Any:
        if request.scheme not in ("http", "https"):
            raise httpx.UnsupportedProtocol("not http")
        authority = request.origin.partition("//")[2]
        return await self._session.request(
            request.method,
            # Byte for byte: yarl rewrites texts (`%2F`, `%7E`), and signatures cover them as they are.
            URL.build(scheme=request.scheme, authority=authority, path=request.target, encoded=True),
            headers=request.headers,
            data=request.content or None,
            allow_redirects=False,
            # How long an answer may take is for the step; this tells a server that cannot be reached from a slow one.
            timeout=_waits(request.timeout),
        )

    async def aclose(self) -> None:
        """Close all connections; whoever still reads an answer is told."""
        for answer in self._unfinished:
            answer.drop()
        self._unfinished.clear()
        await self._session.close()
