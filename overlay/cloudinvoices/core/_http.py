"""The one module that knows httpx: its clients, requests and exceptions. Its successor is swapped in here.

Asynchronous requests go over aiohttp where it is installed (`_aiohttp.py`, which makes httpx's answers and exceptions
of aiohttp's); behind a proxy, and where a transport is given, over httpx's own client.

The rest of the core is written as generators of steps (`Send`, `Read`, ...), as httpx does for authentication:
the generator decides, a driver carries out, once for sync and once for async (`drivers.py`).
"""

from __future__ import annotations

import logging
import os
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, TypeVar, cast
from urllib.request import getproxies

import attrs
import httpx

from ..errors import CloudInvoicesError, ConfigurationError, ConnectionFailed, UnexpectedAnswer
from ._sockets import Terms, bound, terms
from .compression import Decompression
from .places import Places
from .redaction import proxy_passwords, redact

T = TypeVar("T")
Steps = Generator[Any, Any, T]
Client = httpx.Client
AsyncClient = httpx.AsyncClient
Request = httpx.Request
Response = httpx.Response
Headers = httpx.Headers
URL = httpx.URL
SyncTransport = httpx.BaseTransport
AsyncTransport = httpx.AsyncBaseTransport

# A broken transfer or a lost connection may work next time; a request that cannot be written never will.
_TRANSLATIONS: tuple[tuple[type[Exception], type[CloudInvoicesError], bool, str], ...] = (
    (TimeoutError, ConnectionFailed, True, "no answer within the time limit"),
    (httpx.ConnectTimeout, ConnectionFailed, True, "no connection within the time limit"),
    (httpx.PoolTimeout, ConnectionFailed, True, "no free connection within the time limit"),
    (httpx.TimeoutException, ConnectionFailed, True, "no answer within the time limit"),
    (httpx.ConnectError, ConnectionFailed, True, "no connection"),
    (httpx.LocalProtocolError, ConfigurationError, False, "the request cannot be sent as it is"),
    (httpx.UnsupportedProtocol, ConfigurationError, False, "the address is neither http nor https"),
    (httpx.InvalidURL, UnexpectedAnswer, False, "the address is not a URL"),
    (httpx.DecodingError, UnexpectedAnswer, True, "the answer's compression is damaged"),
    (httpx.TooManyRedirects, UnexpectedAnswer, False, "too many redirects"),
    (httpx.CookieConflict, UnexpectedAnswer, False, "conflicting cookies"),
    (httpx.StreamError, UnexpectedAnswer, False, "the answer was read twice"),
    (httpx.HTTPError, ConnectionFailed, True, "the connection broke"),
    (ssl.SSLError, ConnectionFailed, False, "TLS failed"),
    (OSError, ConnectionFailed, True, "the connection broke"),
    (UnicodeEncodeError, ConfigurationError, False, "a header value is not ASCII"),
)


def translate(error: Exception) -> CloudInvoicesError | None:
    """Our error for one of the HTTP library's; None for any other exception."""
    text = str(error)
    for kind, ours, transient, message in _TRANSLATIONS:
        if isinstance(error, kind):
            if ours is not ConnectionFailed:
                return ours(message, transient=transient)
            # Of a header that cannot be read the library quotes the line, which may hold a link.
            reason = "" if "header" in text else redact(text, proxy_passwords())[:_LONGEST_REASON]
            certificate = "CERTIFICATE" in text
            return ours(
                f"{message}: {reason}" if reason else message,
                transient=transient and "CERTIFICATE_VERIFY_FAILED" not in text,
                hint=_CERTIFICATE_HINT if certificate else "Check the network, base_url and the proxy settings.",
            )
    return None


_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# httpx reads the address of a redirect, and fails on a bad one, although it is told not to follow it.
_LOCATION = "x-cloudinvoices-location"


def _hide_location(response: httpx.Response) -> None:
    if "location" in response.headers:
        response.headers[_LOCATION] = response.headers.pop("location")


async def _hide_location_async(response: httpx.Response) -> None:
    _hide_location(response)


_TRANSFER_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})

_LONGEST_REASON = 200
_CERTIFICATE_HINT = "Trust the server's certificate with SSL_CERT_FILE (F5: ca_cert), or give the one it asks for."


