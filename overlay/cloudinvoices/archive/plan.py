"""What a run is going to do, found by listing; kept on disk where it is long, so that memory does not grow with it."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import attrs
import msgspec

from ..core.decoding import BAD_JSON
from ..errors import UnexpectedAnswer
from ..invoice import Format, Invoice
from .errors import ArchiveError

Reason = Literal["new", "gone", "changed", "version", "recheck"]
"""Why: not held; held, but the document is gone from the archive; the invoice has changed (no document is fetched);
the provider says that the document has changed; everything is to be fetched again."""

_PLACE = "the folder for SQLite's temporary files (SQLITE_TMPDIR, TMPDIR or /var/tmp)"
_encode = msgspec.json.Encoder(decimal_format="number").encode
_decode = msgspec.json.Decoder(Invoice, float_hook=Decimal).decode


@attrs.frozen
class Task:
    """One document to be fetched, or one record to be renewed."""

    account: str
    invoice: Invoice
    format: Format
    reason: Reason

    @property
    def fetches(self) -> bool:
        """Whether it costs a document request."""
        return self.reason != "changed"

    def brief(self) -> Task:
        """The same without what the provider sent, for those who keep many."""
        return attrs.evolve(self, invoice=msgspec.structs.replace(self.invoice, raw={}))


class Plan:
    """The tasks of a run, in the order they were found."""

    def __init__(self) -> None:
        # An empty name is a database on disk that SQLite removes by itself, and that stays in memory while it is small.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE task (account TEXT, invoice BLOB, format TEXT, reason TEXT)")
        self._database.execute("CREATE INDEX by_account ON task (account)")
        self._database.execute("BEGIN")

    def close(self) -> None:
        self._database.close()

    def add(self, task: Task) -> None:
        """One task more.

        Raises:
            UnexpectedAnswer: what the provider sent is nested too deeply to be written.
            OSError: the disk is full or gone.
        """
        try:
            invoice = _encode(task.invoice)
        except RecursionError as error:
            raise UnexpectedAnswer("what the provider sent is nested too deeply to be recorded") from error
        values = (task.account, invoice, task.format, task.reason)
        try:
            self._database.execute("INSERT INTO task VALUES (?, ?, ?, ?)", values)
        except sqlite3.OperationalError as error:
            reason = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
            raise OSError(reason, os.strerror(reason), _PLACE) from error

    def count(self, account: str) -> int:
        """How many tasks an account has."""
        found: int = self._database.execute("SELECT count(*) FROM task WHERE account = ?", (account,)).fetchone()[0]
        return found

    def tasks(self, account: str) -> Iterator[Task]:
        """The tasks of an account, one after the other."""
        rows = self._database.execute(
            "SELECT invoice, format, reason FROM task WHERE account = ? ORDER BY rowid", (account,)
        )
        for invoice, format, reason in rows:
            try:
                yield Task(account, _decode(invoice), format, reason)
            except BAD_JSON as error:
                raise ArchiveError("the plan of this run was damaged on the disk", hint="Run it again.") from error
