"""No credential and no configuration of the person who runs the tests takes part in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cloudinvoices.providers import NAMES, load_adapter

from .accounts import MODES, SETTINGS


@pytest.fixture(autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {env for provider in NAMES for setting in load_adapter(provider).settings for env in setting.env}:
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith(("CLOUDINVOICES_", "AKAMAI_"))]:
        monkeypatch.delenv(name)
    home = str(tmp_path_factory.getbasetemp() / "no-home")
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, home)


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SETTINGS)
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for documents; what is written beside it is in `tmp_path` as well."""
    (tmp_path / "outer" / "invoices").mkdir(parents=True)
    return tmp_path / "outer" / "invoices"
