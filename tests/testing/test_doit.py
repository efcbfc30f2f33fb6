"""The simulated DoiT."""

import gzip
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest

from cloudinvoices.testing import ExpectedInvoice, Simulator

from .conftest import Client

LIST = "/billing/v1/invoices"


@pytest.fixture
def doit(sim: Simulator, client: Client) -> httpx.Client:
    settings = sim.settings("doit")
    headers = {"Authorization": f"Bearer {settings['api_key']}", "X-Tenant-Id": settings["tenant"]}
    return client(settings["base_url"], headers=headers)


def pages(doit: httpx.Client, **query: str | int) -> list[list[dict[str, object]]]:
    found: list[list[dict[str, object]]] = []
    token = ""
    while not found or token:
        answer = doit.get(LIST, params={**query, "pageToken": token} if token else query).json()
        assert answer["rowCount"] == len(answer["invoices"])
        found.append(answer["invoices"])
        token = answer["pageToken"]
    return found


def ids(doit: httpx.Client, **query: str | int) -> list[object]:
    return [one["id"] for page in pages(doit, **query) for one in page]


def milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def test_list_is_what_is_expected(sim: Simulator, doit: httpx.Client) -> None:
    listed = [one for page in pages(doit) for one in page]
    found = {(one["id"], one["invoiceDate"], one["currency"], Decimal(str(one["totalAmount"]))) for one in listed}
    expected = sim.expected("doit")
    assert found == {(one.id, milliseconds(one.dated), one.currency, one.total) for one in expected}
    assert {one["status"] for one in listed} == {"OPEN", "PAST DUE", "PAID"}
    assert {one["currency"] for one in listed} == {"USD", "EUR", "JPY"}
    assert all("lineItems" not in one for one in listed)


def test_newest_first(sim: Simulator, doit: httpx.Client) -> None:
    assert ids(doit) == [one.id for one in reversed(sim.expected("doit"))]


@pytest.mark.parametrize(
    ("query", "sizes"), [({}, [50, 10]), ({"maxResults": 20}, [20, 20, 20]), ({"maxResults": 1000}, [60])]
)
def test_pages(doit: httpx.Client, query: dict[str, int], sizes: list[int]) -> None:
    assert [len(page) for page in pages(doit, **query)] == sizes


def test_page_tokens_hold_with_a_filter(doit: httpx.Client) -> None:
    assert [len(page) for page in pages(doit, filter="platform:[looker]", maxResults=4)] == [4, 4, 4, 3]


@pytest.mark.parametrize("token", ["x", "4pyT", "ZG9pdGRlLUlOMA==", "é"])
def test_wrong_page_token(doit: httpx.Client, token: str) -> None:
    answer = doit.get(LIST, params={"pageToken": token})
    assert (answer.status_code, answer.json()["code"]) == (400, "pagination_token_invalid")


@pytest.mark.parametrize("query", [{"maxResults": "0"}, {"maxResults": "ten"}, {"minCreationTime": "2026-01-01"}])
def test_wrong_numbers(doit: httpx.Client, query: dict[str, str]) -> None:
    answer = doit.get(LIST, params=query)
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")


def test_times_are_inclusive_milliseconds(sim: Simulator, doit: httpx.Client) -> None:
    first, last = date(2026, 1, 31), date(2026, 2, 28)
    found = ids(doit, minCreationTime=milliseconds(first), maxCreationTime=milliseconds(last))
    assert set(found) == {one.id for one in sim.expected("doit") if one.dated in (first, last)}
    assert len(found) == 8


def test_seconds_instead_of_milliseconds_filter_nothing(doit: httpx.Client) -> None:
    assert len(ids(doit, minCreationTime=milliseconds(date(2026, 1, 31)) // 1000)) == 60


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("status:[PAST DUE]", 1),
        ("status:[OPEN]", 4),
        ("platform:[looker]|platform:[google-cloud]", 30),
        ("platform:[looker]|status:[OPEN]", 1),
        ("platform:[looker]|platform:[google-cloud]|status:[OPEN]", 2),
        (f"dueDate:[{milliseconds(date(2026, 11, 30))}]", 4),
    ],
)
def test_filter(doit: httpx.Client, text: str, count: int) -> None:
    assert len(ids(doit, filter=text)) == count


@pytest.mark.parametrize(
    "text", ["platforms:google-cloud", "status:[OPEN]|status:[PAID]|platform:[looker]|platform:[solve]"]
)
def test_wrong_filter(doit: httpx.Client, text: str) -> None:
    assert doit.get(LIST, params={"filter": text}).status_code == 400


