"""What `demo` does: an archive of the simulator's accounts, what is in it, and whether it is sound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from ..archive import Archive, Options, Report, find_missing
from ..testing import Simulator
from . import quantities
from .archive_totals import TOTALS, Totals, totals_of
from .command import Run
from .configuration import FILE_NAME, read_configuration
from .demo_accounts import demo_environment, write_configuration
from .failures import FAILED
from .messages import Messages
from .sync_report import code_of, say_report
from .synchronizing import fetch, source_of
from .verification import Verification


def demonstrate(run: Run, folder: Path) -> int:
    """Sync all accounts of a simulator into the folder, show what is there then, and return the exit code for it.

    Raises:
        ConfigurationError, ArchiveError, OutputFailed: the folder cannot be used.
    """
    today = datetime.now(UTC).date()
    with Archive(folder) as archive:
        report = _sync(run, archive, folder, today)
        totals = totals_of(archive.records())
        found = [totals.get(account.account, Totals(account.provider)) for account in report.accounts]
        run.output.many((one.record() for one in found), TOTALS)
        say_report(report, run.messages)
        _say_without_document(run.messages, report, totals)
        sound = _verify(run.messages, archive)
        _say_missing(run.messages, archive, today)
    return code_of(report) or (0 if sound else FAILED)


def _sync(run: Run, archive: Archive, folder: Path, today: date) -> Report:
    with Simulator() as simulator, demo_environment(simulator):
        configuration = read_configuration(write_configuration(folder / FILE_NAME, simulator))
        sources = list(map(source_of, configuration.accounts.values()))
        return fetch(archive, sources, Options(since=date(today.year - 2, 1, 1)), run.messages)


def _say_without_document(messages: Messages, report: Report, totals: dict[str, Totals]) -> None:
    for account in report.accounts:
        held = len(totals[account.account].amounts) if account.account in totals else 0
        if account.listed > held and account.is_listed:
            invoices = f"{account.listed - held:,} of {quantities.count(account.listed, 'invoice')}"
            messages.note(f"{account.account}: {invoices} have no document, and are not in the table.")


def _verify(messages: Messages, archive: Archive) -> bool:
    verification = Verification(archive, messages)
    problems = list(verification.run(shown=False))
    for problem in problems[:3]:
        messages.say(f"verify: {problem.path}: {problem.reason}")
    if problems:
        messages.say(f"verify: {quantities.count(len(problems), 'problem')}")
    else:
        documents = quantities.count(verification.verified.documents, "document")
        messages.note(f"verify: {documents}, every byte as recorded")
    return not problems


def _say_missing(messages: Messages, archive: Archive, today: date) -> None:
    months = [f"{one.account} {one.month}" for one in find_missing(archive, {}, today)]
    messages.note(f"missing: {_some(months) or 'nothing'}")


def _some(things: Iterable[str]) -> str:
    named = list(things)
    more = [f"and {len(named) - 5:,} more"] if len(named) > 5 else []
    return ", ".join([*named[:5], *more])
