"""What is asked for: an answer of every shape, from every provider that has one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cloudinvoices as ci
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import ExpectedInvoice, Simulator
from tests.conformance.operations import OPERATIONS

from .accounts import ask


@dataclass(frozen=True)
class Target:
    shape: str
    provider: str
    operation: str
    """The simulator's name for what meets the fault."""
    fetch: Callable[[Asking], str]

    def __str__(self) -> str:
        return f"{self.shape} of {self.operation}"


@dataclass(frozen=True)
class Asking:
    """One attempt of a person to get something."""

    mode: str
    provider: str
    sim: Simulator
    folder: Path
    """Empty; only what was asked for may be in it afterwards."""
    settings: dict[str, Any]

    @property
    def invoice(self) -> ExpectedInvoice:
        """One with a small document in every format there is."""
        having = [one for one in self.sim.expected(self.provider) if one.documents]
        return having[len(having) // 2]

    def ask(self, question: Callable[[Any], Any], **settings: Any) -> Any:
        given = {**self.sim.settings(self.provider), **self.settings, **settings}
        return ask(self.mode, self.provider, {name: value for name, value in given.items() if value}, question)


def read_list(asking: Asking) -> str:
    # DoiT's list has two pages; Akamai is asked for two months.
    those = [one for one in asking.sim.expected(asking.provider) if asking.provider == "doit" or one == asking.invoice]
    since, until = those[0].dated, those[-1].dated
    found: list[ci.Invoice] = asking.ask(lambda account: account.list(since=since, until=until))
    expected = [one for one in asking.sim.expected(asking.provider) if since <= one.dated <= until]
    assert len(expected) >= (51 if asking.provider == "doit" else 1)
    return _compare(sorted(map(_facts, found)), sorted((one.id, one.total, one.dated) for one in expected))


def read_one(asking: Asking) -> str:
    invoice: ci.Invoice = asking.ask(lambda account: account.get(asking.invoice.id))
    expected = asking.invoice
    return _compare(_facts(invoice), (expected.id, expected.total, expected.dated))


def read_details(asking: Asking) -> str:
    details: ci.BillingDetails = asking.ask(lambda account: account.billing_details())
    return _compare(details.next_billing_date is None, False)


def read_with_new_token(asking: Asking) -> str:
    path = asking.folder.with_name("service-account.json")
    path.write_text(json.dumps(asking.sim.service_account()))
    invoice = asking.invoice
    question = lambda account: account.list(since=invoice.dated, until=invoice.dated)  # noqa: E731  # as everywhere
    found: list[ci.Invoice] = asking.ask(question, access_token=None, service_account=str(path))
    return _compare(invoice.id in [one.id for one in found], True)


def fetch_document(format: str) -> Callable[[Asking], str]:
    def fetch(asking: Asking) -> str:
        expected = asking.invoice
        invoice = ci.Invoice(provider=asking.provider, scope=expected.scope, id=expected.id, number=expected.number)
        saved: ci.Download = asking.ask(lambda account: account.download(invoice, asking.folder, format=format))
        assert saved.path is not None
        files = {path.name: path.read_bytes() for path in asking.folder.iterdir()}
        return _compare(files, {saved.path.name: expected.documents[format]})

    return fetch


def _facts(invoice: ci.Invoice) -> tuple[Any, ...]:
    return invoice.id, invoice.total, invoice.dated


def _compare(found: object, expected: object) -> str:
    return "data" if found == expected else f"wrong data: {str(found)[:300]}"


TARGETS = (
    *(Target("list", provider, f"{provider}.list", read_list) for provider in NAMES),
    Target("get", "qovery", "qovery.get", read_one),
    Target("get", "doit", "doit.get", read_one),
    Target("details", "masstack", "masstack.billing_details", read_details),
    Target("token", "masstack", "masstack.token", read_with_new_token),
    Target("link", "qovery", "qovery.download", fetch_document("pdf")),
    Target("link", "masstack", "masstack.download", fetch_document("pdf")),
    Target("linked pdf", "qovery", "qovery.link", fetch_document("pdf")),
    Target("linked pdf", "masstack", "masstack.link", fetch_document("pdf")),
    *(Target("pdf", one.provider, one.simulated, fetch_document("pdf")) for one in OPERATIONS if not one.is_json),
    Target("csv", "akamai", "akamai.download", fetch_document("csv")),
    Target("json file", "doit", "doit.get", fetch_document("json")),
    Target("base64", "f5xc", "f5xc.download", fetch_document("pdf")),
)
