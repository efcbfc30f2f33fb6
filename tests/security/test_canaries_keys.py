"""Nothing that can be read afterwards holds a private key, its password, or what is signed with it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from reliability import Tally

import cloudinvoices as ci
from cloudinvoices.authentication import service_account
from cloudinvoices.testing import Simulator
from tests.conformance.account import Connect
from tests.conformance.certificates import PASSWORD, Authority, tls_server

from .conftest import Listen
from .detector import Detector, body_of
from .places import listening, locals_of, pickled, said_by
from .strangers import answer_of
from .test_canaries import reprs


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def check(
    detector: Detector,
    errors: list[BaseException],
    places: dict[str, str | bytes],
    tally: Tally,
    locals_too: bool = True,
) -> None:
    places = {**places, "errors": "\n".join(map(said_by, errors)), "pickles": b"".join(map(pickled, errors))}
    tally("canaries found", detector.check(places))
    for error in errors if locals_too else ():
        detector.check(locals_of(error))
    tally("places searched", len(places) + len(errors))
    tally("canaries planted", len(detector.names))


def test_no_certificate_says_its_key_or_password(connect: Connect, authority: Authority, tally: Tally) -> None:
    content = base64.b64encode(authority.p12.read_bytes()).decode()
    detector = Detector({"password": PASSWORD, "bundle": content, "key": body_of(authority.key.read_text())})
    ways: list[dict[str, Any]] = [
        {"p12": authority.p12, "p12_password": PASSWORD},
        {"p12_content": content, "p12_password": PASSWORD},
        {"cert": authority.cert, "key": authority.key},
    ]
    wrong: list[dict[str, Any]] = [
        {"p12_content": content, "p12_password": f"not {PASSWORD}"},
        {"p12_content": f"{content[:-40]}!", "p12_password": PASSWORD},
        {"p12_content": content[:-40], "p12_password": PASSWORD},
        {"p12": content, "p12_password": PASSWORD},  # the bundle where its path belongs
        {"cert": authority.cert, "key": authority.key.read_text()},
        {"cert": authority.cert, "key": PASSWORD},
    ]
    errors: list[BaseException] = []
    shown: list[str] = []
    with listening() as heard, tls_server(authority, wants_certificate=True) as server:
        for way in ways:
            account = connect("f5xc", base_url=server.url, ca_cert=authority.roots, retries=0, **way)
            shown += [reprs(account, list(account.list()))]
            with pytest.raises(ci.NotFoundError) as caught:
                account.get("another")
            errors.append(caught.value)
        for way in wrong:
            with pytest.raises(ci.ConfigurationError) as mistaken:
                ci.connect("f5xc", base_url=server.url, ca_cert=authority.roots, retries=0, **way)
            errors.append(mistaken.value)
    check(detector, errors, {"log": "\n".join(heard.lines), "reprs": "\n".join(shown)}, tally)


@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_no_token_endpoint_makes_us_say_key_assertion_or_token(
    connect: Connect,
    sim: Simulator,
    listen: Listen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    tally: Tally,
) -> None:
    """The endpoint repeats all that it was sent, and what the account has had before."""
    secrets: dict[str, str] = {}
    made = service_account.make_assertion

    def remember(*arguments: Any, **options: Any) -> str:
        assertion = made(*arguments, **options)
        secrets[f"assertion {len(secrets)}"] = assertion
        return assertion

    monkeypatch.setattr(service_account, "make_assertion", remember)
    content = sim.service_account()
    secrets["key"] = body_of(content["private_key"])
    token = sim.settings("masstack")["access_token"]
    secrets["token"] = token
    whole = answer_of(json.dumps({"access_token": token, "expires_in": 3600}).encode(), "application/json")

    def repeat(request: bytes) -> bytes:
        said = f"{request.decode()} {token} {content['private_key']}"
        body = json.dumps({"error": "invalid_grant", "error_description": said}).encode()
        return answer_of(body, "application/json", status, f"X-Request-Id: {token}")

    answers = iter([whole, b""])
    endpoint = listen(lambda request: next(answers, b"") or repeat(request))
    file = tmp_path / "service-account.json"
    file.write_text(json.dumps({**content, "token_uri": f"{endpoint.url()}/token"}))
    settings = {name: value for name, value in sim.settings("masstack").items() if name != "access_token"}
    with listening() as heard:
        account = connect("masstack", **settings, service_account=str(file), retries=0)
        invoices = list(account.list())
        sim.expire_tokens()
        with pytest.raises(ci.CloudInvoicesError) as caught:
            list(account.list())
        shown = reprs(account, *invoices, service_account.read_service_account(file.read_bytes(), "masstack"))
    assert len(endpoint.heard) == 2
    assert Detector(secrets).find(endpoint.heard[1])
    assert caught.value.operation == "token"
    assert caught.value.excerpt
    check(Detector(secrets), [caught.value], {"log": "\n".join(heard.lines), "reprs": shown}, tally)


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "nonsense"])
@pytest.mark.parametrize("status", [None, 200, 403, 407, 502])
def test_no_proxy_makes_us_say_its_password(
    connect: Connect,
    sim: Simulator,
    listen: Listen,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    status: int | None,
    tally: Tally,
) -> None:
    """It refuses, answers nonsense, is not there, or is no address; and repeats what it was sent."""
    password = "pr0xy/8Jk2Lm5Np9+Qr4St7Vw3X"
    proxy = listen(lambda request: answer_of(request, "text/plain", status or 200, f"Proxy-Authenticate: {password}"))
    port = proxy.port if status else 1
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"{scheme}://somebody:{quote(password, safe='')}@127.0.0.1:{port}")
    settings = {**sim.settings("doit"), "base_url": "https://api.example.com"}
    with listening() as heard:
        account = connect("doit", **settings, retries=1)
        with pytest.raises(ci.CloudInvoicesError) as caught:
            list(account.list())
        shown = reprs(account)
    detector = Detector({"password": password, "api key": settings["api_key"]})
    places: dict[str, str | bytes] = {"log": "\n".join(heard.lines) or "nothing", "reprs": shown}
    check(detector, [caught.value], places, tally, locals_too=False)


@pytest.mark.parametrize(
    ("provider", "given"),
    [
        ("doit", {"api_key": "x\nSECRET"}),
        ("doit", {"api_key": "SECRETé"}),
        ("doit", {"apikey": "SECRET"}),
        ("doit", {"api_key": 7, "tenant": "SECRET"}),
        ("doit", {"api_key": "SECRET", "base_url": "http://api.example.com"}),
        ("doit", {"api_key": "SECRET", "base_url": "https://user:SECRET@api.example.com"}),
        ("doit", {"api_key": "SECRET", "base_url": "https://api.example.com?key=SECRET"}),
        ("qovery", {"token": "SECRET\x00", "organization": "x"}),
        ("qovery", {"token": "SECRET", "token_type": "SECRET", "organization": "x"}),
        ("qovery", {"context_file": "SECRET", "organization": "x"}),
        ("masstack", {"service_account": "SECRET", "organization": "x", "account": "1"}),
        ("masstack", {"service_account": '{"private_key": "SECRET"}', "organization": "x", "account": "1"}),
        ("masstack", {"access_token": "SECRET", "token_url": "x", "organization": "x"}),
        ("akamai", {"edgerc": "SECRET"}),
        ("akamai", {"client_secret": "SECRET"}),
        ("akamai", {"client_token": "SECRET", "client_secret": "SECRET\n", "access_token": "SECRET"}),
        ("f5xc", {"tenant": "x", "api_token": "SECRET\r\nX: y"}),
        ("f5xc", {"tenant": "x", "p12": "SECRET", "p12_password": "SECRET"}),
        ("f5xc", {"tenant": "x", "config_file": "SECRET"}),
    ],
)
def test_no_mistake_in_the_settings_is_answered_with_a_secret(
    provider: str, given: dict[str, Any], tally: Tally
) -> None:
    secret = "s3cr/et-4Xn7Qp2Vb9Ks6Tz1"
    planted = {name: given[name] if given[name] == 7 else given[name].replace("SECRET", secret) for name in given}
    with pytest.raises(ci.ConfigurationError) as caught:
        ci.connect(provider, **planted)
    Detector({"secret": secret}).check({"error": said_by(caught.value), "pickle": pickled(caught.value)})
    tally("places searched", 2)
    tally("canaries planted")
