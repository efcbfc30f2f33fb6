"""The invoices of an account at each provider, under names that a test chooses; each has a document of its own."""

from __future__ import annotations

import json
import warnings
from base64 import b64encode
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import unquote

import httpx

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Damage, Options, Report, Source, sync, verify

from .accounts import SETTINGS

MILLISECONDS = 1_772_323_200_000
"""2026-03-01."""


def pdf(text: str) -> bytes:
    return b"%PDF-1.7\n" + json.dumps(text).encode() + b" " * 1_100 + b"\n%%EOF\n"


class Books:
    """`names` are the ids of the invoices; Akamai's are numbers, and there they are the contracts and the files."""

    def __init__(self, provider: str, names: tuple[str, ...], disposition: bytes = b"", **members: Any) -> None:
        self.provider = provider
        self.names = names
        self.listing: bytes | None = None
        """Instead of the list."""
        self.document: bytes | None = None
        """Instead of each document."""
        self._disposition = disposition
        self._members = members
        """Instead of those an item has otherwise."""
        self._listed = 0
        # Akamai is asked for each month, which are many by now.
        self.since = date(2026, 6, 1) if provider == "akamai" else date(2000, 1, 1)

    def item(self, number: int, name: str) -> dict[str, Any]:
        items: dict[str, dict[str, Any]] = {
            "qovery": {"id": name, "created_at": "2026-03-01T00:00:00Z", "total_in_cents": 1, "currency_code": "EUR"},
            "akamai": {
                "invoiceId": number,
                "contractId": name,
                "invoiceDate": "2026-10-01",
                "invoiceTotal": 1,
                "files": [{"contentType": "application/pdf", "fileName": name, "fileVersion": 1}],
            },
            "masstack": {"number": name, "date": "2026-03-01", "value": 1},
            "f5xc": {"name": name, "status": "STATUS_PAID", "period_end": "2026-03-01T00:00:00Z", "amount": "1"},
            "doit": {"id": name, "invoiceDate": MILLISECONDS, "totalAmount": 1, "status": "PAID"},
        }
        return {**items[self.provider], **self._members}

    def respond(self, request: httpx.Request) -> httpx.Response:
        segments = [unquote(part) for part in request.url.raw_path.decode().partition("?")[0].split("/")]
        if segments[-1] in ("invoice", "invoices", "custom_list") and request.url.host != "bucket.example":
            return self._list()
        if request.url.host == "bucket.example":
            return self._document(bytes.fromhex(segments[-1]).decode())
        if self.provider in ("qovery", "masstack"):
            name = segments[-2] if self.provider == "qovery" else segments[-1]
            return httpx.Response(200, json={"url": f"https://bucket.example/{name.encode().hex()}"})
        if self.provider == "f5xc":
            content = pdf(request.url.params["name"]) if self.document is None else self.document
            return httpx.Response(200, json={"pdf": b64encode(content).decode()})
        if self.provider == "akamai":
            return self._document(segments[-4])
        if segments[-1] == "pdf" and len(segments) == 6:
            return self._document(segments[-2])
        return httpx.Response(200, json={"id": segments[-1]})

    def _list(self) -> httpx.Response:
        self._listed += 1
        if self.provider == "akamai" and self._listed > 1:
            return httpx.Response(204)
        if self.listing is not None:
            return httpx.Response(200, content=self.listing)
        items = [self.item(number, name) for number, name in enumerate(self.names, 1)]
        member = {"qovery": "results", "akamai": None}.get(self.provider, "invoices")
        return httpx.Response(200, json={member: items} if member else items)

    def _document(self, name: str) -> httpx.Response:
        headers = [(b"Content-Type", b"application/pdf")]
        if self._disposition:
            headers.append((b"Content-Disposition", self._disposition))
        return httpx.Response(200, content=pdf(name) if self.document is None else self.document, headers=headers)

    def source(self, name: str = "account") -> Source:
        settings = {**SETTINGS[self.provider], "retries": 0, "transport": httpx.MockTransport(self.respond)}
        return Source(name, self.provider, partial(ci.aconnect, self.provider, **settings), since=self.since)


def synchronize(archive: Archive, *sources: Source, **options: Any) -> Report:
    """One run, without the warnings about what cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ci.CloudInvoicesWarning)
        return sync(archive, sources, Options(**options))


def damages(archive: Archive) -> list[Damage]:
    return list(verify(archive))
