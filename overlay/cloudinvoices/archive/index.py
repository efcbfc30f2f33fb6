"""An index of the archive's records in SQLite. Only a cache: whatever is wrong with it, it is made anew from them."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import msgspec

from ..core.decoding import BAD_JSON
from .index_file import damaged, is_busy, open_database, remove_database
from .layout import month_of
from .records import InvoiceRecord, Slot, fingerprint, slot_of

log: logging.Logger = logging.getLogger("cloudinvoices")

_AT_ONCE = 500
_MEMBERS = frozenset(
    "provider account scope invoice number kind status provider_status currency total amount_due issued_on due_on "  # noqa: SIM905
    "period_start period_end dated format media_type path size sha256 name fetched_at version record".split()
)


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
    listed_version: str | None
    """What the provider's list said of the document's version."""
    is_there: bool
    """Whether the document is where the record says."""


_ONCE = b"once"


class Index:
    """One open index."""

    def __init__(self, path: Path | None) -> None:
        """Open or make it; in memory where there is no path for it.

        Raises:
            ArchiveError: another process does not let go of it.
        """
        self._path = path
        self._pending: list[tuple[str, tuple[Any, ...]]] = []
        self.is_behind: bool = False
        """Whether something could not be written."""
        self.is_busy: bool = False
        """Whether that was because another process did not let go of it."""
        self._database = open_database(path)

    def close(self) -> None:
        """Close the database; what is not committed is lost."""
        self._database.close()

    @property
    def is_kept(self) -> bool:
        """Whether it is there for the next command as well."""
        return self._path is not None

    def discard(self) -> None:
        """Close and remove the database, which is damaged."""
        self.close()
        if self._path is not None:
            remove_database(self._path)

    def commit(self) -> None:
        """Write what is new to the disk; if that cannot be done now, `Archive.refresh` makes up for it later."""
        pending, self._pending = self._pending, []
        self._let_go()
        if not pending:
            return
        try:
            with self._database:  # one transaction, which is rolled back if it fails
                self._database.execute("BEGIN IMMEDIATE")
                for statement, values in pending:
                    self._database.execute(statement, values)
        except sqlite3.Error as error:
            self.is_behind, self.is_busy = True, is_busy(error)
            log.info("the index of the archive could not be written (%s), and catches up in the next run", error)

    def _write(self, statement: str, *values: Any) -> None:
        # In short transactions, so that a run and a reader of the records do not wait for each other.
        self._pending.append((statement, values))
        if len(self._pending) >= _AT_ONCE:
            self.commit()

    def hold(self) -> None:
        """In an event loop: one look at the database for all that is found until the loop has its turn.

        A look takes five times as long as to find something.
        """
        if not self._database.in_transaction:
            loop = asyncio.get_running_loop()
            self._database.execute("BEGIN")
            loop.call_soon(self._let_go)

    def _let_go(self) -> None:
        with suppress(sqlite3.Error):
            self._database.execute("COMMIT")

    def find(self, slot: Slot) -> Held | None:
        """What is held of a document; None if nothing is."""
        row = self._database.execute(
            "SELECT name, version, invoice, document, listed_version, is_there FROM record"
            " WHERE slot = ? ORDER BY version DESC LIMIT 1",
            (slot.key,),
        ).fetchone()
        return Held(row[0], row[1], row[2], row[3], row[4], bool(row[5])) if row else None

    def add(self, name: str, stamp: str, record: InvoiceRecord) -> None:
        """Know a record."""
        self._write("DELETE FROM gone WHERE name = ?", name)
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
        self._write("DELETE FROM gone WHERE name = ?", name)
        self._write("INSERT OR REPLACE INTO damaged VALUES (?, ?, ?)", name, stamp, reason)

    def remove(self, name: str) -> None:
        """Forget a record."""
        self._write("DELETE FROM record WHERE name = ?", name)
        self._write("DELETE FROM damaged WHERE name = ?", name)

    def add_gone(self, name: str) -> None:
        """Know that a record was there and is not any more, until it is there again."""
        self._write("INSERT OR REPLACE INTO gone VALUES (?)", name)

    def gone(self) -> set[str]:
        """The records that were there."""
        return {row[0] for row in self._database.execute("SELECT name FROM gone")}

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

    def add_unavailable(self, slot: Slot, invoice: bytes, *, is_certain: bool) -> None:
        """Know that the provider has no such document; where that is not certain, once it is said a second time."""
        said = invoice if is_certain or self.is_unavailable(slot, _ONCE + invoice) else _ONCE + invoice
        self._write("INSERT OR REPLACE INTO unavailable VALUES (?, ?)", slot.key, said)

    def lines(
        self,
        chosen: Mapping[str, Collection[str]],
        since: date | None = None,
        until: date | None = None,
        *,
        all_versions: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Records as flat objects; `chosen` has the values that a column may have. See `Archive.records`."""
        conditions = ["1"]
        values: list[Any] = []
        for column, wanted in chosen.items():
            if wanted:
                conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        for day, sign in ((since, ">="), (until, "<=")):
            if day:
                conditions.append(f"(dated IS NULL OR dated {sign} ?)")
                values.append(day.isoformat())
        rows = self._database.execute(
            f"SELECT line FROM {'record' if all_versions else 'newest'}"  # noqa: S608  # all words are ours
            f" WHERE {' AND '.join(conditions)} ORDER BY account, dated, name",
            values,
        )
        for (line,) in rows:
            yield _read_line(line)

    def months(self) -> Iterator[tuple[str, str]]:
        """The account and month of every invoice held that is no credit note and was not cancelled."""
        return self._database.execute(
            "SELECT DISTINCT account, month FROM newest WHERE month IS NOT NULL AND is_there"
            " AND kind <> 'credit_note' AND status <> 'void'"
        )

    def is_empty(self) -> bool:
        """Whether no record is known."""
        return self._database.execute("SELECT 1 FROM record LIMIT 1").fetchone() is None


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


def _read_line(content: bytes) -> dict[str, Any]:
    try:
        line = _decode_line(content)
    except BAD_JSON as error:
        raise damaged("a record in the index is no JSON") from error
    if line.keys() != _MEMBERS:
        raise damaged("a record in the index lacks members")
    return line
