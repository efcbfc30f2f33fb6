import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import attrs
import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import cloudinvoices as ci
from cloudinvoices.authentication.service_account import (
    ServiceAccount,
    ServiceAccountAuthentication,
    make_assertion,
    read_service_account,
)
from cloudinvoices.core._http import Send, Sleep
from cloudinvoices.core.drivers import finish

from .transports import Script, answer, call, clients, connection, redirect

TOKEN_URL = "https://authn.masstack.example/v1/oauth/token"
DISCOVERY = "https://authn.masstack.example/v1/.well-known/openid-configuration"


@attrs.frozen
class Key:
    pem: str = attrs.field(repr=False)
    public: Any = attrs.field(repr=False)


@pytest.fixture(scope="module")
def key() -> Key:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    return Key(pem, private.public_key())


def account(key: Key, token_uri: str | None = None) -> ServiceAccount:
    return ServiceAccount("robot@example.com", key.pem, "key-1", token_uri)


def authentication(
    key: Key, *, token_url: str | None = TOKEN_URL, discovery: str | None = None
) -> ServiceAccountAuthentication:
    return ServiceAccountAuthentication(account(key), token_url=token_url, discovery_url=discovery)


def token(value: str, **more: Any) -> httpx.Response:
    return answer({"access_token": value, "token_type": "Bearer", **more})


def ask(script: Script, signing: ServiceAccountAuthentication, times: int = 1) -> list[Any]:
    made, network = connection(authentication=signing), clients(script)
    return [finish(made.answer(call()), network) for _ in range(times)]


def paths(script: Script) -> list[str]:
    return [request.url.path for request in script.requests]


def bearers(script: Script) -> list[str]:
    return [sent.headers["authorization"] for sent in script.requests if "authorization" in sent.headers]


def test_the_assertion_is_signed_with_the_accounts_key(key: Key) -> None:
    assertion = make_assertion(account(key), TOKEN_URL, now=1_700_000_000)
    assert jwt.get_unverified_header(assertion) == {"alg": "RS256", "typ": "JWT", "kid": "key-1"}
    claims = jwt.decode(assertion, key.public, ["RS256"], audience=TOKEN_URL, options={"verify_exp": False})
    assert claims["iss"] == claims["sub"] == "robot@example.com"
    assert claims["exp"] - claims["iat"] == 300
    assert make_assertion(account(key), TOKEN_URL, now=1_700_000_000) != assertion


def test_the_assertion_is_traded_for_a_token_that_is_kept(key: Key) -> None:
    script = Script(token("token-1", expires_in=3600), answer([1]), answer([2]))
    assert ask(script, authentication(key), times=2) == [[1], [2]]
    assert paths(script) == ["/v1/oauth/token", "/invoices", "/invoices"]
    assert bearers(script) == ["Bearer token-1"] * 2
    form = parse_qs(script.requests[0].content.decode())
    assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
    assert jwt.decode(form["assertion"][0], key.public, ["RS256"], audience=TOKEN_URL)["sub"] == "robot@example.com"
    assert script.requests[0].headers["content-type"] == "application/x-www-form-urlencoded"


def with_expiry(seconds_from_now: int) -> str:
    return jwt.encode({"exp": int(time.time()) + seconds_from_now}, "k" * 32, algorithm="HS256")


@pytest.mark.parametrize(
    ("issued", "kept"),
    [
        (lambda: token("t", expires_in=3600), True),
        (lambda: token("t", expires_in="3600"), True),
        (lambda: token("t", expires_in=3600.5), True),
        (lambda: token("t"), True),
        (lambda: token(with_expiry(3600)), True),
        (lambda: token("t", expires_in=29), False),
        (lambda: token("t", expires_in=0), False),
        (lambda: token(with_expiry(10)), False),
        (lambda: token(with_expiry(-10)), False),
    ],
)
def test_a_token_is_renewed_before_it_expires(key: Key, issued: Callable[[], httpx.Response], kept: bool) -> None:
    script = Script(issued(), answer([1]), *([] if kept else [token("next", expires_in=3600)]), answer([2]))
    assert ask(script, authentication(key), times=2) == [[1], [2]]
    assert script.left == 0
    assert (bearers(script)[1] == "Bearer next") is not kept


