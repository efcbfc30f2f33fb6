"""What failed in a sync, said once where it is the same many times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..archive import Failure
from . import quantities
from .messages import Messages, without_hint
from .output import Record

_MOST_NAMED = 3


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
        for failure in group[:_MOST_NAMED]:
            messages.say(f"error: {who(failure)}: {without_hint(failure.error)}")
        if more := len(group[_MOST_NAMED:]):
            what = quantities.count(more, "more invoice" if group[0].invoice else "more time")
            messages.say(f"error: {group[0].account}: and {what}: same error")
        messages.explain(group[0].error)


def _kind(failure: Failure) -> tuple[object, ...]:
    """What is equal for failures that say the same, but for the invoice and the request they are about."""
    error, id = failure.error, failure.invoice
    message = error.message.replace(id, "") if id else error.message
    return failure.account, bool(id), type(error), message, error.operation, error.status, error.hint


def who(failure: Failure) -> str:
    """The account, and the invoice if it is about one."""
    return f"{failure.account} {failure.invoice}".strip()
