"""What the register says of Akamai."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.authentication.edgegrid import EdgeGridCredential, make_signature_header
from cloudinvoices.core._http import make_request
from cloudinvoices.core.limit import RateLimit

from .script import PDF, Script, fetch, ok, pdf

HOST = "akab-h05tnam3wl42son7nktnlnnx-kbob3i3v.luna.akamaiapis.net"
CONTRACT = "C-0N7RAC7"
FILE = {
    "contentType": "application/pdf",
    "fileLink": "/invoicing-api/v4/contracts/C-0N7RAC7/invoices/8234567890/download",
    "fileName": "Invoice_1234567890_FINAL_1.pdf",
    "fileVersion": 1,
    "sourceType": "REGULAR",
}
ITEM: dict[str, Any] = {
    "invoiceId": 1234567890,
    "invoiceDate": "2021-02-01",
    "invoiceTotal": 50000.42,
    "invoiceCurrency": "USD",
    "invoiceType": "INVOICE",
    "contractId": CONTRACT,
    "accountId": "A-CCT7890",
    "files": [FILE],
}
EDGERC = f"""\
client_secret = C113nt53KR3TN6N90yVuAgICxIRwsObLi0E67/N8eRN=
host = {HOST}
access_token = akab-acc35t0k3nodujqunph3w7hzp7-gtm6ij
client_token = akab-c113ntt0k3n4qtari252bfxxbsl-yvsdj
"""
SECRET = "C113nt53KR3TN6N90yVuAgICxIRwsObLi0E67/N8eRN="


def connect(script: Script, **settings: Any) -> ci.Provider:
    tokens = {"client_token": "akab-client", "client_secret": "akab-secret", "access_token": "akab-access"}
    given = {"base_url": f"https://{HOST}", "retries": 0, **tokens, **settings}
    return ci.connect("akamai", transport=script, **given)


def read_one_month(provider: ci.Provider) -> list[ci.Invoice]:
    """The list for days that two usage months can hold: the first of these has no invoices."""
    return list(provider.list(since=date(2021, 2, 1), until=date(2021, 2, 28)))


def listed(item: dict[str, Any]) -> ci.Invoice:
    (invoice,) = read_one_month(connect(Script(httpx.Response(204), ok([item]))))
    return invoice


def sent_with(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str, section: str = "default") -> httpx.Request:
    """A request signed with the credential of an .edgerc file in the home folder."""
    monkeypatch.setenv("HOME", str(folder))
    folder.joinpath(".edgerc").write_text(text)
    script = Script(lambda _: httpx.Response(204))
    read_one_month(ci.connect("akamai", transport=script, section=section))
    return script.requests[0]


def is_signed(request: httpx.Request, secret: str) -> bool:
    header = request.headers["Authorization"]
    values = dict(re.findall(r"(\w+)=([^;]+)", header))
    credential = EdgeGridCredential(values["client_token"], secret, values["access_token"])
    sent = make_request(request.method, str(request.url), headers={}, timeout=1, content=request.content)
    return header == make_signature_header(sent, credential, timestamp=values["timestamp"], nonce=values["nonce"])


@pytest.mark.parametrize(
    ("format", "accept", "document"),
    [
        ("pdf", "application/pdf", PDF),
        ("csv", "text/csv", b"A,B\n1,2\n"),
        ("json", "application/json", b'{"INVOICE":{}}'),
    ],
)
def test_akamai_accept(format: str, accept: str, document: bytes) -> None:
    script = Script(httpx.Response(200, content=document, headers={"Content-Type": accept}))
    assert fetch(connect(script, contract=CONTRACT), "1234567890", format) == document
    assert script.request.headers["Accept"] == accept
    assert script.request.url.path == f"/invoicing-api/v4/contracts/{CONTRACT}/invoices/1234567890/download"


def test_akamai_file_link() -> None:
    script = Script(pdf())
    fetch(connect(script), listed(ITEM))
    assert "8234567890" in FILE["fileLink"]  # type: ignore[operator]
    assert script.request.url.path == f"/invoicing-api/v4/contracts/{CONTRACT}/invoices/1234567890/download"


def usage(*content_types: str) -> dict[str, Any]:
    return {**ITEM, "files": [{**FILE, "contentType": type, "sourceType": "COMPUTE"} for type in content_types]}


def test_akamai_compute() -> None:
    invoice = listed(usage("application/pdf", "text/csv"))
    assert invoice.formats == ("csv", "pdf")
    script = Script(httpx.Response(200, text="A,B\n1,2\n", headers={"Content-Type": "text/csv"}))
    fetch(connect(script), invoice)
    assert script.request.headers["Accept"] == "text/csv"
    assert script.request.url.params["sourceType"] == "COMPUTE"
    regular = usage("text/csv")
    regular["files"].append({**FILE, "contentType": "text/csv"})
    script = Script(httpx.Response(200, text="A,B\n1,2\n", headers={"Content-Type": "text/csv"}))
    fetch(connect(script), listed(regular))
    assert "sourceType" not in script.request.url.params


@pytest.mark.parametrize("status", [400, 406])
def test_akamai_compute_pdf(status: int, tmp_path: Path) -> None:
    refusal = httpx.Response(status, json={"type": "/billing/error-types/1", "title": "CSV only", "incidentId": "82ea"})
    with pytest.raises(ci.ProviderError, match="CSV only") as caught:
        connect(Script(refusal)).download(listed(usage("application/pdf")), to=tmp_path / "invoices")
    assert caught.value.status == status
    assert list((tmp_path / "invoices").iterdir()) == []


def test_akamai_headers(tmp_path: Path) -> None:
    untyped = httpx.Response(200, content=PDF, headers={"Content-Disposition": 'attachment; filename="../other.pdf"'})
    saved = connect(Script(untyped)).download(listed(ITEM), to=tmp_path / "invoices")
    assert saved.path is not None
    assert saved.path.parent == tmp_path / "invoices"
    assert saved.path.name.startswith("akamai-2021-02-01-1234567890-")
    with pytest.raises(ci.DocumentDamaged):
        fetch(connect(Script(httpx.Response(200, content=b"PK\3\4 no PDF"))), listed(ITEM))


def test_akamai_204() -> None:
    assert read_one_month(connect(Script(lambda _: httpx.Response(204)))) == []
    with pytest.raises(ci.DocumentUnavailable):
        fetch(connect(Script(httpx.Response(204))), listed(ITEM))


def test_akamai_month() -> None:
    script = Script(ok([{**ITEM, "invoiceDate": "2021-02-01"}]), ok([{**ITEM, "invoiceDate": "2021-03-01"}]))
    assert [invoice.issued_on for invoice in read_one_month(connect(script))] == [date(2021, 2, 1)]
    assert [request.url.params["month"] for request in script.requests] == ["2021-01", "2021-02"]
    script = Script(lambda _: httpx.Response(204))
    list(connect(script).list(since=date(2010, 1, 1), until=date(2016, 5, 31)))
    assert [request.url.params["month"] for request in script.requests] == ["2016-04", "2016-05"]


def test_akamai_v4() -> None:
    older = {**ITEM, "files": [{"fileName": "1234567890_1.pdf", "fileVersion": 1, "fileFormat": "PDF"}], "region": "EU"}
    invoice = listed(older)
    assert invoice.total == Decimal("50000.42")
    assert invoice.raw["region"] == "EU"
    assert fetch(connect(Script(pdf())), invoice) == PDF


def test_akamai_id() -> None:
    script = Script(pdf())
    invoice = listed({**ITEM, "invoiceId": 17331001020})
    assert invoice.id == invoice.number == "17331001020"
    fetch(connect(script), invoice)
    assert "/invoices/17331001020/" in script.request.url.path
    with pytest.raises(ValueError, match="is a number"):
        fetch(connect(Script(), contract=CONTRACT), "17331001020A")


def test_akamai_no_get() -> None:
    # Twelve closed months and the running one.
    assert connect(Script(*[httpx.Response(204)] * 12, ok([ITEM]))).get("1234567890").total == Decimal("50000.42")


def test_akamai_read_write() -> None:
    refusal = httpx.Response(403, json={"type": "/billing/error-types/11", "title": "Forbidden", "incidentId": "82ea"})
    with pytest.raises(ci.AccessDeniedError, match="READ-WRITE"):
        fetch(connect(Script(refusal), contract=CONTRACT), "1234567890")


def test_akamai_clock() -> None:
    theirs = datetime.now(UTC) + timedelta(minutes=10)
    refusal = httpx.Response(
        400,
        json={"title": "Bad request", "status": 400, "detail": "Invalid timestamp", "requestId": "933ed8a4"},
        headers={"Date": format_datetime(theirs, usegmt=True)},
    )
    with pytest.raises(ci.ProviderError, match=r"clock of this machine is (59\d|60\d) seconds behind"):
        read_one_month(connect(Script(refusal)))


def test_akamai_edgerc_header(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert is_signed(sent_with(monkeypatch, tmp_path, EDGERC), SECRET)


def test_akamai_edgerc_percent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = SECRET.replace("53", "%(5)3%")
    assert is_signed(sent_with(monkeypatch, tmp_path, EDGERC.replace(SECRET, secret)), secret)


def test_akamai_edgerc_dashes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = re.sub("^([a-z]+)_([a-z]+)", r"\1-\2", EDGERC, flags=re.MULTILINE)
    assert "client-secret = " in text
    assert is_signed(sent_with(monkeypatch, tmp_path, text), SECRET)


def test_akamai_edgerc_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert is_signed(sent_with(monkeypatch, tmp_path, f"{EDGERC}headers_to_sign = None\n"), SECRET)


def test_akamai_edgerc_missing() -> None:
    with pytest.raises(ci.ConfigurationError, match="there is no credential"):
        ci.connect("akamai")
    with pytest.raises(ci.ConfigurationError, match="edgerc cannot be read"):
        ci.connect("akamai", edgerc="nowhere/.edgerc")


@pytest.mark.parametrize("host", [f"{HOST}/", f"https://{HOST}", f'"https://{HOST}/"'])
def test_akamai_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str) -> None:
    request = sent_with(monkeypatch, tmp_path, f"[billing]\n{EDGERC.replace(HOST, host)}", "billing")
    assert (request.url.scheme, request.url.netloc) == ("https", HOST.encode())
    for name, value in (("HOST", host), ("CLIENT_TOKEN", "c"), ("CLIENT_SECRET", "s"), ("ACCESS_TOKEN", "a")):
        monkeypatch.setenv(f"AKAMAI_{name}", value)
    script = Script(lambda _: httpx.Response(204))
    read_one_month(ci.connect("akamai", transport=script))
    assert script.requests[0].url.netloc == HOST.encode()


def test_akamai_section_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "CLIENT_TOKEN", "CLIENT_SECRET", "ACCESS_TOKEN"):
        monkeypatch.setenv(f"AKAMAI_{name}", HOST)
    ci.connect("akamai")
    with pytest.raises(ci.ConfigurationError):
        ci.connect("akamai", section="billing")
    monkeypatch.setenv("AKAMAI_BILLING_CLIENT_TOKEN", "akab-client")
    with pytest.raises(ci.ConfigurationError, match=r"missing: host, client_secret, access_token"):
        ci.connect("akamai", section="billing")


def test_akamai_switch_key() -> None:
    script = Script(lambda _: httpx.Response(204))
    read_one_month(connect(script, account_switch_key="1-ABCD:Z-XYZ"))
    for request in script.requests:
        assert "accountSwitchKey=1-ABCD:Z-XYZ" in unquote(str(request.url))
        assert is_signed(request, "akab-secret")


def test_akamai_resign() -> None:
    script = Script(httpx.Response(503), httpx.Response(204), httpx.Response(204))
    read_one_month(connect(script, retries=1, max_wait=0.001))
    nonces = {re.search("nonce=([^;]+)", request.headers["Authorization"]).group(1) for request in script.requests}  # type: ignore[union-attr]
    assert len(nonces) == 3
    assert all(is_signed(request, "akab-secret") for request in script.requests)


def test_akamai_debit_memo() -> None:
    assert listed({**ITEM, "invoiceType": "DEBIT_MEMO"}).kind == "debit_note"
    assert listed({**ITEM, "invoiceType": "DEBITMEMO"}).kind == "other"


def test_akamai_credit_sign() -> None:
    credit = listed({**ITEM, "invoiceType": "CREDIT_MEMO", "invoiceTotal": -1020.71})
    assert (credit.kind, credit.total) == ("credit_note", Decimal("-1020.71"))


@pytest.mark.parametrize(
    ("problem", "request_id", "said"),
    [
        (
            {
                "type": "/billing/error-types/1",
                "title": "An incorrect request has been sent",
                "incidentId": "82ea2b60",
                "errors": [{"type": "/billing/error-types/2", "title": "Field 'month' is invalid"}],
            },
            "82ea2b60",
            "Field 'month' is invalid",
        ),
        (
            {"title": "Bad request", "status": 400, "detail": "Malformed", "requestId": "933ed8a4"},
            "933ed8a4",
            "Malformed",
        ),
        (
            {"title": "Bad", "status": "400", "errors": [{"title": "Depth", "detail": "Not a depth"}]},
            None,
            "Not a depth",
        ),
    ],
)
def test_akamai_problems(problem: dict[str, Any], request_id: str | None, said: str) -> None:
    answer = httpx.Response(400, json=problem, headers={"Content-Type": "application/problem+json"})
    with pytest.raises(ci.ProviderError, match=said) as caught:
        read_one_month(connect(Script(answer)))
    assert (caught.value.status, caught.value.request_id) == (400, request_id)


@pytest.mark.parametrize(
    ("method", "path", "body", "signature"),
    [
        ("GET", "/testapi/v1/t1?p1=1&p2=2", b"", "hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA="),
        ("POST", "/testapi/v1/t3", b"data" * 8, "hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4="),
        ("PUT", "/testapi/v1/t6", b"P" * 31, "GNBWEYSEWOLtu+7dD52da2C39aX/Jchpon3K/AmBqBU="),
    ],
)
def test_akamai_signature(method: str, path: str, body: bytes, signature: str) -> None:
    """The public test data of Akamai's own library."""
    credential = EdgeGridCredential(
        "akab-client-token-xxx-xxxxxxxxxxxxxxxx",
        "x" * 43 + "=",
        "akab-access-token-xxx-xxxxxxxxxxxxxxxx",
        max_body=2048,
    )
    url = f"https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net{path}"
    header = make_signature_header(
        make_request(method, url, headers={}, timeout=1, content=body),
        credential,
        timestamp="20140321T19:34:21+0000",
        nonce="nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    )
    assert header.endswith(f"signature={signature}")


def test_akamai_rate_limit() -> None:
    headers = {"Date": "Fri, 20 Nov 2026 10:00:00 GMT", "X-RateLimit-Next": "2026-11-20T10:00:02.500Z"}
    with pytest.raises(ci.RateLimitError) as caught:
        read_one_month(connect(Script(httpx.Response(429, headers=headers))))
    assert caught.value.retry_after == 2.5
    limit = RateLimit(500, clock=lambda: 0.0)
    limit.observe({"x-ratelimit-remaining": "0"})
    assert limit.reserve() == pytest.approx(60 / 500)
