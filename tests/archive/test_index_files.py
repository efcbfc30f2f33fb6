"""Whatever lies where the index should be, the archive is read, and nothing is lost or fetched again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cloudinvoices.archive import Archive

from .books import DoiTBooks
from .conftest import damages, lines, run, visible


def _other_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE record (name TEXT, photo BLOB)")
        database.execute("CREATE TABLE albums (title TEXT)")
        database.execute("CREATE VIEW newest AS SELECT title FROM albums")
        database.execute("CREATE TRIGGER filed AFTER INSERT ON albums BEGIN DELETE FROM record; END")
        database.execute("INSERT INTO albums VALUES ('holidays')")
        database.execute("PRAGMA user_version = 7")


def _other_version(version: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("DROP VIEW newest")
            database.execute("ALTER TABLE record RENAME COLUMN stamp TO seen")
            database.execute(f"PRAGMA user_version = {version}")

    return make


def _in_the_journal_of_another_run(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 5000)


def _database_of_another_application(path: Path) -> None:
    path.unlink()
    _other_application(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "mine").write_text("mine")


def _link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nonexistent/index")


def _link_to_a_database(path: Path) -> None:
    mine = path.parents[2] / "mine"
    _other_application(mine)
    path.unlink()
    path.symlink_to(mine)


FILES: dict[str, Callable[[Path], object]] = {
    "an older version": _other_version(0),
    "a newer version": _other_version(99),
    "a much newer version": _other_version(2_000_000),
    "of another application": _database_of_another_application,
    "a text": lambda path: path.write_text("A text, and no database.\n" * 100),
    "empty": lambda path: path.write_bytes(b""),
    "a folder": _folder,
    "a link to nowhere": _link_to_nowhere,
    "a link to a database": _link_to_a_database,
    "a journal that is none": _in_the_journal_of_another_run,
}


@pytest.mark.parametrize("put", FILES.values(), ids=FILES)
@pytest.mark.parametrize("first", ["sync", "records", "verify"])
def test_nothing_is_lost_whatever_lies_there(folder: Path, put: Callable[[Path], object], first: str) -> None:
    books = DoiTBooks("IN1", "IN2")
    run(folder, books.source())
    held = {name: (folder / name).read_bytes() for name in visible(folder)}
    shown = lines(folder)
    put(folder / ".cloudinvoices" / "index.sqlite")
    books.requests.clear()
    if first == "sync":
        assert run(folder, books.source()).failures == []
    if first == "verify":
        assert damages(folder) == []
    for _ in range(2):
        assert lines(folder) == shown
    assert run(folder, books.source()).accounts[0].unchanged == 4
    assert books.asked_for_documents() == 0
    assert damages(folder) == []
    assert {name: (folder / name).read_bytes() for name in visible(folder)} == held
    if (folder.parent / "mine").exists():
        with closing(sqlite3.connect(folder.parent / "mine")) as mine:
            assert mine.execute("SELECT title FROM albums").fetchall() == [("holidays",)]
    index = folder / ".cloudinvoices" / "index.sqlite"
    if index.is_dir():
        assert (index / "mine").read_text() == "mine"
    else:
        with Archive(folder) as archive:
            assert archive.refresh().was_rebuilt is False, "it is there for the next run"


def test_an_index_that_lies(folder: Path) -> None:
    """One whose rows are of another archive: it knows other records than there are."""
    run(folder, DoiTBooks("IN1", "IN2").source())
    other = folder.parent / "other"
    books = DoiTBooks("IN3", "IN4", "IN5")
    run(other, books.source())
    index = (folder / ".cloudinvoices" / "index.sqlite").read_bytes()
    (other / ".cloudinvoices" / "index.sqlite").write_bytes(index)
    with Archive(other) as archive:
        assert archive.refresh().read == 6
    assert {line["invoice"] for line in lines(other)} == {"IN3", "IN4", "IN5"}
    assert run(other, books.source()).accounts[0].unchanged == 6
    # Whose records it knew is not asked: they were here, it says, until it is removed.
    assert {one.path.rpartition("/")[2] for one in damages(other)} == {
        path.name for path in folder.rglob("*.record.json")
    }
    (other / ".cloudinvoices" / "index.sqlite").unlink()
    assert damages(other) == []
