"""The database of an index: opened, or made where it is missing, of another version, or damaged."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from .errors import ArchiveError

_VERSION = 2
_LONGEST_WAIT = 10.0
# With rowids: a row is long, and WITHOUT ROWID takes three times the space and twice the time.
_TABLES = (
    """CREATE TABLE record (
        name TEXT PRIMARY KEY, stamp TEXT NOT NULL, slot BLOB NOT NULL, version INTEGER NOT NULL,
        account TEXT NOT NULL, provider TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL, month TEXT, dated TEXT,
        invoice BLOB NOT NULL, document TEXT NOT NULL, listed_version TEXT, is_there INTEGER NOT NULL,
        line BLOB NOT NULL)""",
    "CREATE INDEX by_slot ON record (slot, version DESC)",
    """CREATE VIEW newest AS SELECT * FROM record WHERE NOT EXISTS
        (SELECT 1 FROM record AS later WHERE later.slot = record.slot AND later.version > record.version)""",
    "CREATE TABLE damaged (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE gone (name TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE unavailable (slot BLOB PRIMARY KEY, invoice BLOB NOT NULL) WITHOUT ROWID",
)


def open_database(path: Path | None) -> sqlite3.Connection:
    """The database at a path; one in memory where there is none, or it cannot be used.

    Raises:
        ArchiveError: another process does not let go of it.
    """
    if path is None:
        return _open(":memory:")
    try:
        if path.is_symlink():
            path.unlink()  # what it leads to may be a database of somebody else, whose tables would be dropped
        return _open(str(path))
    except OSError:
        return _open(":memory:")
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            remove_database(path)
            return _open(str(path))
        if is_busy(error):
            raise ArchiveError("the index is in use by another run", hint="Wait until it has ended.") from error
        return _open(":memory:")


def remove_database(path: Path) -> None:
    """Remove it; whatever was in it is in the records."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def damaged(what: str) -> sqlite3.DatabaseError:
    """The error for a database that SQLite finds in order, and that cannot be."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the database itself is damaged, or is none."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process has not let go of it in time."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # without what further tells apart


def _open(address: str) -> sqlite3.Connection:
    database = sqlite3.connect(address, timeout=_LONGEST_WAIT, isolation_level=None)
    try:
        if not _is_ready(database):
            _make(database)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _is_ready(database: sqlite3.Connection) -> bool:
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    return version == _VERSION


def _make(database: sqlite3.Connection) -> None:
    """Within the file, since another process may have it open."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        if _is_ready(database):
            return
        for kind in ("view", "table"):
            names = database.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).fetchall()
            for (name,) in names:
                database.execute(f'DROP {kind} "{name}"')
        for statement in _TABLES:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_VERSION}")
