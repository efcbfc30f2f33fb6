"""A credential goes to the host it is for: along no redirect, to no link, and no other host's secret goes anywhere."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.authentication import service_account
from cloudinvoices.providers import masstack
from cloudinvoices.testing import Simulator
from tests.conformance.account import MODES_IN_TIME, Account, Connect
from tests.conformance.operations import Operation, invoice_of, with_document

from .certificates import issue, roots, serving
from .conftest import Listen
from .detector import Detector, body_of, secrets_of
from .raw_calls import list_raw
from .strangers import COOKIE, PDF, Stranger, answer_of, leads_to

REDIRECTS = (301, 302, 303, 307, 308)
LINK_KEY = "l1nk-7Hs9Kd2Pw5Xc8Vb1Nm4Qz"
FIRST_COOKIE = "c00kie-of-the-provider-3Jf6Ty8"
FIRST_COOKIES = {"Set-Cookie": f"session={FIRST_COOKIE}; Path=/; Domain=127.0.0.1"}


def credentials(settings: dict[str, Any]) -> dict[str, str]:
    return {**secrets_of(settings), "cookie": COOKIE, "cookie of the provider": FIRST_COOKIE}


def check_heard(strangers: Iterable[Stranger], detector: Detector) -> int:
    """How much was heard; nothing of it is a secret, and no request says where it comes from."""
    heard = [request for one in strangers for request in one.heard]
    for request in heard:
        assert detector.find(request) == set(), request
        head = request.partition(b"\r\n\r\n")[0].lower()
        for header in (b"authorization:", b"referer:", b"cookie:", b"x-tenant-id:", b"origin:"):
            assert b"\r\n" + header not in head
    return len(heard)


def run(operation: Operation, account: Account, sim: Simulator) -> None:
    """It may fail or not: what counts is what is sent."""
    with suppress(ci.CloudInvoicesError):
        operation.run(account, sim)


@pytest.mark.parametrize("status", REDIRECTS)
def test_no_credential_goes_along_a_redirect(
    connect: Connect, sim: Simulator, operation: Operation, status: int, listen: Listen, tally: Tally
) -> None:
    settings = sim.settings(operation.provider)
    detector = Detector(credentials(settings))
    third = listen()
    second = listen(leads_to(f"{third.url()}/third.pdf?key={LINK_KEY}", status))
    account = connect(operation.provider, **settings, retries=1)
    places = [second.url(), second.url("localhost"), second.url("127.0.0.2"), second.url(scheme="https")]
    for place in places:
        location = {"Location": f"{place}/second?key={LINK_KEY}", **FIRST_COOKIES}
        sim.fail(operation.simulated, status=status, headers=location, times=5)
        run(operation, account, sim)
        sim.reset()
    heard = check_heard([second, third], detector)
    # Only where the document itself is redirected is it looked for there.
    assert heard > 0 or operation.name != "download_invoice" or operation.is_json
    tally("redirects answered", len(places))
    operation.run(account, sim)
    assert all("cookie" not in request.headers for request in sim.requests)


@pytest.mark.parametrize("status", REDIRECTS)
def test_the_raw_client_follows_none(
    connect: Connect, sim: Simulator, provider: str, status: int, listen: Listen, tally: Tally
) -> None:
    settings = sim.settings(provider)
    second = listen()
    account = connect(provider, **settings, retries=1)
    for place in (second.url(), second.url("localhost"), second.url(scheme="https")):
        sim.fail(f"{provider}.list", status=status, headers={"Location": place, **FIRST_COOKIES}, times=3)
        with pytest.raises(ci.CloudInvoicesError):
            list_raw(account, sim)
        assert len(sim.requests) == 1
        sim.reset()
        tally("redirects answered")
    list_raw(account, sim)
    assert check_heard([second], Detector(credentials(settings))) == 0
    assert all("cookie" not in one.headers for one in sim.requests)


@pytest.mark.parametrize("provider", ["qovery", "masstack"])
def test_a_link_gets_no_credential_and_what_it_leads_to_not_its_key(
    connect: Connect, sim: Simulator, provider: str, listen: Listen, tally: Tally
) -> None:
    settings = sim.settings(provider)
    credential, key = Detector(credentials(settings)), Detector({"key of the link": LINK_KEY})
    account = connect(provider, **settings)
    invoice = invoice_of(with_document(sim, provider), provider)
    for status in REDIRECTS:
        third = listen()
        second = listen(leads_to(f"{third.url('localhost')}/third.pdf", status))
        link = f"{second.url()}/{LINK_KEY}/second.pdf?signature={LINK_KEY}"
        answer: dict[str, Any] = {
            "body": json.dumps({"url": link}),
            "content_type": "application/json",
            "headers": FIRST_COOKIES,
        }
        sim.fail(f"{provider}.download", **answer)
        target = io.BytesIO()
        account.download(invoice, target)
        assert target.getvalue() == PDF
        assert (len(second.heard), check_heard([second, third], credential)) == (1, 2)
        assert key.find(second.heard[0]) == {"key of the link"}
        assert [key.find(request) for request in third.heard] == [set()]
        tally("redirects answered")


def test_what_tries_again_and_goes_on_carries_no_more(connect: Connect, sim: Simulator, listen: Listen) -> None:
    """A link that breaks off, is refused, and is resumed: each of its requests is as bare as the first."""
    settings = sim.settings("qovery")
    document = b"%PDF-1.4\n" + b"x" * 5000 + b"\n%%EOF\n"
    whole = answer_of(document, "application/pdf", 200, 'ETag: "1"', "Accept-Ranges: bytes")
    rest = f"Content-Range: bytes 4000-{len(document) - 1}/{len(document)}"
    answers = iter(
        [
            answer_of(b"", "text/plain", 403),
            answer_of(b"", "text/plain", 503, "Retry-After: 0"),
            whole[: len(whole) - len(document) + 4000],
            answer_of(document[4000:], "application/pdf", 206, 'ETag: "1"', rest),
        ]
    )
    second = listen(lambda request: next(answers))
    link = json.dumps({"url": f"{second.url()}/a.pdf?signature={LINK_KEY}"})
    sim.fail("qovery.download", body=link, content_type="application/json", times=4)
    target = io.BytesIO()
    connect("qovery", **settings).download(invoice_of(with_document(sim, "qovery"), "qovery"), target)
    assert target.getvalue() == document
    assert b"bytes=4000-" in second.heard[-1]
    assert check_heard([second], Detector(credentials(settings))) == 4


def test_netrc_is_nobodys_business(
    connect: Connect, sim: Simulator, listen: Listen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    password = "netrc-4Gh7Kl2Zx9Cv5Bn8Mq1W"
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login somebody password {password}\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    second = listen()
    link = json.dumps({"url": f"{second.url()}/a.pdf"})
    sim.fail("qovery.download", body=link, content_type="application/json")
    account = connect("qovery", **sim.settings("qovery"))
    account.download(invoice_of(with_document(sim, "qovery"), "qovery"), io.BytesIO())
    assert check_heard([second], Detector({"netrc": password})) == 1
    assert {request.headers["authorization"][:5] for request in sim.requests} == {"Token"}


@pytest.mark.parametrize("status", [*REDIRECTS, 200])
@pytest.mark.parametrize("asked", ["token", "discovery"])
@pytest.mark.parametrize("mode", MODES_IN_TIME)
def test_the_assertion_and_the_token_go_to_the_token_endpoint_only(
    connect: Connect,
    sim: Simulator,
    listen: Listen,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    asked: str,
    status: int,
    tally: Tally,
) -> None:
    made = service_account.make_assertion
    known = {"cookie": COOKIE, "cookie of the provider": FIRST_COOKIE}

    def remember(*arguments: Any, **options: Any) -> str:
        assertion = made(*arguments, **options)
        known[f"assertion {len(known)}"] = assertion
        return assertion

    monkeypatch.setattr(service_account, "make_assertion", remember)
    # The discovery document is asked for at the vendor's own hosts only.
    monkeypatch.setattr(masstack, "_sibling", lambda *_: f"{sim.url}/masstack-authn/v1")
    content = sim.service_account()
    known["private key"] = body_of(content["private_key"])
    if asked == "discovery":
        del content["token_uri"]
    file = tmp_path / "service-account.json"
    file.write_text(json.dumps(content))
    settings = sim.settings("masstack")
    del settings["access_token"]
    second = listen(
        answer_of(json.dumps({"access_token": "a" * 30, "token_endpoint": "/x"}).encode(), "application/json")
    )
    account = connect("masstack", **settings, service_account=str(file), retries=0)
    for place in (second.url(), second.url("localhost"), second.url(scheme="https")):
        if status == 200:
            body = json.dumps({"access_token": 7, "token_endpoint": f"{place}/oauth/token"})
            sim.fail(f"masstack.{asked}", body=body, content_type="application/json", headers=FIRST_COOKIES)
        else:
            headers = {"Location": f"{place}/oauth/token", **FIRST_COOKIES}
            sim.fail(f"masstack.{asked}", status=status, headers=headers)
        with pytest.raises(ci.CloudInvoicesError):
            list(account.list())
        tally("redirects answered")
    list(account.list())
    known |= {f"token {number}": token for number, token in enumerate(sim._masstack.tokens.issued)}
    assert len(known) >= 5
    assert check_heard([second], Detector(known)) == 0
    assert all("cookie" not in request.headers for request in sim.requests)


@pytest.mark.parametrize("status", REDIRECTS)
def test_from_https_nothing_goes_to_plain_http_or_another_port(
    connect: Connect, listen: Listen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, tally: Tally
) -> None:
    authority = issue()
    tls = serving(tmp_path, issue(issuer=authority))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots(tmp_path, authority)))
    token = "f5-0Kq3Zw6Xe9Cr2Vt5By8Nu1M"
    plain, other = listen(), listen(tls=tls)
    places = iter([plain.url(), plain.url("localhost"), other.url(scheme="https")])
    first = listen(lambda request: leads_to(f"{next(places)}/elsewhere?key={LINK_KEY}", status), tls=tls)
    account = connect("f5xc", base_url=first.url(scheme="https"), api_token=token, retries=0)
    attempts: list[Callable[[], Any]] = [account.list, account.list, lambda: account.download("one", io.BytesIO())]
    for attempt in attempts:
        with pytest.raises(ci.CloudInvoicesError):
            list(attempt())
        tally("redirects answered")
    detector = Detector({"token": token, "cookie": COOKIE})
    assert [detector.find(request) for request in first.heard] == [{"token"}] * 3
    assert check_heard([plain, other], detector) == 0


@pytest.mark.parametrize("status", [200, 407])
def test_a_proxys_password_is_for_the_proxy_and_the_credential_is_not(
    connect: Connect, sim: Simulator, listen: Listen, monkeypatch: pytest.MonkeyPatch, provider: str, status: int
) -> None:
    """A proxy hears where to, and then TLS."""
    password = "pr0xy-8Jk2Lm5Np9Qr4St7Vw3X"
    proxy = listen(answer_of(b"", "text/plain", status))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://somebody:{password}@127.0.0.1:{proxy.port}")
    settings = {**sim.settings(provider), "base_url": "https://api.example.com"}
    if provider == "masstack":
        settings["customers_url"] = "https://customers.example.com"
    account = connect(provider, **settings, retries=0)
    with pytest.raises(ci.CloudInvoicesError):
        list(account.list())
    basic = base64.b64encode(f"somebody:{password}".encode())
    connecting, *inside = proxy.heard
    assert connecting.startswith(b"CONNECT ")
    assert basic in connecting
    assert [request[:1] for request in inside] == ([b"\x16"] if status == 200 else [])
    detector = Detector({"password": password, **secrets_of(settings)})
    assert [detector.find(request) for request in proxy.heard] == [{"password"}, *(set() for _ in inside)]


def test_the_control_hears_what_is_planted(listen: Listen, sim: Simulator) -> None:
    """A client that does give its credential away is found out."""
    import httpx

    settings = sim.settings("akamai")
    detector = Detector(credentials(settings))
    for planted in (
        {"headers": {"Authorization": f"Bearer {settings['access_token']}"}},
        {"headers": {"X-Whatever": settings["client_token"][3:20]}},
        {"headers": {"Referer": f"https://x.example/?key={settings['client_secret']}"}},
        {"auth": ("somebody", settings["client_secret"])},
        {"params": {"key": settings["client_secret"]}},
        {"content": settings["client_secret"][20:].encode()},
        {"cookies": {"session": COOKIE}},
    ):
        second = listen()
        httpx.post(f"{second.url()}/a", **planted)
        with pytest.raises(AssertionError):
            check_heard([second], detector)