class _KeepAddressesOut(logging.Filter):
    """httpx logs whole addresses, httpcore headers, older aiohttp names of cookies: signed links among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return terms.get() is None


_LOGGERS = "httpx httpcore.connection httpcore.proxy httpcore.http11 httpcore.http2 httpcore.socks"
for _name in (*_LOGGERS.split(), "aiohttp.client", "aiohttp.internal"):
    logging.getLogger(_name).addFilter(_KeepAddressesOut())


class _Private:
    """Keeps the HTTP library's log quiet, its waits short and turns its exceptions into ours while a step runs."""

    def __init__(self, timeout: float, check_peer: Callable[[str], None] | None = None) -> None:
        self._terms = Terms(time.monotonic() + timeout, check_peer)

    def __enter__(self) -> None:
        self._token = terms.set(self._terms)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        terms.reset(self._token)
        if isinstance(error, Exception) and (ours := translate(error)) is not None:
            raise ours from error
        if isinstance(error, RuntimeError) and "closed" in str(error):
            raise ConfigurationError("this account is closed, or belongs to another event loop") from error


@attrs.define(eq=False)
class Answer:
    """Status and headers of an answer whose body is still to be read, chunk by chunk."""

    response: httpx.Response
    chunks: Iterator[bytes] | AsyncIterator[bytes]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> Headers:
        return self.response.headers

    @property
    def url(self) -> URL:
        return self.response.request.url

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as sent; None for an answer that is none."""
        return self.headers.get(_LOCATION) if self.status in _REDIRECTS else None

    def plain_headers(self) -> list[tuple[str, str]]:
        """The headers of the same answer once its body is read and plain."""
        return [(name, value) for name, value in self.headers.multi_items() if name not in _TRANSFER_HEADERS]

    @property
    def is_compressed(self) -> bool:
        return bool(self.headers.get("content-encoding"))

    @property
    def received(self) -> int:
        """Bytes of the body that have come over the wire."""
        return self.response.num_bytes_downloaded

    @property
    def timeout(self) -> float:
        """Seconds that the next piece of the body may take."""
        return timeout_of(self.response.request)


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    if response.is_stream_consumed:  # a transport may hand over a body that is read already
        yield response.content
        return
    decompression = Decompression(response.headers.get("content-encoding", ""))
    for chunk in response.iter_raw():
        yield from decompression.feed(chunk)
    decompression.finish()


async def _pieces_async(response: httpx.Response) -> AsyncIterator[bytes]:
    if response.is_stream_consumed:
        yield response.content
        return
    decompression = Decompression(response.headers.get("content-encoding", ""))
    async for chunk in response.aiter_raw():
        for piece in decompression.feed(chunk):
            yield piece
    decompression.finish()


@attrs.frozen
class Send:
    """Send a request once; the answer's body stays unread."""

    request: Request
    anonymous: bool = False
    """Through the client that has no credential and no client certificate: for links."""
    check_peer: Callable[[str], None] | None = None
    """Raises where the address connected to is no place for a document; a proxy's is not asked about."""

    def run(self, clients: Clients[httpx.Client]) -> Answer:
        with self._terms():
            response = clients.get(anonymous=self.anonymous).send(self.request, stream=True, auth=None)
            return Answer(response, _pieces(response))

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> Answer:
        with self._terms():
            response = await clients.get(anonymous=self.anonymous).send(self.request, stream=True, auth=None)
            _hide_location(response)
            return Answer(response, _pieces_async(response))

    def _terms(self) -> _Private:
        return _Private(timeout_of(self.request), self.check_peer)


@attrs.frozen
class Read:
    """The next decoded chunk of an answer, None at its end."""

    answer: Answer

    def run(self, clients: Clients[httpx.Client]) -> bytes | None:
        with _Private(self.answer.timeout):
            return next(self.answer.chunks, None)  # type: ignore[arg-type]  # a sync answer has a sync iterator

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> bytes | None:
        with _Private(self.answer.timeout):
            return await anext(self.answer.chunks, None)  # type: ignore[arg-type]  # an async answer, an async one


@attrs.frozen
class Sleep:
    """Wait."""

    seconds: float

    def run(self, clients: Clients[httpx.Client]) -> None:
        time.sleep(self.seconds)

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> None:
        import asyncio

        await asyncio.sleep(self.seconds)


Step = Send | Read | Sleep
"""What a flow asks its driver to do; anything else that it yields is for whoever runs it."""


C = TypeVar("C", bound=httpx.Client | httpx.AsyncClient)
_PROXIES = {"http", "https", "all"}


