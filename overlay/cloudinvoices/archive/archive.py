"""An archive: its records and documents, and the index that makes them quick to find."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from os import PathLike
from types import TracebackType
from typing import Any, Self

import attrs

from ..invoice import Kind, Status
from .errors import ArchiveError
from .index import Index
from .index_file import is_damage
from .layout import base_of
from .records import misplacement, read_record
from .store import Store, open_store


@attrs.frozen
class Refreshed:
    """What the index did not know of the archive."""

    was_rebuilt: bool = False
    read: int = 0
    """Records that were new to it, or written anew."""
    gone: tuple[str, ...] = ()
    """Records it knew that are there no more."""

    def notes(self) -> list[str]:
        """What a person should know of it, in sentences."""
        found = [f"The index was made anew from {self.read:,} records."] if self.was_rebuilt else []
        if self.gone:
            first, *others = self.gone
            more = f" and {len(others):,} more" if others else ""
            found.append(f"Records that the index knew are gone from the archive: {first}{more}.")
        return found


class Archive:
    """An archive in a folder or an object store. As a context manager it closes its index."""

    def __init__(self, address: str | PathLike[str] | Store) -> None:
        """Nothing is touched before something is asked for.

        Raises:
            ArchiveError: an address that no archive can have.
        """
        self.store: Store = open_store(address) if isinstance(address, str | PathLike) else address
        """Folder or object store behind it."""
        self._index: Index | None = None
        self._unreadable: dict[str, str] = {}

    @property
    def address(self) -> str:
        """What the person calls it."""
        return self.store.address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        if self._index is not None:
            self._index.commit()
            self._index.close()
            self._index = None

    @property
    def index(self) -> Index:
        """The index, opened."""
        if self._index is None:
            self._index = Index(self.store.index_path)
        return self._index

    def require(self) -> None:
        """Refuse to go on where there is no archive.

        Raises:
            ArchiveError: there is none, or it cannot be read.
        """
        if not self.store.exists():
            hint = "Check the path; `cloudinvoices sync --archive PATH` makes one."
            raise ArchiveError(f"there is no archive at {self.address}", hint=hint)

    def accounts(self) -> list[str]:
        """Names of the accounts that have a folder."""
        return self.store.folders()

    def folders(self, account: str) -> list[str]:
        """The folders that an account's records are in: one for each year."""
        return [f"{account}/{year}" for year in self.store.folders(account)]

    def damaged(self, account: str | None = None) -> list[tuple[str, str]]:
        """Names of the records and accounts that could not be read by `refresh`, with the reason."""
        unreadable = [(name, reason) for name, reason in self._unreadable.items() if account in (None, name)]
        return [*unreadable, *self.index.damaged(account)]

    @contextmanager
    def using_index(self) -> Generator[None]:
        """Around whatever reads the index: should it be damaged, it is removed, and the next command makes it anew.

        Raises:
            ArchiveError: it cannot be used.
        """
        try:
            yield
        except sqlite3.Error as error:
            if not is_damage(error):
                raise ArchiveError(f"the index of the archive cannot be used: {error}", hint="Try again.") from error
            self.index.discard()
            self._index = None
            hint = "Run it again: the index is made anew from the records."
            raise ArchiveError("the index of the archive was damaged, and is removed", hint=hint) from error

    def keep_no_new_index(self) -> None:
        """Where there is no index make none, but one in memory."""
        path = self.store.index_path
        if self._index is None and not (path and path.exists()):
            self._index = Index(None)

    def refresh(self) -> Refreshed:
        """Compare the index with the names in the archive, and read the records that it does not know.

        Raises:
            ArchiveError: the archive cannot be read, or the index is in use.
        """
        try:
            return self._refresh()
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                self.index.discard()
                self._index = None
        with self.using_index():
            return self._refresh()

    def _refresh(self) -> Refreshed:
        index, read, gone = self.index, 0, list[str]()
        index.is_behind, was_empty = False, index.is_empty()
        unvisited = index.folders()
        self._unreadable.clear()
        for account in self.accounts():
            try:
                for folder in self.folders(account):
                    unvisited.discard(folder)
                    read += self._refresh_folder(folder, gone)
            except OSError as error:
                self._unreadable[account] = f"{error.filename or account}: {error.strerror or error}"
                unvisited = {folder for folder in unvisited if folder.partition("/")[0] != account}
        for folder in unvisited:
            gone += self._forget(index.known(folder))
        index.commit()
        if index.is_behind and index.is_busy:
            hint = "Another command may be reading it: try again when that has ended."
            raise ArchiveError("the index of the archive could not be brought up to date", hint=hint)
        if index.is_behind and index.is_kept:  # the disk may be full, which keeps nobody from reading
            index.close()
            self._index = Index(None)
            return self._refresh()
        return Refreshed(was_empty and read > 0 and index.is_kept, read, tuple(gone))

    def _refresh_folder(self, folder: str, gone: list[str]) -> int:
        read, known = 0, self.index.known(folder)
        documents, expected = set[str](), list[tuple[str, str, bool]]()
        for entry in self.store.entries(folder):
            if base_of(entry.name) is None:
                documents.add(entry.name)
                continue
            stamp, document, is_there = known.pop(entry.name, ("", None, True))
            if stamp and stamp != entry.stamp:
                self.index.remove(entry.name)
            if stamp != entry.stamp:
                document, is_there, read = self._read(entry.name, entry.stamp), True, read + 1
            if document is not None:
                expected.append((entry.name, document, is_there))
        for record, document, is_there in expected:
            if (document in documents) != is_there:
                self.index.mark_document(record, is_there=not is_there)
        gone += self._forget(known)
        return read

    def _read(self, name: str, stamp: str) -> str | None:
        """Put a record into the index; returns the name of its document, None if the record cannot be read."""
        try:
            content = self.store.read(name)
        except PermissionError as error:
            self.index.add_damaged(name, stamp, error.strerror or str(error))
            return None
        if content is None:
            return None
        try:
            record = read_record(content)
            if reason := misplacement(record, name):
                raise ValueError(reason)
        except ValueError as error:
            self.index.add_damaged(name, stamp, str(error))
            return None
        self.index.add(name, stamp, record)
        return record.document.path

    def _forget(self, names: Iterable[str]) -> list[str]:
        for name in names:
            self.index.remove(name)
            self.index.add_gone(name)
        return list(names)

    def records(
        self,
        *,
        account: Collection[str] = (),
        provider: Collection[str] = (),
        status: Collection[Status] = (),
        kind: Collection[Kind] = (),
        since: date | None = None,
        until: date | None = None,
        all_versions: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """The records as flat objects by account, day and name, of each document the newest; `refresh` before.

        Amounts and days are text. Only what is one of each that is given, and dated within both days inclusive; what
        is undated is always there.

        Raises:
            ArchiveError: the index cannot be read.
        """
        chosen = {"account": account, "provider": provider, "status": status, "kind": kind}
        for name, values in chosen.items():
            if isinstance(values, str):
                raise TypeError(f"{name} must be a collection of texts, not a text")
        with self.using_index():
            yield from self.index.lines(chosen, since, until, all_versions=all_versions)
