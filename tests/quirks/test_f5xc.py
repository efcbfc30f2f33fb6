"""What the register says of F5 Distributed Cloud."""

import base64
import json
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

import cloudinvoices as ci

from .script import PDF, Script, fetch, ok

CONSOLE = "https://example-corp.console.ves.volterra.io"
ITEM = {
    "name": "invoice-abc-1",
    "amount": "12345",
    "currency": "USD",
    "period_start": "2020-04-20T12:32:51.341959216Z",
    "period_end": "2020-05-20T12:32:51.341959216Z",
    "status": "STATUS_PAID",
}


def connect(script: Script, **settings: Any) -> ci.Provider:
    given = {"tenant": "example-corp", "api_token": "api-token", "retries": 0, **settings}
    return ci.connect("f5xc", transport=script, **given)


def listed(item: dict[str, Any]) -> ci.Invoice:
    (invoice,) = connect(Script(ok({"invoices": [item]}))).list()
    return invoice


def encoded(content: bytes = PDF) -> httpx.Response:
    return ok({"pdf": base64.b64encode(content).decode()})


def make_p12(file: Path, password: bytes) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "client")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"client", key, certificate, None, BestAvailableEncryption(password))
    )
    return str(file)


class CountedPieces(httpx.SyncByteStream):
    """A large JSON answer that counts how much of it was taken."""

    def __init__(self, content: bytes) -> None:
        self._answer = json.dumps({"pdf": base64.b64encode(content).decode()}).encode()
        self.size = len(self._answer)
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, self.size, 65_536):
            piece = self._answer[start : start + 65_536]
            self.taken += len(piece)
            yield piece


def test_f5_base64() -> None:
    document = PDF[:9] + bytes(3_000_000) + PDF[9:]
    pieces = CountedPieces(document)
    with connect(Script(httpx.Response(200, stream=pieces))).stream("invoice-abc-1") as stream:
        received = next(iter(stream))
        assert pieces.taken < pieces.size / 10
        received += b"".join(stream)
    assert received == document


def test_f5_max_length() -> None:
    document = PDF[:9] + bytes(10_000) + PDF[9:]
    assert fetch(connect(Script(encoded(document))), "invoice-abc-1") == document
    assert listed({**ITEM, "name": "x" * 2000}).id == "x" * 2000


def test_f5_alphabet() -> None:
    document = PDF[:9] + b"\xfb\xff\xfe\xff" + PDF[9:]
    text = base64.urlsafe_b64encode(document).decode().rstrip("=")
    assert set(text) & {"-", "_"}
    assert fetch(connect(Script(ok({"pdf": text}))), "invoice-abc-1") == document
    with pytest.raises(ci.DocumentDamaged):
        fetch(connect(Script(ok({"pdf": "example"}))), "invoice-abc-1")


def test_f5_name() -> None:
    script = Script(encoded())
    fetch(connect(script), "invoice-abc-1")
    assert dict(script.request.url.params) == {"name": "invoice-abc-1"}
    with pytest.raises(ValueError, match="id of an invoice"):
        fetch(connect(Script()), "")


def test_f5_cents() -> None:
    assert listed(ITEM).total == Decimal("123.45")
    assert listed({**ITEM, "amount": "9007199254740993"}).total == Decimal("90071992547409.93")
    with pytest.warns(ci.CloudInvoicesWarning, match=r"amount is '12\.5'"):
        assert listed({**ITEM, "amount": "12.5"}).total is None


def test_f5_nanoseconds() -> None:
    assert listed({**ITEM, "period_end": "2022-12-31T23:59:59.999999999Z"}).period_end == date(2022, 12, 31)


def test_f5_overdue() -> None:
    assert listed({**ITEM, "status": "OVERDUE"}).status == "overdue"
    assert listed({**ITEM, "status": "STATUS_OVERDUE"}).status == "unknown"


def test_f5_defaults() -> None:
    invoice = listed({"name": "invoice-abc-3"})
    assert (invoice.total, invoice.status, invoice.provider_status) == (Decimal(0), "unknown", None)
    assert list(connect(Script(ok({}))).list()) == []


@pytest.mark.parametrize(("active", "status"), [(True, "draft"), (False, "paid")])
def test_f5_loose_types(active: bool, status: str) -> None:
    assert listed({**ITEM, "active": active}).status == status
    with pytest.raises(ci.ProviderError, match="too busy"):
        list(connect(Script(httpx.Response(503, json="too busy"))).list())


def test_f5_namespace() -> None:
    script = Script(httpx.Response(403))
    with pytest.raises(ci.AccessDeniedError, match="in the namespace system"):
        list(connect(script).list())
    assert script.request.url.path == "/api/web/namespaces/system/usage/invoices/custom_list"


def test_f5_name_encoding() -> None:
    script = Script(encoded())
    fetch(connect(script), "März 2026&x=1#2+3")
    assert script.request.url.params.multi_items() == [("name", "März 2026&x=1#2+3")]