def test_a_refused_token_is_renewed_once(key: Key) -> None:
    script = Script(token("old", expires_in=3600), httpx.Response(401), token("new", expires_in=3600), answer([1]))
    assert ask(script, authentication(key)) == [[1]]
    assert bearers(script) == ["Bearer old", "Bearer new"]


def test_and_not_twice(key: Key) -> None:
    refused = [httpx.Response(401), token("new", expires_in=3600), httpx.Response(401)]
    with pytest.raises(ci.AuthenticationError):
        ask(Script(token("old", expires_in=3600), *refused), authentication(key))


def test_the_address_of_the_token_comes_from_the_discovery_document(key: Key) -> None:
    script = Script(answer({"token_endpoint": TOKEN_URL}), token("t", expires_in=3600), answer([1]))
    assert ask(script, authentication(key, token_url=None, discovery=DISCOVERY)) == [[1]]
    assert [str(request.url) for request in script.requests[:2]] == [DISCOVERY, TOKEN_URL]
    assert "authorization" not in script.requests[0].headers


@pytest.mark.parametrize(
    "document",
    [
        {"token_endpoint": "https://evil.example.com/v1/oauth/token"},
        {"token_endpoint": "http://authn.masstack.example/v1/oauth/token"},
        {"token_endpoint": "https://authn.masstack.example.evil.example.com/token"},
        {"token_endpoint": "https://authn.masstack.example@evil.example.com/token"},
        {"token_endpoint": "https://[::1"},
        {"token_endpoint": 5},
        {"token_endpoint": None},
        {},
        [],
    ],
)
def test_no_assertion_goes_to_another_host(key: Key, document: Any) -> None:
    script = Script(*[answer(document)] * 6)
    with pytest.raises(ci.UnexpectedAnswer):
        ask(script, authentication(key, token_url=None, discovery=DISCOVERY))
    assert {request.url.host for request in script.requests} == {"authn.masstack.example"}


@pytest.mark.parametrize(
    "url", ["http://authn.masstack.example/token", "https://user@authn.masstack.example/token", "x"]
)
def test_no_assertion_goes_over_a_bad_address(key: Key, url: str) -> None:
    script = Script()
    with pytest.raises(ci.ConfigurationError):
        ask(script, authentication(key, token_url=url))


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (answer({"error": "invalid_grant", "error_description": "account disabled"}, 400), ci.AuthenticationError),
        (answer({"error": "invalid_client"}, 401), ci.AuthenticationError),
        (answer({"error": "no"}, 403), ci.AccessDeniedError),
        (answer({"error": "no"}, 500), ci.ProviderError),
        (redirect("https://sso.example.com/"), ci.UnexpectedAnswer),
        (answer({"access_token": ""}), ci.UnexpectedAnswer),
        (answer({"access_token": 5}), ci.UnexpectedAnswer),
        (answer({}), ci.UnexpectedAnswer),
        (answer([]), ci.UnexpectedAnswer),
        (httpx.Response(200, html="<html>"), ci.UnexpectedAnswer),
    ],
)
def test_a_token_that_is_refused(key: Key, refusal: httpx.Response, kind: type[ci.CloudInvoicesError]) -> None:
    with pytest.raises(kind) as raised:
        ask(Script(refusal), authentication(key))
    assert raised.value.provider == "invented"


def test_an_assertion_that_comes_back_in_a_refusal_is_not_shown(key: Key) -> None:
    def echo(request: httpx.Request) -> httpx.Response:
        assertion = parse_qs(request.content.decode())["assertion"][0]
        return answer({"error": "invalid_grant", "error_description": f"not valid: {assertion}"}, 400)

    with pytest.raises(ci.AuthenticationError) as raised:
        ask(Script(echo), authentication(key))
    assert "eyJ" not in f"{raised.value} {raised.value.excerpt}"


