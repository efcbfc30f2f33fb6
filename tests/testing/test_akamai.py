"""The simulated Akamai; requests are signed by Akamai's own package."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from cloudinvoices.testing import Simulator

from .conftest import Client
from .edgegrid import Signed

LIST = "/invoicing-api/v4/invoices"
MONTHS = [f"{2025 + month // 12}-{month % 12 + 1:02}" for month in range(6, 22)]
SCHEMA = Path(__file__).parents[2] / "specs" / "documents" / "akamai_invoice.schema.json"


@pytest.fixture
def akamai(sim: Simulator, client: Client) -> httpx.Client:
    settings = sim.settings("akamai")
    return client(settings["base_url"], auth=Signed(settings))


def test_list_is_what_is_expected(sim: Simulator, akamai: httpx.Client) -> None:
    listed = [one for month in MONTHS for one in akamai.get(LIST, params={"month": month}).json()]
    found = {
        (str(one["invoiceId"]), one["contractId"], one["invoiceCurrency"], Decimal(str(one["invoiceTotal"])))
        for one in listed
    }
    expected = sim.expected("akamai")
    assert found == {(one.id, one.scope, one.currency, one.total) for one in expected}
    assert {one["invoiceDate"] for one in listed} == {str(one.dated) for one in expected}
    assert all(one["invoiceId"] > 2**32 for one in listed)
    assert {one["contractId"] for one in listed} == set(akamai.get("/contract-api/v1/contracts/identifiers").json())
    assert {one["invoiceCurrency"] for one in listed} == {"USD", "EUR"}


def test_month_is_that_of_the_usage(akamai: httpx.Client) -> None:
    (first, *_) = akamai.get(LIST, params={"month": "2026-10"}).json()
    assert first["invoiceDate"] == "2026-11-01"


def test_credit_memos_are_negative(sim: Simulator, akamai: httpx.Client) -> None:
    listed = [one for month in MONTHS for one in akamai.get(LIST, params={"month": month}).json()]
    assert {one["invoiceType"] for one in listed if one["invoiceTotal"] < 0} == {"CREDIT_MEMO"}
    assert {one["invoiceType"] for one in listed if one["invoiceTotal"] > 0} == {"INVOICE"}
    assert any(one.total < 0 for one in sim.expected("akamai"))


@pytest.mark.parametrize("month", ["2026-11", "2015-01"])
def test_month_without_invoices(akamai: httpx.Client, month: str) -> None:
    answer = akamai.get(LIST, params={"month": month})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("query", [{}, {"month": "2026-13"}, {"month": "202601"}, {"month": ""}])
def test_month_has_to_be_given(akamai: httpx.Client, query: dict[str, str]) -> None:
    answer = akamai.get(LIST, params=query)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Field 'month' is invalid" in answer.json()["errors"][0]["title"]


def test_list_of_a_contract(sim: Simulator, akamai: httpx.Client) -> None:
    """The second contract began later, so that its list is empty in a month in which the account's is not."""
    second = akamai.get("/contract-api/v1/contracts/identifiers", params={"depth": "ALL"}).json()[1]
    answers = [
        akamai.get(f"/invoicing-api/v4/contracts/{second}/invoices", params={"month": month}) for month in MONTHS
    ]
    assert [answer.status_code for answer in answers] == [204] * 3 + [200] * 13
    found = {str(one["invoiceId"]) for answer in answers[3:] for one in answer.json()}
    assert found == {one.id for one in sim.expected("akamai") if one.scope == second}


def test_unknown_contract(akamai: httpx.Client) -> None:
    path = "/invoicing-api/v4/contracts/X-1/invoices"
    assert akamai.get(path, params={"month": "2026-01"}).status_code == 404
    assert akamai.get(f"{path}/1/download").status_code == 404


def test_depth_of_contracts(akamai: httpx.Client) -> None:
    answer = akamai.get("/contract-api/v1/contracts/identifiers", params={"depth": "SOME"})
    assert (answer.status_code, answer.json()["status"]) == (400, "400")


