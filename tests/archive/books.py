"""A made-up DoiT account and a made-up Akamai account whose invoices a test can change between two runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote

import httpx

import cloudinvoices as ci
from cloudinvoices.archive import Source

Answer = Callable[[httpx.Request], httpx.Response]
HOST = "akab-h05tnam3wl42son7nktnlnnx-kbob3i3v.luna.akamaiapis.net"


def pdf(text: str) -> bytes:
    return b"%PDF-1.7\n" + text.encode() + b" " * 1200 + b"\n%%EOF\n"


class Books:
    """The invoices of one account at a provider that can be told what to answer."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.failing: dict[str, httpx.Response | Exception] = {}
        """Answers by the part of the path they are for."""

    def source(self, name: str, since: date | None = date(2020, 1, 1), **settings: Any) -> Source:
        raise NotImplementedError

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request.url.path)
        for part, failure in self.failing.items():
            if part in request.url.path:
                if isinstance(failure, Exception):
                    raise failure
                return httpx.Response(failure.status_code, content=failure.content, headers=failure.headers)
        return self.respond(request)

    def respond(self, request: httpx.Request) -> httpx.Response:
        raise NotImplementedError

    def asked_for_documents(self) -> int:
        return sum(not path.endswith("/invoices") for path in self.requests)


class DoiTBooks(Books):
    """The invoices of a DoiT account; an invoice without PDF has None there."""

    def __init__(self, *ids: str) -> None:
        super().__init__()
        self.invoices: dict[str, Any] = {}
        """What the list shows by id: an object, or JSON as it is to be sent."""
        self.pdfs: dict[str, bytes | None] = {}
        for number, id in enumerate(ids, 1):
            self.add(id, date(2026, number, 28))

    def add(self, id: str, day: date) -> None:
        milliseconds = (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000
        self.invoices[id] = {
            "id": id,
            "invoiceDate": milliseconds,
            "platform": "google-cloud",
            "dueDate": milliseconds + 30 * 86_400_000,
            "status": "OPEN",
            "totalAmount": 100.10,
            "balanceAmount": 100.10,
            "currency": "USD",
        }
        self.pdfs[id] = pdf(id)

    def source(self, name: str = "doit", since: date | None = date(2020, 1, 1), **settings: Any) -> Source:
        given: dict[str, Any] = {"api_key": "planted-key-of-doit", "retries": 0, **settings}
        return Source(
            name,
            "doit",
            lambda: ci.aconnect("doit", transport=httpx.MockTransport(self.answer), **given),
            since=since,
        )

    def respond(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        if path.endswith("/invoices"):
            rows = [_text(one) for one in self.invoices.values()]
            return _json(f'{{"invoices": [{", ".join(rows)}], "rowCount": {len(rows)}}}')
        if path.endswith("/pdf"):
            content = self.pdfs[unquote(path.split("/")[-2])]
            if content is None:
                return _json('{"error": "no PDF"}', 404)
            return httpx.Response(200, content=content, headers={"content-type": "application/pdf"})
        return _json(_text(self.invoices[unquote(path.split("/")[-1])]))


class AkamaiBooks(Books):
    """One Akamai invoice with a PDF whose version can be raised."""

    def __init__(self) -> None:
        super().__init__()
        self.version = 1
        self.content = pdf("first")

    def source(self, name: str = "edge", since: date | None = date(2026, 9, 1), **settings: Any) -> Source:
        tokens = {"client_token": "akab-client", "client_secret": "akab-secret", "access_token": "akab-access"}
        given: dict[str, Any] = {"base_url": f"https://{HOST}", "retries": 0, **tokens, **settings}
        transport = httpx.MockTransport(self.answer)
        return Source(name, "akamai", lambda: ci.aconnect("akamai", transport=transport, **given), since=since)

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/download"):
            return httpx.Response(200, content=self.content, headers={"content-type": "application/pdf"})
        if request.url.params.get("month") != "2026-09":
            return httpx.Response(204)
        item = {
            "invoiceId": 8000123456,
            "invoiceDate": "2026-10-01",
            "invoiceTotal": 50000.42,
            "invoiceCurrency": "USD",
            "invoiceType": "INVOICE",
            "contractId": "C-0N7RAC7",
            "files": [
                {
                    "contentType": "application/pdf",
                    "fileName": f"Invoice_8000123456_FINAL_{self.version}.pdf",
                    "fileVersion": self.version,
                    "sourceType": "REGULAR",
                }
            ],
        }
        return _json(json.dumps([item]))

    def asked_for_documents(self) -> int:
        return sum(path.endswith("/download") for path in self.requests)


def _json(text: str, status: int = 200) -> httpx.Response:
    return httpx.Response(status, content=text.encode(), headers={"content-type": "application/json"})


def _text(invoice: Any) -> str:
    return invoice if isinstance(invoice, str) else json.dumps(invoice)
