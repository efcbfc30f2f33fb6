"""Every operation of the five providers with the example of its answer in the specs, and what to do with it."""

from __future__ import annotations

import copy
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any, get_args

import httpx
import yaml

import cloudinvoices as ci
from cloudinvoices.invoice import Format, Kind, Status

from .accounts import Account

SPECS = Path(__file__).parents[2] / "specs"
PDF = b"%PDF-1.7\n" + b" " * 1_200 + b"\n%%EOF\n"
LINK = "https://bucket.example/invoice.pdf"
ID = "8000123456"
"""An id that every provider takes."""


@cache
def _spec(name: str) -> Any:
    return yaml.safe_load((SPECS / f"{name}.yaml").read_text("utf-8"))


def _resolved(spec: Any, node: Any) -> Any:
    while "$ref" in node:
        found = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def example(spec_name: str, operation: str) -> Any:
    """The example of its JSON answer."""
    spec = _spec(spec_name)
    definitions = (item["get"] for item in spec["paths"].values())
    found = next(one for one in definitions if one["operationId"] == operation)
    media = _resolved(spec, found["responses"]["200"])["content"]["application/json"]
    if "example" in media:
        return media["example"]
    return next(_resolved(spec, one)["value"] for one in media["examples"].values())


@dataclass(frozen=True)
class Operation:
    provider: str
    name: str
    """Its id in the spec."""
    run: Callable[[Account, Path], Any]
    place: tuple[Any, ...] = ()
    """Where the example is changed, so that it holds the id or the link that is needed here."""
    value: Any = None
    spec: str = ""
    settings: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.provider}-{self.name}{self.run.__name__}"

    @property
    def good(self) -> Any:
        """An answer with which it works."""
        found = copy.deepcopy(example(self.spec or self.provider, self.name))
        if self.place:
            *parents, last = self.place
            reduce(getitem, parents, found)[last] = self.value
        return found


def _list(account: Account, folder: Path) -> Any:
    return account.list()


def _get(account: Account, folder: Path) -> Any:
    return account.get(ID)


def _download(account: Account, folder: Path) -> Any:
    return account.download(ID, folder, "pdf")


def _billing_details(account: Account, folder: Path) -> Any:
    return account.billing_details()


OPERATIONS = (
    Operation("qovery", "list_invoices", _list),
    Operation("qovery", "get_invoice", _get, ("id",), ID),
    Operation("qovery", "download_invoice", _download, ("url",), LINK),
    Operation("akamai", "list_invoices", _list),
    Operation("akamai", "list_contract_invoices", _list, settings=(("contract", "C-0N7RAC7"),)),
    Operation("akamai", "list_invoices", _get, (0, "invoiceId"), int(ID)),
    Operation("akamai", "list_invoices", _download, (0, "invoiceId"), int(ID)),
    Operation("masstack", "list_invoices", _list, spec="masstack_customers"),
    Operation("masstack", "list_invoices", _get, ("invoices", 0, "number"), ID, "masstack_customers"),
    Operation("masstack", "download_invoice", _download, ("url",), LINK),
    Operation("masstack", "get_billing_details", _billing_details),
    Operation("f5xc", "list_invoices", _list),
    Operation("f5xc", "list_invoices", _get, ("invoices", 0, "name"), ID),
    Operation("f5xc", "download_invoice", _download, ("pdf",), b64encode(PDF).decode()),
    Operation("doit", "list_invoices", _list),
    Operation("doit", "get_invoice", _get, ("id",), ID),
)


class First:
    """Answers the first request with this body; all that is asked for after it has what ends a list, or a PDF."""

    def __init__(self, provider: str, body: bytes) -> None:
        self._provider = provider
        self._body: bytes | None = body

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body, self._body = self._body, None
        if body is not None:
            return httpx.Response(200, content=body, headers={"Content-Type": "application/json"})
        if request.url.host == "bucket.example" or request.url.path.endswith("/download"):
            return httpx.Response(200, content=PDF, headers={"Content-Type": "application/pdf"})
        if self._provider == "akamai":
            return httpx.Response(204)
        return httpx.Response(200, content=b"{}", headers={"Content-Type": "application/json"})


def check_invoice(invoice: ci.Invoice) -> None:
    """It is as its annotations say, and its amounts are among what was sent, digit for digit."""
    for text in (invoice.id, invoice.number, invoice.scope):
        assert type(text) is str
    assert invoice.kind in get_args(Kind)
    assert invoice.status in get_args(Status)
    assert isinstance(invoice.provider_status, str | None)
    assert isinstance(invoice.currency, str | None)
    for day in (invoice.issued_on, invoice.due_on, invoice.period_start, invoice.period_end, invoice.dated):
        assert day is None or type(day) is date
    assert set(invoice.formats) <= set(get_args(Format))
    assert not {"True", "False"} & {invoice.id, invoice.currency, invoice.provider_status}
    leaves = list(_leaves(dict(invoice.raw)))
    assert not any(isinstance(leaf, float) for leaf in leaves)
    for amount in (invoice.total, invoice.amount_due):
        if amount is not None:
            assert type(amount) is Decimal
            assert amount.is_finite()
            assert abs(amount.adjusted()) <= 50
            assert amount in _numbers(leaves, invoice.provider)
    hash(invoice)


def _leaves(content: Any) -> Iterator[Any]:
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        else:
            yield value


def _numbers(leaves: list[Any], provider: str) -> set[Decimal]:
    """Every amount that could be meant; in cents as well where a provider sends cents."""
    found = {Decimal(0)} if provider == "f5xc" else set[Decimal]()
    for leaf in leaves:
        try:
            number = Decimal(leaf) if isinstance(leaf, str | int | Decimal) else None
        except ArithmeticError:
            continue
        if number is not None and number.is_finite() and abs(number.adjusted()) < 60:
            found |= {number, _hundredth(number)} if provider in ("qovery", "f5xc") else {number}
    return found


def _hundredth(number: Decimal) -> Decimal:
    """Every digit of it: to divide would round."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((sign, digits, exponent - 2))