@pytest.mark.parametrize(
    ("accept", "extension"), [("application/pdf", "pdf"), ("text/csv", "csv"), ("application/json", "json")]
)
def test_accept_chooses_the_format(sim: Simulator, akamai: httpx.Client, accept: str, extension: str) -> None:
    for wanted in sim.expected("akamai")[-3:]:
        answer = akamai.get(download_path(wanted.scope, wanted.id), headers={"Accept": accept})
        assert answer.content == wanted.documents[extension]
        assert answer.headers["Content-Type"] == accept


def test_accept_of_several_and_none(sim: Simulator, akamai: httpx.Client) -> None:
    wanted = sim.expected("akamai")[0]
    path = download_path(wanted.scope, wanted.id)
    answers = {
        accept: akamai.get(path, headers={"Accept": accept}).headers["Content-Type"]
        for accept in ("text/csv;q=0.9, application/json", "*/*", "application/problem+json")
    }
    assert answers == {
        "text/csv;q=0.9, application/json": "text/csv",
        "*/*": "application/pdf",
        "application/problem+json": "application/problem+json",
    }


def test_files_of_the_list_are_those_that_can_be_downloaded(akamai: httpx.Client) -> None:
    for one in akamai.get(LIST, params={"month": "2026-03"}).json():
        for file in one["files"]:
            query = {"sourceType": file["sourceType"]}
            answer = akamai.get(file["fileLink"], params=query, headers={"Accept": file["contentType"]})
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, file["contentType"])


def test_json_document(sim: Simulator) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for wanted in sim.expected("akamai"):
        document = json.loads(wanted.documents["json"], parse_float=Decimal)
        validator.validate(json.loads(wanted.documents["json"]))
        lines = document["INVOICE"]["END_CUSTOMER"][0]["INVOICE_LINE"]
        assert sum(line["ITEM_TOTAL"] for line in lines) == wanted.total
        assert (lines[0]["CREDITED_INVOICE_NUMBER"] is not None) == (wanted.total < 0)


def test_csv_document(sim: Simulator) -> None:
    wanted = sim.expected("akamai")[0]
    rows = list(csv.DictReader(io.StringIO(wanted.documents["csv"].decode())))
    assert sum(Decimal(row["ITEM_TOTAL"]) for row in rows) == wanted.total
    assert {row["INVOICE_ID"] for row in rows} == {wanted.id}


def test_cloud_computing_usage_is_csv_only(sim: Simulator, akamai: httpx.Client) -> None:
    usd = next(one for one in sim.expected("akamai") if one.currency == "USD")
    eur = next(one for one in sim.expected("akamai") if one.currency == "EUR")
    query = {"sourceType": "COMPUTE"}
    usage = akamai.get(download_path(usd.scope, usd.id), params=query, headers={"Accept": "text/csv"})
    as_pdf = akamai.get(download_path(usd.scope, usd.id), params=query, headers={"Accept": "application/pdf"})
    none = akamai.get(download_path(eur.scope, eur.id), params=query, headers={"Accept": "text/csv"})
    assert {row["SOURCE_TYPE"] for row in csv.DictReader(io.StringIO(usage.text))} == {"COMPUTE"}
    assert usage.content != usd.documents["csv"]
    assert (as_pdf.status_code, none.status_code) == (400, 204)


def test_no_cloud_computing_before_february_2024(client: Client) -> None:
    with Simulator(today=date(2024, 4, 1), months=4) as sim:
        settings = sim.settings("akamai")
        akamai = client(settings["base_url"], auth=Signed(settings))
        sources = {
            month: {
                file["sourceType"] for one in akamai.get(LIST, params={"month": month}).json() for file in one["files"]
            }
            for month in ("2024-01", "2024-02")
        }
    assert sources == {"2024-01": {"REGULAR"}, "2024-02": {"REGULAR", "COMPUTE"}}


def test_unknown_source_type(sim: Simulator, akamai: httpx.Client) -> None:
    wanted = sim.expected("akamai")[0]
    answer = akamai.get(download_path(wanted.scope, wanted.id), params={"sourceType": "OTHER"})
    assert answer.status_code == 400