def test_tokens_and_keys_are_known_as_secrets_and_in_no_repr(key: Key) -> None:
    signing = authentication(key)
    ask(Script(token("token-1", expires_in=3600), answer([1])), signing)
    assert set(signing.secrets) == {key.pem, "token-1"}
    assert not [secret for secret in signing.secrets if secret in f"{signing!r} {account(key)!r}"]


def stored(path: Path, key: Key, **changes: Any) -> Path:
    content = {"client_email": "robot@example.com", "private_key": key.pem, "private_key_id": "key-1", "type": "x"}
    path.write_text(json.dumps({**content, **changes}))
    return path


def connect(**given: Any) -> ci.Provider:
    return ci.connect("masstack", organization="acme", account="4711", retries=0, **given)


def test_the_file_is_enough_for_the_vendors_hosts(key: Key, tmp_path: Path) -> None:
    file = stored(tmp_path / "account.json", key)
    script = Script(
        answer({"token_endpoint": "https://authn.masstack.com/v1/oauth/token"}),
        token("t", expires_in=3600),
        answer({"invoices": []}),
    )
    assert list(connect(service_account=str(file), transport=script).list()) == []
    assert [request.url.host for request in script.requests] == ["authn.masstack.com"] * 2 + ["customers.masstack.com"]


def test_the_token_address_in_the_file_or_in_the_settings(key: Key, tmp_path: Path) -> None:
    file = stored(tmp_path / "account.json", key, token_uri="https://from-the-file.example.com/token")
    for given, host in (({}, "from-the-file.example.com"), ({"token_url": TOKEN_URL}, "authn.masstack.example")):
        script = Script(token("t", expires_in=3600), answer({"invoices": []}))
        list(connect(service_account=str(file), transport=script, **given).list())
        assert script.requests[0].url.host == host


def test_an_own_address_needs_the_address_of_the_token(key: Key, tmp_path: Path) -> None:
    file = stored(tmp_path / "account.json", key)
    with pytest.raises(ci.ConfigurationError, match="token_url is missing"):
        connect(service_account=str(file), base_url="https://proxy.example.com/v1")


def test_an_argument_goes_before_the_environment(key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(tmp_path / "account.json", key, token_uri=TOKEN_URL)
    monkeypatch.setenv("MASSTACK_ACCESS_TOKEN", "ready-token")
    ready = Script(answer({"invoices": []}))
    list(connect(transport=ready).list())
    assert bearers(ready) == ["Bearer ready-token"]
    traded = Script(token("t", expires_in=3600), answer({"invoices": []}))
    list(connect(service_account=str(file), transport=traded).list())
    assert bearers(traded) == ["Bearer t"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        b'{"client_email": "a", "private_key": "b"}',
        b'{"client_email": "\xff", "private_key": "b", "private_key_id": "c"}',
        b'{"client_email": null, "private_key": 5, "private_key_id": []}',
    ],
)
def test_what_is_no_service_account_file(content: bytes) -> None:
    with pytest.raises(ci.ConfigurationError, match="not a service account file"):
        read_service_account(content, "masstack")


def test_a_key_that_is_none(key: Key) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    pem = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for wrong in ("", "nonsense", pem, key.pem[:200]):
        with pytest.raises(ci.ConfigurationError, match="not an RSA key") as raised:
            make_assertion(attrs.evolve(account(key), private_key=wrong), TOKEN_URL, now=0)
        assert not wrong or wrong not in str(raised.value)


def test_one_asks_for_a_token_and_the_others_wait(key: Key) -> None:
    signing = authentication(key)
    first, second = signing.prepare(30), signing.prepare(30)
    assert isinstance(next(first), Send)
    assert isinstance(next(second), Sleep)
    first.close()
    assert isinstance(next(second), Send), "who waits asks, where the first one gave up"
