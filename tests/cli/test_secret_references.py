import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from cloudinvoices import ConfigurationError
from cloudinvoices.cli.secret_references import is_reference, resolve
from cloudinvoices.testing import Simulator

from .conftest import Configure, Invoke


class KeyringError(Exception):
    pass


class Locked(KeyringError):
    pass


def plant_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_password(service: str, user: str) -> str | None:
        if service == "locked":
            raise Locked
        return {("https://example.com/billing", "me"): "from the keyring"}.get((service, user))

    keyring = ModuleType("keyring")
    keyring.__dict__.update(get_password=get_password, errors=SimpleNamespace(KeyringError=KeyringError))
    monkeypatch.setitem(sys.modules, "keyring", keyring)


def test_what_is_a_reference() -> None:
    assert all(map(is_reference, ["env:X", "file:~/x", "keyring:a/b", "env:"]))
    assert not any(map(is_reference, ["env", "https://example.com", "qov_1", "", 5, None, ["env:X"]]))


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", " value\n")
    assert resolve("env:SECRET", Path()) == "value"


def test_file_is_looked_for_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("value\n")
    assert resolve("file:token", tmp_path) == "value"
    assert resolve(f"file:{tmp_path / 'token'}", Path("elsewhere")) == "value"
    (tmp_path / "home" / "token").write_text("at home")
    assert resolve("file:~/token", tmp_path) == "at home"


def test_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    plant_keyring(monkeypatch)
    assert resolve("keyring:https://example.com/billing/me", Path()) == "from the keyring"


@pytest.mark.parametrize(
    "reference",
    [
        "env:",
        "env:NOT_SET",
        "env:EMPTY",
        "file:none",
        "file:.",
        "file:binary",
        "file:empty",
        "keyring:",
        "keyring:service",
        "keyring:service/",
        "keyring:service/nobody",
        "keyring:locked/me",
    ],
)
def test_a_reference_that_leads_nowhere(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant_keyring(monkeypatch)
    monkeypatch.setenv("EMPTY", " ")
    Path("empty").write_text("\n")
    Path("binary").write_bytes(b"\xff\xff")
    with pytest.raises(ConfigurationError):
        resolve(reference, Path())


def test_without_keyring_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, invoke: Invoke) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    Path("cloudinvoices.toml").write_text("[accounts.a]\nprovider = 'doit'\napi_key = 'keyring:doit/me'\n")
    result = invoke("list", "a")
    assert result.exit_code == 78
    error, hint = result.stderr.splitlines()
    assert "cloudinvoices.toml: accounts.a.api_key" in error
    assert hint == "hint: pip install 'cloudinvoices[keyring]'"


def test_references_work_end_to_end(sim: Simulator, configure: Configure, invoke: Invoke) -> None:
    configure()
    settings = sim.settings("doit")
    Path("key").write_text(settings["api_key"] + "\n")
    Path("cloudinvoices.toml").write_text(
        f"[accounts.a]\nprovider = 'doit'\napi_key = 'file:key'\nbase_url = '{settings['base_url']}'\n"
        f"tenant = '{settings['tenant']}'\n"
    )
    assert invoke("list", "a", "-o", "ndjson").stdout.count("\n") == len(sim.expected("doit"))
