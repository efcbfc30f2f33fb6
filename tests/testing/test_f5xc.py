"""The simulated F5 Distributed Cloud."""

from base64 import b64decode
from decimal import Decimal

import httpx
import pytest

from cloudinvoices.testing import Simulator

from .conftest import Client

LIST = "/api/web/namespaces/system/usage/invoices/custom_list"
PDF = "/api/web/namespaces/system/usage/invoice_pdf"


@pytest.fixture
def f5xc(sim: Simulator, client: Client) -> httpx.Client:
    settings = sim.settings("f5xc")
    return client(settings["base_url"], headers={"Authorization": f"APIToken {settings['api_token']}"})


def test_list_is_what_is_expected(sim: Simulator, f5xc: httpx.Client) -> None:
    listed = f5xc.get(LIST, params={"limit": 500}).json()["invoices"]
    found = {
        (one["name"], one["period_end"][:10], one["currency"], Decimal(one.get("amount", "0")) / 100) for one in listed
    }
    expected = sim.expected("f5xc")
    assert found == {(one.id, str(one.dated), one.currency, one.total) for one in expected}
    assert all(one["period_end"].endswith("T23:59:59.999999999Z") for one in listed)
    assert {one.get("status", "STATUS_UNKNOWN") for one in listed} == {
        *("STATUS_UNKNOWN", "STATUS_ISSUED", "STATUS_PENDING", "STATUS_PAID", "STATUS_REFUNDED", "STATUS_CANCELLED"),
        "OVERDUE",
    }


def test_default_values_are_left_out(f5xc: httpx.Client) -> None:
    newest, *older = f5xc.get(LIST, params={"limit": 500}).json()["invoices"]
    assert (newest["active"], newest["status"]) == (True, "STATUS_PENDING")
    assert all("active" not in one for one in older)
    assert "amount" not in older[-1]


@pytest.mark.parametrize(("query", "count"), [({}, 20), ({"limit": 0}, 20), ({"limit": 3}, 3), ({"limit": 9999}, 25)])
def test_limit_cuts_the_oldest_off(sim: Simulator, f5xc: httpx.Client, query: dict[str, int], count: int) -> None:
    answer = f5xc.get(LIST, params=query).json()
    assert len(answer["invoices"]) == count
    assert answer["invoices"][0]["name"] == sim.expected("f5xc")[-1].id
    assert set(answer) == {"invoices"}


@pytest.mark.parametrize("limit", ["many", "-1", "1.5", "9" * 5000])
def test_limit_has_to_be_a_number(f5xc: httpx.Client, limit: str) -> None:
    answer = f5xc.get(LIST, params={"limit": limit})
    assert (answer.status_code, answer.json()["code"]) == (400, 3)


def test_paid_invoices_have_a_document(sim: Simulator, f5xc: httpx.Client) -> None:
    status = {one["name"]: one.get("status") for one in f5xc.get(LIST, params={"limit": 500}).json()["invoices"]}
    for wanted in sim.expected("f5xc"):
        answer = f5xc.get(PDF, params={"name": wanted.id})
        if status[wanted.id] == "STATUS_PAID":
            assert b64decode(answer.json()["pdf"], validate=True) == wanted.documents["pdf"]
        else:
            assert (answer.status_code, answer.json()["code"], wanted.documents) == (404, 5, {})


def test_name_has_to_be_given_and_known(f5xc: httpx.Client) -> None:
    assert f5xc.get(PDF).status_code == 400
    assert f5xc.get(PDF, params={"name": ""}).status_code == 400
    unknown = f5xc.get(PDF, params={"name": "invoice-0"})
    assert (unknown.status_code, unknown.json()["message"]) == (404, "invoice not found")


def test_name_has_to_be_escaped(sim: Simulator, f5xc: httpx.Client) -> None:
    name = next(one.id for one in sim.expected("f5xc") if "+" in one.id and one.documents)
    assert f5xc.get(PDF, params={"name": name}).status_code == 200
    assert f5xc.get(f"{PDF}?name={name}").status_code == 404


def test_namespace_is_system(f5xc: httpx.Client) -> None:
    for path in (LIST, PDF):
        answer = f5xc.get(path.replace("system", "default"))
        assert (answer.status_code, answer.json()["code"]) == (403, 7)


@pytest.mark.parametrize("header", ["{}", "Bearer {}", "apitoken {}", "APIToken x"])
def test_scheme_has_to_be_api_token(sim: Simulator, f5xc: httpx.Client, header: str) -> None:
    authorization = header.format(sim.settings("f5xc")["api_token"])
    answer = f5xc.get(LIST, headers={"Authorization": authorization})
    assert (answer.status_code, answer.json()["code"]) == (401, 16)


def test_unknown_route_and_wrong_method(f5xc: httpx.Client) -> None:
    assert f5xc.get("/api/api/web").status_code == 404
    assert f5xc.post(LIST).status_code == 405
