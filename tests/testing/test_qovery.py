"""The simulated Qovery."""

from decimal import Decimal

import httpx
import pytest

from cloudinvoices.testing import Simulator

from . import contract
from .conftest import Client


@pytest.fixture
def qovery(sim: Simulator, client: Client) -> httpx.Client:
    settings = sim.settings("qovery")
    return client(settings["base_url"], headers={"Authorization": f"Token {settings['token']}"})


@pytest.fixture
def organization(sim: Simulator) -> str:
    return str(sim.settings("qovery")["organization"])


def test_organizations(qovery: httpx.Client, organization: str) -> None:
    assert organization in [one["id"] for one in qovery.get("/organization").json()["results"]]


def test_list_is_what_is_expected(sim: Simulator, qovery: httpx.Client, organization: str) -> None:
    listed = qovery.get(f"/organization/{organization}/invoice").json()["results"]
    found = {
        (one["id"], one["created_at"][:10], one["currency_code"], Decimal(one["total_in_cents"]) / 100)
        for one in listed
    }
    expected = sim.expected("qovery")
    assert found == {(one.id, str(one.dated), one.currency, one.total) for one in expected}
    assert len(listed) == len(expected) == 17
    assert {one["status"] for one in listed} == {"PAID", "PAYMENT_DUE", "VOIDED"}
    assert all(round(one["total"] * 100) == one["total_in_cents"] for one in listed)


def test_organization_without_invoices_leaves_the_results_out(qovery: httpx.Client, organization: str) -> None:
    others = [one["id"] for one in qovery.get("/organization").json()["results"] if one["id"] != organization]
    assert qovery.get(f"/organization/{others[0]}/invoice").json() == {}


def test_one_invoice(sim: Simulator, qovery: httpx.Client, organization: str) -> None:
    wanted = sim.expected("qovery")[3]
    assert qovery.get(f"/organization/{organization}/invoice/{wanted.id}").json()["id"] == wanted.id


@pytest.mark.parametrize("suffix", ["", "/download"])
def test_unknown_invoice_and_foreign_organization(qovery: httpx.Client, organization: str, suffix: str) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    assert qovery.get(f"/organization/{organization}/invoice/{unknown}{suffix}").status_code == 404
    assert qovery.get(f"/organization/{unknown}/invoice/{unknown}{suffix}").status_code == 403
    assert qovery.get(f"/organization/{unknown}/invoice").status_code == 403


def test_download_is_a_link_and_not_what_the_documentation_says(
    sim: Simulator, client: Client, organization: str
) -> None:
    settings = sim.settings("qovery")
    headers = {"Authorization": f"Token {settings['token']}"}
    qovery = client(settings["base_url"], documented=False, headers=headers)
    wanted = sim.expected("qovery")[0]
    answer = qovery.get(f"/organization/{organization}/invoice/{wanted.id}/download")
    assert set(answer.json()) == {"url"}
    with pytest.raises(contract.NotInSpecError, match="'service_id' is a required property"):
        contract.check(answer)
    assert httpx.get(answer.json()["url"]).content == wanted.documents["pdf"]


def test_download_as_documented(client: Client) -> None:
    with Simulator(documented_links=True) as sim:
        settings = sim.settings("qovery")
        qovery = client(settings["base_url"], headers={"Authorization": f"Token {settings['token']}"})
        wanted = sim.expected("qovery")[0]
        answer = qovery.get(f"/organization/{settings['organization']}/invoice/{wanted.id}/download").json()
        assert len(answer) == 7
        assert httpx.get(answer["url"]).content == wanted.documents["pdf"]


@pytest.mark.parametrize("scheme", ["Token", "Bearer"])
@pytest.mark.parametrize("kind", ["token", "jwt"])
def test_each_kind_of_token_has_its_scheme(sim: Simulator, client: Client, scheme: str, kind: str) -> None:
    settings = sim.settings("qovery")
    token = settings["token"] if kind == "token" else sim.qovery_jwt
    answer = client(settings["base_url"]).get("/organization", headers={"Authorization": f"{scheme} {token}"})
    assert answer.status_code == (200 if (scheme, kind) in (("Token", "token"), ("Bearer", "jwt")) else 401)


def test_no_credential_unknown_route_and_wrong_method(qovery: httpx.Client, client: Client) -> None:
    assert client(str(qovery.base_url)).get("/organization").status_code == 401
    assert qovery.get("/organisation").status_code == 404
    refused = qovery.post("/organization")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")
