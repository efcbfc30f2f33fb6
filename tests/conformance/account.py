"""One face for sync and async accounts, so that every test is written once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import ModuleType
from typing import Any, TypeVar, cast

import pytest

import cloudinvoices as ci

from .watched import WatchedClients

T = TypeVar("T")
MODES = ("sync", "async", "fast")
"""Asynchronous accounts are tried over httpx's own transport ("async") and over aiohttp ("fast")."""
MODES_IN_TIME = ("sync", "fast", pytest.param("async", marks=pytest.mark.long))
"""For what takes long."""

# As long as any test should wait before an attempt; the waits themselves are tested with the core.
SHORT_WAIT = 0.004


class Blocking:
    """An `AsyncProvider` with the methods of a `Provider`; all of them run in one event loop of its own."""

    def __init__(self, provider: ci.AsyncProvider) -> None:
        self.provider = provider
        self.runner = asyncio.Runner()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    def __repr__(self) -> str:
        return repr(self.provider)

    def list(self, *, since: date | None = None, until: date | None = None) -> Iterator[ci.Invoice]:
        return self._iterate(self.provider.list(since=since, until=until))

    def get(self, id: str) -> ci.Invoice:
        return self.runner.run(self.provider.get(id))

    def download(self, invoice_or_id: ci.Invoice | str, to: Any, *, format: Any = None) -> ci.Download:
        return self.runner.run(self.provider.download(invoice_or_id, to, format=format))

    def stream(self, invoice_or_id: ci.Invoice | str, *, format: Any = None) -> Any:
        return self._stream(self.provider.stream(invoice_or_id, format=format))

    def billing_details(self) -> ci.BillingDetails:
        return self.runner.run(self.provider.billing_details())

    def close(self) -> None:
        self.runner.run(self.provider.aclose())
        self.runner.close()

    @contextmanager
    def _stream(self, document: ci.AsyncDocumentStream) -> Iterator[BlockingStream]:
        self.runner.run(document.__aenter__())
        try:
            yield BlockingStream(document, self._iterate)
        finally:
            self.runner.run(document.__aexit__(None, None, None))

    def _iterate(self, items: AsyncIterator[T]) -> Iterator[T]:
        async def step() -> T:
            return await anext(items)

        try:
            while True:
                try:
                    yield self.runner.run(step())
                except StopAsyncIteration:
                    return
        finally:
            self.runner.run(cast("AsyncGenerator[T, None]", items).aclose())


class BlockingStream:
    """An `AsyncDocumentStream` that has been entered, to be read as a `DocumentStream` is."""

    def __init__(
        self, document: ci.AsyncDocumentStream, iterate: Callable[[AsyncIterator[bytes]], Iterator[bytes]]
    ) -> None:
        self._document = document
        self._pieces = iterate(aiter(document))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces


Account = ci.Provider | Blocking
Connect = Callable[..., Account]


def open_account(mode: str, provider: str, **settings: Any) -> Account:
    """An account that waits for a moment only before it tries again, unless `settings` say otherwise."""
    settings = {"max_wait": SHORT_WAIT, **settings}
    return ci.connect(provider, **settings) if mode == "sync" else Blocking(open_async(mode, provider, **settings))


def open_async(mode: str, provider: str, **settings: Any) -> ci.AsyncProvider:
    """An asynchronous account over the transport of the mode."""
    watched = settings.get("transport")
    if isinstance(watched, WatchedClients):
        del settings["transport"]
    account = ci.aconnect(provider, **settings)
    if isinstance(watched, WatchedClients):
        watched.clients = account._clients
    if mode == "async":
        account._clients._fast = False
    return account


def call_generated(account: Account, operation: ModuleType, *args: Any, client: Any = None, **arguments: Any) -> Any:
    """Call an operation of a generated client: its `sync` or its `asyncio` function."""
    client = client or account.client
    if isinstance(account, Blocking):
        return account.runner.run(operation.asyncio(*args, client=client, **arguments))
    return operation.sync(*args, client=client, **arguments)
