"""One account in one run: its list, what of it is to be done, and the doing."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import attrs

from ..account.provider import AsyncProvider
from ..core.times import first_of_month
from ..errors import (
    AuthenticationError,
    CloudInvoicesError,
    ConnectionFailed,
    DocumentUnavailable,
    ProviderError,
    RateLimitError,
    UnexpectedAnswer,
)
from .archive import Archive
from .errors import ArchiveError
from .index import Held
from .keeping import Fetched, Kept
from .layout import base_name
from .plan import Plan, Task
from .planning import Planning
from .records import fingerprint, record_invoice, slot_for
from .report import AccountReport, Failure, Options, Report, Source
from .store import Staged
from .watch import Watch
from .writers import Writers

_NO_CONTENT = 204
# So many documents in a row that cannot be reached, and the rest of the account is left for the next run.
_MOST_FAILURES = 5
_OF_ONE_PLACE = (PermissionError, NotADirectoryError, IsADirectoryError)
_LOOK_AT_IT = "See what is there, and who may write it; then run it again."
_UNREACHABLE = (ConnectionFailed, RateLimitError, AuthenticationError, ArchiveError)


async def gather(runs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """All of them; the first that cannot go on ends the others."""
    try:
        async with asyncio.TaskGroup() as group:
            for run in runs:
                group.create_task(run)
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None


def window_of(source: Source, options: Options, today: date) -> tuple[date, date | None]:
    """The days asked for: as the options say, else from the account's `since`, else 12 closed months and this one."""
    return options.since or source.since or first_of_month(today, -12), options.until


