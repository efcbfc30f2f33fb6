import json
import os
from datetime import date
from pathlib import Path

import pytest

from cloudinvoices import ConfigurationError
from cloudinvoices.archive.missing import CADENCES
from cloudinvoices.cli.configuration import Configuration, find_configuration, read_configuration
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke

ACCOUNT = "[accounts.platform]\nprovider = 'qovery'\n"


def read(text: str) -> Configuration:
    path = Path("cloudinvoices.toml")
    path.write_text(text, "utf-8")
    return read_configuration(path)


def test_an_account_with_its_settings() -> None:
    configuration = read(f"{ACCOUNT}since = 2024-01-31\norganization = 'o'\ntoken = 'env:X'\nmax_wait = 1\ntimeout = 3")
    account = configuration.accounts["platform"]
    assert (account.provider, account.since, account.path) == ("qovery", date(2024, 1, 31), Path("cloudinvoices.toml"))
    assert account.settings == {"organization": "o", "token": "env:X", "max_wait": 1, "timeout": 3}
    assert account.literal_secrets == ()


@pytest.mark.parametrize("cadence", CADENCES)
def test_a_cadence(invoke: Invoke, cadence: str) -> None:
    assert read(f"{ACCOUNT}cadence = '{cadence}'").accounts["platform"].cadence == cadence
    assert json.loads(invoke("accounts", "-o", "ndjson").stdout)["cadence"] == cadence
    assert read(ACCOUNT).accounts["platform"].cadence is None


def test_a_byte_order_mark_is_no_error() -> None:
    assert "platform" in read(f"\ufeff{ACCOUNT}").accounts


def test_where_it_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert find_configuration(None) is None
    theirs = tmp_path / "home" / "cloudinvoices" / "cloudinvoices.toml"
    theirs.parent.mkdir()
    theirs.write_text("")
    assert find_configuration(None) == theirs
    Path("cloudinvoices.toml").write_text("")
    assert find_configuration(None) == Path("cloudinvoices.toml")
    monkeypatch.setenv("CLOUDINVOICES_CONFIG", "named.toml")
    assert find_configuration(None) == Path("named.toml")
    assert find_configuration(Path("given.toml")) == Path("given.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{ACCOUNT}organisation = 'o'", ["accounts.platform", "'organisation'"]),
        (f"{ACCOUNT}organization = 5", ["accounts.platform", "organization", "int"]),
        (f"{ACCOUNT}max_wait = 'long'", ["accounts.platform", "max_wait", "str"]),
        (f"{ACCOUNT}token_type = 'basic'", ["accounts.platform", "token_type"]),
        (f"{ACCOUNT}retries = '5'", ["accounts.platform.retries"]),
        (f"{ACCOUNT}retries = true", ["accounts.platform.retries"]),
        (f"{ACCOUNT}timeout = 'long'", ["accounts.platform.timeout"]),
        (f"{ACCOUNT}since = '2024-01-01'", ["accounts.platform.since"]),
        (f"{ACCOUNT}since = 2024-01-01T00:00:00", ["accounts.platform.since"]),
        (f"{ACCOUNT}cadence = 'weekly'", ["accounts.platform.cadence", "monthly or irregular"]),
        (f"{ACCOUNT}cadence = ['monthly']", ["accounts.platform.cadence", "monthly or irregular"]),
        ("[accounts.platform]\nprovider = 'quovery'", ["accounts.platform.provider", "'quovery'"]),
        ("[accounts.platform]\norganization = 'o'", ["accounts.platform.provider", "missing"]),
        ("[accounts.platform]\nprovider = 5", ["accounts.platform.provider"]),
        ("[accounts.platform]\nprovider = ['qovery']", ["accounts.platform.provider"]),
        ("accounts.platform = 'qovery'", ["accounts.platform"]),
        ("accounts = 5", ["accounts"]),
        ("[acounts.platform]\nprovider = 'qovery'", ["'acounts'"]),
        (f"{ACCOUNT}{ACCOUNT}", ["platform", "twice"]),
        (f"{ACCOUNT}[accounts.Platform]\nprovider = 'doit'", ["'platform'", "'Platform'"]),
        ("[accounts.'../up']\nprovider = 'qovery'", ["'../up'"]),
        ("[accounts.'']\nprovider = 'qovery'", ["''"]),
        ("[accounts.platform]\nprovider = qovery", ["not TOML", "line 2"]),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(invoke: Invoke, text: str, says: list[str]) -> None:
    with pytest.raises(ConfigurationError):
        read(text)
    result = invoke("list", "platform")
    assert (result.exit_code, result.stdout) == (78, "")
    assert 1 <= len(result.stderr.splitlines()) <= 2
    for part in ("cloudinvoices.toml", *says):
        assert part in result.stderr.splitlines()[0]


@pytest.mark.parametrize("content", [None, b"\xff\xfe[\x00"])
def test_a_file_that_cannot_be_read(invoke: Invoke, content: bytes | None) -> None:
    if content is not None:
        Path("bad.toml").write_bytes(content)
    result = invoke("accounts", "--config", "bad.toml")
    assert result.exit_code == 78
    assert "bad.toml" in result.stderr


def test_no_such_account(configure: Configure, invoke: Invoke) -> None:
    configure()
    result = invoke("list", "my-qover")
    assert result.exit_code == 78
    assert result.stderr.splitlines()[1] == "hint: Did you mean 'my-qovery'?"


def test_a_missing_setting_is_named_with_its_account(invoke: Invoke) -> None:
    read(ACCOUNT)
    result = invoke("list", "platform")
    assert result.exit_code == 78
    assert "cloudinvoices.toml: accounts.platform: token is missing" in result.stderr


def test_a_provider_is_an_account_of_the_environment(
    sim: Simulator, configure: Configure, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()
    names = {"base_url": "DOIT_HOST", "api_key": "DOIT_API_KEY", "tenant": "DOIT_CUSTOMER_CONTEXT"}
    for name, value in sim.settings("doit").items():
        monkeypatch.setenv(names[name], value)
    result = invoke("list", "doit")
    assert result.exit_code == 0
    assert result.stdout == invoke("list", "my-doit").stdout


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_literal_secret_is_warned_about(invoke: Invoke, mode: int, warned: bool) -> None:
    text = f"{ACCOUNT}organization = 'o'\ntoken = 'qov_canary'\nretries = 0\nbase_url = 'http://127.0.0.1:9'\n"
    Path("cloudinvoices.toml").write_text(text)
    os.chmod("cloudinvoices.toml", mode)
    result = invoke("list", "platform")
    assert result.exit_code == 69
    assert "warning: cloudinvoices.toml: accounts.platform: token in clear text" in result.stderr
    assert ("chmod 600" in result.stderr) is warned
    assert "warning" not in invoke("list", "platform", "-q").stderr
    assert "canary" not in result.output


def test_a_file_without_secrets_may_be_read_by_all(configure: Configure, invoke: Invoke) -> None:
    configure().chmod(0o644)
    assert invoke("list", "my-qovery").stderr == ""
