"""What a sync would do: as records, and as lines on stderr."""

from __future__ import annotations

from collections.abc import Iterable

from ..archive import Report
from ..archive.report import MOST_REQUESTS
from . import quantities
from .messages import Messages
from .output import Column, Layout, Output, Record
from .sync_report import failure_record, say_failures

_FIELDS = ("account", "provider", "invoice", "number", "dated", "format", "why")
_LAYOUT = Layout(_FIELDS, [Column(name, name) for name in _FIELDS if name != "provider"])
_OF_ACCOUNT = ("account", "provider", "listed", "planned", "unchanged", "unavailable", "failed", "requests")


def write_plan(report: Report, output: Output) -> None:
    """What a run would do, one record a document."""
    tasks = list(_tasks(report))
    if output.format == "json":
        accounts = [{name: getattr(account, name) for name in _OF_ACCOUNT} for account in report.accounts]
        failures = list(map(failure_record, report.failures))
        whole = {"accounts": accounts, "tasks": tasks, "requests": report.requests, "failures": failures}
        output.one(whole, _LAYOUT)
    else:
        output.many(tasks, _LAYOUT)


def _tasks(report: Report) -> Iterable[Record]:
    for task in report.tasks:
        yield {
            "account": task.account,
            "provider": task.invoice.provider,
            "invoice": task.invoice.id,
            "number": task.invoice.number,
            "dated": task.invoice.dated,
            "format": task.format,
            "why": task.reason,
        }


def say_plan(report: Report, messages: Messages) -> None:
    """Failures and notes, and in one sentence what a run would cost."""
    say_failures(report.failures, messages)
    for note in report.notes:
        messages.note(note)
    documents = sum(account.planned for account in report.accounts)
    renewed = len(report.tasks) - documents
    also = f" and {quantities.count(renewed, 'record')} renewed" if renewed else ""
    requests = quantities.count(report.requests, "request")
    messages.note(f"{quantities.count(documents, 'document')} would be fetched{also}, with {requests} in all.")
    if report.requests > MOST_REQUESTS:
        messages.note(f"More than {MOST_REQUESTS:,} requests need --yes.")
