"""`connect` and `aconnect`: from a provider's name and settings to an account. Nothing is sent."""

from __future__ import annotations

import os
from typing import Any

from .. import __version__
from ..core._http import AsyncClient, AsyncTransport, Client, Clients, SyncTransport
from ..core.adapter import Adapter
from ..core.connection import Connection
from ..core.limit import RateLimit
from ..core.retry import Retry
from ..core.settings import Settings, check_base_url
from ..errors import ConfigurationError
from ..providers import find_present, load_adapter
from .provider import AsyncProvider, Provider


def connect(
    provider: str,
    *,
    base_url: str | None = None,
    timeout: float = 30.0,
    retries: int = 5,
    transport: SyncTransport | None = None,
    **settings: Any,
) -> Provider:
    """An account at `provider`: "qovery", "akamai", "masstack", "f5xc" or "doit". Sends nothing.

    Credentials come from `settings`, else from the environment, else from the provider's own files; `cloudinvoices
    providers` lists all names. `base_url` replaces scheme, host and path prefix; `timeout` is in seconds, until an
    answer begins (connecting included) and until each next piece of it; `retries` counts further attempts after the
    first; `transport` is an `httpx.BaseTransport` instead of the network.

        with ci.connect("akamai", section="billing") as akamai:
            invoices = list(akamai.list())

    Every provider also takes `max_document_bytes` (2 GiB), `max_answer_bytes` (64 MiB), `max_wait` (60 s, one wait),
    `max_elapsed` (300 s, one call with its waits) and `allow_private_links` (False: no link leads into your network).

    Raises:
        ConfigurationError: an unknown provider or setting, a missing or unreadable credential; see its hint.
    """
    adapter, connection = _prepare(provider, base_url, timeout, retries, settings)
    clients = Clients(Client, transport=transport, tls=adapter.tls, timeout=timeout)
    return Provider(adapter, connection, clients)


def aconnect(
    provider: str,
    *,
    base_url: str | None = None,
    timeout: float = 30.0,
    retries: int = 5,
    transport: AsyncTransport | None = None,
    **settings: Any,
) -> AsyncProvider:
    """As `connect`, for asyncio; `transport` is an `httpx.AsyncBaseTransport`. Sends nothing.

        async with ci.aconnect("doit") as doit:
            invoices = [invoice async for invoice in doit.list()]

    Raises:
        ConfigurationError: as `connect`.
    """
    adapter, connection = _prepare(provider, base_url, timeout, retries, settings)
    clients = Clients(AsyncClient, transport=transport, tls=adapter.tls, timeout=timeout)
    return AsyncProvider(adapter, connection, clients)


def _prepare(
    provider: str, base_url: str | None, timeout: float, retries: int, given: dict[str, Any]
) -> tuple[Adapter, Connection]:
    try:
        kind = load_adapter(provider)
    except KeyError:
        import difflib

        present = find_present()
        close = difflib.get_close_matches(str(provider), present, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(present)}."
        raise ConfigurationError(f"unknown provider {provider!r}", hint=hint) from None
    if type(retries) is not int or retries < 0:
        raise ConfigurationError("retries must be a whole number, 0 or more", provider=provider)
    if type(timeout) not in (int, float) or not 0 < timeout < float("inf"):
        raise ConfigurationError("timeout must be a number of seconds greater than 0", provider=provider)
    settings = Settings(provider, kind.settings, {**given, "base_url": base_url}, os.environ)
    adapter = kind(settings)
    return adapter, Connection(
        provider=provider,
        servers={name: check_base_url(url, provider) for name, url in adapter.servers.items()},
        authentication=adapter.authentication,
        advise=adapter.advise,
        secrets=adapter.secrets,
        retry=Retry(
            retries=retries,
            max_wait=settings.number("max_wait", 60.0),
            max_elapsed=settings.number("max_elapsed", 300.0),
        ),
        limit=RateLimit(kind.per_minute) if kind.per_minute else None,
        timeout=float(timeout),
        max_answer_bytes=int(settings.number("max_answer_bytes", 64 << 20)),
        max_document_bytes=int(settings.number("max_document_bytes", 2 << 30)),
        allow_private_links=settings.given.get("allow_private_links") is True,
        user_agent=f"cloudinvoices/{__version__}",
    )
