"""A simulator for each answer that is asked for, and nothing from this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cloudinvoices.testing import Simulator

from .stage import Stages

_ENVIRONMENT = ("QOVERY_", "Q_CLI_", "AKAMAI_", "MASSTACK_", "F5XC_", "VOLT_", "VES_", "DOIT_", "DCI_", "CUSTOMER_")


@pytest.fixture(autouse=True)
def _nothing_from_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith(_ENVIRONMENT)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture(scope="session")
def stages() -> Iterator[Stages]:
    with Stages() as stages:
        yield stages


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(today=datetime.now(UTC).date()) as simulator:
        yield simulator
        assert simulator.leaks == []


@pytest.fixture(params=["sync", "fast", pytest.param("async", marks=pytest.mark.long)])
def mode(request: pytest.FixtureRequest) -> str:
    """Asynchronous accounts go over aiohttp ("fast") and, in make test-long, over httpx's own transport ("async")."""
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    (tmp_path / "invoices").mkdir()
    return tmp_path / "invoices"
