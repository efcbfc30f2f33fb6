"""An archive: its records and documents, and the index that makes them quick to find."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from os import PathLike
from types import TracebackType
from typing import Any, Self

import attrs

from ..invoice import Format, Invoice
from .errors import ArchiveError
from .index import Held, Index
from .layout import base_name, base_of, document_name, folder_of, record_name
from .records import (
    InvoiceRecord,
    RecordedDocument,
    Slot,
    encode_record,
    make_record,
    misplacement,
    read_record,
    record_invoice,
    slot_for,
    slot_of,
    storable,
)
from .store import Staged, Store, open_store


@attrs.frozen(kw_only=True)
class Fetched:
    """A document that has come, or the newer state of an invoice whose document is held."""

    account: str
    invoice: Invoice
    format: Format
    held: Held | None
    """What was held before."""
    at: datetime
    operation: str
    """Of the list, where no document has come."""
    request_id: str | None = None
    staged: Staged | None = None
    """The bytes; None where the document held stays as it is."""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    name: str | None = None
    """What the provider calls the file."""
    listed: str | None = None
    """What the provider's list says of the document's version."""

    @property
    def slot(self) -> Slot:
        return slot_for(self.account, self.invoice, self.format)

    def record(self, held: Kept | None, document: str) -> InvoiceRecord:
        """The record of it, after what is held, with the document under this name."""
        return make_record(
            account=self.account,
            version=held.record.version + 1 if held else 1,
            predecessor=held.name if held else None,
            invoice=self.invoice,
            document=self._document(document) if self.staged or not held else held.record.document,
            operation=self.operation,
            request_id=self.request_id,
            fetched_at=self.at,
        )

    def _document(self, path: str) -> RecordedDocument:
        return RecordedDocument(
            path=path,
            format=self.format,
            media_type=self.media_type,
            size=self.size,
            sha256=self.sha256,
            name=storable(self.name),
            version=self.listed,
        )


@attrs.frozen
class Kept:
    """A record in the archive."""

    record: InvoiceRecord
    name: str
    stamp: str | None
    """Of the record that was just written; None where it was there before."""


@attrs.frozen
class Refreshed:
    """What the index did not know of the archive."""

    was_rebuilt: bool = False
    read: int = 0
    """Records that were new to it, or written anew."""
    gone: tuple[str, ...] = ()
    """Records it knew that are there no more."""


class Archive:
    """An archive in a folder or an object store. As a context manager it closes its index."""

    def __init__(self, address: str | PathLike[str] | Store) -> None:
        """Nothing is touched before something is asked for.

        Raises:
            ArchiveError: an address that no archive can have.
        """
        self.store: Store = open_store(address) if isinstance(address, str | PathLike) else address
        self._index: Index | None = None

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

    def folders(self) -> Iterator[str]:
        """All folders that records are in: one for each account and year."""
        for account in self.accounts():
            for year in self.store.folders(account):
                yield f"{account}/{year}"

    def refresh(self) -> Refreshed:
        """Compare the index with the names in the archive, and read the records that it does not know.

        Raises:
            ArchiveError: the archive cannot be read, or the index is in use.
        """
        index, read, gone = self.index, 0, list[str]()
        unvisited = index.folders()
        for folder in self.folders():
            unvisited.discard(folder)
            read += self._refresh_folder(folder, gone)
        for folder in unvisited:
            gone += self._forget(index.known(folder))
        index.commit()
        if index.is_behind:
            hint = "Another command may be reading it: try again when that has ended."
            raise ArchiveError("the index of the archive could not be brought up to date", hint=hint)
        rebuilt = index.is_new and read > 0
        index.is_new = False
        return Refreshed(rebuilt, read, tuple(gone))

    def _refresh_folder(self, folder: str, gone: list[str]) -> int:
        read, known = 0, self.index.known(folder)
        documents, expected = set[str](), dict[str, tuple[str, bool]]()
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
                expected[document] = (entry.name, is_there)
        for document, (record, is_there) in expected.items():
            if (document in documents) != is_there:
                self.index.mark_document(record, is_there=not is_there)
        gone += self._forget(known)
        return read

    def _read(self, name: str, stamp: str) -> str | None:
        """Put a record into the index; returns the name of its document, None if the record cannot be read."""
        content = self.store.read(name)
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
        return list(names)

    def records(self, *, all_versions: bool = False, **where: Any) -> Iterator[dict[str, Any]]:
        """The records as flat objects; `refresh` before. See `Index.lines`."""
        return self.index.lines(where, all_versions=all_versions)

    def keep(self, fetched: Fetched) -> Kept:
        """Write a document and its record: the document first, both complete and lasting when this returns.

        What is there already, byte for byte and word for word, is not written again; other bytes come to stand beside
        those before. May be called from several threads.

        Raises:
            ArchiveError: a damaged record is in the way, or the store refuses.
            OSError: the disk does.
        """
        if fetched.staged is not None:
            fetched.staged.seal()
        held = self._load(fetched.held.record, fetched) if fetched.held else None
        while held is None or not self._holds(held, fetched):
            kept = self._append(fetched, held)
            if isinstance(kept, Kept):
                return kept
            held = self._load(kept, fetched)  # another run was first: what it wrote is now the version before
        return held

    def _holds(self, held: Kept, fetched: Fetched) -> bool:
        """Whether the newest version says just what was fetched; its document is put back if it is gone."""
        record = held.record
        if fetched.staged is None:
            return record.invoice == record_invoice(fetched.invoice)
        if record.document.sha256 != fetched.sha256:
            return False
        if not (fetched.held and fetched.held.is_there) and fetched.staged.create(record.document.path) is not None:
            self.store.settle(folder_of(held.name))
        return record.invoice == record_invoice(fetched.invoice) and record.document.version == fetched.listed

    def _append(self, fetched: Fetched, held: Kept | None) -> Kept | str:
        """Write the next version; returns the name of its record if that is taken."""
        base = base_of(held.name) if held else None
        base = base or base_name(fetched.account, fetched.invoice.provider, fetched.invoice, fetched.format)
        name = record_name(base, held.record.version + 1 if held else 1)
        for document, staged in self._documents(base, fetched, held):
            record = fetched.record(held, document)
            with self.store.stage(name) as writing:
                writing.file.write(encode_record(record))
                writing.seal()  # before the document has a name: so a killed run can be finished
                if staged is not None and not self._place(document, staged, fetched.sha256):
                    continue
                stamp = writing.create(name)
                if stamp is None:
                    return name
                self.store.settle(folder_of(name))
                return Kept(record, name, stamp)
        raise AssertionError("names of documents never end")

    def _documents(self, base: str, fetched: Fetched, held: Kept | None) -> Iterator[tuple[str, Staged | None]]:
        """Names that the document may get, with the bytes to put there; the name it has, where nothing is to be put."""
        if held and (fetched.staged is None or held.record.document.sha256 == fetched.sha256):
            yield held.record.document.path, None
            return
        for number in itertools.count(1):
            yield document_name(base, number), fetched.staged

    def _place(self, document: str, staged: Staged, sha256: str) -> bool:
        """Whether the bytes are under this name now; they may have been there before."""
        if staged.create(document) is None and self._sha256(document) != sha256:
            return False
        self.store.settle(folder_of(document))
        return True

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for piece in self.store.pieces(name):
            digest.update(piece)
        return digest.hexdigest()

    def _load(self, name: str, fetched: Fetched) -> Kept:
        content = self.store.read(name) or b""
        try:
            record = read_record(content)
        except ValueError as error:
            hint = "Restore it from a backup, or move it away to have the document fetched again."
            raise ArchiveError(f"{name} is no readable record: {error}", hint=hint) from error
        if slot_of(record) != fetched.slot:
            raise ArchiveError(f"{name} is the record of another invoice", hint="Report it: this must not happen.")
        return Kept(record, name, None)
