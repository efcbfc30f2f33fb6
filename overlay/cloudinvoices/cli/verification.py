"""The check of a whole archive, while a sync is kept out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

import attrs

from ..archive import Archive, Damage, Verified, verify
from . import quantities
from .messages import Messages
from .progress import saying


@attrs.define
class Verification:
    """One check; what it has found so far."""

    archive: Archive
    messages: Messages
    verified: Verified = attrs.field(factory=Verified)
    damages: int = 0

    def run(self, *, shown: bool = True) -> Iterator[Damage]:
        """Every damage; with `shown` also how far it is.

        Raises:
            ArchiveError: there is no archive, it cannot be read, or a sync does not end.
        """
        self.archive.require()
        with self._lock(), saying(self._line, self.messages) if shown else nullcontext():
            for damage in verify(self.archive, self.verified):
                self.damages += 1
                yield damage

    def _lock(self) -> AbstractContextManager[None]:
        # Where nothing can be written no sync can run either, and there may be no place for a lock.
        return self.archive.store.lock() if self.archive.store.index_path else nullcontext()

    def _line(self) -> str:
        damages = f", {quantities.count(self.damages, 'problem')}" if self.damages else ""
        return (
            f"{quantities.count(self.verified.documents, 'document')}, {quantities.size(self.verified.size)}{damages}"
        )

    @property
    def sentence(self) -> str:
        """What came of it."""
        verified = self.verified
        checked = (
            f"{quantities.count(verified.records, 'record')} and {quantities.count(verified.documents, 'document')},"
            f" {quantities.count(verified.size, 'byte')}, checked"
        )
        if not self.damages:
            return f"{checked}: every byte is as recorded."
        return f"{checked}: {quantities.count(self.damages, 'problem')}."
