"""What the register says of DoiT."""

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

import cloudinvoices as ci

from .script import PDF, Script, fetch, ok, pdf

ITEM = {
    "id": "IN204004836",
    "invoiceDate": 1598832000000,
    "platform": "amazon-web-services",
    "dueDate": 1601424000000,
    "status": "PAST DUE",
    "totalAmount": 68991.75,
    "balanceAmount": 80720.35,
    "currency": "USD",
    "url": "https://console.doit.com/customers/acme/invoices/profile/IN204004836",
}
PROBLEM = {
    "type": "https://developer.doit.com/errors/not_found",
    "title": "Resource not found",
    "status": 404,
    "detail": "invoice not found",
    "instance": "https://api.doit.com/requests/req_01HX9P2KQVJ8Z3M4T5N6V7W8Y9",
    "code": "not_found",
    "retryable": False,
}


def connect(script: Script, **settings: Any) -> ci.Provider:
    return ci.connect("doit", transport=script, **{"api_key": "api-key", "retries": 0, **settings})


def listed(item: dict[str, Any]) -> ci.Invoice:
    (invoice,) = connect(Script(ok({"invoices": [item], "rowCount": 1}))).list()
    return invoice


def test_doit_console_url() -> None:
    script = Script(pdf())
    assert fetch(connect(script), listed(ITEM), "pdf") == PDF
    assert script.request.url.host == "api.doit.com"
    with pytest.raises(ci.UnexpectedAnswer, match="web page"):
        fetch(connect(Script(httpx.Response(200, html="<!doctype html><title>Sign in</title>"))), "IN1", "pdf")


def test_doit_past_due() -> None:
    invoice = listed(ITEM)
    assert (invoice.status, invoice.provider_status) == ("overdue", "PAST DUE")


def test_doit_milliseconds() -> None:
    invoice = listed(ITEM)
    assert (invoice.issued_on, invoice.due_on) == (date(2020, 8, 31), date(2020, 9, 30))
    script = Script(ok({"invoices": [ITEM]}))
    list(connect(script).list(since=date(2020, 8, 1), until=date(2020, 8, 31)))
    for name, day in (("minCreationTime", date(2020, 5, 31)), ("maxCreationTime", date(2020, 11, 1))):
        sent = int(script.request.url.params[name])
        assert datetime.fromtimestamp(sent / 1000, UTC).date() == day
    with pytest.raises(TypeError):
        list(connect(Script()).list(since=1596243660))  # type: ignore[arg-type]  # the documented example


def test_doit_creation_time() -> None:
    created_later = {**ITEM, "id": "IN2", "invoiceDate": 1604188800000}
    script = Script(ok({"invoices": [ITEM, created_later]}))
    assert [invoice.id for invoice in connect(script).list(until=date(2020, 8, 31))] == ["IN204004836"]
    assert int(script.request.url.params["maxCreationTime"]) > 1601424000000


def test_doit_balance() -> None:
    invoice = listed(ITEM)
    assert (invoice.total, invoice.amount_due) == (Decimal("68991.75"), Decimal("80720.35"))


def test_doit_query_numbers() -> None:
    script = Script(ok({}))
    list(connect(script).list(since=date(2020, 8, 1)))
    assert script.request.url.query == b"minCreationTime=1590883200000"


def test_doit_doubles() -> None:
    answer = b'{"invoices": [{"id": "IN1", "totalAmount": 1532.10, "balanceAmount": 0.1000000000000000055511}]}'
    (invoice,) = connect(Script(httpx.Response(200, content=answer))).list()
    assert (str(invoice.total), str(invoice.amount_due)) == ("1532.10", "0.1000000000000000055511")


@pytest.mark.parametrize("body", [PROBLEM, {"error": "invoice not found"}])
def test_doit_errors(body: dict[str, Any]) -> None:
    answer = httpx.Response(404, json=body, headers={"Request-Id": "req_01HX9P2KQVJ8Z3M4T5N6V7W8Y9"})
    with pytest.raises(ci.NotFoundError, match="invoice not found") as caught:
        connect(Script(answer)).get("IN204004836")
    assert caught.value.request_id == "req_01HX9P2KQVJ8Z3M4T5N6V7W8Y9"


def test_doit_tenant() -> None:
    script = Script(ok({}), pdf())
    provider = connect(script, tenant="acme.example")
    list(provider.list())
    fetch(provider, "IN204004836", "pdf")
    assert [request.headers["X-Tenant-Id"] for request in script.requests] == ["acme.example"] * 2
    assert all("customerContext" not in str(request.url) for request in script.requests)
    for code in ("tenant_id_required", "tenant_id_mismatch"):
        with pytest.raises(ci.ProviderError, match="Pass tenant="):
            list(connect(Script(httpx.Response(400, json={**PROBLEM, "status": 400, "code": code}))).list())


def test_doit_enums() -> None:
    invoice = listed({**ITEM, "platform": "oracle-cloud", "currency": "PLN", "status": "WRITTEN OFF"})
    assert (invoice.currency, invoice.status, invoice.provider_status) == ("PLN", "unknown", "WRITTEN OFF")
    assert invoice.raw["platform"] == "oracle-cloud"


