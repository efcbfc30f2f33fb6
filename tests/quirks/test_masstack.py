"""What the register says of MasStack."""

import json
import logging
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import cloudinvoices as ci

from .script import PDF, Script, fetch, ok, pdf

ACCOUNT = "123456789"
LINK = "https://invoices.example/public/9f2c41/MM12123445.pdf?expires=1767225600"
ITEM: dict[str, Any] = {
    "number": "MM12123445",
    "date": "2012-07-15T22:00:00Z",
    "pay_date": "2012-07-20",
    "value": 47.89,
    "delivery_mode": "yosoymas",
    "path": "/path/to/invoices/20120716/XYZ_AB12345.pdf",
    "status": {"id": 2, "value": "PAGADO"},
    "cycle": {"start_date": "2012-06-15T22:00:00Z", "end_date": "2012-07-15T21:59:59.999999999Z"},
}

NOTHING = {"account_id": 1, "invoices": []}


def connect(script: Script, **settings: Any) -> ci.Provider:
    given = {"organization": "masmovil", "account": ACCOUNT, "access_token": "access-token", "retries": 0, **settings}
    return ci.connect("masstack", transport=script, **given)


def listed(item: dict[str, Any]) -> ci.Invoice:
    (invoice,) = connect(Script(ok({"account_id": 123456789, "invoices": [item]}))).list()
    return invoice


@pytest.mark.parametrize(
    ("invoice_path", "path"),
    [
        (None, f"/v1/orgs/masmovil/accounts/{ACCOUNT}/invoices/MM12123445"),
        (
            "/orgs/{organization}/accounts/{account}/bills/{invoice}/link",
            f"/v1/orgs/masmovil/accounts/{ACCOUNT}/bills/MM12123445/link",
        ),
    ],
)
def test_masstack_path(invoice_path: str | None, path: str) -> None:
    script = Script(ok({"url": LINK}), pdf())
    assert fetch(connect(script, invoice_path=invoice_path), "MM12123445") == PDF
    assert (script.requests[0].method, script.requests[0].url.path) == ("GET", path)


def test_masstack_invoice_id() -> None:
    script = Script(ok({"url": LINK}), pdf())
    fetch(connect(script), "MM/12?3 45")
    assert script.requests[0].url.raw_path.endswith(b"/invoices/MM%2F12%3F3%2045")
    with pytest.raises(ValueError, match="id of an invoice"):
        fetch(connect(Script()), "..")


def test_masstack_account_id() -> None:
    script = Script(ok({"invoices": []}))
    list(connect(script, account=123456789).list())
    assert script.request.url.path == f"/v2/orgs/masmovil/accounts/{ACCOUNT}/invoices"
    uuid = "0b8f1f6e-1a2b-4c3d-8e9f-001122334455"
    with pytest.raises(ci.ConfigurationError, match="an account that is a number"):
        list(connect(Script(), account=uuid).list())
    assert fetch(connect(Script(ok({"url": LINK}), pdf()), account=uuid), "MM12123445") == PDF


@pytest.mark.parametrize("name", ["public_link", "publicLink"])
def test_masstack_names(name: str) -> None:
    answer = {"contact": "https://www.example.com/contact", name: LINK}
    script = Script(ok(answer), pdf())
    assert fetch(connect(script), "MM12123445") == PDF
    assert str(script.requests[1].url) == LINK


@pytest.mark.parametrize(
    "answer", [{"data": {"link": LINK}}, {"documento": LINK}, {"url": None, "items": [{"href": LINK}]}]
)
def test_masstack_dto(answer: dict[str, Any]) -> None:
    assert fetch(connect(Script(ok(answer), pdf())), "MM12123445") == PDF
    chosen = Script(ok({"url": "https://www.example.com/help", "doc": LINK}), pdf())
    assert fetch(connect(chosen, link_field="doc"), "MM12123445") == PDF
    with pytest.raises(ci.UnexpectedAnswer, match="text members: nombre") as caught:
        fetch(connect(Script(ok({"nombre": "Ana"}))), "MM12123445")
    assert "Ana" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ({"next_billing_date": "2026-09-01"}, date(2026, 9, 1)),
        ({"next_billing_datetime": "2026-08-31T21:59:59.999999999Z", "invoice_cycle_start_day": 1}, date(2026, 8, 31)),
        ({"data": {"siguiente": "2026-09-01"}}, date(2026, 9, 1)),
        ({"invoice_cycle_start_day": 1}, None),
    ],
)
def test_masstack_billing_date(answer: dict[str, Any], day: date | None) -> None:
    details = connect(Script(ok(answer))).billing_details()
    assert (details.next_billing_date, details.raw) == (day, answer)


def test_masstack_number() -> None:
    script = Script(ok({"invoices": [ITEM]}), ok({"url": LINK}), pdf())
    provider = connect(script)
    (invoice,) = provider.list()
    fetch(provider, invoice)
    assert invoice.id == "MM12123445"
    assert script.requests[1].url.path.endswith("/invoices/MM12123445")
    assert [invoice.id for invoice in connect(Script(), ids=["MM1", "MM2"]).list()] == ["MM1", "MM2"]


def test_masstack_other_api() -> None:
    for base_url, host in (
        (None, "customers.masstack.com"),
        ("https://billing.sta.masstack.com/v1", "customers.sta.masstack.com"),
    ):
        script = Script(ok(NOTHING))
        list(connect(script, base_url=base_url).list())
        assert (script.request.url.host, script.request.url.path.split("/")[1]) == (host, "v2")
    with pytest.raises(ci.ConfigurationError, match="customers_url"):
        list(connect(Script(), base_url="https://gateway.example/billing").list())


