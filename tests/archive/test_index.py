"""The index is only a cache: whoever reads it keeps no run from going on, and what it lacks comes back."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive, ArchiveError, index_file
from cloudinvoices.archive.index import Index

from .books import DoiTBooks
from .conftest import damages, lines, run


@pytest.fixture
def filled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(index_file, "_LONGEST_WAIT", 0.1)
    run(folder, DoiTBooks("IN1").source())
    return folder


def open_index(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / ".cloudinvoices" / "index.sqlite", isolation_level=None)


def test_a_slow_reader_does_not_stop_a_run(filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "cloudinvoices")
    reader = open_index(filled)
    reading = reader.execute("SELECT name FROM record")
    reading.fetchone()
    report = run(filled, DoiTBooks("IN1", "IN2").source())
    assert report.failures == []
    assert "catches up in the next run" in caplog.text
    reading.close()
    reader.close()
    assert len(lines(filled)) == 4
    assert damages(filled) == []


def test_records_that_cannot_be_complete_are_not_shown(filled: Path) -> None:
    writer = open_index(filled)
    (filled / ".cloudinvoices" / "index.sqlite").touch()
    record = next(filled.rglob("*.record.json"))
    record.write_bytes(record.read_bytes() + b"\n")
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="could not be brought up to date") as refused:
        lines(filled)
    assert refused.value.hint
    writer.close()
    assert len(lines(filled)) == 2


def test_an_index_that_was_busy_once_is_used_again(filled: Path) -> None:
    record = next(filled.rglob("*.record.json"))
    record.write_bytes(record.read_bytes() + b"\n")
    writer = open_index(filled)
    writer.execute("BEGIN IMMEDIATE")
    with Archive(filled) as archive:
        with pytest.raises(ArchiveError):
            archive.refresh()
        writer.close()
        assert archive.refresh().read == 1
        assert len(list(archive.records())) == 2


def test_many_readers_make_an_index_at_once(filled: Path) -> None:
    results, ready = list[object](), threading.Barrier(4)

    def read() -> None:
        ready.wait(10)
        try:
            results.append(len(lines(filled)))
        except Exception as error:
            results.append(error)

    for _ in range(10):
        (filled / ".cloudinvoices" / "index.sqlite").unlink()
        readers = [threading.Thread(target=read) for _ in range(4)]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
    assert results == [2] * 40


def test_an_index_that_is_locked_is_not_thrown_away(filled: Path) -> None:
    writer = open_index(filled)
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveError, match="in use"):
        lines(filled)
    writer.close()
    with Archive(filled) as archive:
        assert archive.refresh().was_rebuilt is False


def test_many_versions_and_the_newest_of_each(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    for amount in range(12):  # version 10 comes after version 9
        books.invoices["IN1"]["totalAmount"] = amount
        run(folder, books.source(), formats=("pdf",))
    newest = {line["invoice"]: (line["version"], line["total"]) for line in lines(folder)}
    assert newest == {"IN1": (12, "11"), "IN2": (1, "100.1")}
    assert len(lines(folder, all_versions=True)) == 13
    assert damages(folder) == []


def test_an_index_of_another_version_is_made_anew(filled: Path) -> None:
    with open_index(filled) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with Archive(filled) as archive:
        assert archive.refresh().was_rebuilt


def test_undated_invoices_have_a_folder_of_their_own(folder: Path) -> None:
    books = DoiTBooks("IN1")
    del books.invoices["IN1"]["invoiceDate"]
    books.add("IN2", date(2026, 2, 2))
    run(folder, books.source(), formats=("pdf",))
    assert [line["path"].split("/")[1] for line in lines(folder)] == ["undated", "2026"]
    assert damages(folder) == []


def test_what_is_held_is_let_go_when_the_loop_has_its_turn(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.sqlite")

    async def look() -> list[bool]:
        index.hold()
        index.hold()
        held = [index._database.in_transaction]
        await asyncio.sleep(0)
        held.append(index._database.in_transaction)
        index.hold()
        index.add_gone("a/2026/x.record.json")
        index.commit()  # while it is held
        return [*held, index._database.in_transaction]

    assert asyncio.run(look()) == [True, False, False]
    assert index.gone() == {"a/2026/x.record.json"}
    with pytest.raises(RuntimeError, match="no running event loop"):
        index.hold()
    assert not index._database.in_transaction
    index.close()
