"""Several documents kept together: one that fails takes no other with it, and the disk is waited for once."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import cloudinvoices as ci
from cloudinvoices.archive.folder import Folder
from cloudinvoices.archive.keeping import Fetched, Keeper, Kept
from cloudinvoices.archive.writers import Writers

from .conftest import damages, visible


class Watched(Folder):
    """A folder that tells what it settles, and fails to where it is told so."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.settled: list[str] = []
        self.failing: str | None = None

    def settle(self, folder: str) -> None:
        self.settled.append(folder)
        if folder == self.failing:
            raise OSError(5, "Input/output error")
        super().settle(folder)


@pytest.fixture
def store(folder: Path) -> Watched:
    made = Watched(folder)
    made.check()
    made.settled.clear()
    return made


@pytest.fixture
def staging() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def fetched(store: Folder, staging: ExitStack, id: str, year: int = 2026, content: bytes = b"") -> Fetched:
    body = content or b"%PDF-1.7 " + id.encode()
    staged = staging.enter_context(store.stage(f"doit/{year}/{id}.pdf"))
    staged.file.write(body)
    return Fetched(
        account="doit",
        invoice=ci.Invoice(provider="doit", scope="", id=id, number=id, dated=date(year, 1, 1)),
        format="pdf",
        held=None,
        at=datetime.now(UTC),
        operation="download_invoice",
        staged=staged,
        media_type="application/pdf",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )


def test_the_disk_is_waited_for_once(store: Watched, staging: ExitStack, folder: Path) -> None:
    batch = [fetched(store, staging, f"IN{number}") for number in range(10)]
    kept = Keeper(store).keep(batch)
    assert all(isinstance(one, Kept) for one in kept)
    assert store.settled == [".cloudinvoices/temporary", "doit/2026", "doit/2026"]
    assert len(visible(folder)) == 1 + 20
    assert damages(folder) == []


def test_one_that_fails_takes_no_other_with_it(store: Watched, staging: ExitStack, folder: Path) -> None:
    batch = [fetched(store, staging, id) for id in ("IN1", "IN2", "IN3")]
    record = next(iter(Keeper(store).keep([fetched(store, staging, "IN2", content=b"%PDF other")])))
    assert isinstance(record, Kept)
    (folder / record.name).write_text("{}")
    first, second, third = Keeper(store).keep(batch)
    assert isinstance(first, Kept)
    assert isinstance(second, ci.CloudInvoicesError)
    assert "no readable record" in second.message
    assert isinstance(third, Kept)


def test_a_folder_that_fails_takes_those_who_wait_for_it(store: Watched, staging: ExitStack, folder: Path) -> None:
    store.failing = "doit/2025"
    batch = [fetched(store, staging, "IN1", 2025), fetched(store, staging, "IN2", 2026)]
    first, second = Keeper(store).keep(batch)
    assert isinstance(first, OSError)
    assert isinstance(second, Kept)
    staging.close()
    assert [name for name in visible(folder) if "2025" in name and "record" in name] == []
    store.failing = None
    store.recover()  # its document may be there, and lasts from here on
    assert list((folder / ".cloudinvoices" / "temporary").iterdir()) == []
    assert len([name for name in visible(folder) if "2025" in name]) == 2
    assert damages(folder) == []


def test_the_same_document_twice_is_kept_once(store: Watched, staging: ExitStack, folder: Path) -> None:
    first, second = Keeper(store).keep([fetched(store, staging, "IN1"), fetched(store, staging, "IN1")])
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert (first.name, second.stamp) == (second.name, None)
    assert len(visible(folder)) == 1 + 2


def test_other_bytes_of_the_same_document_come_to_stand_beside_it(
    store: Watched, staging: ExitStack, folder: Path
) -> None:
    batch = [fetched(store, staging, "IN1"), fetched(store, staging, "IN1", content=b"%PDF-1.7 other")]
    first, second = Keeper(store).keep(batch)
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert (first.record.version, second.record.version) == (1, 2)
    assert first.record.document.path != second.record.document.path
    assert damages(folder) == []


def test_who_has_given_up_is_not_waited_for(store: Watched, staging: ExitStack, folder: Path) -> None:
    async def keep_some() -> list[object]:
        with Writers(store) as writers:
            tasks = [
                asyncio.ensure_future(writers.keep(fetched(store, staging, f"IN{number}"))) for number in range(200)
            ]
            await asyncio.sleep(0)
            for task in tasks[::2]:
                task.cancel()
            return list(await asyncio.gather(*tasks, return_exceptions=True))

    results = asyncio.run(keep_some())
    assert [type(one) for one in results[1::2]] == [Kept] * 100
    assert [type(one) for one in results[::2]] == [asyncio.CancelledError] * 100
    assert damages(folder) == []


@pytest.mark.parametrize(("slow", "most"), [(-1.0, 2), (3600.0, 1)])
def test_a_second_thread_writes_where_the_disk_is_waited_for(
    slow: float, most: int, store: Watched, staging: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """-1: any time is too long; 3600: none is."""
    monkeypatch.setattr("cloudinvoices.archive.writers._SLOW", slow)
    may_go_on = threading.Event()
    keep = Keeper.keep

    def wait_and_keep(self: Keeper, batch: Sequence[Fetched]) -> list[Kept | Exception]:
        assert may_go_on.wait(20)
        return keep(self, batch)

    async def keep_some() -> int:
        with Writers(store) as writers:
            await writers.keep(fetched(store, staging, "IN0"))  # from here on it is known how long one takes
            monkeypatch.setattr(Keeper, "keep", wait_and_keep)
            tasks = [asyncio.ensure_future(writers.keep(fetched(store, staging, f"IN{number}"))) for number in (1, 2)]
            await asyncio.sleep(0)
            writing = writers._busy
            may_go_on.set()
            await asyncio.gather(*tasks)
            return writing

    assert asyncio.run(keep_some()) == most