def test_one_invoice(sim: Simulator, doit: httpx.Client) -> None:
    for wanted in sim.expected("doit"):
        answer = doit.get(f"{LIST}/{wanted.id}")
        invoice = json.loads(answer.content, parse_float=Decimal)
        assert answer.content == wanted.documents["json"]
        assert sum(item["price"] * item["qty"] for item in invoice["lineItems"]) == wanted.total


def test_balance_may_exceed_the_total(doit: httpx.Client) -> None:
    (overdue,) = (one for one in pages(doit, filter="status:[PAST DUE]")[0])
    assert float(str(overdue["balanceAmount"])) > float(str(overdue["totalAmount"]))


def test_pdf(sim: Simulator, doit: httpx.Client) -> None:
    for wanted in sim.expected("doit"):
        if "pdf" in wanted.documents:
            answer = doit.get(f"{LIST}/{wanted.id}/pdf")
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.content == wanted.documents["pdf"]


def test_pdf_is_compressed_only_when_asked_for(sim: Simulator, doit: httpx.Client) -> None:
    wanted = sim.expected("doit")[0]
    plain = doit.get(f"{LIST}/{wanted.id}/pdf", headers={"Accept-Encoding": "identity"})
    with doit.stream("GET", f"{LIST}/{wanted.id}/pdf", headers={"Accept-Encoding": "gzip"}) as answer:
        compressed = answer.read()
    assert "Content-Encoding" not in plain.headers
    assert plain.content == compressed == wanted.documents["pdf"]
    assert int(answer.headers["Content-Length"]) == len(gzip.compress(compressed, 6))


def largest(sim: Simulator) -> ExpectedInvoice:
    return max(sim.expected("doit"), key=lambda one: len(one.documents.get("pdf", b"")))


def test_large_pdf_can_only_be_had_compressed(sim: Simulator, doit: httpx.Client) -> None:
    wanted = largest(sim)
    plain = doit.get(f"{LIST}/{wanted.id}/pdf", headers={"Accept-Encoding": "identity"})
    assert len(wanted.documents["pdf"]) > 500_000
    assert (plain.status_code, plain.json()["code"]) == (500, "internal_error")
    assert doit.get(f"{LIST}/{wanted.id}/pdf").content == wanted.documents["pdf"]


def test_two_meanings_of_404(sim: Simulator, doit: httpx.Client) -> None:
    (without,) = (one for one in sim.expected("doit") if "pdf" not in one.documents)
    assert doit.get(f"{LIST}/{without.id}/pdf").status_code == 404
    assert doit.get(f"{LIST}/{without.id}").status_code == 200
    assert doit.get(f"{LIST}/IN000000000/pdf").status_code == 404
    assert doit.get(f"{LIST}/IN000000000").status_code == 404


def test_validate(doit: httpx.Client) -> None:
    assert set(doit.get("/auth/v1/validate").json()) == {"domain", "email"}


def test_wrong_key(doit: httpx.Client) -> None:
    answer = doit.get(LIST, headers={"Authorization": "Bearer wrong"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api.doit.com"'


@pytest.mark.parametrize(("tenant", "code"), [("", "tenant_id_required"), ("other", "tenant_id_mismatch")])
def test_tenant(doit: httpx.Client, tenant: str, code: str) -> None:
    answer = doit.get(LIST, headers={"X-Tenant-Id": tenant})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_single_tenant_may_be_left_out(client: Client) -> None:
    with Simulator(single_tenant=True) as sim:
        settings = sim.settings("doit")
        doit = client(settings["base_url"], headers={"Authorization": f"Bearer {settings['api_key']}"})
        assert doit.get(LIST).status_code == 200
        assert doit.get(LIST, headers={"X-Tenant-Id": "other"}).json()["code"] == "tenant_id_mismatch"


def test_request_id(doit: httpx.Client) -> None:
    first, second = doit.get(LIST), doit.get(f"{LIST}/IN0")
    assert re.fullmatch("req_[0-9A-HJKMNP-TV-Z]{26}", first.headers["Request-Id"])
    assert second.headers["Request-Id"] != first.headers["Request-Id"]
    assert second.json()["instance"].endswith(second.headers["Request-Id"])


def test_unknown_route_and_wrong_method(doit: httpx.Client) -> None:
    assert doit.get("/billing/v2/invoices").status_code == 404
    assert doit.put(LIST).status_code == 405
