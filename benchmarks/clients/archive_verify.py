"""Ours: every byte against its record."""

from __future__ import annotations

from cloudinvoices.archive import Archive, Verified, verify

from ..work import Work


def run(work: Work) -> int:
    verified = Verified()
    with Archive(work.folder) as archive:
        for damage in verify(archive, verified):
            raise RuntimeError(f"{damage.path}: {damage.reason}")
    return verified.documents
