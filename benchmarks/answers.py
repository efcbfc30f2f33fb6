"""What the providers say: their lists, invoices and documents, as many and as large as a `Served` tells."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import NamedTuple
from urllib.parse import parse_qs

from .work import Served

_FIRST_DAY = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3650
_PAGE = 50  # what DoiT documents where no other number is asked for
_PIECE = 1 << 20
_PDF = ("%PDF-1.7\n% {}\n", "\n%%EOF\n")


class Answer(NamedTuple):
    """An answer that is not all in memory."""

    media_type: str
    length: int
    pieces: Iterable[bytes]


class Answers:
    """Those of one server."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.address = ""
        """Of the server itself: where its links lead."""
        # The length is a multiple of three, so that its base64 texts can follow one another.
        self._filler = os.urandom(min(served.size, _PIECE) // 2 // 3 * 3 + 3).hex().encode()
        self._page = cache(self._make_page)
        self._month = cache(self._make_month)

    def find(self, target: str) -> Answer:
        """The answer to a GET.

        Raises:
            ValueError: there is nothing.
        """
        path, _, query = target.partition("?")
        match path.split("/")[1:]:
            case [_, "organization", _, "invoice"]:
                return _json(self._list)
            case [_, "organization", _, "invoice", invoice]:
                return _json(json.dumps(self._qovery(int(invoice[-12:]))).encode())
            case [account, "organization", _, "invoice", invoice, "download"]:
                return _json(json.dumps({"url": f"{self.address}/{account}/document/{invoice}"}).encode())
            case [_, "document", invoice] | [_, "invoicing-api", _, "contracts", _, "invoices", invoice, "download"]:
                return self._document("application/pdf", _PDF[0].format(invoice), _PDF[1])
            case [_, "billing", "v1", "invoices"]:
                return _json(self._page(_first(query, "pageToken")))
            case [_, "billing", "v1", "invoices", invoice]:
                return self._doit_invoice(invoice)
            case [_, "invoicing-api", "v4", "invoices"]:
                return _json(self._month(_first(query, "month")))
            case [_, "api", "web", "namespaces", _, "usage", "invoice_pdf"]:
                return self._base64(_first(query, "name"))
            case [_, "api", "web", "namespaces", _, "usage", "invoices", _] | [_, "orgs", _, "accounts", _, "invoices"]:
                return _json(b'{"invoices": []}')
            case _:
                raise ValueError(f"nothing is at {path}")

    def _document(self, media_type: str, beginning: str, end: str) -> Answer:
        pieces = self._pieces(beginning.encode(), self._filler, end.encode())
        return Answer(media_type, self._served.size, pieces)

    def _pieces(self, beginning: bytes, filler: bytes, end: bytes) -> Iterator[bytes]:
        left = self._served.size - len(beginning) - len(end)
        yield beginning
        while left > 0:
            yield filler if left >= len(filler) else filler[:left]
            left -= len(filler)
        yield end

    def _base64(self, invoice: str) -> Answer:
        """A PDF of the wanted size or up to three bytes more, so that every part of it has whole base64 texts."""
        beginning, end = (text.format(invoice).encode() for text in _PDF)
        beginning, end = beginning.ljust(len(beginning) + -len(beginning) % 3), end.rjust(len(end) + -len(end) % 3)
        size = self._served.size + -self._served.size % 3
        whole, rest = divmod(size - len(beginning) - len(end), len(self._filler))
        filler = base64.b64encode(self._filler)

        def pieces() -> Iterator[bytes]:
            yield b'{"pdf":"' + base64.b64encode(beginning)
            for _ in range(whole):
                yield filler
            yield base64.b64encode(self._filler[:rest]) + base64.b64encode(end) + b'"}'

        return Answer("application/json", size // 3 * 4 + len(b'{"pdf":""}'), pieces())

    def _doit_invoice(self, id: str) -> Answer:
        invoice = self._doit(int(id.removeprefix("IN")))
        if not self._served.lines:
            start = f'{json.dumps(invoice)[:-1]}, "lineItems": [{{"details": "'
            return self._document("application/json", start, '"}]}')
        lines = [
            {
                "currency": "USD",
                "description": "Amazon Web Services",
                "details": f"Account 1234-5678-{line:04d}",
                "price": (12345 + line) / 100,
                "qty": 1,
                "type": "amazon-web-services",
            }
            for line in range(self._served.lines)
        ]
        return _json(json.dumps({**invoice, "lineItems": lines}).encode())

    @cached_property
    def _list(self) -> bytes:
        return json.dumps({"results": [self._qovery(number) for number in range(self._served.invoices)]}).encode()

    def _make_page(self, token: str) -> bytes:
        start = int(token or 0)
        end = min(start + _PAGE, self._served.invoices)
        invoices = [self._doit(number) for number in range(start, end)]
        more = str(end) if end < self._served.invoices else ""
        return json.dumps({"pageToken": more, "rowCount": len(invoices), "invoices": invoices}).encode()

    def _make_month(self, month: str) -> bytes:
        """Usage of a month is billed on the first day after it."""
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
        day = f"{(first + timedelta(days=31)).replace(day=1):%Y-%m-%d}"
        return json.dumps([_akamai(day, number) for number in range(self._served.invoices)]).encode()

    def _day(self, number: int) -> datetime:
        return _FIRST_DAY + timedelta(days=number * _DAYS // self._served.invoices)

    def _qovery(self, number: int) -> dict[str, object]:
        return {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "created_at": f"{self._day(number):%Y-%m-%dT%H:%M:%SZ}",
            "status": "PAID",
            "total_in_cents": 12345 + number,
            "total": (12345 + number) / 100,
            "currency_code": "EUR",
        }

    def _doit(self, number: int) -> dict[str, object]:
        day = int(self._day(number).timestamp() * 1000)
        return {
            "id": f"IN{number:09d}",
            "invoiceDate": day,
            "platform": "amazon-web-services",
            "dueDate": day + 30 * 86_400_000,
            "status": "PAID",
            "totalAmount": (12345 + number) / 100,
            "balanceAmount": 0,
            "currency": "USD",
            "url": f"https://console.example.com/invoices/IN{number:09d}",
        }


def _akamai(day: str, number: int) -> dict[str, object]:
    id = int(day.replace("-", "")) * 1_000 + number
    return {
        "invoiceId": id,
        "invoiceDate": day,
        "invoiceDueDate": day,
        "invoiceTotal": (12345 + number) / 100,
        "invoiceCurrency": "USD",
        "invoiceType": "INVOICE",
        "contractId": "C-0N7RAC7",
        "accountId": "A-CCT7890",
        "files": [
            {
                "contentType": media_type,
                "fileCreationDate": day,
                "fileLink": f"/invoicing-api/v4/contracts/C-0N7RAC7/invoices/{id}/download",
                "fileName": f"{id}_1.{media_type[-3:]}",
                "fileVersion": 1,
                "sourceType": "REGULAR",
            }
            for media_type in ("application/pdf", "text/csv")
        ],
    }


def _first(query: str, name: str) -> str:
    return parse_qs(query).get(name, [""])[0]


def _json(body: bytes) -> Answer:
    return Answer("application/json", len(body), (body,))
