import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke


def check(invoke: Invoke) -> tuple[int, dict[str, dict[str, Any]]]:
    result = invoke("accounts", "--check", "-o", "json")
    return result.exit_code, {row["account"]: row for row in json.loads(result.stdout)}


def test_the_configured_ones(configure: Configure, invoke: Invoke) -> None:
    configure(doit="since = 2025-01-01")
    rows = {row["account"]: row for row in json.loads(invoke("accounts", "-o", "json").stdout)}
    assert [row["provider"] for row in rows.values()] == list(NAMES)
    assert rows["my-doit"]["since"] == "2025-01-01"
    assert "api_key=env:TEST_DOIT_API_KEY" in rows["my-doit"]["settings"]
    assert rows["my-doit"]["source"] == "cloudinvoices.toml"


def test_the_other_forms(configure: Configure, invoke: Invoke) -> None:
    configure()
    assert invoke("accounts").stdout.splitlines()[0].split() == ["account", "provider", "from", "since", "settings"]
    assert len(invoke("accounts", "-o", "ndjson").stdout.splitlines()) == len(NAMES)
    assert len(list(csv.DictReader(io.StringIO(invoke("accounts", "-o", "csv").stdout)))) == len(NAMES)


def test_those_of_the_environment(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOIT_API_KEY", "canary")
    monkeypatch.setenv("QOVERY_API_TOKEN", "canary")  # without an organization
    Path("~/.edgerc").expanduser().write_text(
        "client_token = t\nclient_secret = canary\naccess_token = a\nhost = example.invalid\n"
    )
    result = invoke("accounts", "-o", "json")
    assert [(row["account"], row["source"]) for row in json.loads(result.stdout)] == [
        ("akamai", "environment"),
        ("doit", "environment"),
    ]
    assert "organization is missing" in invoke("accounts", "-v").stderr
    assert "canary" not in result.output


def test_none_at_all(invoke: Invoke) -> None:
    result = invoke("accounts", "-o", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "cloudinvoices providers" in result.stderr
    assert invoke("accounts", "--check", "-q", "-o", "json").output == "[]\n"


def test_addresses_are_shown_without_what_may_be_secret(invoke: Invoke) -> None:
    Path("cloudinvoices.toml").write_text(
        "[accounts.a]\nprovider = 'doit'\napi_key = 'canary'\nbase_url = 'https://me:canary@example.com/x?key=canary'\n"
    )
    result = invoke("accounts")
    assert "base_url=https://example.com/x" in result.stdout
    assert "canary" not in result.output


def test_all_let_us_in(configure: Configure, invoke: Invoke) -> None:
    configure()
    code, rows = check(invoke)
    assert code == 0
    assert {row["check"] for row in rows.values()} == {"ok"}
    assert invoke("accounts", "--check").stdout.splitlines()[0].split()[-3:] == ["check", "error", "hint"]


def test_masstack_with_ids_is_asked_for_billing_details(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure(masstack="ids = ['1']")
    assert check(invoke)[0] == 0
    operations = {request.operation for request in sim.requests}
    assert "masstack.billing_details" in operations
    assert "masstack.list" not in operations


def test_each_failure_is_reported_and_the_worst_decides(
    sim: Simulator, configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    sim.fail("doit.list", status=500)
    code, rows = check(invoke)
    assert (code, rows["my-doit"]["check"], rows["my-qovery"]["check"]) == (69, "failed", "ok")
    assert rows["my-doit"]["hint"]
    sim.fail("doit.list", status=500)
    sim.fail("qovery.list", status=403)
    assert check(invoke)[0] == 77
    sim.fail("qovery.list", status=403)
    monkeypatch.delenv("TEST_F5XC_API_TOKEN")
    code, rows = check(invoke)
    assert code == 78
    assert "accounts.my-f5xc.api_token" in rows["my-f5xc"]["error"]
