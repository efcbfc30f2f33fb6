"""What is MasStack's alone: service accounts, billing details, ids without a list, and what its pages leave open."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.testing import Simulator

from .account import Account, Connect
from .operations import asked, listed, with_document
from .refusals import everything_said


@pytest.fixture
def settings(sim: Simulator) -> dict[str, Any]:
    return sim.settings("masstack")


@pytest.fixture
def account_file(sim: Simulator, tmp_path: Path) -> Path:
    path = tmp_path / "service-account.json"
    path.write_text(json.dumps(sim.service_account()))
    return path


@pytest.fixture
def by_service_account(connect: Connect, settings: dict[str, Any], account_file: Path) -> Account:
    del settings["access_token"]
    return connect("masstack", **settings, service_account=str(account_file))


def test_service_account_asks_for_one_token(by_service_account: Account, sim: Simulator) -> None:
    assert sim.requests == []
    assert len(listed(by_service_account, sim)) == len(sim.expected("masstack"))
    by_service_account.billing_details()
    by_service_account.download(with_document(sim, "masstack").id, io.BytesIO())
    assert asked(sim, "masstack.token") == 1
    assert sim.requests[0].operation == "masstack.token"


def test_expired_token_is_renewed_once(by_service_account: Account, sim: Simulator) -> None:
    details = by_service_account.billing_details()
    sim.expire_tokens()
    assert by_service_account.billing_details() == details
    assert [(request.operation, request.status) for request in sim.requests] == [
        ("masstack.token", 200),
        ("masstack.billing_details", 200),
        ("masstack.billing_details", 401),
        ("masstack.token", 200),
        ("masstack.billing_details", 200),
    ]


def test_renewed_token_that_is_refused_too(by_service_account: Account, sim: Simulator) -> None:
    sim.fail("masstack.list", status=401, times=5)
    with pytest.raises(ci.AuthenticationError) as caught:
        list(by_service_account.list())
    assert caught.value.operation == "list_invoices"
    assert asked(sim, "masstack.list") == asked(sim, "masstack.token") == 2


def test_given_token_is_not_renewed(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    account = connect("masstack", **settings)
    sim.expire_tokens()
    with pytest.raises(ci.AuthenticationError):
        account.billing_details()
    assert len(sim.requests) == 1


def test_token_address_as_a_setting(
    connect: Connect, sim: Simulator, settings: dict[str, Any], account_file: Path
) -> None:
    content = json.loads(account_file.read_text())
    del content["token_uri"]
    account_file.write_text(json.dumps(content))
    del settings["access_token"]
    with pytest.raises(ci.ConfigurationError, match="token_url"):
        connect("masstack", **settings, service_account=account_file)
    account = connect("masstack", **settings, service_account=account_file, token_url=sim.token_url)
    assert account.billing_details().next_billing_date


@pytest.mark.parametrize(("status", "kind"), [(400, ci.AuthenticationError), (403, ci.AccessDeniedError)])
def test_token_that_is_refused(
    by_service_account: Account, sim: Simulator, status: int, kind: type[ci.CloudInvoicesError]
) -> None:
    sim.fail("masstack.token", status=status)
    with pytest.raises(kind) as caught:
        by_service_account.billing_details()
    assert type(caught.value) is kind
    assert caught.value.provider == "masstack"
    assert caught.value.status == status
    assert caught.value.hint
    assert "PRIVATE KEY" not in repr(vars(caught.value))


def test_service_account_of_somebody_else(by_service_account: Account, sim: Simulator, account_file: Path) -> None:
    del account_file
    sim.fail("masstack.token", status=400, body='{"error": "invalid_grant", "error_description": "no such account"}')
    with pytest.raises(ci.AuthenticationError, match="no such account"):
        list(by_service_account.list())


@pytest.mark.parametrize("answer", ["[]", '"token"', "{}", '{"access_token": 5}', '{"access_token": ""}', "<html>"])
def test_token_answers_that_hold_none(by_service_account: Account, sim: Simulator, answer: str) -> None:
    sim.fail("masstack.token", body=answer, content_type="application/json", times=9)
    with pytest.raises(ci.UnexpectedAnswer):
        by_service_account.billing_details()
    assert asked(sim, "masstack.billing_details") == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("private_key"),
        lambda content: content.update(private_key="-----BEGIN NOTHING-----"),
        lambda content: content.clear(),
    ],
    ids=["no key", "no RSA key", "empty"],
)
def test_file_that_is_no_service_account(
    connect: Connect, sim: Simulator, settings: dict[str, Any], account_file: Path, change: Callable[[Any], Any]
) -> None:
    content = json.loads(account_file.read_text())
    change(content)
    account_file.write_text(json.dumps(content))
    del settings["access_token"]
    with pytest.raises(ci.ConfigurationError) as caught:
        connect("masstack", **settings, service_account=account_file).billing_details()
    assert "BEGIN" not in str(caught.value)
    assert sim.requests == []


def test_billing_details(connect: Connect, settings: dict[str, Any]) -> None:
    details = connect("masstack", **settings).billing_details()
    assert details.next_billing_date == date.fromisoformat(details.raw["next_billing_date"])
    assert details.raw["invoice_cycle_start_day"] == 1


def test_billing_details_as_an_instant_are_a_day_in_spain(
    connect: Connect, sim: Simulator, settings: dict[str, Any]
) -> None:
    sim.fail(
        "masstack.billing_details",
        body='{"next_billing_datetime": "2026-06-30T22:00:00.000000000Z"}',
        content_type="application/json",
    )
    assert connect("masstack", **settings).billing_details().next_billing_date == date(2026, 7, 1)


def test_others_have_no_billing_details(account: Account, sim: Simulator, provider: str) -> None:
    if provider == "masstack":
        assert account.billing_details().next_billing_date
    else:
        with pytest.raises(ci.UnsupportedOperation) as caught:
            account.billing_details()
        assert caught.value.provider == provider
        assert sim.requests == []


def test_number_of_the_account_is_not_shown(
    connect: Connect, sim: Simulator, settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    # It is somebody's contract.
    caplog.set_level(logging.DEBUG)
    account = connect("masstack", **settings, retries=0)
    for operation in ("masstack.list", "masstack.download"):
        sim.fail(operation, status=500, body=f"account {settings['account']} cannot be billed")
    for act in (lambda: list(account.list()), lambda: account.download("MM1", io.BytesIO())):
        with pytest.raises(ci.ProviderError) as caught:
            act()
        assert settings["account"] not in everything_said(caught.value)
    assert settings["account"] not in caplog.text


def test_ids_instead_of_a_list(connect: Connect, sim: Simulator, settings: dict[str, Any], folder: Path) -> None:
    expected = sim.expected("masstack")[:3]
    del settings["customers_url"]
    account = connect("masstack", **settings, ids=[one.id for one in expected])
    invoices = list(account.list(since=date(2026, 1, 1), until=date(2026, 1, 1)))
    assert [invoice.id for invoice in invoices] == [one.id for one in expected]
    assert all(invoice.total is None and invoice.dated is None for invoice in invoices)
    assert sim.requests == []
    saved = [account.download(invoice, folder).path for invoice in invoices]
    assert [path.read_bytes() for path in saved if path] == [one.documents["pdf"] for one in expected]
    assert account.get(expected[1].id).id == expected[1].id


def test_no_way_to_list(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    del settings["customers_url"]
    account = connect("masstack", **settings)
    with pytest.raises(ci.ConfigurationError, match="customers_url"):
        list(account.list())
    assert sim.requests == []


def test_path_of_the_invoice_operation(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    expected = with_document(sim, "masstack")
    there = "/orgs/{organization}/accounts/{account}/invoices/{invoice}"
    account = connect("masstack", **settings, invoice_path=there)
    target = io.BytesIO()
    account.download(expected.id, target)
    assert target.getvalue() == expected.documents["pdf"]
    elsewhere = connect("masstack", **settings, invoice_path="documents/{invoice}?account={account}")
    with pytest.raises(ci.NotFoundError):
        elsewhere.download("M/1", io.BytesIO())
    assert sim.requests[-1].path.endswith("/v1/documents/M%2F1")
    assert sim.requests[-1].query == {"account": settings["account"]}


def test_member_that_holds_the_link(connect: Connect, sim: Simulator, settings: dict[str, Any]) -> None:
    expected = with_document(sim, "masstack")
    link = linked(connect, sim, settings, expected.id)
    answer = json.dumps({"help": "https://help.example/", "data": {"where": link, "url": "none"}})
    for link_field in ("where", None):
        sim.fail("masstack.download", body=answer.replace("https://help.example/", ""), content_type="application/json")
        target = io.BytesIO()
        connect("masstack", **settings, link_field=link_field).download(expected.id, target)
        assert target.getvalue() == expected.documents["pdf"]
    sim.fail("masstack.download", body=answer, content_type="application/json")
    with pytest.raises(ci.UnexpectedAnswer, match="no link") as caught:
        connect("masstack", **settings, link_field="missing").download(expected.id, io.BytesIO())
    assert "help" in str(caught.value)
    assert "Signature" not in str(caught.value)
    assert "link_field" in str(caught.value.hint)


def linked(connect: Connect, sim: Simulator, settings: dict[str, Any], id: str) -> str:
    """A link to the document of an invoice."""
    account = connect("masstack", **settings)
    response = account.client.get_httpx_client() if isinstance(account, ci.Provider) else None
    path = f"/orgs/{settings['organization']}/accounts/{settings['account']}/invoices/{id}"
    if response is not None:
        return str(response.get(path).json()["url"])
    return str(account.runner.run(account.client.get_async_httpx_client().get(path)).json()["url"])  # type: ignore[union-attr]
