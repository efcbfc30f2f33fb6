"""Accounts whose provider is a function: sync and async with one face, and closed after each example."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

import cloudinvoices as ci
from cloudinvoices.invoice import Format

T = TypeVar("T")
MODES = ("sync", "async")
Respond = Callable[[httpx.Request], httpx.Response]

# Of the providers whose answers are made by hand here, in `books` and `answers`.
SETTINGS: dict[str, dict[str, Any]] = {
    "qovery": {"organization": "6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601", "token": "qov_planted"},
    "akamai": {
        "base_url": "https://akab-planted.luna.akamaiapis.net",
        "client_token": "akab-client",
        "client_secret": "akab-secret",
        "access_token": "akab-access",
    },
    "masstack": {"organization": "masmovil", "account": "731900452", "access_token": "planted-access"},
    "f5xc": {"tenant": "example-corp", "api_token": "planted-api-token"},
    "doit": {"api_key": "planted-api-key"},
}


class Waiting:
    """An asynchronous account with the methods of a synchronous one."""

    def __init__(self, provider: ci.AsyncProvider, runner: asyncio.Runner) -> None:
        self._provider = provider
        self._run = runner.run

    @property
    def skipped(self) -> list[ci.Skipped]:
        return list(self._provider.skipped)

    def list(self) -> list[ci.Invoice]:
        async def listed() -> list[ci.Invoice]:
            return [invoice async for invoice in self._provider.list()]

        return self._run(listed())

    def get(self, id: str) -> ci.Invoice:
        return self._run(self._provider.get(id))

    def billing_details(self) -> ci.BillingDetails:
        return self._run(self._provider.billing_details())

    def download(self, wanted: ci.Invoice | str, to: Path, format: Format | None = None) -> ci.Download:
        return self._run(self._provider.download(wanted, to, format=format))


class Direct:
    """A synchronous account with the same few methods."""

    def __init__(self, provider: ci.Provider) -> None:
        self._provider = provider

    @property
    def skipped(self) -> list[ci.Skipped]:
        return list(self._provider.skipped)

    def list(self) -> list[ci.Invoice]:
        return list(self._provider.list())

    def get(self, id: str) -> ci.Invoice:
        return self._provider.get(id)

    def billing_details(self) -> ci.BillingDetails:
        return self._provider.billing_details()

    def download(self, wanted: ci.Invoice | str, to: Path, format: Format | None = None) -> ci.Download:
        return self._provider.download(wanted, to, format=format)


Account = Waiting | Direct


def attempt(act: Callable[[], T]) -> T | ci.CloudInvoicesError:
    """What comes out, one of our errors included; anything else that is raised fails the test."""
    try:
        return act()
    except ci.CloudInvoicesError as error:
        return error


@contextmanager
def account_at(mode: str, provider: str, respond: Respond, **settings: Any) -> Iterator[Account]:
    """An account that is asked once, without the warnings about what cannot be read: there are many of those here."""
    given = {**SETTINGS[provider], "retries": 0, **settings, "transport": httpx.MockTransport(respond)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ci.CloudInvoicesWarning)
        if mode == "sync":
            with ci.connect(provider, **given) as direct:
                yield Direct(direct)
            return
        with asyncio.Runner() as runner:
            account = ci.aconnect(provider, **given)
            try:
                yield Waiting(account, runner)
            finally:
                runner.run(account.aclose())
