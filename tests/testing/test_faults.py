"""Faults to order."""

import time

import httpx
import pytest

from cloudinvoices.testing import Simulator

from .conftest import Client, bytes_until_cut
from .edgegrid import Signed


@pytest.fixture
def doit(sim: Simulator, client: Client) -> httpx.Client:
    settings = sim.settings("doit")
    headers = {"Authorization": f"Bearer {settings['api_key']}", "X-Tenant-Id": settings["tenant"]}
    return client(settings["base_url"] + "/billing/v1", documented=False, headers=headers)


def test_as_often_as_ordered(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=503, headers={"Retry-After": "7"}, times=2)
    answers = [doit.get("/invoices") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["Retry-After"] == "7"
    assert [request.status for request in sim.requests] == [503, 503, 200]


def test_orders_queue_up(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=429)
    sim.fail("doit.list", status=502)
    assert [doit.get("/invoices").status_code for _ in range(3)] == [429, 502, 200]


def test_other_operations_are_not_concerned(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.get", status=500)
    assert doit.get("/invoices").status_code == 200


def test_error_looks_as_the_providers_do(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=503)
    answer = doit.get("/invoices")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "service_unavailable"


def test_body_and_media_type(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=502, body="<html>Bad gateway</html>", content_type="text/html")
    answer = doit.get("/invoices")
    assert (answer.status_code, answer.text) == (502, "<html>Bad gateway</html>")
    assert answer.headers["Content-Type"] == "text/html"


def test_body_alone_comes_with_200(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.pdf", body=b"\x00\x01")
    answer = doit.get("/invoices/any/pdf")
    assert (answer.status_code, answer.content) == (200, b"\x00\x01")


def test_redirect(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=302, headers={"Location": "https://elsewhere.example/"})
    answer = doit.get("/invoices")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://elsewhere.example/")
    assert answer.content == b""


def test_regular_answer_with_another_media_type(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", content_type="text/html")
    answer = doit.get("/invoices")
    assert answer.headers["Content-Type"] == "text/html"
    assert answer.json()["rowCount"] == 50


def test_delay(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", delay=0.2)
    began = time.monotonic()
    assert doit.get("/invoices").status_code == 200
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("size", [0, 10])
def test_connection_dropped(sim: Simulator, doit: httpx.Client, size: int) -> None:
    sim.fail("doit.list", drop_after=size)
    with doit.stream("GET", "/invoices") as answer:
        assert len(bytes_until_cut(answer)) == size
        assert int(answer.headers["Content-Length"]) > size
    assert doit.get("/invoices").status_code == 200


def test_unauthorized_requests_use_no_orders_up(sim: Simulator, doit: httpx.Client) -> None:
    sim.fail("doit.list", status=503)
    assert doit.get("/invoices", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert doit.get("/invoices").status_code == 503


STATUSES = (400, 401, 403, 404, 429, 500, 502, 503, 504)


def test_errors_of_qovery(sim: Simulator) -> None:
    settings = sim.settings("qovery")
    headers = {"Authorization": f"Token {settings['token']}"}
    for status in STATUSES:
        sim.fail("qovery.organizations", status=status)
        answer = httpx.get(f"{settings['base_url']}/organization", headers=headers)
        assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_errors_of_f5(sim: Simulator) -> None:
    settings = sim.settings("f5xc")
    url = f"{settings['base_url']}/api/web/namespaces/system/usage/invoice_pdf"
    for status in STATUSES:
        sim.fail("f5xc.download", status=status)
        answer = httpx.get(url, headers={"Authorization": f"APIToken {settings['api_token']}"})
        assert answer.status_code == status
        assert set(answer.json()) == {"code", "message", "details"}


def test_errors_of_masstack(sim: Simulator, client: Client) -> None:
    settings = sim.settings("masstack")
    masstack = client(settings["base_url"], headers={"Authorization": f"Bearer {settings['access_token']}"})
    url = f"/orgs/{settings['organization']}/accounts/{settings['account']}/billing_details"
    for status in (400, 401, 403, 404, 500, 502, 504):
        sim.fail("masstack.billing_details", status=status)
        assert set(masstack.get(url).json()) == {"code", "message"}


def test_errors_of_akamai(sim: Simulator, client: Client) -> None:
    settings = sim.settings("akamai")
    akamai = client(settings["base_url"], auth=Signed(settings))
    for status in (400, 403, 404, 405, 429, 500):
        sim.fail("akamai.list", status=status)
        answer = akamai.get("/invoicing-api/v4/invoices", params={"month": "2026-01"})
        assert answer.status_code == status
        assert {"type", "title", "incidentId"} <= set(answer.json())
    sim.fail("akamai.list", status=401)
    answer = akamai.get("/invoicing-api/v4/invoices", params={"month": "2026-01"})
    assert answer.json()["type"] == "https://problems.luna.akamaiapis.net/-/pep-authn/deny"
