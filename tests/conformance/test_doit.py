"""What is DoiT's alone: pages, tenants, and PDFs that are missing or large."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.providers import doit as doit_module
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .operations import PDF, asked, with_document


@pytest.fixture
def provider() -> str:
    return "doit"


def test_list_of_several_pages(account: Account, sim: Simulator) -> None:
    assert len({invoice.id for invoice in account.list()}) == len(sim.expected("doit")) > 50
    first, second = sim.requests
    assert "pageToken" not in first.query
    assert second.query["pageToken"]


def test_page_that_comes_back(account: Account, sim: Simulator) -> None:
    page = {"pageToken": "again", "invoices": [{"id": "IN1"}]}
    sim.fail("doit.list", body=json.dumps(page), content_type="application/json", times=9)
    with pytest.raises(ci.UnexpectedAnswer, match="already shown"):
        list(account.list())
    assert asked(sim, "doit.list") <= 3


@pytest.mark.parametrize("token", [None, ""])
def test_last_page_has_no_token(account: Account, sim: Simulator, token: Any) -> None:
    sim.fail("doit.list", body=json.dumps({"pageToken": token, "invoices": [{"id": "IN1"}]}))
    assert [invoice.id for invoice in account.list()] == ["IN1"]
    assert asked(sim, "doit.list") == 1


def test_invoice_without_pdf(account: Account, sim: Simulator) -> None:
    without = [one for one in sim.expected("doit") if "pdf" not in one.documents]
    assert without
    for wanted in (without[0].id, account.get(without[0].id)):
        with pytest.raises(ci.DocumentUnavailable) as caught:
            account.download(wanted, io.BytesIO(), format="pdf")
        assert caught.value.status == 404
        assert caught.value.operation == "download_invoice"
        assert "json" in str(caught.value.hint)


def test_pdf_of_no_invoice(account: Account, sim: Simulator) -> None:
    with pytest.raises(ci.NotFoundError) as caught:
        account.download("IN990100000", io.BytesIO(), format="pdf")
    assert caught.value.operation == "download_invoice"
    assert [request.operation for request in sim.requests] == ["doit.pdf", "doit.get"]


def test_large_pdf_comes_compressed(account: Account, sim: Simulator) -> None:
    # The simulator refuses to send the largest one to whom does not take it compressed.
    largest = max(sim.expected("doit"), key=lambda one: len(one.documents.get("pdf", b"")))
    assert len(largest.documents["pdf"]) > len(PDF)
    target = io.BytesIO()
    saved = account.download(largest.id, target, format="pdf")
    assert target.getvalue() == largest.documents["pdf"]
    assert saved.size == len(largest.documents["pdf"])
    assert "gzip" in sim.requests[-1].headers["accept-encoding"]


def test_json_is_the_invoice_itself(account: Account, sim: Simulator) -> None:
    expected = with_document(sim, "doit", "json")
    target = io.BytesIO()
    assert account.download(expected.id, target).format == "json"
    assert target.getvalue() == expected.documents["json"]
    invoice = account.get(expected.id)
    assert json.dumps(invoice.raw, default=float, separators=(",", ":")).encode() == target.getvalue()
    assert len(invoice.raw["lineItems"]) == 2


def test_tenant_goes_into_the_header(account: Account, sim: Simulator) -> None:
    list(account.list())
    assert {request.headers["x-tenant-id"] for request in sim.requests} == {account.scope}


def test_tenant_is_missing(connect: Connect, sim: Simulator) -> None:
    settings = sim.settings("doit")
    del settings["tenant"]
    with pytest.raises(ci.ProviderError) as caught:
        list(connect("doit", **settings).list())
    assert caught.value.status == 400
    assert "tenant=" in str(caught.value.hint)


def test_key_that_sees_one_tenant_needs_no_name() -> None:
    with Simulator(single_tenant=True, months=4) as sim:
        settings = sim.settings("doit")
        del settings["tenant"]
        with ci.connect("doit", **settings) as doit:
            assert len(list(doit.list())) == len(sim.expected("doit"))
            assert doit.scope == ""
        assert all("x-tenant-id" not in request.headers for request in sim.requests)


def test_list_without_end(connect: Connect, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setattr(doit_module, "_MOST_PAGES", 7)
    asked: list[httpx.Request] = []

    def page(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"invoices": [{"id": f"IN{len(asked)}"}], "pageToken": f"after {len(asked)}"})

    doit = connect("doit", api_key="a key of the tests", transport=httpx.MockTransport(page))
    found: list[str] = []
    with pytest.raises(ci.UnexpectedAnswer, match="more than 7 pages"):
        found.extend(invoice.id for invoice in doit.list())
    assert len(asked) == 7


@pytest.mark.parametrize("answer", [{"id": "IN2", "totalAmount": 5}, {}, {"status": "OPEN"}])
def test_another_invoice_than_was_asked_for(connect: Connect, sim: Simulator, answer: dict[str, Any]) -> None:
    sim.fail("doit.get", body=json.dumps(answer), content_type="application/json")
    with pytest.raises(ci.UnexpectedAnswer, match="another invoice" if "id" in answer else "no invoice") as caught:
        connect("doit", **sim.settings("doit")).get("IN1")
    assert caught.value.operation == "get_invoice"


def test_path_of_the_pdf_operation(connect: Connect, sim: Simulator) -> None:
    expected = with_document(sim, "doit")
    settings = sim.settings("doit")
    account = connect("doit", **settings, pdf_path="/billing/v1/invoices/{id}/pdf")
    target = io.BytesIO()
    account.download(expected.id, target, format="pdf")
    assert target.getvalue() == expected.documents["pdf"]
    elsewhere = connect("doit", **settings, pdf_path="pdfs/{id}")
    with pytest.raises(ci.DocumentUnavailable):
        elsewhere.download(expected.id, io.BytesIO(), format="pdf")
    assert f"/doit/pdfs/{expected.id}" in [request.path for request in sim.requests]


def test_error_that_says_whether_it_is_worth_another_attempt(account: Account, sim: Simulator) -> None:
    for retryable, attempts in ((False, 1), (True, 3)):
        sim.reset()
        problem = {"title": "Internal error", "status": 500, "retryable": retryable}
        for _ in range(2):
            sim.fail("doit.list", status=500, body=json.dumps(problem), content_type="application/problem+json")
        if retryable:
            assert next(account.list())
        else:
            with pytest.raises(ci.ProviderError):
                next(account.list())
        assert asked(sim, "doit.list") == attempts