class Clients(Generic[C]):
    """Two clients, made on first use: one for the provider, with its client certificate if any, one for links."""

    def __init__(
        self,
        kind: type[C],
        *,
        transport: Any = None,
        tls: Callable[[], ssl.SSLContext] | None = None,
        timeout: float = 30.0,
        places: Places | None = None,
    ) -> None:
        self._kind = kind
        self._transport = transport
        self._tls = tls
        self._timeout = timeout
        self._made: dict[bool, C] = {}
        self._lock = threading.Lock()
        self._closed = False
        self.places: Places = places or Places()
        hide: Any = _hide_location if kind is httpx.Client else _hide_location_async
        self._hooks: dict[str, list[Any]] = {"response": [hide]}
        self._fast = kind is httpx.AsyncClient and transport is None and not getproxies().keys() & _PROXIES

    def get(self, *, anonymous: bool) -> C:
        """The client for a request; made when it is first needed.

        Raises:
            ConfigurationError: the account is closed, or this process's proxy or TLS settings are wrong.
        """
        # Without a certificate of our own the two share one client: nothing else is kept in it.
        anonymous = anonymous and self._tls is not None
        with self._lock:
            if self._closed:
                raise ConfigurationError("this account is closed", hint="Connect again.")
            if anonymous not in self._made:
                self._made[anonymous] = self._make(anonymous)
            return self._made[anonymous]

    def _make(self, anonymous: bool) -> C:
        if self._transport is not None:
            return self._kind(transport=self._transport, timeout=self._timeout, event_hooks=self._hooks)
        try:
            context = default_tls() if anonymous or self._tls is None else self._tls()
            if self._fast:
                with suppress(ImportError):  # it is an extra
                    from ._aiohttp import AiohttpClient

                    return cast("C", AiohttpClient(context))
            client = self._kind(verify=context, timeout=self._timeout, event_hooks=self._hooks)
            bound(client)
            return client
        except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
            # What is wrong with an address is not repeated: a proxy's may hold a password.
            reason = str(error) if isinstance(error, OSError | ImportError) else "the address of a proxy is not valid"
            hint = "Check SSL_CERT_FILE and the proxy variables (HTTPS_PROXY, ALL_PROXY)."
            raise ConfigurationError(f"no HTTP client can be made: {reason}", hint=hint) from error

    def take_all(self) -> list[C]:
        """The clients made so far, for the caller to close; there will be no others."""
        with self._lock:
            self._closed = True
            made, self._made = list(self._made.values()), {}
        return made


_default_tls: dict[tuple[str | None, ...], ssl.SSLContext] = {}


def default_tls() -> ssl.SSLContext:
    """One verifying TLS context for each setting of the roots: reading them costs more than a request."""
    roots = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if roots not in _default_tls:
        _default_tls[roots] = httpx.create_ssl_context()
    return _default_tls[roots]


def verifying_tls(roots: str | None) -> ssl.SSLContext:
    """A verifying TLS context of its own, for a client certificate; `roots` is a PEM file instead of the usual ones."""
    return ssl.create_default_context(cafile=roots) if roots else httpx.create_ssl_context()


async def run_blocking(function: Callable[..., T], *arguments: Any) -> T:
    """Run what blocks, such as the disk, beside the event loop."""
    import asyncio

    return await asyncio.to_thread(function, *arguments)


class _Request(httpx.Request):
    def __repr__(self) -> str:
        return f"<{self.method} request>"  # tracebacks show locals: the address may be signed


def make_request(
    method: str,
    url: str,
    *,
    params: Mapping[str, Any] | None = None,
    headers: Mapping[str, str],
    timeout: float,
    content: bytes = b"",
) -> Request:
    """A request that carries exactly what is given: no cookie jar, no default of the client."""
    with _Private(timeout):
        return _Request(
            method,
            url,
            params=params or None,
            headers=dict(headers),
            content=content or None,
            extensions={"timeout": httpx.Timeout(timeout).as_dict()},
        )


def timeout_of(request: Request) -> float:
    """Seconds until the answer begins, connecting included, and then until each next piece of it."""
    seconds: float = request.extensions["timeout"]["read"]
    return seconds


def join(url: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        UnexpectedAnswer: nowhere.
    """
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise UnexpectedAnswer("the provider redirects to something that is not an address") from error


def copy_request(request: Request, *, user_agent: str, timeout: float) -> Request:
    """The same request once more, unsigned, for another attempt."""
    headers = {**request.headers, "user-agent": user_agent, "accept-encoding": "gzip"}
    headers.pop("cookie", None)
    return make_request(request.method, str(request.url), headers=headers, timeout=timeout, content=request.read())
