"""A place in the archive that is not as it should be is named, and stops nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive, ArchiveError, Options, sync
from cloudinvoices.archive.folder import Folder

from .books import AkamaiBooks, DoiTBooks
from .conftest import damages, lines, run, visible
from .test_folder import largest_file


def pdf_of(folder: Path, invoice: str = "IN1") -> Path:
    (line,) = [line for line in lines(folder) if (line["invoice"], line["format"]) == (invoice, "pdf")]
    return folder / str(line["path"])


def test_a_full_disk_keeps_nobody_from_reading(folder: Path) -> None:
    run(folder, DoiTBooks("IN1", "IN2").source())
    (folder / ".cloudinvoices" / "index.sqlite").unlink()
    with largest_file(1000):
        assert len(lines(folder)) == 4
        assert damages(folder) == []
    with largest_file(20_000):
        assert len(lines(folder)) == 4
        assert run(folder, DoiTBooks("IN1", "IN2").source()).accounts[0].unchanged == 4


@pytest.mark.parametrize("place", ["bad", "bad/2026"])
def test_a_file_in_the_place_of_a_folder_stops_its_account_only(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(parents=True)
    (folder / place).write_text("a file")
    report = run(folder, DoiTBooks("IN1", "IN2").source("bad"), DoiTBooks("IN1", "IN2").source("good"))
    assert {line["account"] for line in lines(folder)} == {"good"}
    assert {one.account for one in report.failures} == {"bad"}
    assert all(isinstance(one.error, ArchiveError) and one.error.hint for one in report.failures)
    assert (folder / place).read_text() == "a file"


def test_a_folder_that_cannot_be_read_stops_its_account_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, DoiTBooks("IN1").source("bad"), DoiTBooks("IN1").source("good"))
    entries = Folder.entries

    def refuse(store: Folder, name: str) -> object:
        if name == "bad/2026":
            raise PermissionError(13, "Permission denied", name)
        return entries(store, name)

    monkeypatch.setattr(Folder, "entries", refuse)
    books = DoiTBooks("IN1", "IN2")
    report = run(folder, books.source("bad"), DoiTBooks("IN1", "IN2").source("good"))
    (failure,) = report.failures
    assert (failure.account, "Permission denied" in failure.error.message) == ("bad", True)
    assert books.requests == []
    assert report.accounts[1].downloaded == 2
    assert ("bad/2026", "it cannot be read: Permission denied") in {(one.path, one.reason) for one in damages(folder)}


def test_an_account_that_cannot_be_read_is_named_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, DoiTBooks("IN1").source())
    folders = Folder.folders

    def refuse(store: Folder, name: str = "") -> list[str]:
        if name == "doit":
            raise PermissionError(13, "Permission denied", name)
        return folders(store, name)

    monkeypatch.setattr(Folder, "folders", refuse)
    assert [(one.path, one.reason) for one in damages(folder)] == [("doit", "it cannot be read: Permission denied")]


def test_what_cannot_be_read_is_not_taken_for_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = DoiTBooks("IN1")
    for year in (2024, 2025, 2026):
        books.add(f"IN{year}", date(year, 5, 5))
    run(folder, books.source())
    entries = Folder.entries

    def refuse(store: Folder, name: str) -> object:
        if name == "doit/2024":
            raise PermissionError(13, "Permission denied", name)
        return entries(store, name)

    with monkeypatch.context() as patch, Archive(folder) as archive:
        patch.setattr(Folder, "entries", refuse)
        assert archive.refresh().gone == ()
        assert [name for name, _ in archive.damaged()] == ["doit"]
        assert len(list(archive.records())) == 8
    with Archive(folder) as archive:
        assert (archive.refresh().read, archive.damaged()) == (0, [])


def test_a_record_that_may_not_be_read_is_named_by_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, DoiTBooks("IN1", "IN2").source())
    record = f"{pdf_of(folder).relative_to(folder)}.record.json"
    (folder / ".cloudinvoices" / "index.sqlite").unlink()
    read = Folder.read

    def refuse(store: Folder, name: str) -> bytes | None:
        if name == record:
            raise PermissionError(13, "Permission denied", name)
        return read(store, name)

    monkeypatch.setattr(Folder, "read", refuse)
    assert (record, "it cannot be read: Permission denied") in {(one.path, one.reason) for one in damages(folder)}
    with Archive(folder) as archive:
        archive.refresh()
        assert archive.damaged() == [(record, "Permission denied")]
        assert len(list(archive.records())) == 3


def test_recheck_names_a_document_that_is_damaged(folder: Path) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    path = pdf_of(folder)
    path.write_bytes(b"%PDF")
    report = run(folder, books.source(), recheck=True)
    (failure,) = report.failures
    assert str(path.relative_to(folder)) in failure.error.message
    assert "Move it away" in str(failure.error.hint)
    assert path.read_bytes() == b"%PDF"
    path.unlink()
    assert run(folder, books.source()).failures == []
    assert damages(folder) == []


@pytest.mark.parametrize(
    "put",
    [
        lambda path: path.symlink_to("/nonexistent/x"),
        lambda path: path.mkdir(),
        lambda path: os.mkfifo(path),
    ],
    ids=["symlink", "folder", "pipe"],
)
def test_something_else_in_the_place_of_a_document(folder: Path, put: Callable[[Path], object]) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    path = pdf_of(folder)
    path.unlink()
    put(path)
    for _ in range(2):
        report = run(folder, books.source())
        assert [one.invoice for one in report.failures] == ["IN1"]
        assert report.accounts[0].downloaded == 0
    assert damages(folder)


def test_a_folder_among_the_temporary_files_is_let_be(folder: Path) -> None:
    run(folder, DoiTBooks("IN1").source())
    (folder / ".cloudinvoices" / "temporary" / "mine").mkdir()
    assert run(folder, DoiTBooks("IN1", "IN2").source()).failures == []


def test_the_same_bytes_of_a_new_version_are_no_new_document(folder: Path) -> None:
    books = AkamaiBooks()
    run(folder, books.source())
    books.version = 2
    (account,) = run(folder, books.source()).accounts
    assert (account.downloaded, account.renewed, account.unchanged) == (0, 1, 0)
    assert len([name for name in visible(folder) if name.endswith(".pdf")]) == 1


def test_formats_that_an_account_does_not_have_are_counted(folder: Path) -> None:
    (account,) = run(folder, DoiTBooks("IN1", "IN2").source(), formats=("csv",)).accounts
    assert (account.listed, account.planned, account.unavailable) == (2, 0, 2)


def test_sync_says_that_it_needs_a_loop_of_its_own(folder: Path) -> None:
    import asyncio

    async def call() -> None:
        sync(Archive(folder), [], Options())

    with pytest.raises(RuntimeError, match="to_thread"):
        asyncio.run(call())
    assert not folder.exists()


def test_a_text_is_no_collection(folder: Path) -> None:
    run(folder, DoiTBooks("IN1").source())
    with Archive(folder) as archive, pytest.raises(TypeError, match="account must be a collection"):
        list(archive.records(account="doit"))
