"""Documents that do not come: nothing of them is kept, and what cannot work is not asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .operations import MEDIA_TYPES, PDF, SENDERS, contents, invoice_of, send_instead, with_document

FAILURES: dict[str, dict[str, Any]] = {
    "refused": {"status": 403},
    "broken": {"status": 500},
    "web page": {"body": "<!DOCTYPE html><html><body>Sign in</body></html>", "content_type": "text/html"},
    "nothing": {"body": b"", "content_type": "application/pdf"},
    "no content": {"status": 204},
    "cut off": {"drop_after": 300},
    "text": {"body": "Not today.", "content_type": "text/plain"},
}


@pytest.mark.parametrize("failure", FAILURES)
def test_failed_download_leaves_the_folder_as_it_was(
    connect: Connect, sim: Simulator, provider: str, folder: Path, failure: str
) -> None:
    account = connect(provider, **sim.settings(provider), retries=1)
    (folder / "earlier.pdf").write_bytes(b"earlier")
    sim.fail(SENDERS[provider], **FAILURES[failure], times=8)
    with pytest.raises(ci.CloudInvoicesError) as caught:
        account.download(invoice_of(with_document(sim, provider), provider), folder, format="pdf")
    assert caught.value.provider == provider
    assert caught.value.operation == "download_invoice"
    assert contents(folder) == {"earlier.pdf": b"earlier"}
    sim.reset()
    account.download(invoice_of(with_document(sim, provider), provider), folder, format="pdf")
    assert len(contents(folder)) == 2


@pytest.mark.parametrize(
    "content", [PDF[:-10], PDF[: len(PDF) // 2], b"GIF89a" + PDF[6:]], ids=["end", "half", "start"]
)
def test_damaged_document(account: Account, sim: Simulator, provider: str, folder: Path, content: bytes) -> None:
    send_instead(sim, provider, content, times=8)
    with pytest.raises(ci.DocumentDamaged):
        account.download(invoice_of(with_document(sim, provider), provider), folder, format="pdf")
    assert contents(folder) == {}


def test_document_larger_than_allowed(connect: Connect, sim: Simulator, provider: str, folder: Path) -> None:
    account = connect(provider, **sim.settings(provider), max_document_bytes=len(PDF) - 1)
    send_instead(sim, provider, PDF)
    with pytest.raises(ci.DocumentDamaged, match="max_document_bytes"):
        account.download(invoice_of(with_document(sim, provider), provider), folder, format="pdf")
    assert contents(folder) == {}


def test_target_that_cannot_be_written(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    (folder / "a file").write_bytes(b"")
    no_place: Any = 5
    invoice = invoice_of(with_document(sim, provider), provider)
    with pytest.raises(ci.ConfigurationError) as caught:
        account.download(invoice, folder / "a file" / "invoice.pdf", format="pdf")
    assert "to=" in str(caught.value)
    with pytest.raises(TypeError):
        account.download(invoice, no_place, format="pdf")
    assert sim.requests == []


def test_format_that_the_provider_does_not_have(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    invoice = invoice_of(with_document(sim, provider), provider)
    formats: list[Any] = sorted(set(MEDIA_TYPES) - set(account.formats))
    for format in formats:
        with pytest.raises(ci.DocumentUnavailable) as of_download:
            account.download(invoice, folder, format=format)
        with pytest.raises(ci.DocumentUnavailable) as of_stream:
            account.stream(invoice, format=format)
        for caught in (of_download, of_stream):
            assert caught.value.provider == provider
            assert caught.value.hint
    assert sim.requests == []
    assert contents(folder) == {}


@pytest.mark.parametrize("format", ["docx", "PDF", "", "../pdf"])
def test_format_that_is_none(account: Account, sim: Simulator, provider: str, folder: Path, format: Any) -> None:
    invoice = invoice_of(with_document(sim, provider), provider)
    with pytest.raises(ValueError, match="format must be one of"):
        account.download(invoice, folder, format=format)
    with pytest.raises(ValueError, match="format must be one of"):
        account.stream(invoice, format=format)
    assert sim.requests == []


def test_invoice_of_another_provider(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    other = "doit" if provider != "doit" else "qovery"
    invoice = invoice_of(with_document(sim, other), other)
    with pytest.raises(ValueError, match=f"is from {other}"):
        account.download(invoice, folder)
    with pytest.raises(ValueError, match=f"is from {other}"):
        account.stream(invoice)
    assert sim.requests == []
