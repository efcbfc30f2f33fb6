"""Documents as streams: what is known of them, and that a connection is given back however they are left."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from .account import Account, Connect
from .operations import OPERATIONS, PDF, SENDERS, Operation, invoice_of, send_instead, with_document
from .watched import Watched, watched_transport


@pytest.fixture
def transport(mode: str) -> Watched:
    return watched_transport(mode)


@pytest.fixture
def watched(connect: Connect, sim: Simulator, provider: str, transport: Watched) -> Account:
    return connect(provider, **sim.settings(provider), transport=transport)


def test_stream_is_the_document(account: Account, sim: Simulator, provider: str) -> None:
    expected = with_document(sim, provider)
    content = expected.documents["pdf"]
    with account.stream(invoice_of(expected, provider), format="pdf") as document:
        assert document.format == "pdf"
        assert document.media_type == "application/pdf"
        assert document.size == (len(content) if FACTS[provider].announces_size else None)
        assert b"".join(document) == content
        assert document.received == len(content)
        assert document.sha256 == hashlib.sha256(content).hexdigest()
        assert list(document) == []


def test_stream_has_the_name_of_the_download(account: Account, sim: Simulator, provider: str, folder: Path) -> None:
    invoice = invoice_of(with_document(sim, provider), provider)
    saved = account.download(invoice, folder, format="pdf")
    assert saved.path is not None
    with account.stream(invoice, format="pdf") as document:
        assert document.filename == saved.path.name


def test_large_document_comes_in_pieces(watched: Account, sim: Simulator, provider: str, transport: Watched) -> None:
    send_instead(sim, provider, PDF)
    with watched.stream(invoice_of(with_document(sim, provider), provider), format="pdf") as document:
        pieces = list(document)
    assert len(pieces) > 1
    assert max(map(len, pieces)) < len(PDF)
    assert b"".join(pieces) == PDF
    assert not transport.open


def test_leaving_in_the_middle_closes(watched: Account, sim: Simulator, provider: str, transport: Watched) -> None:
    send_instead(sim, provider, PDF)
    invoice = invoice_of(with_document(sim, provider), provider)
    with watched.stream(invoice, format="pdf") as document:
        assert next(iter(document)).startswith(b"%PDF-")
        assert document.received < len(PDF)
        assert len(transport.open) == 1
    assert not transport.open
    with watched.stream(invoice, format="pdf") as document:
        assert b"".join(document) == with_document(sim, provider).documents["pdf"]


def test_leaving_by_an_exception_closes(watched: Account, sim: Simulator, provider: str, transport: Watched) -> None:
    send_instead(sim, provider, PDF)
    document = watched.stream(invoice_of(with_document(sim, provider), provider), format="pdf")
    with pytest.raises(KeyError):
        leave_by_an_exception(document)
    assert not transport.open


def leave_by_an_exception(stream: Any) -> None:
    with stream as document:
        next(iter(document))
        raise KeyError("of the caller")


def test_entering_and_not_reading_closes(watched: Account, sim: Simulator, provider: str, transport: Watched) -> None:
    send_instead(sim, provider, PDF)
    with watched.stream(invoice_of(with_document(sim, provider), provider), format="pdf"):
        pass
    assert not transport.open


def test_failing_to_enter_closes(connect: Connect, sim: Simulator, provider: str, transport: Watched) -> None:
    account = connect(provider, **sim.settings(provider), transport=transport, retries=0)
    sim.fail(SENDERS[provider], body="<html>Sign in</html>" + " " * 200_000, content_type="text/html")
    document = account.stream(invoice_of(with_document(sim, provider), provider), format="pdf")
    with pytest.raises(ci.UnexpectedAnswer):
        document.__enter__()
    assert not transport.open


def test_cut_document_is_known_at_its_end(account: Account, sim: Simulator, provider: str) -> None:
    send_instead(sim, provider, PDF[:-20], times=8)
    invoice = invoice_of(with_document(sim, provider), provider)
    with (
        account.stream(invoice, format="pdf") as document,
        pytest.raises(ci.DocumentDamaged, match="end is missing"),
    ):
        list(document)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_no_answer_stays_open(connect: Connect, sim: Simulator, operation: Operation, mode: str) -> None:
    transport = watched_transport(mode)
    account = connect(operation.provider, **sim.settings(operation.provider), transport=transport)
    operation.run(account, sim)
    assert not transport.open
    sim.fail(operation.simulated, status=403)
    with pytest.raises(ci.CloudInvoicesError):
        operation.run(account, sim)
    assert not transport.open
    sim.fail(operation.simulated, status=503, times=2)
    operation.run(account, sim)
    assert not transport.open


def test_list_left_early_leaves_nothing_open(
    watched: Account, sim: Simulator, provider: str, transport: Watched
) -> None:
    listing = watched.list(since=sim.expected(provider)[5].dated)
    next(listing)
    listing.close()  # type: ignore[attr-defined]  # it is a generator
    assert not transport.open


def test_a_stream_says_where_the_document_comes_from(account: Account, sim: Simulator, provider: str) -> None:
    invoice = invoice_of(with_document(sim, provider), provider)
    before = account.requests_sent
    with account.stream(invoice, format="pdf") as document:
        assert document.operation == "download_invoice"
        assert b"".join(document)
    # MasStack with a service account asks for a token first, which is no request of the account's.
    to_the_api = account.requests_sent - before
    assert account.requests_per_document == to_the_api + (provider in ("qovery", "masstack"))