def test_account_switch_key(sim: Simulator, akamai: httpx.Client) -> None:
    switched = {"accountSwitchKey": sim.account_switch_key}
    (contract,) = akamai.get("/contract-api/v1/contracts/identifiers", params=switched).json()
    (one, *_) = akamai.get(LIST, params={"month": "2026-01", **switched}).json()
    path = download_path(contract, str(one["invoiceId"]))
    assert one["contractId"] == contract
    assert contract not in {one.scope for one in sim.expected("akamai")}
    assert akamai.get(path, params=switched).status_code == 200
    assert akamai.get(path).status_code == 404
    assert akamai.get(LIST, params={"month": "2026-01", "accountSwitchKey": "1-OTHER:Z"}).status_code == 403


def test_rate_limit_headers(akamai: httpx.Client) -> None:
    left = [int(akamai.get(LIST, params={"month": "2026-01"}).headers["X-RateLimit-Remaining"]) for _ in range(3)]
    assert akamai.get(LIST, params={"month": "2030-01"}).headers["X-RateLimit-Limit"] == "500"
    assert 490 < left[2] < left[0] < 500


@pytest.mark.parametrize(
    ("seconds", "status"), [(-40, 400), (-20, 200), (20, 200), (40, 400)], ids=["late", "behind", "ahead", "early"]
)
def test_clock(sim: Simulator, client: Client, seconds: int, status: int) -> None:
    settings = sim.settings("akamai")
    auth = Signed(settings, clock_error=timedelta(seconds=seconds))
    answer = client(settings["base_url"], auth=auth).get(LIST, params={"month": "2026-01"})
    assert answer.status_code == status
    if status == 400:
        problem = answer.json()
        assert problem["type"] == "https://problems.luna.akamaiapis.net/-/pep-authn/request-error"
        assert problem["detail"] == "Invalid timestamp"


def test_nonce_is_good_once(sim: Simulator, client: Client) -> None:
    settings = sim.settings("akamai")
    akamai = client(settings["base_url"], auth=Signed(settings, nonce="the-same"))
    assert [akamai.get(LIST, params={"month": "2026-01"}).status_code for _ in range(2)] == [200, 401]


def test_nonce_is_used_up_by_a_fault_too(sim: Simulator, client: Client) -> None:
    """A client that sends the same signature again after an error is found out."""
    settings = sim.settings("akamai")
    akamai = client(settings["base_url"], documented=False, auth=Signed(settings, nonce="the-same"))
    sim.fail("akamai.list", status=503)
    assert [akamai.get(LIST, params={"month": "2026-01"}).status_code for _ in range(2)] == [503, 401]


@pytest.mark.parametrize("changed", ["client_token", "client_secret", "access_token"])
def test_wrong_credentials(sim: Simulator, client: Client, changed: str) -> None:
    settings = sim.settings("akamai")
    auth = Signed({**settings, changed: "wrong"})
    answer = client(settings["base_url"], auth=auth).get(LIST, params={"month": "2026-01"})
    assert (answer.status_code, answer.json()["status"]) == (401, 401)


def test_signature_covers_the_query(sim: Simulator, akamai: httpx.Client) -> None:
    request = akamai.build_request("GET", LIST, params={"month": "2026-01"})
    signed = next(Signed(sim.settings("akamai")).auth_flow(request))
    signed.url = signed.url.copy_set_param("month", "2026-02")
    answer = akamai.send(signed, auth=None)
    assert (answer.status_code, answer.json()["detail"]) == (401, "The signature does not match")


@pytest.mark.parametrize("header", ["", "Bearer token", "EG1-HMAC-SHA256 client_token=a;"])
def test_no_signature(sim: Simulator, client: Client, header: str) -> None:
    akamai = client(sim.settings("akamai")["base_url"], headers={"Authorization": header})
    assert akamai.get(LIST, params={"month": "2026-01"}).status_code == 401


def test_unknown_route_and_wrong_method(akamai: httpx.Client) -> None:
    assert akamai.get("/invoicing-api/v3/invoices").json()["type"] == "/billing/error-types/3"
    assert akamai.post(LIST).json()["type"] == "/billing/error-types/4"


def download_path(contract: str, invoice: str) -> str:
    return f"/invoicing-api/v4/contracts/{contract}/invoices/{invoice}/download"
