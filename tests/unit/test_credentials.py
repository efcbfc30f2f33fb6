"""Where each provider finds its credential, account and address. Akamai's and F5's files have modules of their own."""

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cloudinvoices as ci
from cloudinvoices.core._http import make_request
from cloudinvoices.core.adapter import Adapter
from cloudinvoices.core.settings import Settings
from cloudinvoices.providers import load_adapter

JWT = ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
    for part in ({"alg": "RS256", "typ": "JWT"}, {"sub": "user"}, "signature")
)
HEADER = base64.urlsafe_b64encode(b'{"alg": "none"}').decode()
QOVERY = {"organization": "acme"}
MASSTACK = {"organization": "acme", "account": "4711"}
F5XC = {"tenant": "acme"}


def adapter(provider: str, given: dict[str, Any], environment: dict[str, str]) -> Adapter:
    kind = load_adapter(provider)
    return kind(Settings(provider, kind.settings, given, environment))


def signed(provider: str, given: dict[str, Any], environment: dict[str, str]) -> httpx.Headers:
    request = make_request("GET", "https://api.example.com/", headers={}, timeout=1)
    adapter(provider, given, environment).authentication.sign(request)
    return httpx.Headers(request.headers)


@pytest.mark.parametrize(
    ("token", "scheme"),
    [
        ("qov_0123456789abcdef", "Token"),
        (f"qov_{JWT}", "Token"),
        ("0123456789abcdef", "Token"),
        (JWT, "Bearer"),
        (f"{HEADER}.e30.", "Bearer"),
        (f"{HEADER.rstrip('=')}.e30.c2ln", "Bearer"),
        (f"{HEADER}.e30", "Token"),
        (f"{HEADER}.a.b.c", "Token"),
        ("e30.e30.e30", "Token"),
        ("W10.e30.e30", "Token"),
        ("a.b.c", "Token"),
        ("..", "Token"),
        ("not base64.b.c", "Token"),
        ("/////w.b.c", "Token"),
    ],
)
def test_qovery_recognises_the_kind_of_token(token: str, scheme: str) -> None:
    assert signed("qovery", {**QOVERY, "token": token}, {})["authorization"] == f"{scheme} {token}"


@pytest.mark.parametrize(("token_type", "scheme"), [("token", "Token"), ("bearer", "Bearer")])
@pytest.mark.parametrize("token", ["qov_0123", JWT])
def test_what_the_caller_says_about_the_token_counts(token: str, token_type: str, scheme: str) -> None:
    headers = signed("qovery", {**QOVERY, "token": token, "token_type": token_type}, {})
    assert headers["authorization"] == f"{scheme} {token}"


@given(token=st.text("abcXYZ0189._-=/+", min_size=1, max_size=40))
def test_any_token_has_a_kind(token: str) -> None:
    assert signed("qovery", {**QOVERY, "token": token}, {})["authorization"] in (f"Token {token}", f"Bearer {token}")


@pytest.mark.parametrize(
    ("provider", "given", "environment", "authorization"),
    [
        ("qovery", {**QOVERY, "token": "a"}, {"QOVERY_API_TOKEN": "b"}, "Token a"),
        ("qovery", QOVERY, {"QOVERY_API_TOKEN": "b", "QOVERY_CLI_ACCESS_TOKEN": "c"}, "Token b"),
        ("qovery", QOVERY, {"QOVERY_CLI_ACCESS_TOKEN": "c", "Q_CLI_ACCESS_TOKEN": "d"}, "Token c"),
        ("qovery", QOVERY, {"Q_CLI_ACCESS_TOKEN": "d"}, "Token d"),
        ("masstack", {**MASSTACK, "access_token": "a"}, {"MASSTACK_ACCESS_TOKEN": "b"}, "Bearer a"),
        ("masstack", MASSTACK, {"MASSTACK_ACCESS_TOKEN": "b"}, "Bearer b"),
        (
            "masstack",
            {},
            {"MASSTACK_ORG_ID": "o", "MASSTACK_ACCOUNT_ID": "1", "MASSTACK_ACCESS_TOKEN": "b"},
            "Bearer b",
        ),
        ("f5xc", {**F5XC, "api_token": "a"}, {"F5XC_API_TOKEN": "b"}, "APIToken a"),
        ("f5xc", F5XC, {"F5XC_API_TOKEN": "b"}, "APIToken b"),
        ("doit", {"api_key": "a"}, {"DOIT_API_KEY": "b"}, "Bearer a"),
        ("doit", {}, {"DOIT_API_KEY": "b", "DOIT_API_TOKEN": "c", "DCI_API_KEY": "d"}, "Bearer b"),
        ("doit", {}, {"DOIT_API_TOKEN": "c", "DCI_API_KEY": "d"}, "Bearer c"),
        ("doit", {}, {"DCI_API_KEY": " d\n"}, "Bearer d"),
    ],
)
def test_credentials(provider: str, given: dict[str, Any], environment: dict[str, str], authorization: str) -> None:
    assert signed(provider, given, environment)["authorization"] == authorization


