"""An index of the archive's records in SQLite. Only a cache: whatever is wrong with it, it is made anew from them."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import attrs
import msgspec

from .errors import ArchiveError
from .layout import month_of
from .records import InvoiceRecord, Slot, fingerprint, slot_of

log: logging.Logger = logging.getLogger("cloudinvoices")

_VERSION = 1
_AT_ONCE = 500
_LONGEST_WAIT = 10.0
# With rowids: a row is long, and WITHOUT ROWID takes three times the space and twice the time.
_TABLES = """
CREATE TABLE IF NOT EXISTS record (
    name TEXT PRIMARY KEY, stamp TEXT NOT NULL, slot BLOB NOT NULL, version INTEGER NOT NULL,
    account TEXT NOT NULL, provider TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL, month TEXT, dated TEXT,
    invoice BLOB NOT NULL, document TEXT NOT NULL, listed TEXT, is_there INTEGER NOT NULL, line BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS by_slot ON record (slot, version DESC);
CREATE VIEW IF NOT EXISTS newest AS SELECT * FROM record WHERE NOT EXISTS
    (SELECT 1 FROM record AS later WHERE later.slot = record.slot AND later.version > record.version);
CREATE TABLE IF NOT EXISTS damaged (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unavailable (slot BLOB PRIMARY KEY, invoice BLOB NOT NULL) WITHOUT ROWID;
"""


@attrs.frozen
class Held:
    """What is held of a document, in its newest version."""

    record: str
    """Name of the record."""
    version: int
    invoice: bytes
    """Fingerprint of the invoice."""
    document: str
    """Name of the document."""
    listed: str | None
    """What the provider's list said of the document's version."""
    is_there: bool
    """Whether the document is where the record says."""


class Index:
    """One open index."""

    def __init__(self, path: Path | None) -> None:
        """Open or make it; in memory where there is no path for it."""
        self._path = path
        self._pending: list[tuple[str, tuple[Any, ...]]] = []
        self.is_new: bool = False
        self.is_behind: bool = False
        """Whether something could not be written."""
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return self._make(":memory:")
        try:
            return self._reopen(self._path)
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise ArchiveError("the index is in use by another run", hint="Wait until it has ended.") from error
            for suffix in ("", "-journal", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self._path.with_name(self._path.name + suffix).unlink()
            return self._make(str(self._path))

    def _reopen(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=_LONGEST_WAIT, isolation_level=None)
        try:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == _VERSION:
                database.execute("SELECT count(*) FROM (SELECT * FROM record LIMIT 1)")
                return database
            raise sqlite3.DatabaseError("another version" if version else "empty")
        except sqlite3.DatabaseError:
            database.close()
            raise

    def _make(self, path: str) -> sqlite3.Connection:
        self.is_new = True
        database = sqlite3.connect(path, timeout=_LONGEST_WAIT, isolation_level=None)
        database.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version = {_VERSION};COMMIT;")
        return database

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def commit(self) -> None:
        """Write what is new to the disk; if that cannot be done now, `Archive.refresh` makes up for it later."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        try:
            with self._database:  # one transaction, which is rolled back if it fails
                self._database.execute("BEGIN IMMEDIATE")
                for statement, values in pending:
                    self._database.execute(statement, values)
        except sqlite3.OperationalError as error:
            self.is_behind = True
            log.info("the index of the archive could not be written (%s), and catches up in the next run", error)

    def _write(self, statement: str, *values: Any) -> None:
        # In short transactions, so that a run and a reader of the records do not wait for each other.
        self._pending.append((statement, values))
        if len(self._pending) >= _AT_ONCE:
            self.commit()

    def find(self, slot: Slot) -> Held | None:
        """What is held of a document; None if nothing is."""
        row = self._database.execute(
            "SELECT name, version, invoice, document, listed, is_there FROM record"
            " WHERE slot = ? ORDER BY version DESC LIMIT 1",
            (slot.key,),
        ).fetchone()
        return Held(row[0], row[1], row[2], row[3], row[4], bool(row[5])) if row else None

    def add(self, name: str, stamp: str, record: InvoiceRecord) -> None:
        """Know a record."""
        self._write(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
            name,
            stamp,
            slot_of(record).key,
            record.version,
            record.account,
            record.source.provider,
            record.invoice.status,
            record.invoice.kind,
            month_of(record.invoice.dated),
            record.invoice.dated and record.invoice.dated.isoformat(),
            fingerprint(record.invoice),
            record.document.path,
            record.document.version,
            _encode_line(line_of(name, record)),
        )

    def add_damaged(self, name: str, stamp: str, reason: str) -> None:
        """Know a record that cannot be read."""
        self._write("INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)", name, stamp, reason)

    def remove(self, name: str) -> None:
        """Forget a record."""
        self._write("DELETE FROM record WHERE name = ?", name)
        self._write("DELETE FROM damaged WHERE name = ?", name)

    def mark_document(self, record: str, *, is_there: bool) -> None:
        """Know whether the document of a record is where it should be."""
        self._write("UPDATE record SET is_there = ? WHERE name = ?", is_there, record)

    def folders(self) -> set[str]:
        """The folders of all known records."""
        rows = self._database.execute(
            "SELECT DISTINCT rtrim(name, replace(name, '/', ''))"
            " FROM (SELECT name FROM record UNION ALL SELECT name FROM damaged)"
        )
        return {row[0].rstrip("/") for row in rows}

    def known(self, folder: str) -> dict[str, tuple[str, str | None, bool]]:
        """The records known in a folder: stamp, document (None of a damaged one), and whether that is there."""
        between = (f"{folder}/", f"{folder}0")  # 0 is the sign after the slash
        rows = self._database.execute(
            "SELECT name, stamp, document, is_there FROM record WHERE name > ? AND name < ?"
            " UNION ALL SELECT name, stamp, NULL, 1 FROM damaged WHERE name > ? AND name < ?",
            (*between, *between),
        )
        return {name: (stamp, document, bool(is_there)) for name, stamp, document, is_there in rows}

    def damaged(self, account: str | None = None) -> list[tuple[str, str]]:
        """Names of the records that cannot be read, with the reason."""
        rows = self._database.execute("SELECT name, reason FROM damaged ORDER BY name")
        return [(name, reason) for name, reason in rows if account in (None, name.partition("/")[0])]

    def is_unavailable(self, slot: Slot, invoice: bytes) -> bool:
        """Whether the provider has said that there is no such document, of the invoice as it is now."""
        row = self._database.execute("SELECT invoice FROM unavailable WHERE slot = ?", (slot.key,)).fetchone()
        return row is not None and row[0] == invoice

    def add_unavailable(self, slot: Slot, invoice: bytes) -> None:
        """Know that the provider has no such document."""
        self._write("INSERT OR REPLACE INTO unavailable VALUES (?, ?)", slot.key, invoice)

    def lines(self, where: dict[str, Any], *, all_versions: bool = False) -> Iterator[dict[str, Any]]:
        """Records as flat objects, by account, day and name; of each document the newest version unless all are wanted.

        `where`: `account`, `provider`, `status` with values, `since` and `until` with days as text.
        """
        conditions = ["1"]
        values: list[Any] = []
        for column in ("account", "provider", "status", "kind"):
            if where.get(column):
                conditions.append(f"{column} IN ({', '.join('?' * len(where[column]))})")
                values += where[column]
        for column, sign in (("since", ">="), ("until", "<=")):
            if where.get(column):
                conditions.append(f"(dated IS NULL OR dated {sign} ?)")
                values.append(where[column])
        rows = self._database.execute(
            f"SELECT line FROM {'record' if all_versions else 'newest'}"  # noqa: S608  # all words are ours
            f" WHERE {' AND '.join(conditions)} ORDER BY account, dated, name",
            values,
        )
        for (line,) in rows:
            yield _decode_line(line)

    def months(self) -> Iterator[tuple[str, str]]:
        """The account and month of every invoice held that is no credit note and was not cancelled."""
        return self._database.execute(
            "SELECT DISTINCT account, month FROM newest WHERE month IS NOT NULL AND is_there"
            " AND kind <> 'credit_note' AND status <> 'void'"
        )

    def count(self) -> int:
        """How many records are known."""
        found: int = self._database.execute("SELECT count(*) FROM record").fetchone()[0]
        return found


def line_of(name: str, record: InvoiceRecord) -> dict[str, Any]:
    """A record as one flat object; amounts and days are text."""
    invoice = msgspec.to_builtins(record.invoice)
    return {
        "provider": record.source.provider,
        "account": record.account,
        "scope": record.source.scope,
        "invoice": invoice.pop("id"),
        **invoice,
        "format": record.document.format,
        "media_type": record.document.media_type,
        "path": record.document.path,
        "size": record.document.size,
        "sha256": record.document.sha256,
        "name": record.document.name,
        "fetched_at": record.source.fetched_at,
        "version": record.version,
        "record": name,
    }


_encode_line = msgspec.json.Encoder().encode
_decode_line = msgspec.json.Decoder(dict[str, Any]).decode
