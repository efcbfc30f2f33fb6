"""Ours: a whole sync. It lists, fetches, checks, hashes, writes, makes it last, records, and keeps the index."""

from __future__ import annotations

from cloudinvoices.archive import Archive, Options, sync

from ..work import Work
from . import tls  # noqa: F401  # made before the clock starts
from .accounts import sources


def run(work: Work) -> int:
    options = Options(jobs=work.jobs // work.accounts, agreed=True, formats=("json",) if work.kind == "doit" else ())
    with Archive(work.folder) as archive:
        report = sync(archive, sources(work), options)
    if report.failures:
        raise report.failures[0].error
    return sum(account.downloaded + account.unchanged for account in report.accounts)
