"""What is Akamai's alone: signatures and clocks, contracts, other accounts, and Cloud Computing usage."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .operations import asked, invoice_of, listed, with_document


@pytest.fixture
def settings(sim: Simulator) -> dict[str, Any]:
    return sim.settings("akamai")


@pytest.fixture
def provider() -> str:
    return "akamai"


def test_each_attempt_is_signed_anew(account: Account, sim: Simulator) -> None:
    # The simulator computes every signature again, and takes no nonce twice.
    sim.fail("akamai.download", status=503, times=2)
    account.download(invoice_of(with_document(sim, "akamai"), "akamai"), io.BytesIO())
    assert [request.status for request in sim.requests] == [503, 503, 200]
    assert len({request.headers["authorization"] for request in sim.requests}) == 3


def test_wrong_secret(connect: Connect, settings: dict[str, Any]) -> None:
    settings["client_secret"] = "wrong-" + settings["client_secret"]
    with pytest.raises(ci.AuthenticationError) as caught:
        list(connect("akamai", **settings).list())
    assert settings["client_secret"] not in str(caught.value)
    assert caught.value.request_id


@pytest.mark.parametrize(("minutes", "side"), [(10, "behind"), (-10, "ahead of")])
def test_clock_that_is_off(connect: Connect, settings: dict[str, Any], minutes: int, side: str) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        theirs = datetime.now(UTC) + timedelta(minutes=minutes)
        headers = {"Date": format_datetime(theirs, usegmt=True), "Content-Type": "application/problem+json"}
        problem = {"title": "Bad request", "status": 400, "detail": "Invalid timestamp", "requestId": "1234abcd"}
        return httpx.Response(400, headers=headers, content=json.dumps(problem))

    account = connect("akamai", **settings, transport=httpx.MockTransport(refuse))
    with pytest.raises(ci.ProviderError) as caught:
        list(account.list())
    assert caught.value.status == 400
    assert caught.value.request_id == "1234abcd"
    assert side in str(caught.value)
    assert any(f"{seconds} seconds" in str(caught.value) for seconds in range(598, 603))


def test_whole_account_and_one_contract(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    contracts = {invoice.scope for invoice in sim.expected("akamai")}
    assert len(contracts) == 2
    for contract in contracts:
        account = connect("akamai", **settings, contract=contract)
        sim.reset()
        found = {invoice.id for invoice in listed(account, sim)}
        assert found == {one.id for one in sim.expected("akamai") if one.scope == contract}
        assert all(f"/contracts/{contract}/" in request.path for request in sim.requests)
        assert account.scope == contract


def test_unknown_contract(connect: Connect, settings: dict[str, Any]) -> None:
    with pytest.raises(ci.NotFoundError) as caught:
        list(connect("akamai", **settings, contract="X-1").list())
    assert caught.value.operation == "list_contract_invoices"


def test_another_account(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    account = connect("akamai", **settings, account_switch_key=sim.account_switch_key)
    invoices = listed(account, sim)
    assert invoices
    assert {invoice.scope for invoice in invoices}.isdisjoint(one.scope for one in sim.expected("akamai"))
    target = io.BytesIO()
    account.download(invoices[0], target, format="csv")
    assert invoices[0].id.encode() in target.getvalue()
    assert {request.query["accountSwitchKey"] for request in sim.requests} == {sim.account_switch_key}


def test_another_account_that_is_not_ours(connect: Connect, settings: dict[str, Any]) -> None:
    with pytest.raises(ci.AccessDeniedError):
        list(connect("akamai", **settings, account_switch_key="1-0:1-1").list())


@pytest.mark.parametrize(
    ("format", "begins"),
    [("pdf", b"%PDF-"), ("csv", b"CONTRACT_ID,"), ("json", b'{"INVOICE":')],
)
def test_formats(account: Account, sim: Simulator, format: Any, begins: bytes) -> None:
    expected = with_document(sim, "akamai")
    target = io.BytesIO()
    account.download(invoice_of(expected, "akamai"), target, format=format)
    assert target.getvalue() == expected.documents[format]
    assert target.getvalue().startswith(begins)


def only(keep: Callable[[Any], bool], invoice: ci.Invoice) -> str:
    """A list answer with this invoice, and of its files those to keep."""
    files = [file for file in invoice.raw["files"] if keep(file)]
    return json.dumps([{**invoice.raw, "files": files}], default=float)


def test_cloud_computing_usage_is_a_csv_of_its_own(account: Account, sim: Simulator) -> None:
    invoice = next(one for one in account.list() if any(file["sourceType"] == "COMPUTE" for file in one.raw["files"]))
    sim.fail("akamai.list", body=only(lambda file: file["sourceType"] == "COMPUTE", invoice))
    compute = next(account.list())
    assert compute.formats == ("csv",)
    target = io.BytesIO()
    saved = account.download(compute, target)
    assert saved.format == "csv"
    assert saved.media_type == "text/csv"
    assert b",COMPUTE," in target.getvalue()
    assert sim.requests[-1].query["sourceType"] == "COMPUTE"


def test_regular_csv_goes_before_usage(account: Account, sim: Simulator) -> None:
    invoice = next(one for one in account.list() if any(file["sourceType"] == "COMPUTE" for file in one.raw["files"]))
    expected = next(one for one in sim.expected("akamai") if one.id == invoice.id)
    target = io.BytesIO()
    account.download(invoice, target, format="csv")
    assert target.getvalue() == expected.documents["csv"]
    assert invoice.formats == ("pdf", "csv", "json")


def test_formats_are_those_of_the_files(account: Account, sim: Simulator) -> None:
    invoice = next(account.list())
    sim.reset()
    sim.fail("akamai.list", body=only(lambda file: file["contentType"] == "application/json", invoice))
    assert next(account.list()).formats == ("json",)


def test_month_is_always_named(account: Account, sim: Simulator) -> None:
    list(account.list())
    months = [request.query["month"] for request in sim.requests]
    assert len(months) == len(set(months)) == 13
    assert months == sorted(months)
    assert asked(sim, "akamai.list") == 13
