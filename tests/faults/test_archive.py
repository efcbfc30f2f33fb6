"""Every fault while an archive is made: what is recorded is right, and the next run has the rest."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from reliability import Tally

from cloudinvoices.archive import Archive, Options, Report, Source, sync, verify
from cloudinvoices.providers import NAMES
from cloudinvoices.testing import Simulator
from tests.conformance.operations import OPERATIONS

from .accounts import open_async
from .outcomes import EXPECTED, NO_FAULT, UNSEEN, expected
from .test_every_answer import limits

# What gives a document, and in which shape.
SOURCES = {
    **{one.simulated: "pdf" for one in OPERATIONS if not one.is_json},
    "qovery.download": "link",
    "qovery.link": "linked pdf",
    "akamai.download": "csv",
    "masstack.download": "link",
    "masstack.link": "linked pdf",
    "f5xc.download": "base64",
    "doit.get": "json file",
}
LISTS = dict.fromkeys((f"{name}.list" for name in NAMES), "list")


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator(today=datetime.now(UTC).date(), months=6) as simulator:
        yield simulator


@pytest.fixture
def sim(running: Simulator) -> Iterator[Simulator]:
    running.reset()
    yield running
    assert running.leaks == []


class Books:
    """An archive of one month of all providers."""

    def __init__(self, sim: Simulator, folder: Path, mode: str, fault: str) -> None:
        self.sim = sim
        self.folder = folder
        self.mode = mode
        self.settings = {**limits(fault), "retries": 1}
        day = sim.expected("qovery")[2].dated
        self.since, self.until = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])

    def sync(self) -> Report:
        sources = [self._source(provider) for provider in self.sim.providers]
        with Archive(self.folder) as archive:
            return sync(archive, sources, Options(since=self.since, until=self.until))

    def _source(self, provider: str) -> Source:
        settings: dict[str, Any] = {**self.sim.settings(provider), **self.settings}
        return Source(provider, provider, lambda: open_async(self.mode, provider, settings))

    def documents(self) -> set[tuple[str, ...]]:
        """What there should be in the end."""
        return {
            (provider, one.id, format, sha256(content).hexdigest())
            for provider in self.sim.providers
            for one in self.sim.expected(provider)
            for format, content in one.documents.items()
            if self.since <= one.dated <= self.until and (provider, format) != ("akamai", "json")
        }

    def held(self) -> set[tuple[str, ...]]:
        """What there is: every file whole, and recorded as what it is."""
        with Archive(self.folder) as archive:
            archive.refresh()
            assert list(verify(archive)) == []
            records = list(archive.records())
        files = {path for path in self.folder.glob("[!.]*/*/*") if ".record" not in path.name}
        assert {self.folder / line["path"] for line in records} == files
        return {(line["account"], line["invoice"], line["format"], line["sha256"]) for line in records}


def can_be_told(fault: str, shape: str) -> bool:
    """Whether the fault is one in this shape of answer, and one that anybody could see."""
    what = expected(fault, shape)
    return what is not None and not what.once & UNSEEN.once


@pytest.fixture(params=["fast", pytest.param("async", marks=pytest.mark.long)])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def order(sim: Simulator, fault: str, shapes: dict[str, str], times: int) -> None:
    for operation, shape in shapes.items():
        if can_be_told(fault, shape) and (fault, operation) not in NO_FAULT:
            with suppress(ValueError):  # not every fault can happen to every operation
                sim.fail(operation, fault=fault, times=times)


@pytest.mark.parametrize("times", [1000, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("fault", EXPECTED)
def test_fault(fault: str, times: int, mode: str, sim: Simulator, tmp_path: Path, tally: Tally) -> None:
    books = Books(sim, tmp_path / "archive", mode, fault)
    wanted = books.documents()
    assert {provider for provider, *_ in wanted} == {one for one in sim.providers if sim.expected(one)}

    order(sim, fault, LISTS, times)
    accounts, held = books.sync().accounts, books.held()
    assert held <= wanted
    for account in accounts:
        of_account = {document for document in wanted if document[0] == account.account}
        assert of_account <= held or (account.failed and not account.is_listed)

    sim.reset()
    order(sim, fault, SOURCES, times)
    accounts, held = books.sync().accounts, books.held()
    assert held <= wanted
    assert len(held) + sum(account.failed + account.unavailable for account in accounts) >= len(wanted)

    sim.reset()
    assert books.sync().failures == []
    assert books.held() == wanted
    tally("archives made in spite of faults")
