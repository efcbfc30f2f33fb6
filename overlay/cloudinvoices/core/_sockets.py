"""What httpx leaves open of its connections: that a step ends in time, whom a link leads to, when to use one again.

httpx limits each wait for bytes, and a server that sends one byte at a time never ends. So every wait on a connection
is cut to what is left of the step it belongs to. The module that knows httpcore, the network layer of httpx.
"""

from __future__ import annotations

import socket
import time
from typing import Any, TypeVar

import attrs
import httpcore

from ..errors import CloudInvoicesError
from .terms import terms

C = TypeVar("C")
_STATUS_LINE = b"HTTP/1."


def bound(client: C) -> C:
    """The httpx client, whose connections keep to `terms`."""
    parts: Any = client
    transports: list[Any] = [parts._transport, *parts._mounts.values()]
    for transport in transports:
        if transport is not None:
            pool = transport._pool
            kind = pool.__class__
            is_async = isinstance(pool, httpcore.AsyncConnectionPool)
            backend = _AsyncBackend if is_async else _Backend
            pool._network_backend = backend(pool._network_backend, kind)
    return client


def _left(timeout: float | None) -> float | None:
    """What of a wait is still allowed."""
    if (now := terms.get()) is None:
        return timeout
    left = now.deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the server takes too long")
    return left if timeout is None else min(left, timeout)


class _Watched:
    """A stream of httpcore's, and whether what came over it may hold another answer than the one asked for."""

    def __init__(self, stream: Any, *, speaks_http: bool = True) -> None:
        self._stream = stream
        self._speaks_http = speaks_http
        self._is_head = True
        self._last = b""

    def _note(self, data: bytes) -> bytes:
        self._is_head = not self._last
        if self._is_head and self._speaks_http and data[: len(_STATUS_LINE)] != _STATUS_LINE[: len(data)]:
            raise httpcore.RemoteProtocolError("what comes is no answer")
        self._last = data
        return data

    def get_extra_info(self, info: str) -> Any:
        """As of the stream; one that is not to be used again looks as one that the server has closed."""
        # A second answer behind the first would be taken for that to the next request. It begins in what was read last.
        is_spoiled = info == "is_readable" and self._last.find(_STATUS_LINE, self._is_head) >= 0
        return is_spoiled or self._stream.get_extra_info(info)


class _Stream(_Watched, httpcore.NetworkStream):
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._note(self._stream.read(max_bytes, _left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._last = b""
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))


class _AsyncStream(_Watched, httpcore.AsyncNetworkStream):
    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._note(await self._stream.read(max_bytes, _left(timeout)))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._last = b""
        await self._stream.write(buffer, _left(timeout))

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> _AsyncStream:
        return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))


_DIRECT = (httpcore.ConnectionPool, httpcore.AsyncConnectionPool)
_SOCKS = (httpcore.SOCKSProxy, httpcore.AsyncSOCKSProxy)


def _check(kind: type[Any], address: str) -> None:
    """Through a proxy, who is connected to is the proxy."""
    now = terms.get()
    if now is not None and now.check_peer is not None and kind in _DIRECT:
        now.check_peer(address)


@attrs.frozen
class _Backend(httpcore.NetworkBackend):
    inner: Any
    kind: type[Any]
    """Of the pool it is for."""

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any) -> _Stream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        for address in addresses:
            _check(self.kind, address)
        while True:
            left = _left(timeout)
            share = left and left / len(addresses)  # one that does not answer leaves time for the next
            try:
                stream = self.inner.connect_tcp(addresses.pop(0), port, share, *args, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not addresses:
                    raise
            else:
                return _Stream(stream, speaks_http=self.kind not in _SOCKS)


@attrs.frozen
class _AsyncBackend(httpcore.AsyncNetworkBackend):
    inner: Any
    kind: type[Any]

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any
    ) -> _AsyncStream:
        stream = await self.inner.connect_tcp(host, port, _left(timeout), *args, **options)
        try:
            peer = stream.get_extra_info("server_addr")
            if not peer:
                raise httpcore.ConnectError("the connection broke at once")
            _check(self.kind, str(peer[0]))
        except (CloudInvoicesError, httpcore.ConnectError):
            await stream.aclose()
            raise
        return _AsyncStream(stream, speaks_http=self.kind not in _SOCKS)
