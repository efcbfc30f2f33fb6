"""Check an archive: every byte against its record, every record against its schema, and that nothing is left over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import attrs

from .archive import Archive
from .layout import base_of
from .records import InvoiceRecord, RecordedDocument, misplacement, read_record

# Hashing lets go of the interpreter, so that two cores have work and a slow disk or store is waited for less.
_THREADS = 4


@attrs.frozen
class Damage:
    """Something in the archive that is not as it was written."""

    path: str
    """Name in the archive."""
    reason: str
    """What is wrong with it, for a person."""


@attrs.define
class Verified:
    """How much was checked so far."""

    records: int = 0
    """Records read."""
    documents: int = 0
    """Documents hashed."""
    size: int = 0
    """Bytes of the documents."""


def verify(archive: Archive, verified: Verified | None = None) -> Iterator[Damage]:
    """Every damage, folder by folder; `verified` counts while it goes. Nothing is written.

    A record and its document that are both gone are noticed as long as the index still knows them.

    Raises:
        ArchiveError: there is no archive, or it cannot be read.
    """
    archive.require()
    archive.keep_no_new_index()
    verified = verified or Verified()
    visited = set[str]()
    with ThreadPoolExecutor(_THREADS) as threads, archive.using_index():
        for account in archive.accounts():
            try:
                folders = archive.folders(account)
                yield from _strays(archive, account)
            except OSError as error:
                yield _unreadable(account, error)
                visited |= {name for name in archive.index.folders() if name.partition("/")[0] == account}
                continue
            for folder in folders:
                visited.add(folder)
                try:
                    yield from _strays(archive, folder, files=False)
                    yield from _verify_folder(archive, folder, verified, threads)
                except OSError as error:
                    yield _unreadable(folder, error)
    with archive.using_index():
        for folder in sorted(archive.index.folders() - visited):
            yield from _gone(archive.index.known(folder))
        yield from _gone(name for name in archive.index.gone() if not _is_there(archive, name))


def _unreadable(name: str, error: OSError) -> Damage:
    return Damage(name, f"it cannot be read: {error.strerror or error}")


def _strays(archive: Archive, folder: str, *, files: bool = True) -> Iterator[Damage]:
    """What can be no record and no document, by where it is."""
    if files:
        for entry in archive.store.entries(folder):
            yield Damage(entry.name, "no record names it")
    else:
        for name in archive.store.folders(folder):
            yield Damage(f"{folder}/{name}", "a folder where there should be none")


def _verify_folder(archive: Archive, folder: str, verified: Verified, threads: ThreadPoolExecutor) -> Iterator[Damage]:
    names = {entry.name for entry in archive.store.entries(folder)}
    documents = dict[str, tuple[str, RecordedDocument]]()
    for name in sorted(filter(base_of, names)):
        verified.records += 1
        record = _read(archive, name)
        if isinstance(record, Damage):
            yield record
            continue
        if record.predecessor is not None and record.predecessor not in names:
            yield Damage(name, f"the version before it is gone: {record.predecessor}")
        yield from _add_document(documents, name, record.document)
    check = _checker(archive, names)
    for size, damage in threads.map(check, documents.values()):
        verified.documents += 1
        verified.size += size
        if damage:
            yield damage
    for name in sorted(names - documents.keys()):
        if base_of(name) is None:
            yield Damage(name, "no record names it")
    known = archive.index.known(folder)
    yield from _gone(known.keys() - names)


def _gone(names: Iterable[str]) -> Iterator[Damage]:
    for name in sorted(names):
        yield Damage(name, "it was here, the index says, and is gone")


def _is_there(archive: Archive, name: str) -> bool:
    try:
        return archive.store.read(name) is not None
    except OSError:
        return True  # and is told above


def _read(archive: Archive, name: str) -> InvoiceRecord | Damage:
    try:
        content = archive.store.read(name)
    except OSError as error:
        return _unreadable(name, error)
    if content is None:
        return Damage(name, "it has just gone")
    try:
        record = read_record(content)
    except ValueError as error:
        return Damage(name, f"no readable record: {error}")
    reason = misplacement(record, name)
    return Damage(name, f"not in its place: {reason}") if reason else record


def _add_document(
    documents: dict[str, tuple[str, RecordedDocument]], name: str, document: RecordedDocument
) -> Iterator[Damage]:
    first, other = documents.setdefault(document.path, (name, document))
    if (other.sha256, other.size) != (document.sha256, document.size):
        yield Damage(name, f"it and {first} say different things of {document.path}")


def _checker(archive: Archive, names: set[str]) -> Callable[[tuple[str, RecordedDocument]], tuple[int, Damage | None]]:
    def check(recorded: tuple[str, RecordedDocument]) -> tuple[int, Damage | None]:
        record, document = recorded
        if document.path not in names:
            return 0, Damage(record, f"its document is gone: {document.path}")
        digest, size = hashlib.sha256(), 0
        try:
            for piece in archive.store.pieces(document.path):
                digest.update(piece)
                size += len(piece)
        except OSError as error:
            return size, _unreadable(document.path, error)
        if size != document.size:
            return size, Damage(document.path, f"it has {size} bytes, and its record says {document.size}")
        if digest.hexdigest() != document.sha256:
            return size, Damage(document.path, "its bytes are not those its record says")
        return size, None

    return check
