"""The one module that knows httpx: its transports, requests and exceptions. Its successor is swapped in here.

Asynchronous requests go over aiohttp where it is installed (`_aiohttp.py`); behind a proxy, and where a transport is
given, over httpx's own.

The rest of the core is written as generators of steps (`Send`, `Read`, ...), as httpx does for authentication:
the generator decides, a driver carries out, once for sync and once for async (`drivers.py`).
"""

from __future__ import annotations

import logging
import os
import re
import ssl
import string
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import TracebackType
from typing import Any, Generic, TypeVar, cast
from urllib.request import getproxies

import httpx
from msgspec import Struct

from ..errors import CloudInvoicesError, ConfigurationError, ConnectionFailed, UnexpectedAnswer
from .exchange import Answer, Request, plain_headers
from .places import Places
from .redaction import proxy_passwords, redact
from .terms import Terms, terms

T = TypeVar("T")
Steps = Generator[Any, Any, T]
Client = httpx.Client
AsyncClient = httpx.AsyncClient
ClientRequest = httpx.Request
Response = httpx.Response
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
    (httpx.CookieConflict, UnexpectedAnswer, False, "conflicting cookies"),
    (httpx.StreamError, UnexpectedAnswer, False, "the answer was read twice"),
    (httpx.HTTPError, ConnectionFailed, True, "the connection broke"),
    (ssl.SSLError, ConnectionFailed, False, "TLS failed"),
    (OSError, ConnectionFailed, True, "the connection broke"),
    (UnicodeEncodeError, ConfigurationError, False, "a header value is not ASCII"),
    (UnicodeError, UnexpectedAnswer, False, "the address is not a URL"),
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


_LONGEST_REASON = 200
_CERTIFICATE_HINT = "Trust the server's certificate with SSL_CERT_FILE (F5: ca_cert), or give the one it asks for."


class _KeepAddressesOut(logging.Filter):
    """httpx logs whole addresses, httpcore headers, older aiohttp names of cookies: signed links among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        return terms.get() is None


# The library and its core log under their own names, also where a successor of another name stands in for it.
_CORE = httpx.__name__.replace("httpx", "httpcore")
_LOGGERS = [f"{_CORE}.{part}" for part in ("connection", "proxy", "http11", "http2", "socks")]
for _name in (httpx.__name__, *_LOGGERS, "aiohttp.client", "aiohttp.internal"):
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


def _outgoing(request: Request) -> httpx.Request:
    wait = request.timeout
    return _Request(
        request.method,
        request.url,
        headers=request.headers,
        content=request.content or None,
        extensions={"timeout": {"connect": wait, "read": wait, "write": wait, "pool": wait}},
    )


# The transport that a client has for an address, behind a proxy or not: what the client itself would do, follow
# redirects and keep cookies, is not wanted, and takes a sixth of the time of a request.
def _send(client: httpx.Client, request: Request) -> Answer:
    _check_open(client)
    outgoing = _outgoing(request)
    response = client._transport_for_url(outgoing.url).handle_request(outgoing)
    return _answer(request, response, response.close)


def _check_open(client: httpx.Client | httpx.AsyncClient) -> None:
    if client.is_closed:  # by another thread: its transport would open again
        raise RuntimeError("closed")


async def _send_async(client: Any, request: Request) -> Answer:
    if not isinstance(client, httpx.AsyncClient):
        answer: Answer = await client.send(request)
        return answer
    _check_open(client)
    outgoing = _outgoing(request)
    response = await client._transport_for_url(outgoing.url).handle_async_request(outgoing)
    return _answer(request, response, response.aclose, is_async=True)


def _answer(request: Request, response: httpx.Response, close: Callable[[], Any], *, is_async: bool = False) -> Answer:
    headers, body = response.headers.raw, response.stream
    if response.is_stream_consumed:  # a transport may hand over a body that is read already, and plain
        headers = plain_headers(headers)
        body = httpx.ByteStream(response.content)
    return Answer(request, response.status_code, headers, body, close, is_async=is_async)


class Send(Struct, frozen=True):
    """Send a request once; the answer's body stays unread."""

    request: Request
    anonymous: bool = False
    """Through the client that has no credential and no client certificate: for links."""
    check_peer: Callable[[str], None] | None = None
    """Raises where the address connected to is no place for a document; a proxy's is not asked about."""

    def run(self, clients: Clients[httpx.Client]) -> Answer:
        with self._terms():
            return _send(clients.get(anonymous=self.anonymous), self.request)

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> Answer:
        with self._terms():
            return await _send_async(clients.get(anonymous=self.anonymous), self.request)

    def _terms(self) -> _Private:
        return _Private(self.request.timeout, self.check_peer)


