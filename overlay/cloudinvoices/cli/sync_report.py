"""What a sync did: as records, as lines on stderr, and as an exit code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..archive import AccountReport, Failure, Report
from . import quantities
from .failures import FAILED, exit_code, worst
from .messages import Messages, without_hint
from .output import Column, Layout, Output, Record

_MOST_UNAVAILABLE = 5
_MOST_ALIKE = 3
_ALWAYS = ("account", "provider", "listed", "downloaded", "unchanged", "failed", "bytes")
_COUNTS = ("listed", "downloaded", "renewed", "unchanged", "unavailable", "failed")
_FIELDS = ("account", "provider", *_COUNTS, "bytes", "requests")


def code_of(report: Report) -> int:
    """The exit code: of the worst error where no account could be listed, else whether anything failed."""
    if report.failures and not any(account.is_listed for account in report.accounts):
        return worst(exit_code(failure.error) for failure in report.failures)
    return FAILED if report.failures else 0


def write_report(report: Report, output: Output) -> None:
    """The accounts, and in JSON the failures as well."""
    accounts = [{name: getattr(account, name) for name in _FIELDS} for account in report.accounts]
    layout = _layout(report.accounts)
    if output.format == "json":
        output.one({"accounts": accounts, "failures": list(map(failure_record, report.failures))}, layout)
    else:
        output.many(accounts, layout)


def _layout(accounts: Iterable[AccountReport]) -> Layout:
    named = {"renewed": 0, "unavailable": 0}
    for account in accounts:
        named["renewed"] += account.renewed
        named["unavailable"] += account.unavailable
    shown = [name for name in _FIELDS if name in _ALWAYS or named.get(name)]
    return Layout(_FIELDS, list(map(_column, shown)))


def _column(name: str) -> Column:
    if name in ("account", "provider"):
        return Column(name, name)
    if name == "bytes":
        return Column(name, lambda record: quantities.size(record["bytes"]), right=True)
    return Column(name, lambda record: f"{record[name]:,}", right=True)


def say_report(report: Report, messages: Messages) -> None:
    """Failures, what there is to know of the archive and the documents, and in one sentence what happened."""
    say_failures(report.failures, messages)
    for note in report.notes:
        messages.note(note)
    _say_unavailable(report.unavailable, messages)
    messages.note(_sentence(report))


def _say_unavailable(unavailable: list[Failure], messages: Messages) -> None:
    for failure in unavailable[:_MOST_UNAVAILABLE]:
        messages.note(f"not available: {who(failure)}: {failure.error.message}")
    if more := len(unavailable[_MOST_UNAVAILABLE:]):
        messages.note(f"not available: and {quantities.count(more, 'more document')}")


def _sentence(report: Report) -> str:
    def sum_of(name: str) -> int:
        return sum(getattr(account, name) for account in report.accounts)

    failed = sum(bool(failure.invoice) for failure in report.failures)
    in_trouble = len({failure.account for failure in report.failures if not failure.invoice})
    parts = [_news(sum_of("downloaded"))]
    if unchanged := sum_of("unchanged"):
        parts.append(f"{unchanged:,} {'was' if unchanged == 1 else 'were'} there already")
    if renewed := sum_of("renewed"):
        parts.append(f"{quantities.count(renewed, 'record')} renewed because the invoice has changed")
    if unavailable := sum_of("unavailable"):
        parts.append(f"{unavailable:,} not available")
    if failed:
        parts.append(f"{failed:,} failed and {'is' if failed == 1 else 'are'} tried again next time")
    if in_trouble:
        parts.append(f"{quantities.count(in_trouble, 'account')} had errors")
    return f"{', '.join(parts)}."


def _news(downloaded: int) -> str:
    if not downloaded:
        return "No new document was fetched"
    return f"{quantities.count(downloaded, 'document')} {'is' if downloaded == 1 else 'are'} new"


def failure_record(failure: Failure) -> Record:
    """A failure as a record."""
    error = failure.error
    return {
        "account": failure.account,
        "invoice": failure.invoice or None,
        "error": without_hint(error),
        "hint": error.hint,
    }


def say_failures(failures: Iterable[Failure], messages: Messages) -> None:
    """Each failure; of many that are alike the first ones, and how many more there are."""
    alike: defaultdict[tuple[object, ...], list[Failure]] = defaultdict(list)
    for failure in failures:
        alike[_kind(failure)].append(failure)
    for group in alike.values():
        for failure in group[:_MOST_ALIKE]:
            messages.say(f"error: {who(failure)}: {without_hint(failure.error)}")
        if more := group[_MOST_ALIKE:]:
            what = quantities.count(len(more), "more invoice" if group[0].invoice else "more time")
            names = f": {', '.join(one.invoice for one in more)}" if group[0].invoice else ""
            messages.say(f"error: {group[0].account}: the same with {what}{names}")
        messages.explain(group[0].error)


def _kind(failure: Failure) -> tuple[object, ...]:
    """What is equal for failures that say the same, but for the invoice and the request they are about."""
    error, id = failure.error, failure.invoice
    message = error.message.replace(id, "") if id else error.message
    return failure.account, bool(id), type(error), message, error.operation, error.status, error.hint


def who(failure: Failure) -> str:
    """The account, and the invoice if it is about one."""
    return f"{failure.account} {failure.invoice}".strip()