@pytest.mark.parametrize(
    ("provider", "given", "environment", "address"),
    [
        ("qovery", {"organization": "o", "token": "t"}, {}, "https://api.qovery.com"),
        (
            "qovery",
            {"organization": "o", "token": "t"},
            {"QOVERY_API_URL": "https://q.example.com"},
            "https://q.example.com",
        ),
        ("masstack", {**MASSTACK, "access_token": "t"}, {}, "https://billing.masstack.com/v1"),
        (
            "masstack",
            {**MASSTACK, "access_token": "t"},
            {"MASSTACK_BASE_URL": "https://m.example.com/v1"},
            "https://m.example.com/v1",
        ),
        ("f5xc", {**F5XC, "api_token": "t"}, {}, "https://acme.console.ves.volterra.io"),
        (
            "f5xc",
            {**F5XC, "api_token": "t"},
            {"VOLT_API_URL": "https://other.example.com/api"},
            "https://acme.console.ves.volterra.io",
        ),
        ("f5xc", {"api_token": "t"}, {"VOLT_API_URL": "https://t.example.com/api"}, "https://t.example.com"),
        ("f5xc", {"api_token": "t"}, {"VOLT_API_URL": "https://t.example.com/api/"}, "https://t.example.com"),
        ("f5xc", {"api_token": "t"}, {"F5XC_API_URL": "https://t.example.com"}, "https://t.example.com"),
        ("f5xc", {"api_token": "t", "base_url": "https://t.example.com/api"}, {}, "https://t.example.com"),
        ("f5xc", {"api_token": "t", "base_url": "https://t.example.com/f5"}, {}, "https://t.example.com/f5"),
        ("doit", {"api_key": "t"}, {}, "https://api.doit.com"),
        ("doit", {"api_key": "t"}, {"DOIT_HOST": "https://d.example.com"}, "https://d.example.com"),
        ("doit", {"api_key": "t"}, {"DCI_API_BASE_URL": "https://d.example.com"}, "https://d.example.com"),
        (
            "doit",
            {"api_key": "t", "base_url": "https://a.example.com"},
            {"DOIT_HOST": "https://d.example.com"},
            "https://a.example.com",
        ),
    ],
)
def test_addresses(provider: str, given: dict[str, Any], environment: dict[str, str], address: str) -> None:
    assert adapter(provider, given, environment).servers["main"] == address


@pytest.mark.parametrize(
    ("base_url", "customers"),
    [
        (None, "https://customers.masstack.com/v2"),
        ("https://billing.sta.masstack.com/v1", "https://customers.sta.masstack.com/v2"),
        ("https://billing.example.com/v1", None),
        ("https://billing.evilmasstack.com/v1", None),
        ("https://proxy.masstack.com/v1", None),
    ],
)
def test_masstack_knows_the_neighbours_of_the_vendors_hosts_only(base_url: str | None, customers: str | None) -> None:
    account = adapter("masstack", {**MASSTACK, "access_token": "t", "base_url": base_url}, {})
    assert account.servers.get("customers") == customers


@pytest.mark.parametrize(
    ("environment", "tenant"),
    [
        ({}, None),
        ({"DOIT_CUSTOMER_CONTEXT": "one", "DCI_CUSTOMER_CONTEXT": "two"}, "one"),
        ({"DCI_CUSTOMER_CONTEXT": "two", "CUSTOMER_CONTEXT": "three"}, "two"),
        ({"CUSTOMER_CONTEXT": "three"}, "three"),
    ],
)
def test_the_tenant_of_doit_is_a_header(environment: dict[str, str], tenant: str | None) -> None:
    assert signed("doit", {"api_key": "k"}, environment).get("x-tenant-id") == tenant
    assert adapter("doit", {"api_key": "k"}, environment).scope == (tenant or "")


def test_the_context_of_qoverys_command_line_is_read_when_it_is_named(tmp_path: Path, home: Path) -> None:
    content = {"access_token": JWT, "organization_id": "acme", "refresh_token": "", "access_token_expiration": 1}
    (home / ".qovery").mkdir()
    (home / ".qovery" / "context.json").write_text(json.dumps(content))
    with pytest.raises(ci.ConfigurationError, match="token is missing"):
        adapter("qovery", QOVERY, {})
    given = {"context_file": "~/.qovery/context.json"}
    assert signed("qovery", given, {})["authorization"] == f"Bearer {JWT}"
    assert adapter("qovery", given, {}).scope == "acme"
    assert adapter("qovery", {**given, "organization": "other"}, {}).scope == "other"
    assert signed("qovery", {**given, "token": "qov_1"}, {})["authorization"] == "Token qov_1"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"not json",
        b'{"access_token": "\xff"}',
        b'{"access_token": 5, "organization_id": "acme"}',
        b'{"access_token": "qov_1", "organization_id": ["acme"]}',
        b'{"access_token": "qov_1", "organization_id": ".."}',
        b'{"access_token": "plan\\nted", "organization_id": "acme"}',
    ],
)
def test_a_context_that_cannot_be_used(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "context.json").write_bytes(content)
    with pytest.raises(ci.ConfigurationError):
        adapter("qovery", {"context_file": str(tmp_path / "context.json")}, {})


@pytest.mark.parametrize(
    ("provider", "given"),
    [
        ("qovery", {**QOVERY, "token": "planted"}),
        ("masstack", {**MASSTACK, "access_token": "planted"}),
        ("f5xc", {**F5XC, "api_token": "planted"}),
        ("doit", {"api_key": "planted"}),
    ],
)
def test_a_credential_is_known_as_a_secret_and_in_no_repr(provider: str, given: dict[str, Any]) -> None:
    account = adapter(provider, given, {})
    assert "planted" in account.authentication.secrets
    assert "planted" not in f"{account!r} {account.authentication!r}"
