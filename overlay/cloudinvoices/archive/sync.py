"""Bring an archive up to date: list every account, fetch what is not held, record it. Nothing is overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import closing

from ..account.name import check_account_names
from .account_run import AccountRun, gather
from .archive import Archive
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
        RuntimeError: an event loop is running in this thread.
        ValueError: two accounts would be one folder.
    """
    check_account_names(source.name for source in sources)
    if _is_in_event_loop():
        raise RuntimeError("sync has an event loop of its own: await asyncio.to_thread(sync, ...)")
    watch = watch or Watch()
    if options.dry_run:
        archive.keep_no_new_index()
        notes = archive.refresh().notes() if archive.store.exists() else []
        return _run(archive, sources, options, watch, notes)
    notes = archive.store.check()
    with archive.store.lock():
        archive.store.recover()
        return _run(archive, sources, options, watch, [*notes, *archive.refresh().notes()])


def _is_in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _run(archive: Archive, sources: Sequence[Source], options: Options, watch: Watch, notes: list[str]) -> Report:
    report = Report([AccountReport(source.name, source.provider) for source in sources], notes=notes)
    with closing(Plan()) as plan, Writers(archive.store) as writers:
        runs = [
            AccountRun(archive, source, options, watch, plan, report, own, writers)
            for source, own in zip(sources, report.accounts, strict=True)
        ]
        try:
            with archive.using_index():
                asyncio.run(_sync(runs, plan, report, options, watch))
        finally:
            archive.index.commit()
    return report


async def _sync(runs: list[AccountRun], plan: Plan, report: Report, options: Options, watch: Watch) -> None:
    try:
        await gather(run.list_invoices() for run in runs)
        _check_requests(report, options)
        if options.dry_run:
            report.tasks = [task.brief() for account in report.accounts for task in plan.tasks(account.account)]
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
