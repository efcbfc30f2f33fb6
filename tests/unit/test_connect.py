from typing import Any

import httpx
import pytest

import cloudinvoices as ci
from cloudinvoices.providers import NAMES
from tests.provider_facts import FACTS

from .transports import Script, answer

every = pytest.mark.parametrize("provider", NAMES)


@every
def test_connecting_sends_nothing_and_shows_no_secret(provider: str) -> None:
    script = Script()
    with ci.connect(provider, transport=script, **FACTS[provider].settings) as account:
        assert isinstance(account, ci.Provider)
        assert account.name == provider
        assert "planted" not in repr(account)
    assert script.requests == []
    assert isinstance(ci.aconnect(provider, **FACTS[provider].settings), ci.AsyncProvider)


@every
def test_without_a_credential_the_error_says_what_to_do(provider: str) -> None:
    given = {
        name: value
        for name, value in FACTS[provider].settings.items()
        if name in ("organization", "account", "tenant", "base_url")
    }
    with pytest.raises(ci.ConfigurationError) as raised:
        ci.connect(provider, **given)
    assert raised.value.provider == provider
    assert raised.value.hint


@every
def test_unknown_settings_are_refused(provider: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="unknown setting 'colour'"):
        ci.connect(provider, colour="red", **FACTS[provider].settings)


@pytest.mark.parametrize(("name", "hint"), [("akami", "Did you mean 'akamai'?"), ("zzz", "Known: qovery, akamai")])
def test_unknown_providers(name: str, hint: str) -> None:
    with pytest.raises(ci.ConfigurationError, match=f"unknown provider '{name}'") as raised:
        ci.connect(name)
    assert hint in str(raised.value)


@pytest.mark.parametrize("retries", [-1, 1.5, True, "3", None])
def test_retries_is_a_count(retries: Any) -> None:
    with pytest.raises(ci.ConfigurationError, match="retries must be"):
        ci.connect("doit", retries=retries, **FACTS["doit"].settings)


@pytest.mark.parametrize("timeout", [0, -1.0, True, "3", None, float("inf"), float("nan")])
def test_timeout_is_a_number_of_seconds(timeout: Any) -> None:
    with pytest.raises(ci.ConfigurationError, match="timeout must be"):
        ci.connect("doit", timeout=timeout, **FACTS["doit"].settings)


@pytest.mark.parametrize("url", ["http://api.doit.com", "https://user@api.doit.com", "doit"])
def test_the_address_is_checked(url: str) -> None:
    with pytest.raises(ci.ConfigurationError, match="base_url"):
        ci.connect("doit", base_url=url, **FACTS["doit"].settings)


@pytest.mark.parametrize(
    ("provider", "changes"),
    [
        ("qovery", {"organization": ".."}),
        ("qovery", {"organization": "a\nb"}),
        ("akamai", {"contract": ".."}),
        ("masstack", {"organization": ".."}),
        ("masstack", {"account": "."}),
        ("f5xc", {"namespace": ".."}),
        ("f5xc", {"tenant": "evil.example.com/"}),
        ("f5xc", {"tenant": "a.b"}),
    ],
)
def test_no_setting_leads_the_path_elsewhere(provider: str, changes: dict[str, str]) -> None:
    with pytest.raises(ci.ConfigurationError):
        ci.connect(provider, **{**FACTS[provider].settings, **changes})


@every
@pytest.mark.parametrize("name", ["token", "api_key", "access_token", "api_token", "client_token"])
def test_a_credential_that_no_header_can_hold_is_refused_and_not_shown(provider: str, name: str) -> None:
    if name not in FACTS[provider].settings:
        name = next(key for key in FACTS[provider].settings if "token" in key or "key" in key)
    for value in ("plan\nted", "plantéd", "plan\0ted"):
        with pytest.raises(ci.ConfigurationError, match="cannot be sent") as raised:
            ci.connect(provider, **{**FACTS[provider].settings, name: value})
        assert value not in str(raised.value)


def test_the_limits_reach_the_answers() -> None:
    script = Script(answer({"invoices": [{"id": "x" * 500}]}))
    with (
        ci.connect("doit", transport=script, max_answer_bytes=100, **FACTS["doit"].settings) as doit,
        pytest.raises(ci.UnexpectedAnswer, match="max_answer_bytes"),
    ):
        list(doit.list())


@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (2, 3)])
def test_retries_counts_further_attempts(retries: int, requests: int) -> None:
    script = Script(*[httpx.Response(503)] * requests)
    with (
        ci.connect("doit", transport=script, retries=retries, max_wait=0.001, **FACTS["doit"].settings) as doit,
        pytest.raises(ci.ProviderError, match="503"),
    ):
        list(doit.list())
    assert len(script.requests) == requests


def test_the_timeout_is_on_every_request() -> None:
    script = Script(answer({"invoices": []}))
    with ci.connect("doit", transport=script, timeout=7, **FACTS["doit"].settings) as doit:
        list(doit.list())
    assert script.requests[0].extensions["timeout"] == {"connect": 7.0, "read": 7.0, "write": 7.0, "pool": 7.0}
