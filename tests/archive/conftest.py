"""An archive in an empty folder, the simulator's accounts, and accounts whose invoices a test can change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import cloudinvoices as ci
from cloudinvoices.archive import Archive, Damage, Options, Report, Source, sync, verify
from cloudinvoices.testing import Simulator

from .s3 import bucket, closed, gateway, s3_server, silent, store_environment  # noqa: F401  # fixtures

_ENVIRONMENT = ("QOVERY_", "Q_CLI_", "AKAMAI_", "MASSTACK_", "F5XC_", "VOLT_", "VES_", "DOIT_", "DCI_", "CUSTOMER_")


@pytest.fixture(autouse=True)
def _nothing_from_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith(_ENVIRONMENT)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture(scope="session")
def _running() -> Iterator[Simulator]:
    with Simulator(today=datetime.now(UTC).date()) as simulator:
        yield simulator


@pytest.fixture
def sim(_running: Simulator) -> Iterator[Simulator]:
    _running.reset()
    yield _running
    assert _running.leaks == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the archive will be."""
    return tmp_path / "archive"


def source_of(sim: Simulator, provider: str, name: str = "", **settings: Any) -> Source:
    """An account at the simulator, with all its invoices."""
    given = {**sim.settings(provider), **settings}
    return Source(name or provider, provider, lambda: ci.aconnect(provider, **given), since=date(2024, 1, 1))


def sources_of(sim: Simulator) -> list[Source]:
    return [source_of(sim, provider) for provider in sim.providers]


def run(folder: Path, *sources: Source, **options: Any) -> Report:
    """One sync, as a process of its own would do it."""
    with Archive(folder) as archive:
        return sync(archive, sources, Options(**options))


def lines(folder: Path, *, all_versions: bool = False, **where: Any) -> list[dict[str, Any]]:
    """The records of an archive."""
    with Archive(folder) as archive:
        archive.refresh()
        return list(archive.records(all_versions=all_versions, **where))


def damages(folder: Path) -> list[Damage]:
    """What verify finds."""
    with Archive(folder) as archive:
        return list(verify(archive))


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of everything below a folder, the hidden part and the folders themselves included."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        found[str(path.relative_to(folder))] = (0 if path.is_dir() else status.st_size, status.st_mtime_ns)
    return found


def visible(folder: Path) -> list[str]:
    """The files that a person sees."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path) for path in paths if not any(part.startswith(".") for part in path.parts)]