def test_doit_server(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(ok({}))
    list(connect(script).list())
    assert str(script.request.url) == "https://api.doit.com/billing/v1/invoices"
    for name in ("DOIT_API_BASE", "DCI_API_BASE_URL", "DOIT_HOST"):
        monkeypatch.setenv(name, f"https://{name.replace('_', '-').lower()}.example")
        script = Script(ok({}))
        list(connect(script).list())
        assert script.request.url.host == f"{name.replace('_', '-').lower()}.example"


def test_doit_forbidden() -> None:
    text = "You lack access to PerfectScale"
    with pytest.raises(ci.AccessDeniedError, match="Invoice Viewer"):
        list(connect(Script(httpx.Response(403, json={"error": text}))).list())


@pytest.mark.parametrize(
    ("pdf_path", "path"),
    [(None, "/billing/v1/invoices/IN204004836/pdf"), ("/billing/v2/pdf/{id}", "/billing/v2/pdf/IN204004836")],
)
def test_doit_pdf_path(pdf_path: str | None, path: str) -> None:
    script = Script(pdf())
    assert fetch(connect(script, pdf_path=pdf_path), "IN204004836", "pdf") == PDF
    assert script.request.url.path == path


def test_doit_pdf_404() -> None:
    refusal = httpx.Response(404, json=PROBLEM)
    with pytest.raises(ci.DocumentUnavailable, match="has no PDF"):
        fetch(connect(Script(refusal, ok(ITEM))), "IN204004836", "pdf")
    with pytest.raises(ci.NotFoundError):
        fetch(connect(Script(refusal, httpx.Response(404, json=PROBLEM))), "IN204004836", "pdf")


def test_doit_gzip() -> None:
    headers = {"Content-Type": "application/pdf", "Content-Encoding": "gzip"}
    script = Script(httpx.Response(200, content=gzip.compress(PDF), headers=headers))
    assert fetch(connect(script), "IN204004836", "pdf") == PDF
    assert script.request.headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize("last", [{"rowCount": 0}, {"pageToken": "", "rowCount": 7}, {"pageToken": None}])
def test_doit_last_page(last: dict[str, Any]) -> None:
    script = Script(ok({"invoices": [ITEM], "pageToken": "next"}), ok({"invoices": [{**ITEM, "id": "IN2"}], **last}))
    assert [invoice.id for invoice in connect(script).list()] == ["IN204004836", "IN2"]
    with pytest.raises(ci.UnexpectedAnswer, match="already shown"):
        list(connect(Script(lambda _: ok({"invoices": [ITEM], "pageToken": "same"}))).list())


def test_doit_page_token() -> None:
    script = Script(ok({"invoices": [ITEM], "pageToken": "ZG9pdGR+/Q=="}), ok({}), ok({}))
    provider = connect(script)
    list(provider.list())
    list(provider.list())
    assert [request.url.params.get("pageToken") for request in script.requests] == [None, "ZG9pdGR+/Q==", None]
    expired = httpx.Response(400, json={**PROBLEM, "status": 400, "code": "pagination_token_expired"})
    with pytest.raises(ci.ProviderError):
        list(connect(Script(ok({"invoices": [ITEM], "pageToken": "old"}), expired)).list())


def test_doit_row_count() -> None:
    first = {"invoices": [ITEM], "rowCount": 1, "pageToken": "next"}
    assert len(list(connect(Script(ok(first), ok({"invoices": [{**ITEM, "id": "IN2"}], "rowCount": 1}))).list())) == 2


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}, {"Retry-After": "-5"}])
def test_doit_retry_after(headers: dict[str, str]) -> None:
    throttled = httpx.Response(429, headers=headers)
    assert list(connect(Script(throttled, ok({})), retries=1, max_wait=0.001).list()) == []
    with pytest.raises(ci.RateLimitError) as caught:
        list(connect(Script(httpx.Response(429, headers=headers))).list())
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("status", "retryable", "again"),
    [(500, True, True), (500, None, False), (503, False, True), (503, None, True), (524, None, False)],
)
def test_doit_retryable(status: int, retryable: bool | None, again: bool) -> None:
    body = {**PROBLEM, "status": status, "code": "internal_error", "retryable": retryable}
    script = Script(httpx.Response(status, json=body), ok({}))
    provider = connect(script, retries=1, max_wait=0.001)
    if again:
        assert list(provider.list()) == []
    else:
        with pytest.raises(ci.ProviderError):
            list(provider.list())


def test_doit_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, tenant in (
        ("DCI_API_KEY", "CUSTOMER_CONTEXT"),
        ("DOIT_API_TOKEN", "DCI_CUSTOMER_CONTEXT"),
        ("DOIT_API_KEY", "DOIT_CUSTOMER_CONTEXT"),
    ):
        monkeypatch.setenv(key, f"key-of-{key}")
        monkeypatch.setenv(tenant, f"tenant-of-{tenant}")
        script = Script(ok({}))
        list(connect(script, api_key=None).list())
        assert script.request.headers["Authorization"] == f"Bearer key-of-{key}"
        assert script.request.headers["X-Tenant-Id"] == f"tenant-of-{tenant}"
