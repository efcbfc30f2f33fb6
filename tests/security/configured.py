"""Configurations that hold every secret in one of the ways there are."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from cloudinvoices.providers import NAMES, load_adapter
from cloudinvoices.testing import Simulator

from .canaries import KEY
from .detector import secrets_of
from .strangers import COOKIE

WAYS = ("literal", "env", "file", "keyring")


def configure_secrets(way: str, sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """./cloudinvoices.toml with an account of each provider and one of Akamai's that acts on another; the secrets."""
    store = _STORES[way](monkeypatch)
    found = {"cookie": COOKIE, "key of a link": KEY, "account switch key": sim.account_switch_key}
    tables = []
    for provider in NAMES:
        secret = {setting.name for setting in load_adapter(provider).settings if setting.secret}
        lines = [f"[accounts.my-{provider}]", f"provider = '{provider}'", "retries = 0"]
        settings = sim.settings(provider)
        for name, value in settings.items():
            written = store(f"{provider}-{name}", value) if name in secret else value
            lines.append(f"{name} = {json.dumps(written)}")
        tables.append("\n".join(lines))
        found |= {f"{provider} {name}": value for name, value in secrets_of(settings).items()}
    switched = tables[NAMES.index("akamai")].replace("my-akamai", "my-switched")
    tables.append(f"{switched}\naccount_switch_key = '{sim.account_switch_key}'")
    path = Path("cloudinvoices.toml")
    path.write_text("\n".join(tables))
    path.chmod(0o600)
    return found


Store = Callable[[str, str], str]


def _literal(monkeypatch: pytest.MonkeyPatch) -> Store:
    return lambda name, value: value


def _environment(monkeypatch: pytest.MonkeyPatch) -> Store:
    def store(name: str, value: str) -> str:
        monkeypatch.setenv(f"TEST_{name}", value)
        return f"env:TEST_{name}"

    return store


def _file(monkeypatch: pytest.MonkeyPatch) -> Store:
    def store(name: str, value: str) -> str:
        path = Path(f"{name}.secret")
        path.write_text(f"{value}\n")
        path.chmod(0o600)
        return f"file:{path}"

    return store


def _keyring(monkeypatch: pytest.MonkeyPatch) -> Store:
    kept: dict[tuple[str, str], str] = {}
    keyring = ModuleType("keyring")
    keyring.__dict__.update(
        get_password=lambda service, user: kept.get((service, user)), errors=SimpleNamespace(KeyringError=RuntimeError)
    )
    monkeypatch.setitem(sys.modules, "keyring", keyring)

    def store(name: str, value: str) -> str:
        kept["tests", name] = value
        return f"keyring:tests/{name}"

    return store


_STORES: dict[str, Callable[[pytest.MonkeyPatch], Store]] = {
    "literal": _literal,
    "env": _environment,
    "file": _file,
    "keyring": _keyring,
}
