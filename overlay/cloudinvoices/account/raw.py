"""Transports for the generated clients: every raw operation gets our limit, retries, signature and errors."""

from __future__ import annotations

import time
from typing import Any

from ..core._http import AsyncTransport, ClientRequest, Clients, Response, Sleep, Steps, SyncTransport, copy_request
from ..core.connection import Connection, log, read_body
from ..core.decoding import decode_json
from ..core.drivers import finish, finish_async
from ..core.exchange import plain_headers
from ..errors import CloudInvoicesError, UnsupportedOperation


class ExactResponse(Response):
    """Its JSON has Decimal for numbers with a fraction, whatever the generated annotations say."""

    def json(self, **_: Any) -> Any:
        return decode_json(self.content, self.headers.get("content-type", ""))


class OtherKind(SyncTransport, AsyncTransport):
    """Refuses `sync` functions on an asynchronous account and the other way round: they would go unsigned."""

    def __init__(self, function: str, kind: str) -> None:
        self._text = f"this account comes from {function}, whose client is for the {kind} functions of the operations"

    def handle_request(self, request: ClientRequest) -> Response:
        raise UnsupportedOperation(self._text)

    async def handle_async_request(self, request: ClientRequest) -> Response:
        raise UnsupportedOperation(self._text)


def _forward(connection: Connection, request: ClientRequest) -> Steps[Response]:
    started = time.monotonic()
    attempt = 0
    while True:
        try:
            answer = yield from connection.send_signed(
                lambda: copy_request(request, user_agent=connection.user_agent, timeout=connection.timeout)
            )
            if answer.status >= 300:
                raise (yield from connection.refusal(answer))
            is_json = "json" in answer.headers.get("content-type", "").lower()
            limit = connection.max_answer_bytes if is_json else connection.max_document_bytes
            body = yield from read_body(answer, limit, started + connection.retry.max_elapsed)
            response = ExactResponse(answer.status, headers=plain_headers(answer.raw_headers), content=bytes(body))
            if is_json:
                response.json()  # what is broken may be whole the next time
            return response
        except CloudInvoicesError as error:
            error.complete(provider=connection.provider, url=connection.show(str(request.url)))
            wait = connection.retry.wait(error, attempt, time.monotonic() - started)
            if wait is None or request.method != "GET":
                raise
            log.info("%s: %s; again in %.1f s", connection.provider, error.message, wait)
        yield Sleep(wait)
        attempt += 1


class RawTransport(SyncTransport):
    def __init__(self, connection: Connection, clients: Clients[Any]) -> None:
        self._connection = connection
        self._clients = clients

    def handle_request(self, request: ClientRequest) -> Response:
        response: Response = finish(_forward(self._connection, request), self._clients)
        return response


class RawAsyncTransport(AsyncTransport):
    def __init__(self, connection: Connection, clients: Clients[Any]) -> None:
        self._connection = connection
        self._clients = clients

    async def handle_async_request(self, request: ClientRequest) -> Response:
        response: Response = await finish_async(_forward(self._connection, request), self._clients)
        return response
