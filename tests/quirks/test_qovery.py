"""What the register says of Qovery."""

import base64
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

import cloudinvoices as ci

from .script import PDF, Script, fetch, ok, pdf

ORGANIZATION = "6f1c2a34-5b7d-4e8f-9a01-b2c3d4e5f601"
INVOICE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
LINK = "https://files.billing.example/acme/invoice-0042.pdf?X-Amz-Expires=3600&X-Amz-Signature=abc"
ITEM = {
    "id": INVOICE,
    "created_at": "2023-11-07T05:31:56Z",
    "status": "NOT_PAID",
    "total_in_cents": 30000,
    "total": 300,
    "currency_code": "USD",
}
JWT = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg":"RS256"}', b"{}", b"signed"))


def connect(script: Script, **settings: Any) -> ci.Provider:
    given = {"organization": ORGANIZATION, "token": "qov_0123456789", "retries": 0, **settings}
    return ci.connect("qovery", transport=script, **given)


def listed(item: dict[str, Any]) -> ci.Invoice:
    (invoice,) = connect(Script(ok({"results": [item]}))).list()
    return invoice


@pytest.mark.parametrize("rest", [{}, {"service_id": None, "internal_port": None}, {"service_type": "APPLICATION"}])
def test_qovery_link(rest: dict[str, Any]) -> None:
    assert fetch(connect(Script(ok({"url": LINK, **rest}), pdf())), INVOICE) == PDF
    with pytest.raises(ci.DocumentUnavailable):
        fetch(connect(Script(ok({"url": "", **rest}))), INVOICE)


def test_qovery_enums() -> None:
    invoice = listed({**ITEM, "status": "WRITTEN_OFF"})
    assert (invoice.status, invoice.provider_status) == ("unknown", "WRITTEN_OFF")
    assert fetch(connect(Script(ok({"url": LINK, "service_type": "SOMETHING_NEW"}), pdf())), INVOICE) == PDF


@pytest.mark.parametrize(
    ("token", "token_type", "header"),
    [
        ("qov_0123456789", None, "Token qov_0123456789"),
        ("0123456789abcdef", None, "Token 0123456789abcdef"),
        (JWT, None, f"Bearer {JWT}"),
        (JWT, "token", f"Token {JWT}"),
        ("qov_0123456789", "bearer", "Bearer qov_0123456789"),
    ],
)
def test_qovery_scheme(token: str, token_type: str | None, header: str) -> None:
    script = Script(ok({}))
    list(connect(script, token=token, token_type=token_type).list())
    assert script.request.headers["Authorization"] == header


def test_qovery_amounts() -> None:
    assert listed({**ITEM, "total_in_cents": 30, "total": 0.30000000000000004}).total == Decimal("0.30")


def test_qovery_one_page() -> None:
    script = Script(ok({"results": [{**ITEM, "id": f"invoice-{number}"} for number in range(2000)]}))
    assert len(list(connect(script).list())) == 2000
    assert script.request.url.query == b""
    assert list(connect(Script(ok({}))).list()) == []


def test_qovery_file_name(tmp_path: Path) -> None:
    saved = connect(Script(ok({"url": LINK}), pdf())).download(listed(ITEM), to=tmp_path / "invoices")
    assert saved.path is not None
    assert saved.path.name.startswith(f"qovery-2023-11-07-{INVOICE}-")
    assert saved.path.suffix == ".pdf"


def test_qovery_dates() -> None:
    invoice = listed(ITEM)
    assert invoice.dated == date(2023, 11, 7)
    assert (invoice.issued_on, invoice.due_on, invoice.period_start, invoice.period_end) == (None, None, None, None)
    assert invoice.number == invoice.id == INVOICE


def test_qovery_403() -> None:
    with pytest.raises(ci.AccessDeniedError, match="there is no such organization or invoice"):
        connect(Script(httpx.Response(403))).get(INVOICE)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404, json={"status": 404, "error": "Not Found", "detail": "Invoice not found"}), "Invoice not"),
        (httpx.Response(404, json={"status": 404, "message": "no such id"}), "no such id"),
        (httpx.Response(404, text="gone astray"), "gone astray"),
        (httpx.Response(404, html="<html>nginx</html>"), "not found"),
        (httpx.Response(404), "not found"),
    ],
)
def test_qovery_errors(answer: httpx.Response, said: str) -> None:
    with pytest.raises(ci.NotFoundError, match=said):
        connect(Script(answer)).get(INVOICE)


def test_qovery_link_credential() -> None:
    script = Script(ok({"url": LINK}), pdf())
    fetch(connect(script), INVOICE)
    api, link = script.requests
    assert "Authorization" in api.headers
    assert not {"authorization", "cookie"} & set(link.headers)
    for address in ("http://files.billing.example/1.pdf", "https://127.0.0.1/1.pdf", "https://10.0.0.8/1.pdf"):
        with pytest.raises(ci.UnexpectedAnswer, match="the link to the document"):
            fetch(connect(Script(ok({"url": address}))), INVOICE)


@pytest.mark.parametrize("status", [403, 404, 410])
def test_qovery_link_expiry(status: int) -> None:
    expired = httpx.Response(status, text="<Error><Code>AccessDenied</Code></Error>")
    script = Script(ok({"url": LINK}), expired, ok({"url": LINK.replace("abc", "def")}), pdf())
    assert fetch(connect(script, retries=1), INVOICE) == PDF
    assert "Signature=def" in str(script.requests[-1].url)


def test_qovery_console(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Script(ok({}))
    list(connect(script).list())
    assert str(script.request.url) == f"https://api.qovery.com/organization/{ORGANIZATION}/invoice"
    monkeypatch.setenv("QOVERY_API_URL", "https://qovery.example/")
    script = Script(ok({}))
    list(connect(script).list())
    assert str(script.request.url) == f"https://qovery.example/organization/{ORGANIZATION}/invoice"


def test_qovery_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, header in (
        ("Q_CLI_ACCESS_TOKEN", "Token old-name"),
        ("QOVERY_CLI_ACCESS_TOKEN", f"Bearer {JWT}"),
        ("QOVERY_API_TOKEN", "Token qov_terraform"),
    ):
        monkeypatch.setenv(name, header.split()[1])
        script = Script(ok({}))
        list(connect(script, token=None).list())
        assert script.request.headers["Authorization"] == header


def test_qovery_retries() -> None:
    script = Script(httpx.Response(429), httpx.Response(503), ok({}))
    assert list(connect(script, retries=2, max_wait=0.001).list()) == []
    with pytest.raises(ci.RateLimitError):
        list(connect(Script(httpx.Response(429))).list())
