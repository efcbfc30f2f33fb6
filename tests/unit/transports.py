"""What stands in for the network: prepared answers, in order. A request beyond them is a failure."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import httpx

from cloudinvoices.authentication.header import HeaderAuthentication
from cloudinvoices.core._http import Clients, Sleep, Steps
from cloudinvoices.core.connection import Connection
from cloudinvoices.core.flow import Call
from cloudinvoices.core.retry import Retry
from cloudinvoices.errors import CloudInvoicesError

SERVER = "https://api.example.com"
CREDENTIAL = "credential-of-the-tests"
AT_ONCE = Retry(first_wait=0.0)

Prepared = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class Script(httpx.MockTransport):
    """Gives the prepared answers, one a request, to sync and async clients alike; keeps the requests."""

    def __init__(self, *prepared: Prepared) -> None:
        super().__init__(self._answer)
        self._prepared = list(prepared)
        self.requests: list[httpx.Request] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        assert self._prepared, f"unexpected request: {request.method} {request.url}"
        prepared = self._prepared.pop(0)
        if isinstance(prepared, Exception):
            raise prepared
        return prepared if isinstance(prepared, httpx.Response) else prepared(request)

    @property
    def left(self) -> int:
        """How many answers nobody has asked for."""
        return len(self._prepared)


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in chosen chunks, which may break off; knows whether it was closed."""

    def __init__(self, *chunks: bytes, error: Exception | None = None) -> None:
        self._chunks = chunks
        self._error = error
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def answer(content: Any = None, status: int = 200, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """A JSON answer."""
    body = b"" if content is None else json.dumps(content).encode()
    return httpx.Response(status, headers={"content-type": "application/json", **(headers or {})}, content=body)


def document(*chunks: bytes, status: int = 200, error: Exception | None = None, **headers: str) -> httpx.Response:
    """An answer with the chunks of a document; `content_type="text/csv"` becomes the header `content-type`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named, stream=Chunks(*chunks, error=error))


def redirect(location: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"location": location})


def connection(**changes: Any) -> Connection:
    """A connection to an invented provider that retries at once."""
    given: dict[str, Any] = {
        "provider": "invented",
        "servers": {"main": SERVER},
        "authentication": HeaderAuthentication("invented", "Bearer", CREDENTIAL),
        "advise": lambda problem: None,
        "retry": AT_ONCE,
    }
    return Connection(**{**given, **changes})


def call(url: str = "/invoices", operation: str = "list_invoices", **changes: Any) -> Call:
    return Call(operation=operation, request={"method": "get", "url": url}, **changes)


def clients(transport: httpx.BaseTransport) -> Clients[httpx.Client]:
    return Clients(httpx.Client, transport=transport)


def noting_sleeps(steps: Steps[Any], naps: list[float]) -> Steps[Any]:
    """The same steps, with the sleeps written down instead of slept."""
    resume: Callable[[Any], Any] = steps.send
    value: Any = None
    while True:
        try:
            step = resume(value)
        except StopIteration as stop:
            return stop.value
        resume, value = steps.send, None
        if isinstance(step, Sleep):
            naps.append(step.seconds)
            continue
        try:
            value = yield step
        except CloudInvoicesError as error:
            resume, value = steps.throw, error
