"""Days and months as people type them."""

from __future__ import annotations

import calendar
import re
from datetime import date

import click

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


class PeriodType(click.ParamType[tuple[date, date]]):
    """A day, a month or a year: its first and its last day."""

    name = "period"

    def convert(
        self, value: str | tuple[date, date], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        if isinstance(value, tuple):
            return value
        try:
            return _period(value)
        except ValueError:
            self.fail(f"{value!r} is not a day (2026-01-31), a month (2026-01) or a year (2026).", param, ctx)


def _period(text: str) -> tuple[date, date]:
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in form.groups())
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def window(
    since: tuple[date, date] | None, until: tuple[date, date] | None, period: tuple[date, date] | None
) -> tuple[date | None, date | None]:
    """The first and the last day of what the three options say together.

    Raises:
        click.UsageError: they contradict each other.
    """
    if period and (since or until):
        raise click.UsageError("--period stands alone: it is --since and --until in one.")
    first = (period or since or (None, None))[0]
    last = (period or until or (None, None))[1]
    if first and last and first > last:
        raise click.UsageError(f"--since ({first}) is after --until ({last}).")
    return first, last