@pytest.mark.parametrize("answer", [{}, {"pdf": ""}, {"pdf": None}])
def test_f5_no_document(answer: dict[str, Any]) -> None:
    with pytest.raises(ci.DocumentUnavailable, match="no document"):
        fetch(connect(Script(ok(answer))), "invoice-abc-1")


@pytest.mark.parametrize(
    ("held", "cap", "limits"), [(701, 9000, [500, 2000]), (701, 500, [500, 2000]), (701, 100, [500])]
)
@pytest.mark.filterwarnings("default::cloudinvoices.CloudInvoicesWarning")
def test_f5_limit(held: int, cap: int, limits: list[int]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        size = min(held, cap, int(request.url.params["limit"]))
        return ok({"invoices": [{**ITEM, "name": f"invoice-{number}"} for number in range(size)]})

    script = Script(answer)
    with warnings.catch_warnings(record=True) as warned:
        assert len(list(connect(script).list())) == min(held, cap)
    assert bool(warned) == (cap < held)
    assert [int(request.url.params["limit"]) for request in script.requests] == limits


@pytest.mark.parametrize("status", [404, 409])
def test_f5_unpaid(status: int) -> None:
    assert listed({**ITEM, "status": "STATUS_ISSUED"}).formats == ()
    refusal = httpx.Response(status, json={"code": 9, "message": "not available"})
    unpaid = ok({"invoices": [{**ITEM, "status": "STATUS_ISSUED"}]})
    with pytest.raises(ci.DocumentUnavailable, match="STATUS_ISSUED"):
        fetch(connect(Script(refusal, unpaid)), "invoice-abc-1")
    with pytest.raises(ci.NotFoundError):
        fetch(connect(Script(refusal, ok({}))), "invoice-abc-1")


def test_f5_no_get() -> None:
    script = Script(ok({"invoices": [ITEM]}))
    assert connect(script).get("invoice-abc-1").total == Decimal("123.45")
    assert script.request.url.path.endswith("/usage/invoices/custom_list")


def test_f5_api_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLT_API_KEY", "/keys/client.pem")
    script = Script(ok({}))
    list(connect(script).list())
    assert script.request.headers["Authorization"] == "APIToken api-token"
    with pytest.raises(ci.ConfigurationError, match="api_token is missing"):
        connect(Script(), api_token=None)


@pytest.mark.parametrize("suffix", ["/api", "/api/", ""])
def test_f5_api_suffix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str) -> None:
    bundle = make_p12(tmp_path / "client.p12", b"secret")
    vesctl = tmp_path / ".vesconfig"
    vesctl.write_text(f"server-urls: {CONSOLE}{suffix}\np12-bundle: {bundle}\n")
    for environment, settings in (
        ({"VES_P12_PASSWORD": "secret"}, {"api_token": None, "config_file": str(vesctl)}),
        ({"VOLT_API_URL": CONSOLE + suffix}, {}),
        ({"F5XC_API_URL": CONSOLE + suffix}, {}),
    ):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        script = Script(ok({}))
        list(connect(script, tenant=None, **settings).list())
        assert str(script.request.url).startswith(f"{CONSOLE}/api/web/")


def test_f5_address() -> None:
    script = Script(encoded())
    fetch(connect(script), "invoice-abc-1")
    assert str(script.request.url) == f"{CONSOLE}/api/web/namespaces/system/usage/invoice_pdf?name=invoice-abc-1"


def test_f5_scheme() -> None:
    script = Script(ok({}))
    list(connect(script).list())
    assert script.request.headers["Authorization"] == "APIToken api-token"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (404, {"code": 5, "details": [{"value": "\u0001"}], "message": "invoice not found"}, ci.NotFoundError),
        (409, {"code": 6, "message": "invoice not found"}, ci.ProviderError),
        (401, {"code": 16, "message": "invoice not found"}, ci.AuthenticationError),
        (500, "invoice not found", ci.ProviderError),
    ],
)
def test_f5_errors(status: int, body: object, error: type[ci.CloudInvoicesError]) -> None:
    with pytest.raises(error, match="invoice not found") as caught:
        list(connect(Script(httpx.Response(status, json=body))).list())
    assert caught.value.status == status
    for unreadable in (httpx.Response(status), httpx.Response(status, html="<html>proxy</html>")):
        with pytest.raises(error):
            list(connect(Script(unreadable)).list())


def test_f5_p12(tmp_path: Path) -> None:
    file = make_p12(tmp_path / "client.p12", b"secret")
    script = Script(ok({}))
    list(connect(script, api_token=None, p12=file, p12_password="secret").list())
    assert "Authorization" not in script.request.headers
    with pytest.raises(ci.ConfigurationError, match="p12_password"):
        connect(Script(), api_token=None, p12=file, p12_password="other")
