"""Find the months in which an invoice is expected and none is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, get_args

import attrs

from .archive import Archive

Cadence = Literal["monthly", "irregular"]
CADENCES: tuple[Cadence, ...] = get_args(Cadence)


@attrs.frozen
class Expected:
    """What is known of an account's invoices."""

    cadence: Cadence | None = None
    """monthly: one in every month from the first held to the last closed one; irregular: none is ever expected.

    None: one in every month between the first held and the last held.
    """
    since: date | None = None
    """The day from which invoices are expected, where `cadence` is monthly."""


@attrs.frozen
class Missing:
    """A month without an invoice."""

    account: str
    """Name of the account's folder."""
    month: str
    """As YYYY-MM."""
    reason: str
    """Why an invoice is expected, for a person."""


def find_missing(archive: Archive, expected: Mapping[str, Expected], today: date) -> Iterator[Missing]:
    """The months without an invoice, by account and month; `Archive.refresh` before.

    An invoice counts for the month it is dated in. Credit notes and cancelled invoices do not count.

    Raises:
        ArchiveError: the index cannot be read.
    """
    held: defaultdict[str, set[str]] = defaultdict(set)
    with archive.using_index():
        for account, month in archive.index.months():
            held[account].add(month)
    for account in sorted({*held, *(name for name, known in expected.items() if known.cadence == "monthly")}):
        yield from _missing(account, held[account], expected.get(account, Expected()), f"{today:%Y-%m}")


def _missing(account: str, held: set[str], expected: Expected, this_month: str) -> Iterator[Missing]:
    if expected.cadence == "irregular":
        return
    first, last = min(held, default=None), max(held, default=None)
    reason = "there are earlier and later ones"
    if expected.cadence == "monthly":
        reason = "the cadence is monthly"
        since = [f"{expected.since:%Y-%m}"] if expected.since else []
        first = min([*since, *held], default=None)
        last = max([_before(this_month), *held])
    month = first
    while month is not None and last is not None and month <= last:
        if month not in held:
            yield Missing(account, month, reason)
        month = _after(month)


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04d}-{(number - 2) % 12 + 1:02d}"
