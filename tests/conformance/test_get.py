"""One invoice by its id, and ids that are none."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator
from tests.provider_facts import FACTS

from .account import Account, Connect
from .operations import listed, with_document

MALFORMED = [".", "..", "", "a\nb", "a\x00", "\x7f", "tab\t", "x" * 10_000, "\ud800"]

Take = Callable[[Account, str], object]


def enter_stream(account: Account, id: str) -> object:
    with account.stream(id) as document:
        return document


TAKES: dict[str, Take] = {
    "get": lambda account, id: account.get(id),
    "download": lambda account, id: account.download(id, io.BytesIO()),
    "stream": enter_stream,
}


@pytest.fixture(params=TAKES)
def take(request: pytest.FixtureRequest) -> Take:
    return TAKES[request.param]


def test_one_is_as_in_the_list(account: Account, sim: Simulator, provider: str) -> None:
    # Not the oldest, which Akamai's list shows only to those who name the time.
    invoice = listed(account, sim)[-1]
    found = account.get(invoice.id)
    if provider == "doit":
        assert set(found.raw) == {*invoice.raw, "lineItems"}
        assert {name: found.raw[name] for name in invoice.raw} == invoice.raw
    else:
        assert found == invoice
    assert hash(found) == hash(invoice)
    assert (found.id, found.scope, found.total, found.dated) == (
        invoice.id,
        invoice.scope,
        invoice.total,
        invoice.dated,
    )


def test_unknown_id(account: Account, sim: Simulator, provider: str, take: Take) -> None:
    with pytest.raises(ci.NotFoundError) as caught:
        take(account, FACTS[provider].unknown_id)
    assert caught.value.provider == provider
    assert caught.value.hint
    assert caught.value.operation in ("get_invoice", "list_invoices", "download_invoice")


@pytest.mark.parametrize("id", MALFORMED, ids=[repr(id)[:12] for id in MALFORMED])
def test_malformed_id(account: Account, sim: Simulator, id: str) -> None:
    for take in TAKES.values():
        with pytest.raises(ValueError, match="cannot be the id of an invoice"):
            take(account, id)
    assert sim.requests == []


def test_id_that_is_no_text(account: Account, sim: Simulator) -> None:
    numbers: tuple[Any, ...] = (8_200_000_000, None, b"IN1")
    for take in TAKES.values():
        for id in numbers:
            with pytest.raises(TypeError):
                take(account, id)
    assert sim.requests == []


@pytest.mark.parametrize("id", ["a/../b", "a/b", "../x", "a?b=c", "a#b", "a%2Fb", "ü ñ", "%2e%2e", "a\\b", ";/x"])
def test_id_never_leaves_its_place_in_the_path(connect: Connect, sim: Simulator, id: str, take: Take) -> None:
    for provider in ("qovery", "masstack", "doit", "f5xc"):
        sim.reset()
        with pytest.raises(ci.NotFoundError):
            take(connect(provider, **sim.settings(provider)), id)
        for request in sim.requests:
            # The path is as it came over the wire: the id is one segment of it, or in the query, or not in it.
            named = request.path.split("/")
            assert quote(id, safe="") in named or id in request.query.values() or request.operation.endswith(".list")


def test_akamai_takes_numbers_only(connect: Connect, sim: Simulator) -> None:
    contract = with_document(sim, "akamai").scope
    account = connect("akamai", **sim.settings("akamai"), contract=contract)
    for id in ("a/b", "12 ", "1.5", "-1", "\u0661\u0662"):
        with pytest.raises(ValueError, match="is a number"):
            account.download(id, io.BytesIO())
    assert sim.requests == []


def test_invoice_without_id_has_no_document(account: Account, sim: Simulator, provider: str) -> None:
    nameless = ci.Invoice(provider=provider, scope="anything", id="", number="")
    with pytest.raises(ci.DocumentUnavailable, match="no id"):
        account.download(nameless, io.BytesIO())
    assert sim.requests == []
