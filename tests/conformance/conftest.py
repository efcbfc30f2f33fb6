"""The simulator, and accounts at it: every test with an account runs for each provider asked for, sync and async."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator

from .account import MODES, Account, Connect, open_account
from .operations import OPERATIONS, Operation, expected

_ENVIRONMENT = (*(f"{name.upper()}_" for name in NAMES), "Q_CLI_", "VOLT_", "VES_", "DCI_", "CUSTOMER_")


@pytest.fixture(autouse=True)
def _nothing_from_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No credential of the person who runs the tests takes part in them."""
    for name in [name for name in os.environ if name.startswith(_ENVIRONMENT)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture(scope="session")
def _running() -> Iterator[Simulator]:
    # Accounts count days in UTC, so the simulated months have to end with the same day.
    with Simulator(today=datetime.now(UTC).date()) as simulator:
        yield simulator


@pytest.fixture
def sim(_running: Simulator) -> Iterator[Simulator]:
    """The simulator without any trace of other tests; whatever a test does, no credential may follow a link."""
    _running.reset()
    yield _running
    assert _running.leaks == []


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=NAMES)
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def connect(mode: str) -> Iterator[Connect]:
    """Opens accounts that are closed when the test ends."""
    with ExitStack() as accounts:

        def make(provider: str, **settings: Any) -> Account:
            account = open_account(mode, provider, **settings)
            accounts.callback(account.close)
            return account

        yield make


@pytest.fixture
def account(connect: Connect, sim: Simulator, provider: str) -> Account:
    assert expected(sim, provider)
    return connect(provider, **sim.settings(provider))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    (tmp_path / "invoices").mkdir()
    return tmp_path / "invoices"


@pytest.fixture(params=OPERATIONS, ids=str)
def operation(request: pytest.FixtureRequest) -> Operation:
    assert isinstance(request.param, Operation)
    return request.param


@pytest.fixture
def settings(sim: Simulator, operation: Operation) -> dict[str, Any]:
    """Of the one account of a test: MasStack's token is another one each time the simulator is asked."""
    return sim.settings(operation.provider)
