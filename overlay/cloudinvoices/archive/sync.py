"""Bring an archive up to date: list every account, fetch what is not held, record it. Nothing is overwritten."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from .account_run import AccountRun, gather
from .archive import Archive
from .errors import ArchiveError
from .plan import Plan
from .report import MOST_REQUESTS, AccountReport, Options, Report, Source, TooManyRequests
from .watch import Watch
from .writers import Writers


def sync(archive: Archive, sources: Sequence[Source], options: Options, watch: Watch | None = None) -> Report:
    """Sync the accounts side by side; with `dry_run` only plan, and write nothing.

    An account or invoice that fails is in the report and stops nothing else.

    Raises:
        TooManyRequests: nothing was fetched.
        ArchiveError: the archive cannot be used; nothing was fetched.
        OSError: the disk is full or gone; what was fetched before is kept.
    """
    watch = watch or Watch()
    if options.dry_run:
        notes = _refresh(archive) if archive.store.exists() else []
        return _run(archive, sources, options, watch, notes)
    notes = archive.store.check()
    with archive.store.lock():
        archive.store.recover()
        return _run(archive, sources, options, watch, [*notes, *_refresh(archive)])


def _refresh(archive: Archive) -> list[str]:
    refreshed = archive.refresh()
    notes = list[str]()
    if refreshed.was_rebuilt:
        notes.append(f"The index was made anew from {refreshed.read} records.")
    if refreshed.gone:
        first, *others = refreshed.gone
        more = f" and {len(others)} more" if others else ""
        notes.append(f"Records that the index knew are gone from the archive: {first}{more}.")
    return notes


def _run(archive: Archive, sources: Sequence[Source], options: Options, watch: Watch, notes: list[str]) -> Report:
    report = Report([AccountReport(source.name, source.provider) for source in sources], notes=notes)
    with closing(Plan()) as plan, Writers(archive.store) as writers:
        runs = [
            AccountRun(archive, source, options, watch, plan, report, own, writers)
            for source, own in zip(sources, report.accounts, strict=True)
        ]
        try:
            asyncio.run(_sync(runs, plan, report, options, watch))
        except sqlite3.Error as error:
            raise ArchiveError(f"the index cannot be written: {error}", hint="Is the disk full?") from error
        finally:
            archive.index.commit()
    return report


async def _sync(runs: list[AccountRun], plan: Plan, report: Report, options: Options, watch: Watch) -> None:
    try:
        await gather(run.list() for run in runs)
        _check_requests(report, options)
        if options.dry_run:
            report.tasks = [task for account in report.accounts for task in plan.tasks(account.account)]
            return
        watch.planned(sum(plan.count(account.account) for account in report.accounts))
        await gather(run.fetch() for run in runs)
    finally:
        await asyncio.gather(*(run.close() for run in runs), return_exceptions=True)


def _check_requests(report: Report, options: Options) -> None:
    if report.requests > MOST_REQUESTS and not (options.agreed or options.dry_run):
        raise TooManyRequests(
            f"this would cost {report.requests} requests; more than {MOST_REQUESTS} need an explicit yes",
            hint="Narrow the window, look with --dry-run, or say --yes.",
        )
