"""Write what was fetched: the document first, then its record; nothing twice, and nothing in the place of another."""

from __future__ import annotations

import hashlib
import itertools
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import attrs

from ..errors import CloudInvoicesError
from ..invoice import Format, Invoice
from .errors import ArchiveError
from .index import Held
from .layout import STAGING, base_name, base_of, document_name, folder_of, record_name
from .records import (
    InvoiceRecord,
    RecordedDocument,
    Slot,
    encode_record,
    make_record,
    read_record,
    record_invoice,
    slot_for,
    slot_of,
    storable,
)
from .store import Staged, Store

T = TypeVar("T")
Steps = Generator[str, None, T]
"""Yields a folder whose names must be lasting before it goes on; others may be waited for at the same time."""


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
    listed_version: str | None = None
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
            version=self.listed_version,
        )


@attrs.frozen
class Kept:
    """A record in the archive."""

    record: InvoiceRecord
    name: str
    stamp: str | None
    """Of the record that was just written; None where it was there before."""


Running = dict[int, Steps[Kept]]
Done = dict[int, Kept | Exception]


@attrs.frozen
class Keeper:
    """Writes into one store. May be used by several threads."""

    store: Store

    def keep(self, fetched: Sequence[Fetched]) -> list[Kept | Exception]:
        """Write documents with their records, all complete and lasting when this returns; what failed is an exception.

        What is there already, byte for byte and word for word, is not written again; other bytes come to stand beside
        those before. Exceptions are `ArchiveError` (a damaged record is in the way, or the store refuses) and OSError.
        """
        running: Running = dict(enumerate(map(self._keep, fetched)))
        done: Done = {}
        try:
            while running:
                self._settle(_advance(running, done), running, done)
        finally:
            for steps in running.values():
                steps.close()
        return [done[number] for number in range(len(fetched))]

    def _settle(self, waiting: Mapping[str, list[int]], running: Running, done: Done) -> None:
        for folder, numbers in waiting.items():
            try:
                self.store.settle(folder)
            except (CloudInvoicesError, OSError) as error:
                for number in numbers:
                    running.pop(number).close()
                    done[number] = error

    def _keep(self, fetched: Fetched) -> Steps[Kept]:
        if fetched.staged is not None:
            fetched.staged.seal()
        held = self._load(fetched.held.record, fetched) if fetched.held else None
        while held is None or not (yield from self._holds(held, fetched)):
            kept = yield from self._append(fetched, held)
            if isinstance(kept, Kept):
                return kept
            held = self._load(kept, fetched)  # another run was first: what it wrote is now the version before
        return held

    def _holds(self, held: Kept, fetched: Fetched) -> Steps[bool]:
        """Whether the newest version says just what was fetched; its document is put back if it is gone."""
        record = held.record
        if fetched.staged is None:
            return record.invoice == record_invoice(fetched.invoice)
        if record.document.sha256 != fetched.sha256:
            return False
        path = record.document.path
        if not (fetched.held and fetched.held.is_there) and fetched.staged.create(path) is not None:
            yield folder_of(held.name)
        elif self._sha256(path) != fetched.sha256:
            hint = "Move it away, and the next run puts the document back; `cloudinvoices verify` names all damage."
            raise ArchiveError(f"{path} is not the document that its record says", hint=hint)
        return record.invoice == record_invoice(fetched.invoice) and record.document.version == fetched.listed_version

    def _append(self, fetched: Fetched, held: Kept | None) -> Steps[Kept | str]:
        """Write the next version; returns the name of its record if that is taken."""
        base = base_of(held.name) if held else None
        base = base or base_name(fetched.account, fetched.invoice.provider, fetched.invoice, fetched.format)
        name = record_name(base, held.record.version + 1 if held else 1)
        for document, staged in self._documents(base, fetched, held):
            record = fetched.record(held, document)
            with self.store.stage(name) as writing:
                writing.file.write(encode_record(record))
                writing.seal()
                yield STAGING  # before the document has a name: so a killed run can be finished
                if staged is not None:
                    if not self._place(document, staged, fetched.sha256):
                        continue
                    yield folder_of(document)
                stamp = writing.create(name)
                if stamp is None:
                    return name
                yield folder_of(name)
                return Kept(record, name, stamp)
        raise AssertionError("names of documents never end")

    def _documents(self, base: str, fetched: Fetched, held: Kept | None) -> Iterator[tuple[str, Staged | None]]:
        """Names that the document may get, with the bytes to put there; the name it has, where nothing is to be put."""
        if held and (fetched.staged is None or held.record.document.sha256 == fetched.sha256):
            yield held.record.document.path, None
            return
        recorded = self._recorded(held, fetched)
        for name in (document_name(base, number) for number in itertools.count(1)):
            if recorded.get(name, fetched.sha256) == fetched.sha256:
                yield name, fetched.staged

    def _recorded(self, held: Kept | None, fetched: Fetched) -> dict[str, str]:
        """The SHA-256 of all versions by the documents' names: a name stays theirs, also while the document is gone."""
        found: dict[str, str] = {}
        while held is not None:
            found[held.record.document.path] = held.record.document.sha256
            held = self._find(held.record.predecessor, fetched) if held.record.predecessor else None
        return found

    def _place(self, document: str, staged: Staged, sha256: str) -> bool:
        """Whether the bytes are under this name now; they may have been there before."""
        return staged.create(document) is not None or self._sha256(document) == sha256

    def _sha256(self, name: str) -> str:
        """Of what is under a name; empty if that is no file."""
        digest = hashlib.sha256()
        try:
            for piece in self.store.pieces(name):
                digest.update(piece)
        except FileNotFoundError:
            return ""
        return digest.hexdigest()

    def _load(self, name: str, fetched: Fetched) -> Kept:
        found = self._find(name, fetched)
        if found is None:
            raise ArchiveError(f"{name} has gone while it was needed", hint="Run it again.")
        return found

    def _find(self, name: str, fetched: Fetched) -> Kept | None:
        content = self.store.read(name)
        if content is None:
            return None
        try:
            record = read_record(content)
        except ValueError as error:
            hint = "Restore it from a backup, or move it away to have the document fetched again."
            raise ArchiveError(f"{name} is no readable record: {error}", hint=hint) from error
        if slot_of(record) != fetched.slot:
            raise ArchiveError(f"{name} is the record of another invoice", hint="Report it: this must not happen.")
        return Kept(record, name, None)


def _advance(running: Running, done: Done) -> Mapping[str, list[int]]:
    """Let each go on until it waits for a folder; what has ended moves to `done`."""
    waiting = defaultdict[str, list[int]](list)
    for number, steps in list(running.items()):
        try:
            waiting[next(steps)].append(number)
            continue
        except StopIteration as stop:
            done[number] = stop.value
        except (CloudInvoicesError, OSError) as error:
            done[number] = error
        del running[number]
    return waiting
