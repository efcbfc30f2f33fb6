"""One question to one account, in each of the three ways in which requests are sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import cloudinvoices as ci

Question = Callable[[Any], Any]
"""Calls a method of a `Provider` or an `AsyncProvider`, which are the same but for `await`."""


def ask(mode: str, provider: str, settings: dict[str, Any], question: Question) -> Any:
    """What comes back; of a list, all of it."""
    if mode != "sync":
        return asyncio.run(_ask(mode, provider, settings, question))
    with ci.connect(provider, **settings) as account:
        found = question(account)
        return list(found) if isinstance(found, Iterator) else found


async def _ask(mode: str, provider: str, settings: dict[str, Any], question: Question) -> Any:
    async with open_async(mode, provider, settings) as account:
        found = question(account)
        return [one async for one in found] if isinstance(found, AsyncIterator) else await found


def open_async(mode: str, provider: str, settings: dict[str, Any]) -> ci.AsyncProvider:
    """An asynchronous account over the transport of the mode."""
    account = ci.aconnect(provider, **settings)
    if mode == "async":
        account._clients._fast = False
    return account