def test_masstack_dates() -> None:
    near = {**ITEM, "number": "MM2", "date": "2012-05-20"}
    script = Script(ok({"invoices": [ITEM, near]}))
    found = list(connect(script).list(since=date(2012, 7, 1), until=date(2012, 7, 31)))
    assert [invoice.id for invoice in found] == ["MM12123445"]
    assert dict(script.request.url.params) == {"start_date": "2012-04-30", "end_date": "2012-10-01"}


def test_masstack_quotes() -> None:
    script = Script(ok(NOTHING))
    list(connect(script).list(since=date(2012, 7, 1)))
    assert script.request.url.query == b"start_date=2012-04-30"


def test_masstack_nanoseconds() -> None:
    last = {"start_date": "2021-11-30T23:00:00Z", "end_date": "2021-12-31T22:59:59.999999999Z"}
    assert listed({**ITEM, "cycle": last}).period_end == date(2021, 12, 31)


def test_masstack_madrid() -> None:
    invoice = listed(ITEM)
    assert (invoice.issued_on, invoice.period_start) == (date(2012, 7, 16), date(2012, 6, 16))
    assert listed({**ITEM, "date": "2012-07-16"}).issued_on == date(2012, 7, 16)


def test_masstack_currency() -> None:
    assert listed(ITEM).currency is None


def test_masstack_status() -> None:
    assert (listed(ITEM).status, listed(ITEM).provider_status) == ("paid", "PAGADO")
    other = listed({**ITEM, "status": {"id": 7, "value": "DEVUELTO"}})
    assert (other.status, other.provider_status) == ("unknown", "DEVUELTO")


def test_masstack_file_path() -> None:
    script = Script(ok({"url": LINK}), pdf())
    fetch(connect(script), listed(ITEM))
    assert [request.url.host for request in script.requests] == ["billing.masstack.com", "invoices.example"]


@pytest.mark.parametrize("status", [502, 504])
def test_masstack_third_party(status: int) -> None:
    html = httpx.Response(status, html="<html>Bad gateway</html>")
    assert list(connect(Script(html, ok(NOTHING)), retries=1, max_wait=0.001).list()) == []
    with pytest.raises(ci.ProviderError, match="kept by a third party"):
        list(connect(Script(html)).list())


def test_masstack_link_credential() -> None:
    script = Script(ok({"url": LINK}), httpx.Response(410), ok({"url": LINK}), pdf())
    assert fetch(connect(script, retries=1), "MM12123445") == PDF
    assert ["authorization" in request.headers for request in script.requests] == [True, False, True, False]


def test_masstack_roles() -> None:
    script = Script(ok(NOTHING))
    list(connect(script).list())
    assert script.request.headers["Authorization"] == "Bearer access-token"
    assert "x-auth-roles" not in script.request.headers


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404, json={"code": "NOT_FOUND", "message": "The resource was not found"}), "The resource was"),
        (httpx.Response(404, json={"error": "nada", "error_description": "No existe"}), "No existe"),
        (httpx.Response(404, json=["?"]), "not found"),
        (httpx.Response(404), "not found"),
    ],
)
def test_masstack_errors(answer: httpx.Response, said: str) -> None:
    with pytest.raises(ci.NotFoundError, match=said):
        list(connect(Script(answer)).list())


def service_account(folder: Path) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    file = folder / "service-account.json"
    file.write_text(json.dumps({"client_email": "third@party.example", "private_key": pem, "private_key_id": "5d1e"}))
    return str(file)


def test_masstack_token(tmp_path: Path) -> None:
    file = service_account(tmp_path)
    endpoint = "https://authn.masstack.com/v1/oauth/token"
    discovered = Script(ok({"token_endpoint": endpoint}), ok({"access_token": "fresh", "expires_in": 60}), ok(NOTHING))
    list(connect(discovered, access_token=None, service_account=file).list())
    discovery, token, call = discovered.requests
    assert str(discovery.url) == "https://authn.masstack.com/v1/.well-known/openid-configuration"
    assert str(token.url) == endpoint
    assert call.headers["Authorization"] == "Bearer fresh"
    form = {name: value for name, (value,) in parse_qs(token.content.decode()).items()}
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert jwt.get_unverified_header(form["assertion"]) == {"alg": "RS256", "typ": "JWT", "kid": "5d1e"}
    claims = jwt.decode(form["assertion"], options={"verify_signature": False})
    assert (claims["iss"], claims["sub"], claims["aud"]) == ("third@party.example", "third@party.example", endpoint)

    told = Script(ok({"access_token": "fresh"}), ok(NOTHING))
    list(connect(told, access_token=None, service_account=file, token_url="https://sso.example/token").list())
    assert str(told.requests[0].url) == "https://sso.example/token"


def test_masstack_personal(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script(ok({"invoices": [ITEM]}), ok({"url": LINK}), pdf())
    provider = connect(script)
    fetch(provider, next(provider.list()))
    with pytest.raises(ci.NotFoundError) as caught:
        list(connect(Script(httpx.Response(404, json={"message": f"no account {ACCOUNT}"}))).list())
    assert caplog.records
    for text in (caplog.text, str(caught.value), str(caught.value.excerpt), str(caught.value.url)):
        assert ACCOUNT not in text
        assert "9f2c41" not in text