class Read(Struct, frozen=True):
    """The next decoded chunk of an answer, None at its end."""

    answer: Answer

    def run(self, clients: Clients[httpx.Client]) -> bytes | None:
        with _Private(self.answer.request.timeout):
            return next(self.answer.chunks, None)

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> bytes | None:
        with _Private(self.answer.request.timeout):
            return await anext(self.answer.chunks, None)


class Sleep(Struct, frozen=True):
    """Wait."""

    seconds: float

    def run(self, clients: Clients[httpx.Client]) -> None:
        time.sleep(self.seconds)

    async def run_async(self, clients: Clients[httpx.AsyncClient]) -> None:
        import asyncio

        await asyncio.sleep(self.seconds)


STEPS = (Send, Read, Sleep)
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
            return self._kind(transport=self._transport, timeout=self._timeout)
        from ._sockets import bound  # with it the half of httpx that only sends

        try:
            context = default_tls() if anonymous or self._tls is None else self._tls()
            if self._fast:
                with suppress(ImportError):  # it is an extra
                    from ._aiohttp import AiohttpClient

                    return cast("C", AiohttpClient(context))
            client = self._kind(verify=context, timeout=self._timeout)
            return bound(client)
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
    """A request that carries exactly what is given.

    Raises:
        UnexpectedAnswer: the address is none.
        ConfigurationError: a header cannot be sent.
    """
    with _Private(timeout):
        origin, target = read_address(f"{url}?{httpx.QueryParams(params)}" if params else url)
        sent = {"Host": origin.partition("//")[2], **headers}
        "".join(sent.values()).encode("ascii")
        return Request(method.upper(), origin, target, sent, timeout, content)


# What httpx would not change a letter of; how hosts are written is for httpx alone.
_AS_SENT = frozenset(f"{string.ascii_letters}{string.digits}-._~!$&()*+,;=:@/?")
_QUOTED = re.compile("%[0-9A-Fa-f]{2}")


def read_address(url: str) -> tuple[str, str]:
    """Origin and target of an absolute address, as they are sent."""
    scheme, _, rest = url.partition("://")
    host, slash, target = rest.partition("/")
    plain = _QUOTED.sub("", target) if "%" in target else target
    is_plain = slash and not {"?", "#"} & {*host} and "/." not in rest and _AS_SENT.issuperset(plain)
    if is_plain and scheme in ("http", "https"):
        return _read_origin(f"{scheme}://{host}"), slash + target
    return _read_slowly(url)


@lru_cache(maxsize=256)
def _read_origin(origin: str) -> str:
    return _read_slowly(origin)[0]


def _read_slowly(url: str) -> tuple[str, str]:
    read = httpx.URL(url)
    return f"{read.scheme}://{read.netloc.decode('ascii')}", read.raw_path.decode("ascii")


def join(url: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        UnexpectedAnswer: nowhere.
    """
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise UnexpectedAnswer("the provider redirects to something that is not an address") from error


def copy_request(request: httpx.Request, *, user_agent: str, timeout: float) -> Request:
    """The request of a generated client once more, unsigned, for another attempt."""
    given = {name.title(): value for name, value in request.headers.items()}  # so that ours take the place of theirs
    headers = {**given, "User-Agent": user_agent, "Accept-Encoding": "gzip"}
    for name in ("Cookie", "Content-Length", "Host"):
        headers.pop(name, None)
    return make_request(request.method, str(request.url), headers=headers, timeout=timeout, content=request.read())
