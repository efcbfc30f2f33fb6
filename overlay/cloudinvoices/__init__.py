"""Find, read and download the invoices of Qovery, Akamai, MasStack, F5 Distributed Cloud and DoiT.

    import cloudinvoices as ci

    with ci.connect("doit") as doit:
        for invoice in doit.list():
            doit.download(invoice, to="invoices/")

Public is what `__all__` names; everything else may change. Names load on first use, so that importing the package
costs nothing of httpx, msgspec or any provider.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account.connect import aconnect, connect
    from .account.provider import AsyncProvider, Provider
    from .account.stream import AsyncDocumentStream, DocumentStream
    from .errors import (
        AccessDeniedError,
        AuthenticationError,
        CloudInvoicesError,
        CloudInvoicesWarning,
        ConfigurationError,
        ConnectionFailed,
        DocumentDamaged,
        DocumentUnavailable,
        NotFoundError,
        ProviderError,
        RateLimitError,
        UnexpectedAnswer,
        UnsupportedOperation,
    )
    from .invoice import BillingDetails, Download, Invoice, ListedDocument, Skipped

__version__ = "0.1.0"

__all__ = [
    "AccessDeniedError",
    "AsyncDocumentStream",
    "AsyncProvider",
    "AuthenticationError",
    "BillingDetails",
    "CloudInvoicesError",
    "CloudInvoicesWarning",
    "ConfigurationError",
    "ConnectionFailed",
    "DocumentDamaged",
    "DocumentStream",
    "DocumentUnavailable",
    "Download",
    "Invoice",
    "ListedDocument",
    "NotFoundError",
    "Provider",
    "ProviderError",
    "RateLimitError",
    "Skipped",
    "UnexpectedAnswer",
    "UnsupportedOperation",
    "__version__",
    "aconnect",
    "connect",
]

_HOMES = {
    "aconnect": ".account.connect",
    "connect": ".account.connect",
    "AsyncProvider": ".account.provider",
    "Provider": ".account.provider",
    "AsyncDocumentStream": ".account.stream",
    "DocumentStream": ".account.stream",
    "BillingDetails": ".invoice",
    "Download": ".invoice",
    "Invoice": ".invoice",
    "ListedDocument": ".invoice",
    "Skipped": ".invoice",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(_HOMES.get(name, ".errors"), __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
