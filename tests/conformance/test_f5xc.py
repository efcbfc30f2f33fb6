"""What is F5's alone: documents only of paid invoices, a limit instead of pages, defaults that are left out."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .operations import asked, listed


@pytest.fixture
def provider() -> str:
    return "f5xc"


def test_invoice_that_is_not_paid(account: Account, sim: Simulator) -> None:
    unpaid = [invoice for invoice in listed(account, sim) if invoice.status != "paid"]
    assert len(unpaid) > 3
    for invoice in unpaid:
        assert invoice.formats == ()
        for wanted in (invoice, invoice.id):
            with pytest.raises(ci.DocumentUnavailable, match="paid") as caught:
                account.download(wanted, io.BytesIO())
            assert caught.value.operation == "download_invoice"
            assert caught.value.status == 404


@pytest.mark.parametrize("status", [404, 409])
def test_no_such_invoice(account: Account, sim: Simulator, status: int) -> None:
    sim.fail("f5xc.download", status=status)
    with pytest.raises(ci.NotFoundError) as caught:
        account.download("invoice-1999-12", io.BytesIO())
    assert caught.value.operation == "download_invoice"
    assert [request.operation for request in sim.requests] == ["f5xc.download", "f5xc.list"]


def test_missing_members_have_their_default(account: Account, sim: Simulator) -> None:
    invoices = {invoice.id: invoice for invoice in listed(account, sim)}
    (free,) = [invoice for invoice in invoices.values() if "amount" not in invoice.raw]
    assert free.total == 0
    assert str(free.total) == "0.00"
    running = [invoice for invoice in invoices.values() if invoice.raw.get("active")]
    assert [invoice.status for invoice in running] == ["draft"]


def test_plus_sign_in_a_name(account: Account, sim: Simulator) -> None:
    invoice = next(one for one in listed(account, sim) if "+" in one.id)
    assert account.get(invoice.id) == invoice
    with pytest.raises(ci.DocumentUnavailable):
        account.download(invoice, io.BytesIO())
    (request,) = [request for request in sim.requests if request.operation == "f5xc.download"]
    assert request.query["name"] == invoice.id


def invoices_up_to_limit(total: int, most: int, limits: list[int]) -> httpx.MockTransport:
    """A service with this many invoices that gives out at most so many, whatever is asked for."""

    def respond(request: httpx.Request) -> httpx.Response:
        limit = int(request.url.params["limit"])
        limits.append(limit)
        names = [f"invoice-{number}" for number in range(min(total, limit, most))]
        return httpx.Response(200, json={"invoices": [{"name": name} for name in names]})

    return httpx.MockTransport(respond)


@pytest.mark.parametrize(
    ("total", "most", "found", "requests"),
    [
        (10, 9999, 10, 1),
        (499, 9999, 499, 1),
        (701, 9999, 701, 2),
        (5001, 9999, 5001, 3),
        (900, 500, 500, 2),
        (900, 100, 100, 1),
    ],
)
def test_limit_grows_until_all_are_there(
    connect: Connect, sim: Simulator, total: int, most: int, found: int, requests: int
) -> None:
    limits: list[int] = []
    account = connect("f5xc", **sim.settings("f5xc"), transport=invoices_up_to_limit(total, most, limits))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert len(list(account.list())) == found
    assert bool(warned) == (found < total), "a list that may be incomplete is told"
    assert len(limits) == requests
    assert limits == sorted(set(limits))


def test_another_namespace(connect: Connect, sim: Simulator) -> None:
    account = connect("f5xc", **sim.settings("f5xc"), namespace="not/ours")
    with pytest.raises(ci.AccessDeniedError):
        list(account.list())
    assert "/namespaces/not%2Fours/" in sim.requests[0].path


@pytest.mark.parametrize("answer", [{}, {"pdf": None}, {"pdf": ""}, {"PDF": "JVBERi0="}])
def test_answer_without_document(account: Account, sim: Simulator, answer: Any) -> None:
    sim.fail("f5xc.download", body=json.dumps(answer), content_type="application/json")
    with pytest.raises(ci.DocumentUnavailable):
        account.download("invoice-2026-01", io.BytesIO())


@pytest.mark.parametrize("text", ["%%%", "JVBERi0xLjQ", "JVBE=Ri0x", "ñ"])
def test_document_that_is_not_base64(account: Account, sim: Simulator, text: str) -> None:
    sim.fail("f5xc.download", body=json.dumps({"pdf": text}), content_type="application/json", times=9)
    with pytest.raises(ci.DocumentDamaged):
        account.download("invoice-2026-01", io.BytesIO())


def test_address_with_api_at_its_end(connect: Connect, sim: Simulator) -> None:
    settings = sim.settings("f5xc")
    account = connect("f5xc", **{**settings, "base_url": settings["base_url"] + "/api/"})
    assert len(list(account.list())) == len(sim.expected("f5xc"))
    assert asked(sim, "f5xc.list") == 1