@attrs.define
class AccountRun:
    """One account in one run."""

    archive: Archive
    source: Source
    options: Options
    watch: Watch
    plan: Plan
    report: Report
    counts: AccountReport
    writers: Writers
    provider: AsyncProvider | None = None
    unreachable: int = 0
    """Documents in a row that could not be reached."""
    untried: int = 0

    async def list_invoices(self) -> None:
        try:
            self._check_records()
            self.provider = self.source.connect()
            planning = Planning(self.archive.index, self.options, self.plan, self.counts)
            since, until = window_of(self.source, self.options, datetime.now(UTC).date())
            async for invoice in self.provider.list(since=since, until=until):
                self.counts.listed += 1
                self.watch.listed(self.counts.account)
                try:
                    planning.add(self.provider, invoice)
                except CloudInvoicesError as error:
                    self._fail(invoice.id or invoice.number, error)
            self.counts.is_listed = True
        except CloudInvoicesError as error:
            self._fail("", error)
        self._report_skipped()
        self.counts.requests += self.provider.requests_sent if self.provider else 0
        self.watch.account_listed(self.counts.account)

    def _check_records(self) -> None:
        """What a damaged record is about is not known: nothing is fetched that might be held already."""
        damaged = self.archive.damaged(self.source.name)
        if damaged:
            name, reason = damaged[0]
            more = f", and {len(damaged) - 1} more" if len(damaged) > 1 else ""
            raise ArchiveError(
                f"{name} cannot be read: {reason}{more}; nothing is fetched for this account",
                hint="`cloudinvoices verify` names all damage; restore it from a backup, or move it away.",
            )

    def _report_skipped(self) -> None:
        for item in self.provider.skipped if self.provider else ():
            self._fail("", UnexpectedAnswer(f"an item of the list could not be read: {item.reason}"))

    async def fetch(self) -> None:
        if self.provider is None:
            self.watch.account_done(self.counts.account)
            return
        tasks = self.plan.tasks(self.source.name)
        workers = min(self.options.jobs, self.plan.count(self.source.name))
        await gather(self._work(self.provider, tasks) for _ in range(workers))
        if self.untried:
            hint = "Run it again when the provider can be reached."
            self._fail("", ConnectionFailed(f"{self.untried} documents were not tried after these failures", hint=hint))
        self.watch.account_done(self.counts.account)

    async def _work(self, provider: AsyncProvider, tasks: Iterator[Task]) -> None:
        for task in tasks:
            if self.unreachable >= _MOST_FAILURES:
                self.untried += 1
                continue
            try:
                await self._do(provider, task)
                self.unreachable = 0
            except CloudInvoicesError as error:
                is_busy = isinstance(error, ProviderError) and error.transient
                is_unreachable = is_busy or isinstance(error, _UNREACHABLE)
                self.unreachable = self.unreachable + 1 if is_unreachable else 0
                if isinstance(error, DocumentUnavailable) and not error.transient:
                    self._note_unavailable(task, error)
                else:
                    self._fail(task.invoice.id, error)
            except _OF_ONE_PLACE as error:  # of the disk, but not all of it
                self.unreachable += 1
                self._fail(task.invoice.id, ArchiveError(f"{error.filename}: {error.strerror}", hint=_LOOK_AT_IT))
            except ValueError as error:  # an id that is in the list, and can be in no request
                self._fail(task.invoice.id, UnexpectedAnswer(str(error), provider=provider.name))
            self.watch.done(self.counts.account)

    async def _do(self, provider: AsyncProvider, task: Task) -> None:
        slot = slot_for(task.account, task.invoice, task.format)
        held = None if task.reason == "new" else self.archive.index.find(slot)
        if task.fetches:
            await self._fetch(provider, task, held)
            return
        fetched = Fetched(
            account=task.account,
            invoice=task.invoice,
            format=task.format,
            held=held,
            at=datetime.now(UTC),
            operation="list_invoices",
        )
        kept = await self._keep(fetched)
        self._know(kept)
        self._count_renewed(kept)

    async def _fetch(self, provider: AsyncProvider, task: Task, held: Held | None) -> None:
        invoice, format = task.invoice, task.format
        with self.archive.store.stage(base_name(task.account, invoice.provider, invoice, format)) as staged:
            async with provider.stream(invoice, format=format).restarting(partial(_restart, staged)) as document:
                async for piece in document:
                    staged.file.write(piece)
                    self.watch.received(len(piece))
            listed = provider.describe_document(invoice, format)
            kept = await self._keep(
                Fetched(
                    account=task.account,
                    invoice=invoice,
                    format=format,
                    held=held,
                    at=datetime.now(UTC),
                    operation=document.operation,
                    request_id=document.request_id,
                    staged=staged,
                    media_type=document.media_type,
                    size=document.received,
                    sha256=document.sha256,
                    name=listed.name or document.provided_name,
                    listed_version=listed.version,
                )
            )
        self._know(kept)
        same = held is not None and kept.record.document.path == held.document
        if held and same and held.is_there:
            self._count_renewed(kept)
            return
        self.counts.downloaded += 1
        self.counts.bytes += document.received
        if held and same:
            self.archive.index.mark_document(held.record, is_there=True)

    async def _keep(self, fetched: Fetched) -> Kept:
        return await self.writers.keep(fetched)

    def _count_renewed(self, kept: Kept) -> None:
        if kept.stamp is None:
            self.counts.unchanged += 1
        else:
            self.counts.renewed += 1

    def _know(self, kept: Kept) -> None:
        if kept.stamp is not None:
            self.archive.index.add(kept.name, kept.stamp, kept.record)

    def _note_unavailable(self, task: Task, error: DocumentUnavailable) -> None:
        if task.reason != "new":  # it is held, so that it did exist
            self._fail(task.invoice.id, error)
            return
        slot = slot_for(task.account, task.invoice, task.format)
        state = fingerprint(record_invoice(task.invoice))
        # An empty answer gives no reason, and may be of a bad day.
        self.archive.index.add_unavailable(slot, state, is_certain=error.status != _NO_CONTENT)
        self.counts.unavailable += 1
        self.report.unavailable.append(Failure(task.account, task.invoice.id, without_frames(error)))

    def _fail(self, invoice: str, error: CloudInvoicesError) -> None:
        self.counts.failed += 1
        self.report.failures.append(Failure(self.counts.account, invoice, without_frames(error)))

    async def close(self) -> None:
        if self.provider is not None:
            await self.provider.aclose()


def without_frames(error: CloudInvoicesError) -> CloudInvoicesError:
    """The error and its causes without the frames they passed, which hold the document's pieces."""
    found: BaseException | None = error
    while found is not None:
        found.__traceback__ = None
        found = found.__cause__ or found.__context__
    return error


def _restart(staged: Staged) -> bool:
    staged.file.seek(0)
    staged.file.truncate()
    return True
