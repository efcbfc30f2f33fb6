"""Everything an account can ask its provider for, so that a test can go through all of it."""

from __future__ import annotations

import hashlib
import io
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import cloudinvoices as ci
from cloudinvoices.testing import ExpectedInvoice, Simulator

from .account import Account

PDF = b"%PDF-1.4\n" + b"%" + b"x" * 500_000 + b"\n%%EOF\n"
"""A document large enough to be left in the middle."""


def expected(sim: Simulator, provider: str) -> tuple[ExpectedInvoice, ...]:
    """What there is to find, which is something."""
    found = sim.expected(provider)
    module = f"overlay/cloudinvoices/testing/data/{provider}.py"
    assert found, f"the simulator has no invoice of {provider}: fill in {module}"
    return found


def first_day(sim: Simulator, provider: str) -> date:
    return expected(sim, provider)[0].dated


def listed(account: Account, sim: Simulator) -> list[ci.Invoice]:
    """Everything there is."""
    return list(account.list(since=first_day(sim, account.name)))


def with_document(sim: Simulator, provider: str, format: str = "pdf") -> ExpectedInvoice:
    """An invoice, neither the first nor the last, whose document in this format is small."""
    those = [one for one in expected(sim, provider) if format in one.documents]
    return those[len(those) // 2]


def invoice_of(expected: ExpectedInvoice, provider: str) -> ci.Invoice:
    """As somebody would make it who has kept ids and nothing else."""
    return ci.Invoice(provider=provider, scope=expected.scope, id=expected.id, number=expected.number)


@dataclass(frozen=True)
class Operation:
    provider: str
    simulated: str
    """Its name in the simulator."""
    name: str
    """Its id in the provider's spec, which errors carry."""
    is_json: bool = True
    """Whether the answer is JSON; else it is the document."""

    def __str__(self) -> str:
        return self.simulated

    def run(self, account: Account, sim: Simulator) -> Any:
        """Something to compare: the invoices, the document, the details."""
        if self.name == "get_billing_details":
            return account.billing_details()
        if self.name == "get_invoice":
            return account.get(with_document(sim, self.provider).id)
        if self.name == "download_invoice":
            content = io.BytesIO()
            account.download(invoice_of(with_document(sim, self.provider), self.provider), content, format="pdf")
            return content.getvalue()
        day = with_document(sim, self.provider).dated
        return list(account.list(since=day, until=day))


OPERATIONS = (
    Operation("qovery", "qovery.list", "list_invoices"),
    Operation("qovery", "qovery.get", "get_invoice"),
    Operation("qovery", "qovery.download", "download_invoice"),
    Operation("akamai", "akamai.list", "list_invoices"),
    Operation("akamai", "akamai.download", "download_invoice", is_json=False),
    Operation("masstack", "masstack.list", "list_invoices"),
    Operation("masstack", "masstack.download", "download_invoice"),
    Operation("masstack", "masstack.billing_details", "get_billing_details"),
    Operation("f5xc", "f5xc.list", "list_invoices"),
    Operation("f5xc", "f5xc.download", "download_invoice"),
    Operation("doit", "doit.list", "list_invoices"),
    Operation("doit", "doit.get", "get_invoice"),
    Operation("doit", "doit.pdf", "download_invoice", is_json=False),
)

MEDIA_TYPES = {"pdf": "application/pdf", "csv": "text/csv", "json": "application/json"}
# What sends the bytes of the documents.
SENDERS = {
    "qovery": "qovery.link",
    "akamai": "akamai.download",
    "masstack": "masstack.link",
    "f5xc": "f5xc.download",
    "doit": "doit.pdf",
}


def send_instead(sim: Simulator, provider: str, content: bytes, *, times: int = 1) -> None:
    """Let a provider send these bytes as the PDF, in the way it sends PDFs."""
    if provider == "f5xc":
        answer = json.dumps({"pdf": b64encode(content).decode()}).encode()
        sim.fail(SENDERS[provider], body=answer, content_type="application/json", times=times)
    else:
        sim.fail(SENDERS[provider], body=content, content_type="application/pdf", times=times)


def asked(sim: Simulator, simulated: str) -> int:
    """How often an operation was asked for."""
    return sum(request.operation == simulated for request in sim.requests)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, however deep."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def hex_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
